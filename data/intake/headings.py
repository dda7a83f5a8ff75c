"""Finding the table in a sheet: its heading under titles, over one or several rows; then its rows.

Columns that the kind does not know are never read: an allow-list keeps names, phones and addresses of
citizens out (domain.md section 2, personal data).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from data.intake.cells import text
from data.intake.drafts import Cell, Place
from data.intake.errors import IntakeError, RowError
from data.intake.kinds.columns import Kind
from data.intake.sheets import Content, Sheet
from data.intake.sheets import letters as letters_of
from data.rules.collation import fold

TOP_ROWS = 40
"""Rows in which a heading is looked for: titles, numbers of documents and units of measure stand above."""
DEEPEST = 3
_SIGNS = re.compile(r"[^0-9a-z%]+")
_YEARS = re.compile(r"\b(?:nam )?(?:19|20)[0-9]{2}\b")
_UNIT = re.compile(r"\b(?:dong|vnd|dvt)\b")
_TOTAL = re.compile(r"(?:tong|tong cong|tong so|cong|cong don|toan huyen|toan xa|toan tinh)")
_PERSONAL = re.compile(
    r"\b(?:ho (?:va )?ten|nguoi (?:gui|phan anh|nop|dan)|dien thoai|sdt|so dt|di dong|e ?mail|thu dien tu"
    r"|cccd|cmnd|can cuoc|chung minh|ngay sinh|dia chi|nha rieng|noi dung phan anh"
    r"|noi dung kien nghi|ho so ca nhan)\b"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?<![\d.,])(?:\+?84|0)[ .-]?[35789](?:[ .-]?\d){8}(?![\d.,]?\d)")
_IDENTITY = re.compile(r"(?<![\d.,])0\d{11}(?![\d.,]?\d)")
_SHORT = re.compile(r"\(?[0-9IVX.,% ]{0,8}\)?")
REDACTED = "[đã lược]"
EXAMPLE_MARK = "Ví dụ: xóa dòng này trước khi nhập"
"""What the note of a template's example row says, or its code where a kind has no notes."""


class Heading(NamedTuple):
    """Where a heading ends and which column of the sheet holds which column of the kind."""

    last_row: int
    columns: Mapping[str, int]
    printed: Mapping[str, str]
    unknown: tuple[str, ...]


class Staged(NamedTuple):
    """A row as it is kept before it is checked: known columns only."""

    sheet: str
    row: int
    cells: Mapping[str, Cell]
    letters: Mapping[str, str]


class Table(NamedTuple):
    """What a file holds of a kind; `dropped` tells which columns were not read, `skipped` which rows."""

    rows: tuple[Staged, ...]
    dropped: tuple[str, ...]
    skipped: tuple[str, ...]
    is_personal: bool
    """Something that may be personal data was left out: the file itself must not be kept."""


def locate(kind: Kind, file: str, content: Content) -> Table:
    """Find the kind's tables in a file. Raises IntakeError where no sheet has the columns that it needs."""
    rows: list[Staged] = []
    dropped: dict[str, None] = {}
    skipped: list[str] = []
    found = [(sheet, heading) for sheet in content.sheets if (heading := find_heading(kind, sheet))]
    if not found:
        raise IntakeError([_nearest(kind, file, content) or no_heading(kind, file)])
    personal = False
    for sheet, heading in found:
        dropped |= dict.fromkeys(heading.unknown)
        for staged, remark in _body(kind, sheet, heading):
            if remark:
                skipped.append(remark)
            else:
                clean, is_changed = _redacted(staged)
                personal |= is_changed
                rows.append(clean)
    if not rows:
        raise IntakeError([no_rows(file)])
    personal |= is_personal(dropped) or _leaves_out(
        content, {sheet.name: heading for sheet, heading in found}
    )
    return Table(tuple(rows), tuple(dropped), tuple(skipped), personal)


def find_heading(kind: Kind, sheet: Sheet) -> Heading | None:
    """Find the rows that name most of the kind's columns; all required ones must be there."""
    best: Heading | None = None
    required = {column.name for column in kind.columns if column.required}
    for last in range(min(TOP_ROWS, len(sheet.rows))):
        for depth in range(1, min(DEEPEST, last + 1) + 1):
            heading = _match(kind, sheet.rows[last - depth + 1 : last + 1], last + 1)
            fits = required <= heading.columns.keys()
            if fits and (best is None or len(heading.columns) > len(best.columns)):
                best = heading
    return best


