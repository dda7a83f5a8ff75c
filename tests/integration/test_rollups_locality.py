"""A publication rebuilds the aggregates of its own locality: they are what a rebuild of all would make."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from data import rollups
from data.corrections import Corrections
from data.decisions import Decisions
from data.engine import writing
from data.intake import locality_periods
from data.intake.batch import Model, table_of
from data.rollups import DIGESTED
from data.schema import Conflict, DatasetVersion, Locality, LocalityPeriod
from tests.case_files import SOUND, add_categories, text_of
from tests.case_files import stage as stage_cases
from tests.intake_forms import LATER, SECRETARY, desk_of, publish, stage, told, workbook
from tests.integration.test_corrections import asked, row_named

FILES: Sequence[tuple[str, Sequence[Sequence[Any]]]] = (
    (
        "dossier_counts",
        (["Kỳ số liệu", "Lĩnh vực", "Tiếp nhận"], ["2022", "Đất đai", 5], ["2022", "Hộ tịch", 3]),
    ),
    (
        "ledger",
        (
            ["Kỳ số liệu", "Dòng ngân sách", "Ngày", "Số chứng từ", "Loại bút toán", "Số tiền"],
            ["2022", 2, "15/3/2022", "UNC-01", "Chi", 5],
        ),
    ),
    (
        "tasks",
        (
            ["Trụ cột", "Nhiệm vụ", "Thời hạn", "Tình trạng"],
            ["Chính quyền số", "Mới", "31/12/2023", "Hoàn thành"],
        ),
    ),
    (
        "units",
        (
            ["Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Cấp", "Có từ ngày"],
            ["XA-9", "Xã Mới", "Xã", "Cấp xã", "01/01/2020"],
        ),
    ),
    (
        "frameworks",
        (
            ["Mã bộ chỉ số", "Tên bộ chỉ số", "Chấm điểm cho", "Có hiệu lực từ", "Tổng điểm tối đa"],
            ["bo_moi", "Bộ mới", "Cấp huyện", "01/01/2026", 100],
        ),
    ),
)


def made(engine: Engine) -> dict[str, list[str]]:
    """Everything that is computed from the facts of all localities."""
    models: tuple[Model, ...] = (*DIGESTED, LocalityPeriod)
    with engine.connect() as connection:
        return {
            model.__tablename__: sorted(
                repr(tuple(row)) for row in connection.execute(select(table_of(model)))
            )
            for model in models
        }


def whole(engine: Engine) -> dict[str, list[str]]:
    """The same made anew for all localities, which must publish nothing."""
    with writing(engine) as connection:
        locality_periods.refresh(connection)
        assert not rollups.rebuild(connection, LATER)
    return made(engine)


@pytest.mark.parametrize("kind, rows", FILES, ids=[kind for kind, _ in FILES])
def test_a_publication_and_its_undoing_leave_what_a_rebuild_makes(
    writable: Engine, tmp_path: Path, kind: str, rows: Sequence[Sequence[Any]]
) -> None:
    desk, before = desk_of(writable, tmp_path), made(writable)
    view = stage(desk, kind, workbook(rows))
    assert told(view) == []
    assert publish(desk, view)
    after = made(writable)
    assert whole(writable) == after
    desk.undo(view.row.id, "thử", by=SECRETARY, now=LATER)
    assert made(writable) == before
    assert whole(writable) == before


def test_a_correction_and_a_decision_leave_what_a_rebuild_makes(writable: Engine, tmp_path: Path) -> None:
    corrections = Corrections(writable, desk_of(writable, tmp_path))
    row = row_named(corrections, "feedback_counts", "Suối Dây")
    corrections.correct("tan_chau", asked(row, "received", "99"), by=SECRETARY, now=LATER)
    assert whole(writable) == made(writable)
    open_ones = select(Conflict.key, Locality.slug).join(Locality, Locality.id == Conflict.locality_id)
    with writable.connect() as connection:
        key, slug = connection.execute(open_ones.where(Conflict.status == "open")).first() or ("", "")
    known = made(writable)
    Decisions(writable).decide(slug, key, "explained", "vì", by=SECRETARY, now=LATER)
    assert made(writable) != known
    assert whole(writable) == made(writable)


def test_a_new_period_is_that_of_every_locality_with_cases(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    assert publish(desk, stage_cases(desk, text_of(SOUND)))
    assert whole(writable) == made(writable)
    rows = (["Kỳ số liệu", "Lĩnh vực", "Tiếp nhận"], ["6 tháng đầu năm 2022", "Đất đai", 5])
    before = len(made(writable)["locality_period"])
    assert publish(desk, stage(desk, "dossier_counts", workbook(rows), locality="tam_phuoc"))
    assert whole(writable) == made(writable)
    assert len(made(writable)["locality_period"]) == before + 2


def test_other_localities_are_not_read(writable: Engine) -> None:
    with writing(writable) as connection:
        digest = select(DatasetVersion.content_sha256).where(DatasetVersion.dataset == "rollups")
        before = connection.scalar(digest)
        assert not rollups.rebuild(connection, LATER, 1)
        connection.execute(table_of(Conflict).update().where(Conflict.locality_id != 1).values(position=77))
        assert not rollups.rebuild(connection, LATER, 1)
        assert connection.scalar(digest) == before
        assert rollups.rebuild(connection, LATER) is False
