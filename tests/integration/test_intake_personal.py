"""Marks in columns that are not read, carried through everything: nowhere afterwards, in no form of answer.

Panels and pages are asked for over HTTP, with a Redis between; the annotated copy, which goes back to whoever
sent the file, is no way around either.
"""

from __future__ import annotations

import gzip
import io
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import redis
from flask.testing import FlaskClient
from sqlalchemy import Engine

from data.access import Access
from data.intake.desk import Desk
from data.intake.records import BatchView
from data.queries import QUERIES
from data.source import DataSource
from layouts.panels import PANELS
from tests import scope_world
from tests.case_files import FEEDBACK, SOUND, add_categories, text_of
from tests.case_files import stage as stage_cases
from tests.guard_clients import now
from tests.intake_forms import desk_of, publish, stage, told, workbook
from tests.intake_forms import everything as all_rows
from tests.integration.test_intake_stream_personal import MARKS, PERSONAL, STRAY
from tests.scope_forms import TAN_PHU

FILES: Mapping[str, tuple[Sequence[Any], Sequence[Any]]] = {
    "dossier_counts": (["Kỳ số liệu", "Lĩnh vực", "Tiếp nhận"], ["2022", "Đất đai", 5]),
    "tasks": (["Trụ cột", "Nhiệm vụ", "Ghi chú"], ["Chính quyền số", "Việc thử", f"gọi {STRAY}"]),
    "ledger": (
        ["Kỳ số liệu", "Dòng ngân sách", "Ngày", "Loại bút toán", "Số tiền"],
        ["2022", 2, "15/3/2022", "Chi", 5],
    ),
    "case_pauses": (
        ["Loại", "Mã hồ sơ", "Tạm dừng từ", "Đến", "Lý do"],
        ["1022", "PA-1", "06/05/2022", "09/05/2022", "Chờ ý kiến cơ quan khác"],
    ),
}
"""Kind, heading, row; the columns of PERSONAL are put beside them."""
REFUSED = ("dossier_counts", FILES["dossier_counts"][0], ["2022", "Đất đai", "năm"])
"""A file that waits for correction."""


def found(content: bytes) -> list[str]:
    """Marks in bytes: as they are, in what is packed there, in the members of a workbook."""
    texts = [part.decode(errors="ignore") for part in _unpacked(content)]
    return sorted({mark for mark in (*MARKS, STRAY) for text in texts if mark in text})


def _unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            yield from (book.read(name) for name in book.namelist())
    for begin in re.finditer(rb"\x1f\x8b\x08", content):
        # Compressed bytes of another kind may hold the same three by chance.
        with suppress(zlib.error):
            yield zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content[begin.start() :])


def test_marks_are_found_wherever_they_are_packed() -> None:
    mark = STRAY.encode()
    packed = gzip.compress(mark)
    assert found(b"a" + mark) == found(b"head" + packed + b"tail") == [STRAY]
    assert found(b"\x1f\x8b\x08 by chance" + packed + packed) == [STRAY]
    assert found(workbook([[STRAY]])) == [STRAY]
    assert found(b"091234567") == []