def _match(kind: Kind, rows: Sequence[Sequence[Cell]], number: int) -> Heading:
    names = _names(kind)
    columns: dict[str, int] = {}
    printed: dict[str, str] = {}
    unknown: list[str] = []
    for index, label in enumerate(_labels(rows)):
        if not label:
            continue
        name = next((names[key] for key in _readings(label) if key in names), None)
        if name is None or name in columns:
            unknown.append(" – ".join(label))
        else:
            columns[name] = index
            printed[name] = " – ".join(label)
    return Heading(number, columns, printed, tuple(unknown))


def _names(kind: Kind) -> dict[str, str]:
    """Column names by every way in which a heading may be written."""
    words = (
        (column.name, word) for column in kind.all_columns for word in (column.heading, *column.synonyms)
    )
    return {_key(word): name for name, word in words} | {_key(c.heading): c.name for c in kind.all_columns}


def _labels(rows: Sequence[Sequence[Cell]]) -> list[tuple[str, ...]]:
    """What stands over each column, from top to bottom: words of a merged cell hold for all its columns."""
    width = max((len(row) for row in rows), default=0)
    levels = []
    for row in rows:
        filled = [text(cell) for cell in row] + [""] * (width - len(row))
        levels.append(filled)
    labels = []
    for index in range(width):
        own = [level[index] for level in levels]
        for depth, level in enumerate(levels[:-1]):
            if not own[depth] and any(own[depth + 1 :]):
                own[depth] = next((word for word in reversed(level[:index]) if word), "")
        labels.append(tuple(word for word in own if word))
    return labels


def _readings(label: Sequence[str]) -> Iterator[str]:
    """Ways to read a label: all its levels, the lower ones alone, each without years and units of measure."""
    for start in range(len(label)):
        key = _key(" ".join(label[start:]))
        yield key
        yield " ".join(_UNIT.sub(" ", _YEARS.sub(" ", key)).split())


def _key(words: str) -> str:
    return " ".join(_SIGNS.sub(" ", fold(words)).replace("%", " ").split())


# -------------------------------------------------------------------------------------------------- rows


def is_personal(headings: Iterable[str]) -> bool:
    """Tell whether any of the headings is one that personal data stands under."""
    return any(_PERSONAL.search(_key(name)) for name in headings)


def _leaves_out(content: Content, headings: Mapping[str, Heading]) -> bool:
    """Tell whether a file has anything in it that is not read and may be about a person.

    Words in a column that is not read may be a name; numbers of a person stand anywhere.
    """
    for sheet in content.sheets:
        heading = headings.get(sheet.name)
        read = set(heading.columns.values()) if heading else set()
        for number, row in enumerate(sheet.rows, start=1):
            is_body = heading is not None and number > heading.last_row
            unread = [cell for index, cell in enumerate(row) if not (is_body and index in read)]
            if any(is_body and not _is_short_number(cell) for cell in unread):
                return True
            if any(without_persons(cell) != cell for cell in unread):
                return True
    return False


def _is_short_number(cell: Cell) -> bool:
    """Tell whether a cell is empty or a short number: what columns of ordinals and percentages hold."""
    return cell is None or _SHORT.fullmatch(text(cell)) is not None


def _body(kind: Kind, sheet: Sheet, heading: Heading) -> Iterator[tuple[Staged, str]]:
    """Rows under the heading, each with the remark why it is left out, or none."""
    letters = letters_of(heading.columns)
    for number, row in enumerate(sheet.rows[heading.last_row :], start=heading.last_row + 1):
        cells = {name: row[index] for name, index in heading.columns.items() if index < len(row)}
        filled = {name: cell for name, cell in cells.items() if cell is not None}
        staged = Staged(sheet.name, number, filled, letters)
        if filled:
            yield staged, _left_out(kind, staged, row, heading)


