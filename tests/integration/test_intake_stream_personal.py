"""What is dropped from a list of cases is nowhere afterwards: tables, files, pages, answers, logs."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.app import create_app
from dashboard.settings import Settings
from tests.case_files import FEEDBACK, ROADS, SOUND, add_categories, stage, text_of
from tests.intake_forms import desk_of, everything, publish, told, workbook

PERSONAL = {
    "Họ và tên": "Nguyễn Thị Dấu Vết",
    "Điện thoại": "0987 654 321",
    "Số CCCD": "072090001234",
    "Email": "dau.vet@example.org",
    "Địa chỉ": "Số 7 ngõ Dấu Vết",
    "Nội dung phản ánh": "Nhà tôi bị dấuvết tràn nước",
    "Cột không ai biết": "dấuvết lạ",
}
MARKS = tuple(PERSONAL.values())
STRAY = "0912345678"
"""A number that somebody typed into a column that is read."""
HEAD = (*FEEDBACK, *PERSONAL)
PAGES = ("/", "/feedback", "/data", "/map", "/reports", "/intake/")


def marked(rows: tuple[tuple[str, ...], ...] = SOUND) -> list[tuple[str, ...]]:
    """A list with everything about the citizens that an export may have."""
    return [(*row, *MARKS) for row in rows]


def found(text: str) -> list[str]:
    """Marks that stand in a text."""
    return [mark for mark in (*MARKS, STRAY) if mark in text]


def kept(engine: Engine, folder: Path) -> list[str]:
    """Marks in any row of any table, and in the bytes of any file but the one that was sent."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("sent")]
    bytes_of = b"".join(path.read_bytes() for path in files)
    rows = found(repr(everything(engine, without=())))
    return rows + [mark for mark in (*MARKS, STRAY) if mark.encode() in bytes_of]


@pytest.fixture
def client(writable: Engine, tmp_path: Path) -> FlaskClient:
    """A visitor of a demonstration, who sees everything."""
    return create_app(Settings(instance=tmp_path, demo=True), writable).server.test_client()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_dropped_column_reaches_anything(
    writable: Engine, tmp_path: Path, client: FlaskClient, caplog: pytest.LogCaptureFixture, form: str
) -> None:
    caplog.set_level(logging.DEBUG)
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    rows = marked()
    content = text_of(rows, HEAD).encode() if form == "csv" else workbook([HEAD, *rows])
    view = stage(desk, content, file=f"ds.{form}")
    assert set(view.row.dropped) == set(PERSONAL)
    assert not view.row.is_kept
    assert told(view) == []
    assert publish(desk, view)
    assert kept(writable, tmp_path) == []
    questions = client.get("/api/v1/").get_json()["questions"]
    assert len(questions) > 20
    for question in questions:
        for form_of in ("json", "csv"):
            asked = f"{question['href']}?locality=tan_chau&period=2022&format={form_of}"
            assert found(client.get(asked).get_data(as_text=True)) == [], asked
    for page in PAGES:
        assert found(client.get(page).get_data(as_text=True)) == [], page
    assert found(caplog.text) == []
    assert kept(writable, tmp_path) == []


def test_a_number_of_a_person_in_a_column_that_is_read_is_not_repeated(
    writable: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    rows = [
        (STRAY, *SOUND[0][1:]),
        ("PA-2", "05/05/2022", f"Xã Suối Dây {STRAY}", ROADS, "", "", "", ""),
        ("PA-3", f"05/05/2022 gọi {STRAY}", "Xã Suối Dây", f"{ROADS} {STRAY}", "", "", "", ""),
    ]
    view = stage(desk, text_of(rows))
    assert len(told(view)) == 4
    assert found(" ".join(told(view))) == []
    assert kept(writable, tmp_path) == []
    assert found(caplog.text) == []
