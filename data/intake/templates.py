"""Workbooks to fill in: Vietnamese headings, drop-downs, notes, an example row; and rows that are there."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.intake.directory import Directory
from data.intake.drafts import Cell
from data.intake.headings import EXAMPLE_MARK
from data.intake.kinds.columns import Column, ColumnType, Kind
from data.intake.kinds.promises import REPORTING_DUTIES
from data.intake.kinds.shared import STANDING, TOTAL
from data.intake.kinds.submissions import duty_words
from data.rules.collation import vietnamese_key
from data.rules.working_time import local
from data.schema import ReportingDuty

Offered: TypeAlias = Mapping[str, Sequence[str]]
"""What drop-downs offer by column's name; nothing where a column has none."""
HEADING_ROW = 3
EXAMPLE_ROWS = 2000
"""Rows that carry drop-downs."""
_LISTS = "Danh mục"
_INPUT = "Số liệu"
_HEAD = PatternFill("solid", fgColor="0B5C7A")
FONT = "Calibri"
"""Named wherever a font is made: some programs take another one where none is."""
_EXAMPLE = Font(FONT, 11, italic=True, color="646A72")
_WIDTH = {
    "text": 36,
    "unit": 30,
    "indicator": 34,
    "pillar": 26,
    "document": 30,
    "duty": 40,
    "category": 28,
    "procedure": 36,
    "moment": 18,
}
_DAY = "dd/mm/yyyy"
_NOTE_SIZE = (320, 120)
_AS_TYPED: frozenset[ColumnType] = frozenset({"code", "day", "moment", "period"})
"""Columns that Excel keeps as they are typed: it would make 2.1 of "2.10", and May of 05/8 in English."""
_A4 = 9
_HEADING_HEIGHT = 48
"""Points: three lines, since not every program makes room for wrapped words by itself."""
_ADVICE = "Cột có dấu * phải điền. Di chuột vào tiêu đề để xem hướng dẫn."
_EXAMPLE_ADVICE = (
    f"Dòng {HEADING_ROW + 1} (chữ nghiêng) là ví dụ, không được nạp: nhập từ dòng {HEADING_ROW + 2}."
)
_COMMUNES = frozenset({"xa", "phuong", "thi_tran", "dac_khu"})
_FROM_LIST: frozenset[ColumnType] = frozenset({"pillar", "indicator", "unit", "duty", "category"})
"""Columns whose example is a word of their list."""


def workbook(
    kind: Kind, directory: Directory | None, rows: Sequence[Mapping[str, Cell]] | None, *, stamp: dt.datetime
) -> bytes:
    """Make the workbook of a kind, with a locality's lists where it is known.

    `rows` are cells by column name; None gives an example row instead. `stamp` is when it was made.
    """
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = _INPUT
    columns = kind.all_columns
    _write_titles(sheet, kind, directory)
    _write_headings(sheet, columns)
    offered = {column.name: _offered(kind, column, directory) for column in columns}
    _write_lists(book, sheet, columns, offered)
    if rows is None:
        write_text(sheet, 2, 1, f"{_ADVICE} {_EXAMPLE_ADVICE}")
        _write_row(sheet, HEADING_ROW + 1, columns, _example(kind, offered), _EXAMPLE)
    for number, row in enumerate(rows or (), start=HEADING_ROW + 1):
        _write_row(sheet, number, columns, row, None)
    sheet.freeze_panes = f"A{HEADING_ROW + 1}"
    _prepare_print(sheet)
    book.properties.creator = "IOC"
    # openpyxl keeps naive times.
    book.properties.created = book.properties.modified = stamp.replace(tzinfo=None)
    return saved(book)


