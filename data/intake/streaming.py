"""Files of any length as blocks of words: memory holds one block, whatever the length of the file.

Only the columns that a kind knows are taken out of a block; the others are named and never decoded further.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import BinaryIO, NamedTuple, TypeAlias

import polars as pl

from data.intake import sheets
from data.intake.cells import text
from data.intake.encodings import decode, decoder
from data.intake.errors import IntakeError, RowError
from data.intake.headings import (
    TOP_ROWS,
    Heading,
    Staged,
    find_heading,
    headings_of,
    is_personal,
    locate,
    no_heading,
)
from data.intake.kinds.case_columns import EXAMPLE_CODE
from data.intake.kinds.columns import Kind

Progress: TypeAlias = Callable[[int], None]
"""Told how many more bytes were read."""

BLOCK_BYTES = 8 << 20
BLOCK_ROWS = 50_000
LONGEST_RECORD = 4 * BLOCK_BYTES
ROWS = 5_000_000
"""Cases of one file: a country's of a year; a batch of more would be checked for an hour."""
_SAMPLE = 256 << 10
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16 = "UTF-16"
_UTF8 = ("UTF-8", "UTF-8 (BOM)")
_TOTAL = r"(?i)^\s*(tổng|tổng cộng|tổng số|cộng)\s*:?$"
_NUMBERING = r"^\(?[0-9A-C]{1,2}\)?$"
ROW = "row"


class Block(NamedTuple):
    """Rows of one sheet: their numbers in the column `row`, the kind's columns as words, NULL where empty."""

    sheet: str
    frame: pl.DataFrame
    letters: Mapping[str, str]


@dataclass(slots=True)
class Listing:
    """A file under way: `blocks` are read once; `skipped` and `rows` are whole when they have been."""

    encoding: str
    dropped: tuple[str, ...]
    is_personal: bool
    blocks: Iterator[Block]
    skipped: list[str] = field(default_factory=list)
    rows: int = 0


class Told:
    """A stream that counts what is read from it, and takes its SHA-256."""

    def __init__(self, stream: BinaryIO, progress: Progress) -> None:
        """Read from `stream`."""
        self._stream = stream
        self._progress = progress
        self._digest = hashlib.sha256()
        self.size = 0

    def read(self, most: int) -> bytes:
        """Read up to so many bytes; none at the end."""
        block = self._stream.read(most)
        self._digest.update(block)
        self.size += len(block)
        self._progress(len(block))
        return block

    @property
    def sha256(self) -> str:
        """SHA-256 of what was read, in hexadecimal."""
        return self._digest.hexdigest()


def listing(kind: Kind, file: str, stream: Told) -> Listing:
    """Begin to read a file. Raises IntakeError, then or from the blocks, where it is none of the kind."""
    head = stream.read(_SAMPLE)
    if head.startswith(_BOOKS):
        rest = stream.read(sheets.FILE_BYTES)
        return of_content(kind, file, sheets.read(file, head + rest, headings_of(kind)))
    return _of_text(kind, file, head, stream)


def of_content(kind: Kind, file: str, content: sheets.Content) -> Listing:
    """Blocks of rows that are in memory already: workbooks, and rows that came as objects."""
    table = locate(kind, file, content)
    found = Listing(content.encoding, table.dropped, table.is_personal, iter(()), list(table.skipped))
    found.blocks = _staged_blocks(kind, found, table.rows)
    return found


def _staged_blocks(kind: Kind, found: Listing, rows: Iterable[Staged]) -> Iterator[Block]:
    names = [column.name for column in kind.columns]
    for sheet, group in groupby(rows, key=lambda row: row.sheet):
        own = list(group)
        for some in (own[start : start + BLOCK_ROWS] for start in range(0, len(own), BLOCK_ROWS)):
            columns: dict[str, list[object]] = {ROW: [row.row for row in some]}
            columns |= {name: [text(row.cells.get(name)) or None for row in some] for name in names}
            schema = {ROW: pl.Int32, **dict.fromkeys(names, pl.String)}
            yield _kept(found, Block(sheet, pl.DataFrame(columns, schema=schema), some[0].letters))


# ------------------------------------------------------------------------------------------------- text


def _of_text(kind: Kind, file: str, head: bytes, stream: Told) -> Listing:
    if not head:
        raise _refused(file, "tệp rỗng", "chọn tệp có số liệu")
    whole = head if len(head) < _SAMPLE else head[: _whole_records(head) or len(head)]
    decoded = decode(whole, headings_of(kind))
    if decoded is None or "\0" in decoded.text:
        reason = "không phải tệp Excel, và không nhận ra bảng mã tiếng Việt"
        raise _refused(file, reason, "lưu lại dạng .xlsx, hoặc CSV mã UTF-8")
    sign = sheets.delimiter(decoded.text)
    heading = _heading(kind, file, decoded.text, sign)
    pieces = _pieces(file, head, stream, decoded.encoding)
    found = Listing(decoded.encoding, heading.unknown, is_personal(heading.unknown), iter(()))
    found.blocks = _text_blocks(kind, found, heading, _frames(file, pieces, heading, sign))
    return found


def _heading(kind: Kind, file: str, words: str, sign: str) -> Heading:
    rows: list[list[str | None]] = []
    try:
        for row in csv.reader(io.StringIO(words, newline=""), delimiter=sign):
            rows.append([cell.strip() or None for cell in row[: sheets.COLUMNS]])
            if len(rows) == TOP_ROWS:
                break
    except csv.Error as error:
        raise _unreadable(file, len(rows) + 1) from error
    found = find_heading(kind, sheets.Sheet("", rows))
    if found is None:
        raise IntakeError([no_heading(kind, file)])
    return found


