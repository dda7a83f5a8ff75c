"""Files become grids of cells: workbooks and CSV, within bounds that no hostile file can break.

A workbook is a zip file: every member's name, size and checksum is verified before anything is parsed, so
that a damaged one is refused and not half read. The older .xls has no checksums: it is read as it is.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias
from xml.etree.ElementTree import ParseError  # nosec B405  # an exception to catch, no parser

import openpyxl
import python_calamine
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from data.intake.drafts import Cell
from data.intake.encodings import decode
from data.intake.errors import IntakeError, RowError

Rows: TypeAlias = Sequence[Sequence[Cell]]

FILE_BYTES = 20 * 1024 * 1024
UNPACKED_BYTES = 96 * 1024 * 1024
STRINGS = 400_000
"""Shared strings of a workbook: openpyxl takes 10 µs for each, so that these are read within 5 s."""
CELLS = 600_000
ROWS = 200_000
BOOK_ROWS = 40_000
"""openpyxl takes up to 60 µs a row: a workbook within these bounds is read or refused within 5 s."""
COLUMNS = 200
LONGEST_CELL = 32_767
"""What Excel itself holds in a cell, in characters: a longer one is a trap for every pattern."""
OLD_BYTES = 8 * 1024 * 1024
"""An .xls file is unpacked in memory by a reader that knows no bounds of its own."""
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOOKS = (".xlsx", ".xlsm", ".xls")
_MEMBERS = 2000
_COUNTED = (
    ("xl/sharedStrings.xml", b"<si", STRINGS),
    ("xl/worksheets/", b"<c ", CELLS),
    ("xl/worksheets/", b"<row", BOOK_ROWS),
)
"""What is counted before anything is parsed: by the name of a member, its mark and the most of it."""
TAGS, TAGS_EACH = 200_000, 12
"""Tags of a part, and of each cell, row or string in it: nested ones by the million cost a minute."""
_BLOCK = 1 << 20
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    RuntimeError,
    NotImplementedError,
    AssertionError,
    OverflowError,
)
"""What openpyxl and zipfile raise on files that are not what they seem."""


_PDF, _WORD, _LOCKED = b"%PDF", "word/", "EncryptedPackage".encode("utf-16-le")
_NO_SHEET = "xin tệp Excel gốc, hoặc nhập số liệu vào mẫu tải về"


class Sheet(NamedTuple):
    """One sheet: its name (empty for CSV) and rows, the first being row 1 of the file."""

    name: str
    rows: Rows


class Content(NamedTuple):
    """What a file holds; `encoding` is how a CSV file's bytes were read."""

    sheets: tuple[Sheet, ...]
    encoding: str


def read(file: str, content: bytes, expected: Iterable[str]) -> Content:
    """Read a file, whatever its name says it is. Raises IntakeError with one clear problem."""
    if not content:
        raise _refused(file, "tệp rỗng", "chọn tệp có số liệu")
    if len(content) > FILE_BYTES:
        raise _refused(
            file, f"tệp lớn hơn {FILE_BYTES // 2**20} MB", "tách thành nhiều tệp, hoặc lưu dạng CSV"
        )
    if content.startswith(_PDF):
        raise _refused(file, "là tệp PDF, không phải bảng tính", _NO_SHEET)
    if content.startswith(_ZIP):
        return Content(_workbook(file, content), "")
    if content.startswith(_OLD) and _LOCKED in content:
        raise _refused(file, "tệp Excel đặt mật khẩu", "bỏ mật khẩu trong Excel rồi lưu lại")
    if content.startswith(_OLD):
        return Content(_old_workbook(file, content), "")
    if file.casefold().endswith(_BOOKS):
        raise _damaged(file)
    return _text(file, content, expected)


# --------------------------------------------------------------------------------------------- workbooks


