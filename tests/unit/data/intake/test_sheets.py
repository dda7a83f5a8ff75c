"""Files are read whole or refused clearly, within time and memory, whatever was done to them."""

from __future__ import annotations

import datetime as dt
import io
import random
import resource
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from data.intake import sheets
from data.intake.errors import IntakeError
from tests.intake_forms import APPENDIX_02, workbook

SECONDS = 5
MEGABYTES = 500
SHEET = "xl/worksheets/sheet1.xml"
FORM = workbook(APPENDIX_02)
CONTENT = sheets.read("a.xlsx", FORM, ())


def test_cells_keep_their_types() -> None:
    moment = dt.datetime(2023, 8, 5, 9, 30)  # noqa: DTZ001 - Excel knows no zones
    content = workbook([["Tên", 1, 1.5, dt.date(2023, 8, 5), moment, True, None, " "]])
    (sheet,) = sheets.read("a.xlsx", content, ()).sheets
    assert sheet.rows[0] == ("Tên", 1, 1.5, dt.date(2023, 8, 5), "05/08/2023 09:30", True)


def test_a_cell_shown_in_percent_says_what_the_person_saw() -> None:
    book = load_workbook(io.BytesIO(workbook([[0.784, 0.784]])))
    book.worksheets[0]["A1"].number_format = "0.0%"
    stream = io.BytesIO()
    book.save(stream)
    assert sheets.read("a.xlsx", stream.getvalue(), ()).sheets[0].rows == [("78,4 %", 0.784)]


def test_hidden_sheets_are_not_read() -> None:
    book = load_workbook(io.BytesIO(FORM))
    book.create_sheet("Nháp").append(["bí mật"])
    book["Nháp"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    assert [sheet.name for sheet in sheets.read("a.xlsx", stream.getvalue(), ()).sheets] == ["Sheet1"]


def test_the_older_format_gives_the_same_cells() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for number, row in enumerate(APPENDIX_02):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, column, cell)
    stream = io.BytesIO()
    book.save(stream)
    assert [list(row) for row in sheets.read("a.xls", stream.getvalue(), ()).sheets[0].rows] == [
        list(row) for row in CONTENT.sheets[0].rows
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_of_any_sign_between_cells(sign: str) -> None:
    text = f'Tên đơn vị{sign}Tổng số\r\n"Xã {sign} Suối"{sign}7\r\n'
    read = sheets.read("a.csv", text.encode(), ["Tên đơn vị"])
    assert read.sheets[0].rows == [("Tên đơn vị", "Tổng số"), (f"Xã {sign} Suối", "7")]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_table_is_refused_with_a_way_out(content: bytes) -> None:
    with pytest.raises(IntakeError) as raised:
        sheets.read("a.xlsx", content, ())
    (error,) = raised.value.errors
    assert error.file == "a.xlsx"
    assert error.remedy


def same_or_refused(content: bytes) -> None:
    """Read a damaged file: the whole content or a clear error, in time."""
    began = time.perf_counter()
    with suppress(IntakeError):
        assert sheets.read("a.xlsx", content, ()) == CONTENT
    assert time.perf_counter() - began < SECONDS


@settings(max_examples=200)
@given(st.integers(0, len(FORM) - 1), st.integers(1, 255))
def test_a_flipped_byte_gives_the_same_content_or_an_error(at: int, flip: int) -> None:
    same_or_refused(FORM[:at] + bytes([FORM[at] ^ flip]) + FORM[at + 1 :])


@given(st.integers(0, len(FORM) - 1))
def test_a_truncated_file_is_refused(end: int) -> None:
    with pytest.raises(IntakeError):
        sheets.read("a.xlsx", FORM[:end], ())


@given(st.binary(max_size=200), st.integers(0, len(FORM)))
def test_bytes_put_in_give_the_same_content_or_an_error(extra: bytes, at: int) -> None:
    same_or_refused(FORM[:at] + extra + FORM[at:])


def rebuilt(changes: dict[str, bytes]) -> bytes:
    """The form with other members, all checksums right."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FORM)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes.get(name) or old.read(name))
    return stream.getvalue()


HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
FAR = b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>'
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + level, (b"&%c;" % (97 + level)) * 10) for level in range(9)
)
BOMBS: dict[str, Callable[[], dict[str, bytes]]] = {
    "zeros": lambda: {SHEET: HEAD + b" " * (100 << 20) + TAIL},
    "cells": lambda: {SHEET: HEAD + b'<row r="1">' + b'<c r="A1"/>' * 1_200_000 + b"</row>" + TAIL},
    "rows": lambda: {SHEET: HEAD + b"<row/>" * 3_000_000 + TAIL},
    "far": lambda: {SHEET: HEAD + FAR + TAIL},
    "wide": lambda: {SHEET: HEAD + b'<row><c r="XFD1"/></row>' * 39_000 + TAIL},
    "strings": lambda: {"xl/sharedStrings.xml": STRINGS + b"<si><t/></si>" * 2_000_000 + b"</sst>"},
    "entities": lambda: {SHEET: ENTITIES + b"]>" + HEAD + b"<row><c><v>&j;</v></c></row>" + TAIL},
    "members": lambda: {f"xl/media/{number}.png": b"x" for number in range(3000)},
}
"""Small files that unpack to much, or claim to hold much."""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_time_and_memory(name: str) -> None:
    content = rebuilt(BOMBS[name]())
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    with pytest.raises(IntakeError):
        sheets.read("a.xlsx", content, ())
    assert time.perf_counter() - began < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES


def test_a_csv_file_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "ROWS", 3)
    with pytest.raises(IntakeError, match="tách thành nhiều tệp"):
        sheets.read("a.csv", "đơn vị\n".encode() * 5, ["đơn vị"])


def test_random_damage_of_many_bytes() -> None:
    chance = random.Random(7)
    for _ in range(100):
        content = bytearray(FORM)
        for _ in range(chance.randint(1, 40)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        same_or_refused(bytes(content))


def test_an_empty_workbook_reads_as_nothing() -> None:
    stream = io.BytesIO()
    Workbook().save(stream)
    assert sheets.read("a.xlsx", stream.getvalue(), ()).sheets[0].rows == []