@pytest.fixture
def batches(writable: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> list[int]:
    """Files of cases and of four other kinds, published; and one with an error, which waits."""
    caplog.set_level(logging.DEBUG)
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    head, marks = tuple(PERSONAL), tuple(PERSONAL.values())
    cases = stage_cases(desk, text_of([(*row, *marks) for row in SOUND], (*FEEDBACK, *head)))
    views = [_published(desk, cases)]
    views += [_published(desk, stage(desk, kind, _beside(*file))) for kind, file in FILES.items()]
    waiting = stage(desk, REFUSED[0], _beside(*REFUSED[1:]))
    assert len(told(waiting)) == 1
    return [view.row.id for view in (*views, waiting)]


def _published(desk: Desk, view: BatchView) -> BatchView:
    assert told(view) == []
    assert set(PERSONAL) <= set(view.row.dropped)
    assert not view.row.is_kept
    assert publish(desk, view)
    return view


def _beside(head: Sequence[Any], row: Sequence[Any]) -> bytes:
    return workbook([[*head, *PERSONAL], [*row, *PERSONAL.values()]])


def secretary(engine: Engine, world: scope_world.World) -> FlaskClient:
    """A browser of somebody who may see the desk."""
    roles = [("secretary", "tan_chau")]
    Access(engine).add_account("thu_ky", "Thư ký", None, roles, by="tests", now=now())  # type: ignore[arg-type]
    return world.client("thu_ky")


def test_what_is_not_read_is_nowhere(
    writable: Engine, tmp_path: Path, redis_url: str, batches: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    world = scope_world.make_world(writable, instance=tmp_path, cache_url=redis_url)
    source = DataSource(writable)
    answered = 0
    for client in (world.client("all"), secretary(writable, world)):
        for response in scope_world.everything(client, source, "tan_chau", TAN_PHU):
            answered += response.status_code == HTTPStatus.OK
            assert found(response.data) == [], response.request.url
    assert answered > len(PANELS) + len(QUERIES)
    for batch in batches:
        page = client.get(f"/intake/{batch}")
        assert page.status_code == 200
        assert found(page.data) == []
        assert found(client.get(f"/intake/{batch}/annotated.xlsx").data) == []
    for path in ("/intake/", "/corrections/?locality=tan_chau", "/closing/?locality=tan_chau"):
        assert found(client.get(path).data) == []
    for kind in ("feedback_cases", *FILES):
        exported = client.get(f"/intake/template/{kind}.xlsx?locality=tan_chau&filled=1")
        assert exported.status_code == 200
        assert found(exported.data) == []
    with redis.Redis.from_url(redis_url) as kept:
        keys = list(kept.scan_iter())
        assert len(keys) > len(batches)
        assert [key for key in keys if found(key) or found(kept.get(key) or b"")] == []
    assert found(repr(all_rows(writable, without=())).encode()) == []
    writable.dispose()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in files if found(path.read_bytes())] == []
    assert found(caplog.text.encode()) == []


@pytest.mark.parametrize(
    "column, is_kept",
    [
        (("Số tờ", 1), True),
        (("Tỷ lệ (%)", "78,4 %"), True),
        (("Diễn giải", "ông A ký nhận"), False),
        (("Mã khách", "072090001234"), False),
        (("Ngày cấp", "05/05/1990"), False),
        (("Trống", None), True),
    ],
)
def test_a_file_is_kept_where_nothing_that_may_be_about_a_person_was_left_out(
    writable: Engine, tmp_path: Path, column: tuple[str, Any], is_kept: bool
) -> None:
    head, row = FILES["dossier_counts"]
    desk: Desk = desk_of(writable, tmp_path)
    view = stage(desk, "dossier_counts", workbook([[*head, column[0]], [*row, column[1]]]))
    assert (view.row.dropped, view.row.is_kept) == ((column[0],), is_kept)
    assert bool([path for path in tmp_path.rglob("uploads/**/*") if path.is_file()]) is is_kept


def test_a_number_of_a_person_above_the_table_keeps_the_file_out(writable: Engine, tmp_path: Path) -> None:
    head, row = FILES["dossier_counts"]
    desk = desk_of(writable, tmp_path)
    for title, is_kept in (("Liên hệ: 0912 345 678", False), ("Số: 15/BC-UBND", True)):
        content = workbook([[title], head, row])
        batch = stage(desk, "dossier_counts", content)
        assert batch.row.is_kept is is_kept


def test_a_filled_template_is_kept_as_it_came(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    view = stage(desk, "tasks", desk.template("tasks", "tan_chau", filled=True, now=now()))
    assert (told(view), view.row.dropped, view.row.is_kept) == ([], (), True)