def _workbook(file: str, content: bytes) -> tuple[Sheet, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(file, archive)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            return tuple(_sheet(file, sheet) for sheet in book.worksheets if sheet.sheet_state == "visible")
        finally:
            book.close()
    except IntakeError:
        raise
    except _BROKEN as error:
        raise _damaged(file) from error
    except Exception as error:
        # zlib, lzma, expat and struct have errors of their own: whatever cannot be read is a damaged file.
        raise _damaged(file) from error


def _check_archive(file: str, archive: zipfile.ZipFile) -> None:
    """Refuse what unpacks to too much, then compare every member with its name, size and checksum."""
    members = archive.infolist()
    if any(member.filename.startswith(_WORD) for member in members):
        raise _refused(file, "là tệp Word, không phải bảng tính", _NO_SHEET)
    if len(members) > _MEMBERS or sum(member.file_size for member in members) > UNPACKED_BYTES:
        raise _refused(
            file, "tệp nén bung ra quá lớn", "lưu lại từ Excel, bỏ ảnh và trang thừa, hoặc dùng CSV"
        )
    if len({member.filename for member in members}) != len(members):
        raise _damaged(file)
    for member in members:
        rules = [(mark, most) for prefix, mark, most in _COUNTED if member.filename.startswith(prefix)]
        *found, tags = _counted(archive, member, [*(mark for mark, _ in rules), b"<"])
        if member.filename.endswith(".xml") and tags > TAGS + TAGS_EACH * sum(found):
            raise _damaged(file)
        if any(count > most for count, (_, most) in zip(found, rules, strict=True)):
            raise _refused(file, "bảng tính có quá nhiều dòng hoặc ô", "tách tệp, hoặc lưu dạng CSV")


def _counted(archive: zipfile.ZipFile, member: zipfile.ZipInfo, marks: Sequence[bytes]) -> list[int]:
    """How often each mark stands in a member. Reading to the end verifies its checksum."""
    found, tail = [0] * len(marks), b""
    longest = max(map(len, marks), default=1)
    with archive.open(member) as stream:
        while block := stream.read(_BLOCK):
            read = tail + block
            # A mark that lies wholly in the tail was counted with the block before.
            found = [
                count + read.count(mark) - tail.count(mark) for count, mark in zip(found, marks, strict=True)
            ]
            tail = read[1 - longest :] if longest > 1 else b""
    return found


def _sheet(file: str, sheet: Any) -> Sheet:
    # What a sheet says of its own size may be wrong, or a trap of a million rows.
    sheet.reset_dimensions()
    rows: list[tuple[Cell, ...]] = []
    cells = 0
    for row in sheet.iter_rows():
        cells += len(row)
        rows.append(_trimmed([_cell(cell) for cell in row[:COLUMNS]]))
        if len(rows) > BOOK_ROWS or cells > CELLS:
            raise _too_long(file, BOOK_ROWS)
    return Sheet(sheet.title, _without_tail(rows))


def _cell(cell: Any) -> Cell:
    value = cell.value
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        raise ValueError(f"a cell of {len(value)} characters")
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and "%" in str(cell.number_format or "")
    ):
        # 0,784 that Excel shows as 78,4 %: the text says what the person saw.
        return f"{value * 100:.10g} %".replace(".", ",")
    return _plain(value)


def _plain(value: Any) -> Cell:
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time.min else value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, dt.date | str | int | float) or value is None:
        return value
    return str(value)


def _old_workbook(file: str, content: bytes) -> tuple[Sheet, ...]:
    if len(content) > OLD_BYTES:
        raise _refused(file, f"tệp .xls lớn hơn {OLD_BYTES // 2**20} MB", "lưu lại dạng .xlsx hoặc CSV")
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        found = []
        for meta in book.sheets_metadata:
            if meta.visible == python_calamine.SheetVisibleEnum.Visible:
                rows = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
                found.append(Sheet(meta.name, _without_tail([_trimmed(map(_old_cell, row)) for row in rows])))
    except BaseException as error:
        # A panic of the Rust reader is no Exception; an interruption is none of its business.
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise _damaged(file) from error
    return tuple(found)


def _old_cell(value: Any) -> Cell:
    if value == "":
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else _plain(value)


# --------------------------------------------------------------------------------------------------- CSV


def _text(file: str, content: bytes, expected: Iterable[str]) -> Content:
    decoded = decode(content, expected)
    if decoded is None or "\0" in decoded.text:
        reason = "không phải tệp Excel, và không nhận ra bảng mã tiếng Việt"
        raise _refused(file, reason, "lưu lại dạng .xlsx, hoặc CSV mã UTF-8")
    rows: list[tuple[Cell, ...]] = []
    try:
        for row in csv.reader(
            io.StringIO(decoded.text, newline=""), delimiter=delimiter(decoded.text), strict=True
        ):
            rows.append(_trimmed(cell.strip() or None for cell in row[:COLUMNS]))
            if len(rows) > ROWS:
                raise _too_long(file, ROWS)
    except csv.Error as error:
        raise _refused(
            file, f"không đọc được dòng {len(rows) + 1} của tệp CSV", "lưu lại tệp từ Excel"
        ) from error
    return Content((Sheet("", _without_tail(rows)),), decoded.encoding)


def letters(columns: Mapping[str, int]) -> dict[str, str]:
    """Letters of columns as a spreadsheet shows them, by name; columns are counted from 0."""
    return {name: get_column_letter(index + 1) for name, index in columns.items()}


def delimiter(text: str) -> str:
    """The sign that stands most often in the lines at the top: Excel writes what Windows is set to."""
    top = text[:20_000]
    return max((",", ";", "\t"), key=lambda sign: (top.count(sign), sign == ","))


# ------------------------------------------------------------------------------------------------ shared


def _trimmed(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    found = [None if isinstance(cell, str) and not cell.strip() else cell for cell in cells]
    while found and found[-1] is None:
        found.pop()
    return tuple(found)


def _without_tail(rows: list[tuple[Cell, ...]]) -> Rows:
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _refused(file: str, reason: str, remedy: str) -> IntakeError:
    return IntakeError([RowError(file, None, "", None, reason, remedy)])


def _damaged(file: str) -> IntakeError:
    return _refused(
        file, "tệp Excel bị hỏng hoặc không đúng định dạng", "mở bằng Excel rồi lưu lại dạng .xlsx"
    )


def _too_long(file: str, most: int) -> IntakeError:
    return _refused(
        file, f"tệp có hơn {most:,} dòng, hoặc quá nhiều ô".replace(",", "."), "tách thành nhiều tệp"
    )