def _left_out(kind: Kind, staged: Staged, row: Sequence[Cell], heading: Heading) -> str:
    place = f"dòng {staged.row}" + (f" trang “{staged.sheet}”" if staged.sheet else "")
    if EXAMPLE_MARK in staged.cells.values():
        return f"{place}: dòng ví dụ của mẫu"
    if _is_numbering(row):
        return f"{place}: số thứ tự cột"
    if all(
        _key(text(cell)) == _key(heading.printed[name].rpartition(" – ")[2])
        for name, cell in staged.cells.items()
    ):
        return f"{place}: tiêu đề lặp lại"
    if not kind.keeps_totals and any(is_total(cell) for cell in staged.cells.values()):
        return f"{place}: dòng tổng"
    return ""


def _is_numbering(row: Sequence[Cell]) -> bool:
    """Tell whether a row only numbers the columns: 1, 2, 3 or (1), (2), (3), or A, B, 1, 2."""
    words = [text(cell).strip("() ") for cell in row if cell is not None]
    digits = [word for word in words if word.isdigit()]
    letters = [word for word in words if word in {"A", "B", "C"}]
    return (
        len(digits) >= DEEPEST
        and len(digits) + len(letters) == len(words)
        and [int(word) for word in digits] == list(range(int(digits[0]), int(digits[0]) + len(digits)))
        and int(digits[0]) <= 1
    )


def is_total(cell: Cell) -> bool:
    """Tell whether a cell says that its row sums up others."""
    return isinstance(cell, str) and _TOTAL.fullmatch(_key(cell)) is not None


def _redacted(staged: Staged) -> tuple[Staged, bool]:
    """Take phone numbers, e-mail addresses and identity numbers out of words."""
    cells = {name: without_persons(cell) for name, cell in staged.cells.items()}
    changed = any(cells[name] != cell for name, cell in staged.cells.items())
    return staged._replace(cells=cells), changed


def without_persons(cell: Cell) -> Cell:
    """A cell with phone numbers, e-mail addresses and identity numbers taken out of its words."""
    if not isinstance(cell, str):
        return cell
    return _EMAIL.sub(REDACTED, _IDENTITY.sub(REDACTED, _PHONE.sub(REDACTED, cell)))


def headings_of(kind: Kind) -> Iterable[str]:
    """Words that a file of the kind should hold."""
    return [word for column in kind.all_columns for word in (column.heading, *column.synonyms)]


def place_of(file: str, staged: Staged, kind: Kind) -> Place:
    """Where a staged row stands, with the address of each of its cells."""
    cells = {name: f"{letter}{staged.row}" for name, letter in staged.letters.items()}
    headings = {column.name: column.heading for column in kind.all_columns}
    return Place(file, staged.sheet, staged.row, cells, headings)


def no_rows(file: str) -> RowError:
    """A table without a row."""
    return RowError(
        file, None, "", None, "dưới dòng tiêu đề không có dòng số liệu nào", "nhập số liệu rồi gửi lại"
    )


def _nearest(kind: Kind, file: str, content: Content) -> RowError | None:
    """The row that looks like a heading, with the columns that it lacks; None where none has half of them."""
    needed = {column.name: column.heading for column in kind.columns if column.required}
    rows = [
        (sheet, _match(kind, sheet.rows[last - depth + 1 : last + 1], last + 1))
        for sheet in content.sheets
        for last in range(min(TOP_ROWS, len(sheet.rows)))
        for depth in range(1, min(DEEPEST, last + 1) + 1)
    ]
    found = max(rows, key=lambda row: len(needed.keys() & row[1].columns), default=None)
    if found is None or 2 * len(needed.keys() & found[1].columns) < len(needed):
        return None
    sheet, heading = found
    lacking = ", ".join(f"“{words}”" for name, words in needed.items() if name not in heading.columns)
    place = f" của trang “{sheet.name}”" if sheet.name else ""
    reason = f"dòng tiêu đề{place} thiếu cột {lacking}"
    return RowError(file, heading.last_row, "", None, reason, "thêm cột, hoặc đặt tên cột như trong mẫu")


def no_heading(kind: Kind, file: str) -> RowError:
    """A file in which nothing names the columns that a kind needs."""
    needed = ", ".join(f"“{column.heading}”" for column in kind.columns if column.required)
    return RowError(
        file,
        None,
        "",
        None,
        f"không tìm thấy dòng tiêu đề có đủ các cột {needed}",
        "dùng mẫu tải về, hoặc đặt tên cột như trong mẫu",
    )
