"""The plans in the database: every row of every file, with its source, on both databases."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import Session, aliased

from data.intake.batch import Model
from data.plans.files import DATASETS
from data.schema import (
    UNKNOWN_START,
    BudgetLine,
    BudgetRule,
    DatasetVersion,
    Difficulty,
    Document,
    DossierCount,
    FeedbackCount,
    Framework,
    IndicatorValue,
    InformationSystem,
    Locality,
    OfficialScore,
    Pillar,
    ReportingDuty,
    SharedDatabase,
    Source,
    Target,
    Task,
    TaskUnit,
    Unit,
    UnitLineage,
)
from tests.unit.data.plans.plan_files import original

END_OF_DISTRICTS = dt.date(2025, 7, 1)
END_OF_TAM_PHUOC = dt.date(2025, 1, 1)
COMMUNE_KINDS = ("xa", "phuong", "thi_tran")


@pytest.fixture
def session(loaded: Engine) -> Any:
    with Session(loaded) as opened:
        yield opened


def count(session: Session, model: Model) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


# ---------------------------------------------------------------------------- every row of every file


def test_every_row_of_every_file_is_there(session: Session) -> None:
    rules = [row for row in original("budget") if row["row_type"] == "quy_dinh"]
    expected = {
        Locality: len(original("localities")),
        Framework: len(original("frameworks")),
        Pillar: len(original("pillars")),
        OfficialScore: len(original("dti_scores")),
        IndicatorValue: len(original("indicators_actual")),
        Target: len(original("targets")),
        Task: len(original("tasks")),
        FeedbackCount: len(original("feedback_2022_tan_chau")),
        DossierCount: len(original("dossiers_tam_phuoc_2022")),
        BudgetRule: len(rules),
        BudgetLine: len(original("budget")) - len(rules),
        Document: len(original("localities") + original("documents") + original("documents_cited")),
        ReportingDuty: len(original("reporting_calendar")),
        InformationSystem: len(original("systems")),
        SharedDatabase: len(original("databases")),
        Difficulty: len(original("difficulties")),
        UnitLineage: len(original("lineage_5")),
    }
    assert {model: count(session, model) for model in expected} == expected


def test_there_is_a_source_for_every_row_of_every_file(session: Session) -> None:
    found = {(source.file, source.row): source for source in session.scalars(select(Source))}
    expected = {
        (f"{name}.csv", number): row
        for name in {source.file.removesuffix(".csv") for source in found.values()}
        for number, row in enumerate(original(name), start=2)
    }
    assert len(expected) == 1436
    assert found.keys() == expected.keys()
    for place, row in expected.items():
        assert found[place].section == row.get("section", ""), place
        assert found[place].line == (int(row["line"]) if row.get("line") else None), place


def test_a_source_says_which_plan_when_and_by_whom(session: Session) -> None:
    source, document = session.execute(
        select(Source, Document)
        .join(Document, Document.id == Source.document_id)
        .where(Source.file == "feedback_2022_tan_chau.csv", Source.row == 4)
    ).one()
    assert (source.section, source.line) == ("Phụ lục 02", 375)
    assert document.listing == "plan"
    assert document.title.startswith("Kế hoạch Chuyển đổi số và đảm bảo an toàn thông tin mạng")
    assert document.dated == dt.date(2023, 3, 29)
    assert source.loaded_by == "tests"
    assert source.loaded_at == dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)
    assert len(source.sha256) == 64


def test_other_lines_are_kept(session: Session) -> None:
    row = next(row for row in original("systems") if ";" in row["other_lines"])
    lines = session.scalar(
        select(Source.other_lines).join(InformationSystem).where(InformationSystem.key == row["id"])
    )
    assert lines == row["other_lines"]


def test_every_data_set_was_published_once(session: Session) -> None:
    of_plans = DatasetVersion.dataset.in_(DATASETS)
    published = {found.dataset: found for found in session.scalars(select(DatasetVersion).where(of_plans))}
    assert published.keys() == DATASETS.keys()
    assert {found.version for found in published.values()} == {1}
    assert all(len(found.content_sha256) == 64 for found in published.values())


# ---------------------------------------------------------------------------------------------- units


def communes(slug: str, day: dt.date) -> Select[Unit]:
    """Communes under a locality on a day."""
    return (
        select(Unit)
        .join(Locality, Locality.id == Unit.locality_id)
        .where(Locality.slug == slug, Unit.kind.in_(COMMUNE_KINDS), Unit.valid_from <= day)
        .where(Unit.valid_to.is_(None) | (Unit.valid_to > day))
    )


def test_the_communes_of_2022_are_those_of_the_file(session: Session) -> None:
    day = dt.date(2022, 12, 31)
    listed = [row for row in original("units") if row["gso_code"]]
    assert len(listed) == 66 + 1
    for slug in ("tan_chau", "nhon_trach", "quang_xuong", "bu_dang", "tam_phuoc"):
        found = {(unit.code, unit.name) for unit in session.scalars(communes(slug, day))}
        assert found == {(row["gso_code"], row["name"]) for row in listed if row["locality_code"] == slug}


def test_tan_chau_had_twelve_communes_and_six_came_out_of_them(session: Session) -> None:
    before = session.scalars(communes("tan_chau", dt.date(2025, 6, 30))).all()
    after = session.scalars(communes("tan_chau", END_OF_DISTRICTS)).all()
    assert len(before) == 12
    assert {unit.valid_to for unit in before} == {END_OF_DISTRICTS}
    assert {unit.code for unit in after} == {"25516", "25522", "25525", "25531", "25534", "25549"}
    assert {unit.name for unit in after if unit.code == "25534"} == {"Xã Tân Thành"}
    assert {unit.name for unit in before if unit.code == "25534"} == {"Xã Suối Dây"}


def test_a_code_is_no_key_but_code_and_beginning_are(session: Session) -> None:
    found = session.scalars(select(Unit).where(Unit.code == "26668").order_by(Unit.valid_from)).all()
    assert [(unit.name, unit.valid_from, unit.valid_to) for unit in found] == [
        ("Xã Tam Phước", UNKNOWN_START, END_OF_TAM_PHUOC),
        ("Xã Tam An", END_OF_TAM_PHUOC, END_OF_DISTRICTS),
    ]


@pytest.mark.parametrize(
    "code, name, begins, ends",
    [
        ("72", "Tỉnh Tây Ninh", UNKNOWN_START, END_OF_DISTRICTS),
        ("80", "Tỉnh Tây Ninh", END_OF_DISTRICTS, None),
        ("70", "Tỉnh Bình Phước", UNKNOWN_START, END_OF_DISTRICTS),
        ("77", "Tỉnh Bà Rịa - Vũng Tàu", UNKNOWN_START, END_OF_DISTRICTS),
        ("79", "Thành phố Hồ Chí Minh", END_OF_DISTRICTS, None),
        ("75", "Tỉnh Đồng Nai", UNKNOWN_START, None),
        ("38", "Tỉnh Thanh Hóa", UNKNOWN_START, None),
        ("706", "Huyện Tân Châu", UNKNOWN_START, END_OF_DISTRICTS),
        ("752", "Huyện Long Điền", UNKNOWN_START, END_OF_TAM_PHUOC),
        ("753", "Huyện Long Đất", END_OF_TAM_PHUOC, END_OF_DISTRICTS),
    ],
)
def test_provinces_and_districts(
    session: Session, code: str, name: str, begins: dt.date, ends: dt.date | None
) -> None:
    unit = session.scalars(select(Unit).where(Unit.code == code, Unit.code_system == "gso")).one()
    assert (unit.name, unit.valid_from, unit.valid_to) == (name, begins, ends)


def test_the_tree_of_territories(session: Session) -> None:
    district, province = aliased(Unit), aliased(Unit)
    rows = session.execute(
        select(Unit.code, district.code, province.code)
        .join(district, district.id == Unit.parent_id)
        .join(province, province.id == district.parent_id)
        .join(Locality, Locality.id == Unit.locality_id)
        .where(Unit.level == "commune", Unit.code_system == "gso", Unit.valid_from == UNKNOWN_START)
    )
    listed = [row for row in original("units") if row["gso_code"]]
    assert {tuple(row) for row in rows} == {
        (row["gso_code"], row["district_code"], row["province_code"]) for row in listed
    }


def test_a_locality_stands_at_its_own_unit(session: Session) -> None:
    rows = session.execute(select(Locality.slug, Unit.code).join(Unit, Unit.id == Locality.unit_id))
    assert {row[0]: row[1] for row in rows} == {
        "tan_chau": "706",
        "nhon_trach": "742",
        "quang_xuong": "406",
        "tam_phuoc": "26668",
        "bu_dang": "696",
    }


def test_bodies_end_with_the_territory_that_they_belong_to(session: Session) -> None:
    parent = aliased(Unit)
    rows = session.execute(
        select(Unit.code, Unit.level, Unit.valid_to, parent.valid_to, parent.level)
        .outerjoin(parent, parent.id == Unit.parent_id)
        .where(Unit.code_system == "plan")
    ).all()
    assert {row[0] for row in rows} == {row["unit_id"] for row in original("units") if not row["gso_code"]}
    assert all(row[2] == row[3] for row in rows)
    assert {row[1] for row in rows if not row[4]} == {"central"}


def test_units_outside_all_localities_have_none(session: Session) -> None:
    names = session.scalars(
        select(Unit.name).where(Unit.locality_id.is_(None), Unit.level == "commune")
    ).all()
    assert sorted(names) == sorted(
        [
            "Xã An Ngãi",
            "Xã An Nhứt",
            "Thị trấn Long Điền",
            "Xã Quảng Minh",
            "Xã Đại Hùng",
            "Phường Quảng Vinh",
            "Xã Tân Phong",
            "Xã Mỏ Công",
            "Xã Trà Vong",
        ]
    )


def test_tam_phuoc_has_no_position_of_its_own(session: Session) -> None:
    placed = select(Unit.code).where(Unit.latitude.is_not(None), Unit.longitude.is_not(None))
    listed = {row["gso_code"] for row in original("units") if row["gso_code"]}
    assert set(session.scalars(placed)) == listed - {"26668"}


def test_lineage_says_what_went_where_whole_or_in_part(session: Session) -> None:
    old, new = aliased(Unit), aliased(Unit)
    rows = session.execute(
        select(old.code, old.name, new.code, new.name, UnitLineage.effective_on, UnitLineage.extent)
        .join(old, old.id == UnitLineage.predecessor_id)
        .join(new, new.id == UnitLineage.successor_id)
    )
    assert Counter(tuple(row) for row in rows) == Counter(
        (
            row["old_code"],
            row["old_name"],
            row["new_code"],
            row["new_name"],
            dt.date.fromisoformat(row["event_date"]),
            row["kind"],
        )
        for row in original("lineage_5")
    )


# ------------------------------------------------------------------------------ words and their units


def units_of_task(session: Session, key: str) -> set[tuple[str, str]]:
    rows = session.execute(
        select(TaskUnit.role, Unit.name)
        .join(Unit, Unit.id == TaskUnit.unit_id)
        .join(Task, Task.id == TaskUnit.task_id)
        .where(Task.key == key)
    )
    return {(row.role, row.name) for row in rows}


def test_printed_units_are_kept_and_linked_where_they_resolve(session: Session) -> None:
    (key,) = [
        row["id"]
        for row in original("tasks")
        if row["coordinating_units"] == "Văn phòng HĐND-UBND huyện; Phòng Văn hóa và Thông tin"
    ]
    task = session.scalars(select(Task).where(Task.key == key)).one()
    assert task.coordinating_units_printed == "Văn phòng HĐND-UBND huyện; Phòng Văn hóa và Thông tin"
    assert units_of_task(session, key) == {
        ("lead", "Phòng Nội vụ"),
        ("coordinating", "Văn phòng HĐND - UBND huyện"),
        ("coordinating", "Phòng Văn hóa và Thông tin"),
    }


def test_a_part_of_a_task_is_about_a_commune(session: Session) -> None:
    (key,) = [
        row["id"]
        for row in original("tasks")
        if row["unit_target"] == "Xã Quảng Hòa" and row["lead_unit"] == "UBND xã Quảng Hòa"
    ]
    assert units_of_task(session, key) == {("lead", "Xã Quảng Hòa"), ("subject", "Xã Quảng Hòa")}


def test_links_stay_within_the_locality(session: Session) -> None:
    rows = session.execute(
        select(Task.locality_id, Unit.locality_id)
        .join(TaskUnit, TaskUnit.task_id == Task.id)
        .join(Unit, Unit.id == TaskUnit.unit_id)
    ).all()
    assert rows
    assert all(task == unit for task, unit in rows)


def test_parts_stand_under_their_tasks(session: Session) -> None:
    parent = aliased(Task)
    rows = session.execute(
        select(Task.key, parent.key).join(parent, parent.id == Task.parent_id).where(Task.level == "content")
    )
    assert {row[0]: row[1] for row in rows} == {
        row["id"]: row["parent_id"] for row in original("tasks") if row["parent_id"]
    }


def test_deadlines_are_days_standing_or_none(session: Session) -> None:
    tasks = [(row.key, row.due_on, row.is_standing) for row in session.scalars(select(Task))]
    targets = [(row.key, row.due_on, row.is_standing) for row in session.scalars(select(Target))]
    assert {key: (day.isoformat() if day else "", standing) for key, day, standing in tasks + targets} == {
        row["id"]: (row["deadline"].replace("thuong_xuyen", ""), row["deadline"] == "thuong_xuyen")
        for row in original("tasks") + original("targets")
    }


def test_a_task_without_a_reported_status_has_none(session: Session) -> None:
    statuses = Counter(session.scalars(select(Task.reported_status)))
    assert statuses == {None: 337, "done": 11}