def _prepare_print(sheet: Worksheet) -> None:
    """A4 across, headings on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.print_title_rows = f"1:{HEADING_ROW}"


def saved(book: Workbook) -> bytes:
    """Bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_text(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    """Write a cell; words that begin with = + - @ stay words, no formula."""
    place = sheet.cell(row, column, value)
    if isinstance(value, str) and isinstance(place, SheetCell):
        place.data_type = "s"
        place.number_format = "@"
    elif isinstance(value, dt.date):
        place.number_format = _DAY


def _write_titles(sheet: Worksheet, kind: Kind, directory: Directory | None) -> None:
    place = f" – {directory.name}" if directory else ""
    write_text(sheet, 1, 1, f"{kind.title}{place}")
    sheet.cell(1, 1).font = Font(FONT, 14, bold=True)
    write_text(sheet, 2, 1, _ADVICE)


def _write_headings(sheet: Worksheet, columns: Iterable[Column]) -> None:
    sheet.row_dimensions[HEADING_ROW].height = _HEADING_HEIGHT
    for index, column in enumerate(columns, start=1):
        write_text(sheet, HEADING_ROW, index, column.heading + (" *" if column.required else ""))
        cell = sheet.cell(HEADING_ROW, index)
        cell.font, cell.fill = Font(FONT, 11, bold=True, color="FFFFFF"), _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        if column.note:
            cell.comment = Comment(column.note, "IOC", width=_NOTE_SIZE[0], height=_NOTE_SIZE[1])
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = _WIDTH.get(column.type, 16)
        if column.type in _AS_TYPED:
            dimension.number_format = "@"


def _write_lists(book: Workbook, sheet: Worksheet, columns: Sequence[Column], offered: Offered) -> None:
    """Put what drop-downs offer on a sheet of its own: a list in the rule itself holds 255 characters."""
    lists = book.create_sheet(_LISTS)
    listed = [(index, offered[column.name]) for index, column in enumerate(columns, start=1)]
    for place, (index, words) in enumerate(((i, w) for i, w in listed if w), start=1):
        letter = get_column_letter(place)
        write_text(lists, 1, place, columns[index - 1].heading)
        for row, word in enumerate(words, start=2):
            write_text(lists, row, place, word)
        area = f"{quote_sheetname(_LISTS)}!${letter}$2:${letter}${len(words) + 1}"
        rule = DataValidation(type="list", formula1=area, allow_blank=True, showErrorMessage=False)
        rule.add(f"{get_column_letter(index)}{HEADING_ROW + 1}:{get_column_letter(index)}{EXAMPLE_ROWS}")
        sheet.add_data_validation(rule)
    # Hidden, so that reading a template back finds one table.
    lists.sheet_state = "hidden"


def _offered(kind: Kind, column: Column, directory: Directory | None) -> Sequence[str]:
    if column.choices:
        return list(column.choices.values())
    if directory is None:
        return ()
    if column.type == "category":
        return directory.categories(kind.cases)
    return _LISTED[column.type](directory) if column.type in _LISTED else ()


def _units(directory: Directory) -> Sequence[str]:
    """Communes first: most rows are of one. Names once each, though several units may have had one."""
    ranked = sorted(directory.units, key=lambda unit: (unit.kind not in _COMMUNES, vietnamese_key(unit.name)))
    return list(dict.fromkeys(unit.name for unit in ranked))


def _documents(directory: Directory) -> Sequence[str]:
    return [str(row["title"]) for row in directory.documents if row["listing"] == "plan"]


_LISTED: Mapping[ColumnType, Callable[[Directory], Sequence[str]]] = {
    "unit": _units,
    "period": lambda directory: directory.period_labels,
    "pillar": lambda directory: [*(str(row["name"]) for row in directory.pillars), TOTAL],
    "indicator": lambda directory: [
        f"{row['code']} \N{EM DASH} {row['name']}" for row in directory.indicators
    ],
    "document": _documents,
    "procedure": Directory.procedures,
    "duty": lambda directory: [
        duty_words(row) for row in directory.rows_of(ReportingDuty, REPORTING_DUTIES.key).values()
    ],
}
"""What a locality's drop-downs offer, by type of column."""


def _example(kind: Kind, offered: Offered) -> Mapping[str, Cell]:
    """The example row says so in its note, by which reading knows it again."""
    shown: dict[str, Cell] = {column.name: column.example or None for column in kind.columns}
    for column in kind.columns:
        words = offered[column.name]
        wanted = column.required or shown[column.name] is not None
        if column.type in _FROM_LIST and words and wanted:
            shown[column.name] = words[-2] if column.type == "pillar" else words[0]
    return shown | {"note": EXAMPLE_MARK}


def _write_row(
    sheet: Worksheet, number: int, columns: Iterable[Column], cells: Mapping[str, Cell], font: Font | None
) -> None:
    for index, column in enumerate(columns, start=1):
        value = cells.get(column.name)
        if value is not None:
            write_text(sheet, number, index, value)
            if font is not None:
                sheet.cell(number, index).font = font


# ------------------------------------------------------------------------------------------------ export


def rows_of(
    kind: Kind, directory: Directory, sources: Mapping[int, Mapping[str, Any]]
) -> list[Mapping[str, Cell]]:
    """The locality's rows of a kind as cells of its template, in order of their ids."""
    rows = sorted(directory.rows_of(kind.model, kind.key).values(), key=lambda row: int(row["id"]))
    by_id = {row["id"]: row for row in rows}
    return [_exported(kind, row, by_id, directory) | _place(row, sources, directory) for row in rows]


def _exported(
    kind: Kind, row: Mapping[str, Any], by_id: Mapping[int, Mapping[str, Any]], directory: Directory
) -> dict[str, Cell]:
    cells = {column.name: _cell(column, row, directory) for column in kind.columns}
    if kind.total_column and row.get("is_total") and kind.column(kind.total_column).type == "unit":
        cells[kind.total_column] = row.get("unit_printed") or TOTAL
    if "parent" in cells:
        above = by_id.get(row["parent_id"])
        cells["parent"] = (above["code"] if "code" in above else above["key"]) if above else None
    if "results" in cells:
        cells["results"] = "; ".join(directory.results_of(row["id"])) or None
    cells.update(kind.written(row, directory))
    return cells


def _cell(column: Column, row: Mapping[str, Any], directory: Directory) -> Cell:
    value: Cell = row.get(column.field)
    if column.name == "due_on" and row["is_standing"]:
        return STANDING
    if column.type == "moment":
        return _moment(row[column.name])
    if column.type in _WRITTEN:
        return _WRITTEN[column.type](row, directory)
    if column.choices:
        return column.choices[str(value or "")] if value or "" in column.choices else None
    return value if value != "" else None


def _pillar(row: Mapping[str, Any], directory: Directory) -> Cell:
    value = row["pillar_id"]
    return TOTAL if value is None else str(directory.pillar_row(value)["name"])


def _indicator(row: Mapping[str, Any], directory: Directory) -> Cell:
    return next(str(one["code"]) for one in directory.indicators if one["id"] == row["indicator_id"])


def _unit(row: Mapping[str, Any], directory: Directory) -> Cell:
    """A unit as it is printed where that names it, else by name or address."""
    last = directory.period_days(row["period_id"])[1] - dt.timedelta(days=1)
    printed = str(row.get("unit_printed") or "")
    if printed and directory.names(printed, row["unit_id"], last):
        return printed
    return directory.unit_name(row["unit_id"], last)


def _moment(value: dt.datetime | None) -> str | None:
    return f"{local(value):%d/%m/%Y %H:%M:%S}" if value else None


_WRITTEN: Mapping[ColumnType, Callable[[Mapping[str, Any], Directory], Cell]] = {
    "unit": _unit,
    "period": lambda row, directory: directory.period_label(row["period_id"]),
    "pillar": _pillar,
    "indicator": _indicator,
}
"""How references are written, by type of column."""


def _place(
    row: Mapping[str, Any], sources: Mapping[int, Mapping[str, Any]], directory: Directory
) -> dict[str, Cell]:
    source = sources.get(row["source_id"])
    if source is None:
        return {}
    title = next((one["title"] for one in directory.documents if one["id"] == source["document_id"]), None)
    return {"document": title or None, "section": source["section"] or None, "line": source["line"]}
