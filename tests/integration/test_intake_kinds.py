"""Ledgers, reports handed in, units and frameworks: what is read, what is refused, what follows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from data.contracts import Request
from data.intake.kinds import KINDS
from data.intake.records import RefusedError
from data.rollups.reporting import year_looked_at
from data.rules.reporting import year_shown
from data.schema import (
    BudgetLine,
    Framework,
    Indicator,
    LedgerEntry,
    Period,
    Pillar,
    ReportingDuty,
    ReportSubmission,
    Unit,
)
from data.source import DataSource
from tests.intake_forms import NOW, SECRETARY, desk_of, publish, stage, told, workbook

IN_2022 = Request("tan_chau", "2022", dt.date(2022, 12, 31))
LEDGER = ["Kỳ số liệu", "Dòng ngân sách", "Ngày", "Số chứng từ", "Loại bút toán", "Số tiền", "Diễn giải"]
HANDED_IN = ["Báo cáo", "Đơn vị nộp", "Ngày nộp", "Năm của hạn", "Số, ký hiệu báo cáo"]
UNIT = [
    "Mã đơn vị",
    "Tên đơn vị",
    "Loại đơn vị",
    "Cấp",
    "Thuộc đơn vị (mã)",
    "Có từ ngày",
    "Không còn từ ngày",
]


def conflicts(engine: Engine) -> dict[str, tuple[float, float]]:
    """Both figures of each contradiction of a ledger, by the line's name."""
    frame = DataSource(engine).ask("data_conflicts", IN_2022).frame
    own = frame[frame["second_name"] == "ledger"]
    return {row["name"]: (row["first_value"], row["second_value"]) for _, row in own.iterrows()}


def test_a_ledger_that_adds_up_is_no_conflict_and_one_that_does_not_is(
    writable: Engine, tmp_path: Path
) -> None:
    desk = desk_of(writable, tmp_path)
    rows: list[list[Any]] = [
        LEDGER,
        ["2022", 2, "15/3/2022", "UNC-01", "Chi", "24.000.000", "Ông A ký nhận"],
        ["2022", 2, "20/9/2022", "UNC-02", "thu hồi", "332.000", None],
        ["2022", 3, "01/4/2022", "UNC-03", None, "9.983.700", None],
    ]
    view = stage(desk, "ledger", workbook(rows))
    assert (told(view), view.row.dropped) == ([], ("Diễn giải",))
    assert publish(desk, view)
    assert conflicts(writable) == {}
    answer = DataSource(writable).ask("budget_lines", IN_2022)
    months = answer.frame[answer.frame["kind"] == "booked"]
    assert [(f"{row['month']:%m}", row["executed"], row["entries"]) for _, row in months.iterrows()] == [
        ("03", 24_000_000, 1),
        ("09", -332_000, 1),
        ("04", 9_983_700, 1),
    ]
    assert answer.facts["unbalanced"] == ()
    rows[2][5] = "300.000"
    assert publish(desk, stage(desk, "ledger", workbook(rows), mode="replace"))
    assert conflicts(writable) == {"Internet phục vụ tại cơ quan": (23_668_000, 23_700_000)}
    unbalanced = DataSource(writable).ask("budget_lines", IN_2022).facts["unbalanced"]
    assert unbalanced == ("Internet phục vụ tại cơ quan",)
    with writable.connect() as connection:
        lines = select(BudgetLine.code).join(LedgerEntry, LedgerEntry.budget_line_id == BudgetLine.id)
        assert sorted(connection.scalars(lines)) == ["2", "2", "3"]


