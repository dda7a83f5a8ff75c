"""Cells become typed values; what cannot be one is told, and the reading goes on."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.errors import IntakeError, Problems
from data.intake.reading import BIG_MAX, INTEGER_MAX, Row, read_table

VOCABULARY = {"xa": "commune", "huyen": "district"}


def row(**cells: str) -> tuple[Row, Problems]:
    problems = Problems()
    return Row("a.csv", 5, cells, problems), problems


def told(problems: Problems) -> str:
    try:
        problems.refuse()
    except IntakeError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "read, cell, value",
    [
        (lambda r: r.whole("c"), "0", 0),
        (lambda r: r.whole("c"), "08", 8),
        (lambda r: r.whole("c"), str(INTEGER_MAX), INTEGER_MAX),
        (lambda r: r.whole("c", BIG_MAX), str(BIG_MAX), BIG_MAX),
        (lambda r: r.maybe_whole("c"), "", None),
        (lambda r: r.decimal("c", 2), "39.38", 39.38),
        (lambda r: r.decimal("c", 2), "-1.5", -1.5),
        (lambda r: r.maybe_decimal("c", 4), "", None),
        (lambda r: r.day("c"), "2023-03-29", dt.date(2023, 3, 29)),
        (lambda r: r.maybe_day("c"), "", None),
        (lambda r: r.flag("c"), "yes", True),
        (lambda r: r.flag("c"), "no", False),
        (lambda r: r.code("c", VOCABULARY), "xa", "commune"),
        (lambda r: r.maybe_code("c", VOCABULARY), "", ""),
        (lambda r: r.several("c"), " a ; b;; ", ("a", "b")),
        (lambda r: r.several("c"), "", ()),
        (lambda r: r.text("c"), "chữ", "chữ"),
        (lambda r: r.printed("c"), "", ""),
    ],
)
def test_good_cells(read: Callable[[Row], object], cell: str, value: object) -> None:
    made, problems = row(c=cell)
    assert read(made) == value
    assert made.sound("c")
    assert told(problems) == ""


@pytest.mark.parametrize(
    "read, cell, reason",
    [
        (lambda r: r.whole("c"), "", "không được để trống"),
        (lambda r: r.whole("c"), "-1", "số nguyên không âm"),
        (lambda r: r.whole("c"), "1.0", "số nguyên không âm"),
        (lambda r: r.whole("c"), "٣", "số nguyên không âm"),
        (lambda r: r.whole("c"), str(INTEGER_MAX + 1), "số nguyên không âm"),
        (lambda r: r.whole("c", BIG_MAX), str(BIG_MAX + 1), "số nguyên không âm"),
        (lambda r: r.decimal("c", 2), "39,38", "không phải số hợp lệ"),
        (lambda r: r.decimal("c", 2), "39.385", "không phải số hợp lệ"),
        (lambda r: r.decimal("c", 2), "nan", "không phải số hợp lệ"),
        (lambda r: r.decimal("c", 2), "1e5", "không phải số hợp lệ"),
        (lambda r: r.decimal("c", 2), "", "không được để trống"),
        (lambda r: r.day("c"), "29/3/2023", "không phải ngày có thật"),
        (lambda r: r.day("c"), "20230329", "không phải ngày có thật"),
        (lambda r: r.day("c"), "2023-02-30", "không phải ngày có thật"),
        (lambda r: r.day("c"), "", "không được để trống"),
        (lambda r: r.flag("c"), "true", "không có trong danh mục"),
        (lambda r: r.code("c", VOCABULARY), "tinh", "không có trong danh mục"),
        (lambda r: r.text("c"), "", "không được để trống"),
    ],
)
def test_broken_cells_are_told_with_their_place(
    read: Callable[[Row], object], cell: str, reason: str
) -> None:
    made, problems = row(c=cell)
    read(made)
    assert not made.sound("c")
    assert f"a.csv, dòng 5, cột “c”, giá trị “{cell}”" in told(problems)
    assert reason in told(problems)
    assert "Cách sửa: " in told(problems)


@given(st.integers(0, BIG_MAX))
def test_whole_numbers_come_back_as_written(number: int) -> None:
    made, problems = row(c=str(number))
    assert made.whole("c", BIG_MAX) == number
    assert told(problems) == ""


@given(st.text())
def test_no_cell_makes_reading_fail(cell: str) -> None:
    made, _ = row(c=cell)
    made.maybe_whole("c")
    made.maybe_decimal("c", 2)
    made.maybe_day("c")
    made.maybe_code("c", VOCABULARY)
    made.several("c")


def read(tmp_path: Path, content: bytes, columns: str = "id name") -> tuple[list[tuple[int, str, str]], str]:
    path, problems = tmp_path / "a.csv", Problems()
    path.write_bytes(content)
    rows = read_table(path, columns.split(), problems).rows
    return [(made.number, made.printed("id"), made.printed("name")) for made in rows], told(problems)


def test_rows_are_counted_as_in_a_spreadsheet(tmp_path: Path) -> None:
    content = b'id,name\n1,"a, b"\n\n3,c\n'
    assert read(tmp_path, content) == ([(2, "1", "a, b"), (4, "3", "c")], "")


def test_columns_may_stand_in_any_order_and_lines_may_end_as_windows_ends_them(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfname,id\r\nx,1\r\n") == ([(2, "1", "x")], "")


def test_text_is_in_nfc_without_spaces_around_it(tmp_path: Path) -> None:
    name = "Thị trấn Tân Châu"
    rows, _ = read(tmp_path, f"id,name\n1, {unicodedata.normalize('NFD', name)} \n".encode())
    assert rows == [(2, "1", name)]


@pytest.mark.parametrize(
    "content, parts",
    [
        (b"id\n1\n", ["dòng 1, cột “name”: thiếu cột này"]),
        (b"id,name,x\n1,a,b\n", ["dòng 1, cột “x”", "cột lạ"]),
        (b"id,name,id\n1,a,b\n", ["dòng 1, cột “id”", "cột bị lặp"]),
        (b"", ["cột “id”: thiếu cột này", "cột “name”: thiếu cột này"]),
        (b"id,name\n1\n", ["dòng 2: dòng có 1 ô, tiêu đề có 2 cột"]),
        (b"id,name\n1,a,b\n", ["dòng 2: dòng có 3 ô, tiêu đề có 2 cột"]),
        (b'id,name\n1,"a\nb"\n', ["dòng 2, cột “name”", "ký tự điều khiển"]),
        (b"id,name\n1,a\x00b\n", ["dòng 2, cột “name”", "ký tự điều khiển"]),
        (b'id,name\n1,"a"b\n', ["không đọc được tệp CSV"]),
        (b"id,name\n1,\xff\n", ["không đọc được tệp CSV", "UTF-8"]),
    ],
)
def test_a_file_that_is_no_such_table_is_told(tmp_path: Path, content: bytes, parts: list[str]) -> None:
    rows, message = read(tmp_path, content)
    assert rows == []
    for part in parts:
        assert part in message, message


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    problems = Problems()
    assert read_table(tmp_path / "b.csv", ["id"], problems).rows == ()
    assert "b.csv: không mở được tệp" in told(problems)
