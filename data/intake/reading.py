"""Reading a CSV file row by row into typed values. Broken cells are collected, not raised one by one."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.intake.errors import Problems, RowError

INTEGER_MAX = 2**31 - 1
BIG_MAX = 2**63 - 1
"""What PostgreSQL's integer and bigint hold; SQLite would take more and hide the slip of the keyboard."""

_DIGITS = re.compile(r"[0-9]{1,19}")
_DECIMAL = re.compile(r"-?[0-9]{1,12}(?:\.([0-9]+))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and lone surrogates, which databases refuse."""

_YES_NO: Mapping[str, str] = {"yes": "yes", "no": "no"}


class Row:
    """One record of a file, read cell by cell.

    A cell that breaks a rule is noted in `problems` and a stand-in is given back, so that the other
    cells are checked too. No stand-in reaches the database: a file with any problem is refused.
    Cells are in NFC, without spaces around them.
    """

    __slots__ = ("_broken", "_cells", "_problems", "file", "number")

    def __init__(self, file: str, number: int, cells: Mapping[str, str], problems: Problems) -> None:
        self.file = file
        self.number = number
        self._cells = cells
        self._problems = problems
        self._broken: set[str] = set()

    def refuse(self, column: str, reason: str, remedy: str) -> None:
        """Note that this row breaks a rule in `column`."""
        self._broken.add(column)
        value = self._cells.get(column, "")
        self._problems.add(RowError(self.file, self.number, column, value, reason, remedy))

    def sound(self, *columns: str) -> bool:
        """Tell whether none of the columns has been refused: only then is it worth comparing them."""
        return self._broken.isdisjoint(columns)

    def has(self, column: str) -> bool:
        """Tell whether the file has the column."""
        return column in self._cells

    def printed(self, column: str) -> str:
        """Words as they stand; empty where there are none."""
        return self._cells[column]

    def text(self, column: str) -> str:
        """Words that must be there."""
        if not self._cells[column]:
            self.refuse(column, "ô này không được để trống", "điền nội dung vào ô")
        return self._cells[column]

    def several(self, column: str) -> tuple[str, ...]:
        """Parts that are separated by semicolons; none where the cell is empty."""
        return tuple(part for piece in self._cells[column].split(";") if (part := piece.strip()))

    def code(self, column: str, vocabulary: Mapping[str, str]) -> str:
        """One of a closed list of codes, as the name that the database uses for it."""
        found = vocabulary.get(self._cells[column])
        if found is None:
            known = ", ".join(f"“{code}”" for code in vocabulary)
            self.refuse(column, "mã này không có trong danh mục", f"dùng một trong các mã {known}")
        return found or next(iter(vocabulary.values()))

    def maybe_code(self, column: str, vocabulary: Mapping[str, str]) -> str:
        """A code as in `code`, or empty."""
        return self.code(column, vocabulary) if self._cells[column] else ""

    def flag(self, column: str) -> bool:
        """Yes or no."""
        return self.code(column, _YES_NO) == "yes"

    def whole(self, column: str, most: int = INTEGER_MAX) -> int:
        """A whole number from 0 to `most`."""
        found = self.maybe_whole(column, most)
        if found is None:
            self.text(column)
        return found or 0

    def maybe_whole(self, column: str, most: int = INTEGER_MAX) -> int | None:
        """A whole number from 0 to `most`, or None where the cell is empty."""
        text = self._cells[column]
        if not text:
            return None
        if not _DIGITS.fullmatch(text) or int(text) > most:
            self.refuse(column, "không phải số nguyên không âm", f"ghi số từ 0 đến {most}, chỉ gồm chữ số")
            return 0
        return int(text)

    def decimal(self, column: str, places: int) -> float:
        """A number with at most `places` decimals."""
        found = self.maybe_decimal(column, places)
        if found is None:
            self.text(column)
        return found or 0.0

    def maybe_decimal(self, column: str, places: int) -> float | None:
        """A number with at most `places` decimals and a point before them, or None."""
        text = self._cells[column]
        if not text:
            return None
        match = _DECIMAL.fullmatch(text)
        if match is None or len(match[1] or "") > places:
            remedy = f"ghi số có dấu chấm thập phân, nhiều nhất {places} chữ số sau dấu chấm"
            self.refuse(column, "không phải số hợp lệ", remedy)
            return 0.0
        return float(text)

    def day(self, column: str) -> dt.date:
        """A date that must be there."""
        found = self.maybe_day(column)
        if found is None:
            self.text(column)
        return found or dt.date.min

    def maybe_day(self, column: str) -> dt.date | None:
        """A date such as 2023-03-29, or None."""
        text = self._cells[column]
        if not text:
            return None
        try:
            if _DAY.fullmatch(text):
                return dt.date.fromisoformat(text)
        except ValueError:
            pass
        self.refuse(column, "không phải ngày có thật", "ghi ngày dạng năm-tháng-ngày, ví dụ 2023-03-29")
        return dt.date.min


@dataclass(frozen=True, slots=True)
class Table:
    """A file as read: its name, the SHA-256 of its bytes, its rows."""

    file: str
    sha256: str
    rows: tuple[Row, ...]


def read_table(path: Path, columns: Sequence[str], problems: Problems) -> Table:
    """Read a CSV file that has exactly the `columns`, in any order.

    UTF-8, with or without a byte-order mark. A file that cannot be read as such is one problem and
    gives no rows.
    """
    try:
        content = path.read_bytes()
        records = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except OSError:
        problems.add(_of_file(path, "không mở được tệp", "đặt tệp vào đúng thư mục, đúng tên"))
        return Table(path.name, "", ())
    except (UnicodeDecodeError, csv.Error) as error:
        problems.add(_of_file(path, f"không đọc được tệp CSV ({error})", "lưu lại tệp dạng CSV, mã UTF-8"))
        return Table(path.name, "", ())
    rows = tuple(_rows(path.name, records, columns, problems))
    return Table(path.name, hashlib.sha256(content).hexdigest(), rows)


def _rows(
    file: str, records: Sequence[Sequence[str]], columns: Sequence[str], problems: Problems
) -> Iterator[Row]:
    heading = [_clean(cell) for cell in records[0]] if records else []
    if not _heading_fits(file, heading, columns, problems):
        return
    for number, record in enumerate(records[1:], start=2):
        if record and _record_fits(file, number, record, heading, problems):
            cells = map(_clean, record)
            yield Row(file, number, dict(zip(heading, cells, strict=True)), problems)


def _heading_fits(file: str, heading: Sequence[str], columns: Sequence[str], problems: Problems) -> bool:
    missing = [name for name in columns if name not in heading]
    unknown = [name for name in heading if name not in columns]
    twice = sorted({name for name in heading if heading.count(name) > 1})
    for name in missing:
        problems.add(RowError(file, 1, name, None, "thiếu cột này", "thêm cột đúng tên vào dòng tiêu đề"))
    for name in unknown:
        problems.add(RowError(file, 1, name, None, "cột lạ", f"bỏ cột, hoặc sửa tên: {', '.join(columns)}"))
    for name in twice:
        problems.add(RowError(file, 1, name, None, "cột bị lặp", "chỉ giữ một cột mang tên này"))
    return not (missing or unknown or twice)


def _record_fits(
    file: str, number: int, record: Sequence[str], heading: Sequence[str], problems: Problems
) -> bool:
    if len(record) != len(heading):
        reason = f"dòng có {len(record)} ô, tiêu đề có {len(heading)} cột"
        remedy = "bổ sung hoặc bỏ ô thừa; ô chứa dấu phẩy phải đặt trong dấu nháy kép"
        problems.add(RowError(file, number, "", None, reason, remedy))
        return False
    broken = [
        (name, cell) for name, cell in zip(heading, record, strict=True) if _CONTROL.search(_clean(cell))
    ]
    for name, cell in broken:
        visible = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", cell)
        reason = "có ký tự điều khiển (xuống dòng, tab …)"
        problems.add(RowError(file, number, name, visible, reason, "xóa ký tự đó, viết trên một dòng"))
    return not broken


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip()


def _of_file(path: Path, reason: str, remedy: str) -> RowError:
    return RowError(path.name, None, "", None, reason, remedy)