def test_a_ledger_names_lines_that_exist_and_days_of_its_period(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows: list[list[Any]] = [
        LEDGER,
        ["2022", 99, "15/3/2022", "1", "Chi", 5, None],
        ["2022", 2, "15/3/2023", "2", "Chi", 5, None],
        ["2022", 2, "15/3/2022", "3", "Chi", -5, None],
    ]
    view = stage(desk, "ledger", workbook(rows))
    assert [group.rule for group in view.problems] == ["reference", "vnd", "period"]
    assert [group.severity for group in view.problems] == ["error", "error", "warning"]


def test_reports_that_were_handed_in_find_their_duty_and_unit(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows: list[list[Any]] = [
        HANDED_IN,
        [
            "Báo cáo kết quả thực hiện chuyển đổi số (Quý 1)",
            "UBND xã Suối Dây",
            "14/3/2023",
            None,
            "15/BC-UBND",
        ],
        ["Báo cáo kết quả thực hiện chuyển đổi số (Quý 1)", "Xã Tân Hà", "20/3/2023", 2023, None],
    ]
    assert publish(desk, stage(desk, "submissions", workbook(rows)))
    asked = (
        select(Unit.name, ReportSubmission.year, ReportSubmission.handed_in_on, ReportingDuty.period_printed)
        .join(Unit, Unit.id == ReportSubmission.unit_id)
        .join(ReportingDuty, ReportingDuty.id == ReportSubmission.duty_id)
        .order_by(Unit.name)
    )
    with writable.connect() as connection:
        assert [tuple(row) for row in connection.execute(asked)] == [
            ("Xã Suối Dây", 2023, dt.date(2023, 3, 14), "Quý 1"),
            ("Xã Tân Hà", 2023, dt.date(2023, 3, 20), "Quý 1"),
        ]


def test_an_unknown_report_or_unit_is_asked_never_guessed(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows: list[list[Any]] = [
        HANDED_IN,
        ["Báo cáo kết quả thực hiện chuyển đổi số", "Xã Tân Hà", "20/3/2023", None, None],
        ["Báo cáo kết quả thực hiện chuyển đổi số (Quý 1)", "Xã Không Có", "20/3/2023", None, None],
        ["Báo cáo mật", "Xã Tân Hà", "20/3/2023", None, None],
    ]
    problems = told(stage(desk, "submissions", workbook(rows)))
    assert len(problems) == 3
    assert "có nhiều chế độ báo cáo cùng tên này" in problems[0]
    assert "địa bàn không có chế độ báo cáo này" in problems[1] + problems[2]
    assert "không có đơn vị mang tên này" in problems[1] + problems[2]


def test_new_units_stand_under_those_of_the_same_time(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows: list[list[Any]] = [
        UNIT,
        [
            "TT-01",
            "Trung tâm Phục vụ hành chính công",
            "Bộ phận một cửa",
            "Cấp xã",
            "PX-01",
            "01/7/2025",
            None,
        ],
        ["PX-01", "Văn phòng HĐND và UBND", "Phòng, ban", "Cấp xã", None, "01/7/2025", None],
    ]
    assert publish(desk, stage(desk, "units", workbook(rows)))
    above = select(Unit.code, Unit.id, Unit.parent_id).where(Unit.code.in_(("TT-01", "PX-01")))
    with writable.connect() as connection:
        found = {row.code: row for row in connection.execute(above)}
    assert found["TT-01"].parent_id == found["PX-01"].id
    answer = DataSource(writable).catalogue().locality("tan_chau")
    assert answer is not None
    assert {"TT-01@2025-07-01", "PX-01@2025-07-01"} <= {unit.address for unit in answer.units}


def test_units_in_a_circle_or_ended_before_they_began_are_refused(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows: list[list[Any]] = [
        UNIT,
        ["A", "Phòng A", "Phòng, ban", "Cấp xã", "B", "01/7/2025", None],
        ["B", "Phòng B", "Phòng, ban", "Cấp xã", "A", "01/7/2025", None],
    ]
    assert {group.rule for group in stage(desk, "units", workbook(rows)).problems} == {"circle"}
    rows[1][4], rows[1][6] = None, "30/6/2025"
    assert [group.rule for group in stage(desk, "units", workbook(rows)).problems] == ["order"]
    rows[1][6], rows[2][4] = None, "Z"
    assert [group.rule for group in stage(desk, "units", workbook(rows)).problems] == ["reference"]


def test_a_new_framework_comes_with_its_pillars_and_indicators(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    frameworks: list[list[Any]] = [
        ["Mã bộ chỉ số", "Tên bộ chỉ số", "Chấm điểm cho", "Có hiệu lực từ", "Tổng điểm tối đa"],
        ["tan_chau_2026", "Bộ chỉ số 2026", "Cấp huyện", "01/01/2026", 100],
    ]
    pillars: list[list[Any]] = [
        ["Thứ tự", "Tên trụ cột", "Điểm tối đa"],
        [1, "Chính quyền số", 60],
        [2, "Xã hội số", 40],
    ]
    indicators: list[list[Any]] = [
        ["Tên chỉ số", "Trụ cột", "Đơn vị tính", "Chiều"],
        ["Tỷ lệ hồ sơ trực tuyến", "Chính quyền số", "%", "càng cao càng tốt"],
    ]
    for kind, rows in (("frameworks", frameworks), ("pillars", pillars), ("indicators", indicators)):
        view = stage(desk, kind, workbook(rows))
        assert told(view) == [], kind
        assert publish(desk, view), kind
    asked = (
        select(Framework.code, Pillar.code.label("pillar"), Indicator.code.label("indicator"))
        .join(Pillar, Pillar.framework_id == Framework.id)
        .outerjoin(Indicator, Indicator.pillar_id == Pillar.id)
        .where(Framework.code == "tan_chau_2026")
        .order_by(Pillar.position)
    )
    with writable.connect() as connection:
        assert [tuple(row) for row in connection.execute(asked)] == [
            ("tan_chau_2026", "chinh_quyen_so", "ty_le_ho_so_truc_tuyen"),
            ("tan_chau_2026", "xa_hoi_so", None),
        ]
        both = select(Pillar.locality_id).where(Pillar.code == "xa_hoi_so").distinct()
        assert len(connection.scalars(both).all()) == 1


def test_an_indicator_stands_under_a_pillar_of_its_own_framework(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows: list[list[Any]] = [
        ["Bộ chỉ số", "Tên chỉ số", "Trụ cột"],
        ["khong_co", "Một", "Thể chế số"],
        [None, "Hai", "Trụ cột lạ"],
        ["tan_chau_headings", "Ba", "Thể chế số"],
    ]
    view = stage(desk, "indicators", workbook(rows))
    assert [(group.heading, group.rule) for group in view.problems][:1] == [("Bộ chỉ số", "reference")]
    assert {one.row for group in view.problems for one in group.findings} == {2, 3}


def test_reports_that_came_change_what_pages_say(writable: Engine, tmp_path: Path) -> None:
    desk, source = desk_of(writable, tmp_path), DataSource(writable)
    july = Request("tan_chau", "2023", dt.date(2023, 7, 1))
    before = source.ask("reporting_received", july)
    assert (list(before.frame["kind"]), before.facts["recorded"]) == (["nothing"], 0)
    quarter = "Báo cáo kết quả thực hiện chuyển đổi số (Quý 1)"
    rows: list[list[Any]] = [
        HANDED_IN,
        [quarter, "Xã Suối Dây", "14/3/2023", None, None],
        [quarter, "Xã Tân Hà", "15/3/2023", None, None],
        [quarter, "Xã Tân Đông", "20/8/2023", None, None],
        [quarter, "Xã Tân Hội", "14/3/2022", None, None],
    ]
    assert publish(desk, stage(desk, "submissions", workbook(rows)))
    after = source.ask("reporting_received", july)
    first = after.frame.iloc[0]
    # Twelve communes and three of the four departments: the fourth collects the reports.
    assert (first["owed"], first["on_time"], first["late"], first["missing"]) == (15, 1, 1, 13)
    assert (first["late_names"], after.facts["recorded"]) == ("Xã Tân Hà", 2)
    states = source.ask("reporting_calendar", july).frame
    assert list(states["state"].dropna())[:3] == ["reported", "passed", "next"]
    assert source.ask("reporting_board", july).facts["recorded"] == 2
    with writable.connect() as connection:
        code = connection.scalar(
            select(Unit.code).where(Unit.name == "Xã Tân Hà", Unit.valid_to.is_not(None))
        )
    own = Request("tan_chau", "2023", dt.date(2023, 7, 1), unit=f"{code}@1900-01-01")
    assert "reported" in set(source.ask("unit_reports", own).frame["state"])


@pytest.mark.parametrize("as_of", ["2014-12-31", "2022-12-30", "2023-06-30", "2023-12-31", "2026-11-22"])
def test_the_year_in_sql_is_the_year_of_the_rule(loaded: Engine, as_of: str) -> None:
    day = dt.date.fromisoformat(as_of)
    asked = select(Period.starts_on, Period.ends_on, year_looked_at(day).label("year"))
    with loaded.connect() as connection:
        rows = connection.execute(asked).all()
    assert rows
    assert [row.year for row in rows] == [year_shown(row.starts_on, row.ends_on, day) for row in rows]


def test_a_file_without_a_document_is_listed_among_the_sources(writable: Engine, tmp_path: Path) -> None:
    desk, source = desk_of(writable, tmp_path), DataSource(writable)
    rows: list[list[Any]] = [
        ["Kỳ số liệu", "Lĩnh vực", "Tiếp nhận"],
        ["2022", "Đất đai", 5],
        ["2022", "Hộ tịch", 3],
    ]
    view = stage(desk, "dossier_counts", workbook(rows), file="hồ sơ.xlsx")
    assert publish(desk, view)
    frame = source.ask("data_sources", IN_2022).frame
    own = frame[frame["document"] == ""]
    assert [(row["file"], row["kind"], row["rows"], row["loaded_by"]) for _, row in own.iterrows()] == [
        (f"hồ sơ.xlsx (đợt nạp {view.row.id})", KINDS["dossier_counts"].title, 2, "thu.ky")
    ]
    other = source.ask("data_sources", Request("bu_dang", "2023", dt.date(2023, 12, 31))).frame
    assert not (other["document"] == "").any()


def ended(engine: Engine, folder: Path, rows: list[list[Any]]) -> list[str]:
    """What is wrong with a file of units, after a unit and a younger one below it came in."""
    desk = desk_of(engine, folder)
    there: list[list[Any]] = [
        UNIT,
        ["PX-01", "Văn phòng", "Phòng, ban", "Cấp xã", None, "01/01/2020", None],
        ["TT-01", "Trung tâm", "Bộ phận một cửa", "Cấp xã", "PX-01", "01/7/2025", None],
    ]
    assert publish(desk, stage(desk, "units", workbook(there)))
    view = stage(desk, "units", workbook([UNIT, *rows]))
    found = told(view)
    if not found:
        assert publish(desk, view)
        again = desk.template("units", "tan_chau", filled=True, now=NOW)
        filled = stage(desk, "units", again, mode="replace")
        assert told(filled) == []
        assert filled.counts is not None
        assert not filled.counts.moves
    return found


def test_the_end_of_a_unit_names_the_younger_ones_below_it(writable: Engine, tmp_path: Path) -> None:
    early = ["PX-01", "Văn phòng", "Phòng, ban", "Cấp xã", None, "01/01/2020", "01/01/2025"]
    (problem,) = ended(writable, tmp_path, [early])
    assert "ô G2" in problem
    assert "đơn vị “Trung tâm” (TT-01@2025-07-01, từ ngày 01/07/2025) thuộc đơn vị này" in problem
    assert "hoặc ghi ngày muộn hơn" in problem


@pytest.mark.parametrize(
    "rows",
    [
        [["PX-01", "Văn phòng", "Phòng, ban", "Cấp xã", None, "01/01/2020", "02/7/2025"]],
        [
            ["PX-01", "Văn phòng", "Phòng, ban", "Cấp xã", None, "01/01/2020", "01/01/2025"],
            ["PX-02", "Văn phòng mới", "Phòng, ban", "Cấp xã", None, "01/01/2025", None],
            ["TT-01", "Trung tâm", "Bộ phận một cửa", "Cấp xã", "PX-02", "01/7/2025", None],
        ],
        [
            ["PX-01", "Văn phòng mới", "Phòng, ban", "Cấp xã", None, "01/01/2024", None],
            ["TT-01", "Trung tâm", "Bộ phận một cửa", "Cấp xã", "PX-01@2020-01-01", "01/7/2025", None],
        ],
    ],
    ids=["later", "moved", "one code, two units"],
)
def test_units_with_lives_go_out_and_in_unchanged(
    writable: Engine, tmp_path: Path, rows: list[list[Any]]
) -> None:
    assert ended(writable, tmp_path, rows) == []


def test_a_circle_through_units_that_are_there_is_refused(writable: Engine, tmp_path: Path) -> None:
    row = ["PX-01", "Văn phòng", "Phòng, ban", "Cấp xã", "TT-01", "01/01/2020", None]
    assert "vòng tròn" in ended(writable, tmp_path, [row])[0]


def test_a_life_is_not_taken_back_while_younger_units_rest_on_it(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    office = ["PX-01", "Văn phòng", "Phòng, ban", "Cấp xã", None, "01/01/2020", "01/01/2025"]
    assert publish(desk, stage(desk, "units", workbook([UNIT, office])))
    longer = stage(desk, "units", workbook([UNIT, [*office[:6], "01/01/2030"]]))
    assert publish(desk, longer)
    younger = ["TT-01", "Trung tâm", "Bộ phận một cửa", "Cấp xã", "PX-01", "01/7/2025", None]
    later = stage(desk, "units", workbook([UNIT, younger]))
    assert publish(desk, later)
    with pytest.raises(RefusedError, match="“Trung tâm” thuộc một đơn vị đã hết"):
        desk.undo(longer.row.id, "thử", by=SECRETARY, now=NOW)
    desk.undo(later.row.id, "thử", by=SECRETARY, now=NOW)
    desk.undo(longer.row.id, "thử", by=SECRETARY, now=NOW)
