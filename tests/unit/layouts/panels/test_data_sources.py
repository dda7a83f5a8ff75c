"""Files under their loading."""

from __future__ import annotations

import datetime as dt

from data.queries import data_sources as query
from layouts.panels import data_sources as panel
from tests.unit.layouts.trees import text
from tests.work_forms import NBSP, Row, answered


def load(file: str, rows: int, lines: tuple[int | None, int | None], sheet: str = "", kind: str = "") -> Row:
    return {
        "document": "Kế hoạch năm 2023",
        "file": file,
        "sheet": sheet,
        "kind": kind,
        "loaded_by": "An",
        "sha256": "0123456789abcdef" * 4,
        "rows": rows,
        "first_line": lines[0],
        "last_line": lines[1],
        "loaded_at": dt.datetime(2026, 11, 21, 2, tzinfo=dt.UTC),
    }


def test_files_are_named_by_what_they_hold() -> None:
    rows = [load("tasks.csv", 1091, (35, 493)), load("thang_5.xlsx", 2, (None, None), "Phản ánh")]
    drawing = panel.draw(answered(query, rows))
    said = text(drawing.body)
    assert drawing.headline == f"1.093{NBSP}hàng số liệu trong 2{NBSP}tệp, theo 1{NBSP}văn bản"
    assert "Kế hoạch năm 2023: nạp 21/11/2026, bởi An" in said
    assert "Nhiệm vụtasks.csv1.09135–4930123456789ab" in said
    assert "Phản ánhthang_5.xlsx2" in said
    assert "Lần nạp mới nhất: 21/11/2026" in drawing.note


def test_what_was_brought_in_is_named_by_its_kind_in_letters_with_accents() -> None:
    row = load("chỉ số 2023.xlsx (đợt nạp 3)", 2, (None, None), "Số liệu", "indicator_values")
    body = panel.draw(answered(query, [row])).body
    assert "Kết quả chỉ sốchỉ số 2023.xlsx (đợt nạp 3)2" in text(body)
    assert "Số liệu" not in text(body)


def test_one_line_is_no_span() -> None:
    assert "133012" in text(panel.draw(answered(query, [load("frameworks.csv", 1, (33, 33))])).body)


def test_a_command_at_the_server_is_told_in_words() -> None:
    by_command = {**load("tasks.csv", 1, (1, 1)), "loaded_by": "ioc load plans (ioc)"}
    said = text(panel.draw(answered(query, [by_command])).body)
    assert "bởi lệnh nạp số liệu các kế hoạch trên máy chủ, tài khoản máy “ioc”" in said
    imported = text(panel.draw(answered(query, [{**by_command, "loaded_by": "ioc import (an)"}])).body)
    assert "bởi lệnh nạp tệp trên máy chủ, tài khoản máy “an”" in imported
