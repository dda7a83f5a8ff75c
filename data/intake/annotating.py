"""A workbook to send back: the rows as they came, every problem marked in its cell and listed on a sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import openpyxl
from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from data.intake.drafts import Finding
from data.intake.headings import Staged
from data.intake.kinds.columns import Kind
from data.intake.templates import FONT, saved, write_text

PROBLEMS = "Lỗi cần sửa"
_FILLS = {"error": PatternFill("solid", fgColor="F6C6C1"), "warning": PatternFill("solid", fgColor="FBE3B5")}
_WORDS = {"error": "Lỗi", "warning": "Cảnh báo"}
_MARK = re.compile(rf"^(?:{'|'.join(_WORDS.values())}): ", re.MULTILINE)
_HEADINGS = ("Mức", "Trang", "Ô", "Cột", "Giá trị", "Vì sao", "Cách sửa")
_LONGEST = 900
_WIDTHS = (10, 16, 8, 24, 24, 60, 50)
_PLACE = 3
"""Column that leads to the cell."""
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_LINK = Font(FONT, 11, color="0B5C7A", underline="single")
_BOLD = Font(FONT, 11, bold=True)


def annotated(
    kind: Kind, original: bytes | None, rows: Sequence[Staged], findings: Sequence[Finding]
) -> bytes:
    """Mark the problems in the file itself where it is a kept workbook, else in a copy of what was read."""
    is_workbook = original is not None and original.startswith(b"PK")
    book = openpyxl.load_workbook(io.BytesIO(original)) if original and is_workbook else _copy(kind, rows)
    _clean(book)
    for finding in findings:
        _mark(book, finding)
    _list(book, findings)
    return saved(book)


def _clean(book: Workbook) -> None:
    """Take out marks of an earlier time: what was mended since must not look wrong."""
    if PROBLEMS in book.sheetnames:
        book.remove(book[PROBLEMS])
    for cell in (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
        note = cell.comment
        if note is not None and isinstance(cell, SheetCell) and _MARK.search(note.text):
            cell.comment = Comment(kept, "IOC") if (kept := _MARK.split(note.text)[0].strip()) else None
            cell.fill = PatternFill()


def _copy(kind: Kind, rows: Sequence[Staged]) -> Workbook:
    """Rows at the places where they stood, headings above the first one."""
    book = Workbook()
    book.remove(book.worksheets[0])
    headings = {column.name: column.heading for column in kind.all_columns}
    for row in rows:
        name = row.sheet or "Sheet1"
        if name not in book.sheetnames:
            sheet = book.create_sheet(name)
            for column, letter in row.letters.items():
                _write(sheet, f"{letter}{max(row.row - 1, 1)}", headings[column])
        for column, cell in row.cells.items():
            place = book[name][f"{row.letters[column]}{row.row}"]
            write_text(book[name], place.row, place.column, cell)
    if not book.worksheets:
        book.create_sheet("Sheet1")
    return book


def _write(sheet: Worksheet, address: str, words: str) -> None:
    place = sheet[address]
    write_text(sheet, place.row, place.column, words)
    place.font = _BOLD


def _mark(book: Workbook, finding: Finding) -> None:
    name = finding.sheet or book.sheetnames[0]
    if not finding.cell or name not in book.sheetnames:
        return
    cell = book[name][finding.cell]
    if not isinstance(cell, SheetCell):
        return
    if cell.fill != _FILLS["error"]:
        cell.fill = _FILLS[finding.severity]
    told = f"{_WORDS[finding.severity]}: {finding.reason}. Cách sửa: {finding.remedy}."
    earlier = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(f"{earlier}{told}"[:_LONGEST], "IOC")


def _list(book: Workbook, findings: Sequence[Finding]) -> None:
    sheet = book.create_sheet(PROBLEMS)
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), start=1):
        write_text(sheet, 1, column, heading)
        sheet.cell(1, column).font = _BOLD
        sheet.freeze_panes = "A2"
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    for row, one in enumerate(findings, start=2):
        place = one.cell or (f"dòng {one.row}" if one.row else "")
        words = (_WORDS[one.severity], one.sheet, place, one.heading, one.value or "", one.reason, one.remedy)
        for column, word in enumerate(words, start=1):
            write_text(sheet, row, column, word)
            sheet.cell(row, column).alignment = _WRAPPED
        sheet.cell(row, 1).fill = _FILLS[one.severity]
        if one.cell and one.sheet in book.sheetnames:
            sheet.cell(row, _PLACE).hyperlink = Hyperlink("", f"{quote_sheetname(one.sheet)}!{one.cell}")
            sheet.cell(row, _PLACE).font = _LINK
    sheet.auto_filter.ref = sheet.dimensions