def _pieces(file: str, head: bytes, stream: Told, encoding: str) -> Iterator[bytes]:
    """Whole records in UTF-8, some megabytes at a time."""
    if encoding == _UTF16:
        whole = head + stream.read(sheets.FILE_BYTES)
        if len(whole) > sheets.FILE_BYTES:
            raise _refused(file, "tệp UTF-16 quá lớn", "lưu lại dạng CSV mã UTF-8")
        yield _decoded(file, lambda content: content.decode("utf-16").encode(), whole)
        return
    read, rest = _reader(encoding), head
    while block := stream.read(BLOCK_BYTES):
        rest += block
        end = _whole_records(rest)
        if end:
            yield _decoded(file, read, rest[:end])
            rest = rest[end:]
        elif len(rest) > LONGEST_RECORD:
            raise _refused(file, "có dấu ngoặc kép mở mà không đóng", "lưu lại tệp từ Excel")
    if rest:
        yield _decoded(file, read, rest)


def _reader(encoding: str) -> Callable[[bytes], bytes]:
    if encoding in _UTF8:
        return _verified
    read = decoder(encoding)
    return lambda content: read(content).encode()


def _verified(content: bytes) -> bytes:
    """UTF-8 as it is, without its mark: looking through it costs a tenth of decoding and encoding it."""
    try:
        pl.Series([content]).cast(pl.String)
    except pl.exceptions.ComputeError:
        content.decode("utf-8")  # which says where
    return content.removeprefix(codecs.BOM_UTF8)


def _decoded(file: str, read: Callable[[bytes], bytes], content: bytes) -> bytes:
    try:
        words = read(content)
    except UnicodeDecodeError as error:
        raise _refused(file, "có chữ không đọc được theo bảng mã của tệp", "lưu lại mã UTF-8") from error
    if b"\0" in words:
        raise _refused(file, "có byte 0 giữa tệp", "lưu lại tệp từ Excel")
    return words


def _whole_records(content: bytes) -> int:
    """Length of what ends with a line that no quotation marks hold open."""
    end = content.rfind(b"\n")
    marks = content.count(b'"', 0, max(end, 0))
    while end >= 0 and marks % 2:
        before = content.rfind(b"\n", 0, end)
        marks -= content.count(b'"', max(before, 0), end)
        end = before
    return end + 1


def _frames(file: str, pieces: Iterable[bytes], heading: Heading, sign: str) -> Iterator[pl.DataFrame]:
    """Frames of the known columns, rows numbered as a spreadsheet numbers them, the heading included."""
    width = max(heading.columns.values()) + 1
    schema = {f"c{index}": pl.String for index in range(width)}
    # The reader takes its number of columns from the first line: shorter rows are filled, longer ones cut.
    ruler = (sign * (width - 1) + "\n").encode()
    known = [pl.col(f"c{index}").alias(name) for name, index in heading.columns.items()]
    before = 0
    for piece in pieces:
        try:
            frame = pl.read_csv(
                ruler + piece, has_header=False, schema=schema, separator=sign, truncate_ragged_lines=True
            ).select(known)[1:]
        except pl.exceptions.PolarsError as error:
            raise _unreadable(file, before + 1) from error
        yield frame.with_row_index(ROW, before + 1).cast({ROW: pl.Int32})
        before += frame.height
        if before > ROWS:
            raise _refused(file, f"tệp có hơn {ROWS:,} dòng".replace(",", "."), "tách thành nhiều tệp")


def _text_blocks(
    kind: Kind, found: Listing, heading: Heading, frames: Iterable[pl.DataFrame]
) -> Iterator[Block]:
    missing = [column.name for column in kind.columns if column.name not in heading.columns]
    letters = sheets.letters(heading.columns)
    for frame in frames:
        words = frame.filter(pl.col(ROW) > heading.last_row).with_columns(
            pl.col(pl.String).str.slice(0, sheets.LONGEST_CELL).str.strip_chars().replace("", None)
        )
        block = Block(
            "", words.with_columns(pl.lit(None, pl.String).alias(name) for name in missing), letters
        )
        yield _kept(found, block)


# ------------------------------------------------------------------------------------------------ shared


def _kept(found: Listing, block: Block) -> Block:
    """Leave out rows that are empty, number the columns, sum up, or show how to fill in."""
    frame = block.frame
    code, received = pl.col("code"), pl.col("received_at")
    remarks = {
        "dòng ví dụ của mẫu": code == EXAMPLE_CODE,
        "dòng tổng": code.str.contains(_TOTAL),
        "số thứ tự cột": code.str.contains(_NUMBERING) & received.str.contains(_NUMBERING),
    }
    left_out = pl.all_horizontal(pl.exclude(ROW).is_null())
    for remark, condition in remarks.items():
        is_so = condition.fill_null(value=False)
        found.skipped += [f"dòng {row}: {remark}" for row in frame.filter(is_so)[ROW].head(_REMARKS)]
        left_out |= is_so
    kept = frame.filter(~left_out)
    found.rows += kept.height
    return block._replace(frame=kept)


_REMARKS = 20
"""Rows left out that are named, of each sort and block."""


def _refused(file: str, reason: str, remedy: str) -> IntakeError:
    return IntakeError([RowError(file, None, "", None, reason, remedy)])


def _unreadable(file: str, row: int) -> IntakeError:
    return _refused(file, f"không đọc được tệp CSV từ dòng {row}", "lưu lại tệp từ Excel")
