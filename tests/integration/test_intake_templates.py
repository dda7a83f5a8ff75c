"""Templates as Excel opens them: what drop-downs offer, what stays as it is typed, the example."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine

from data.intake.kinds import KINDS
from data.intake.templates import HEADING_ROW
from tests.case_files import ROADS, SCHOOLS, add_categories
from tests.intake_forms import NOW, desk_of, opened, publish, stage, told, workbook

LONGEST_RULE = 255
"""Characters that Excel takes in a rule itself."""
COMMUNES = 98


def offered(book: Any, heading: str) -> list[str]:
    """What the drop-down under a heading offers, by the place that its rule refers to."""
    sheet: Worksheet = book["Số liệu"]
    index = [str(cell.value).removesuffix(" *") for cell in sheet[HEADING_ROW]].index(heading) + 1
    first = f"{get_column_letter(index)}{HEADING_ROW + 1}"
    (rule,) = [one for one in sheet.data_validations.dataValidation if str(one.sqref).startswith(f"{first}:")]
    name, _, area = rule.formula1.partition("!")
    assert len(rule.formula1) < LONGEST_RULE
    return [cell.value for (cell,) in book[name.strip("'")][area.replace("$", "")]]


def test_a_hundred_communes_stand_on_a_sheet_communes_first(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    head = ["Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Cấp"]
    rows = [[f"X-{at:03}", f"Xã Mới {at:03}", "Xã", "Cấp xã"] for at in range(COMMUNES)]
    view = stage(desk, "units", workbook([head, *rows]))
    assert told(view) == []
    assert publish(desk, view)
    book = opened(desk.template("feedback_counts", "tan_chau", now=NOW))
    names = offered(book, "Tên đơn vị")
    assert len(names) == len(set(names))
    assert {row[1] for row in rows} <= set(names)
    communes = [name.startswith(("Xã", "Thị trấn", "Phường")) for name in names]
    assert communes == sorted(communes, reverse=True)


def test_categories_are_offered_where_there_are_any(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    book = opened(desk.template("feedback_cases", "tan_chau", now=NOW))
    assert offered(book, "Lĩnh vực") == [ROADS, SCHOOLS]
    with pytest.raises(ValueError, match="unpack"):
        offered(opened(desk.template("dossier_cases", "tan_chau", now=NOW)), "Lĩnh vực")


@pytest.mark.parametrize("name", KINDS)
def test_headings_are_told_and_frozen_and_the_example_is_none_of_the_rows(
    name: str, loaded: Engine, tmp_path: Path
) -> None:
    kind = KINDS[name]
    sheet: Worksheet = opened(desk_of(loaded, tmp_path).template(name, "tan_chau", now=NOW))["Số liệu"]
    assert sheet.freeze_panes == f"A{HEADING_ROW + 1}"
    assert "không được nạp" in str(sheet["A2"].value)
    columns = zip(kind.all_columns, sheet[HEADING_ROW], sheet[HEADING_ROW + 1], strict=True)
    for index, (column, heading, example) in enumerate(columns, start=1):
        assert (heading.comment is not None) == bool(column.note)
        assert example.value is not None or not column.required or column.type in {"category", "code"}
        width = sheet.column_dimensions[get_column_letter(index)]
        assert max(map(len, str(heading.value).split())) <= width.width
        as_typed = column.type in {"code", "day", "moment", "period"}
        assert (width.number_format == "@") == as_typed
