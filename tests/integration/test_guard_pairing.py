"""A wall is paired, shows, tells that it lives, and is revoked."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from data.engine import make_engine
from tests.guard_clients import Door, make_door, now

ROOM = {"name": "Phòng họp tầng 2", "unit": "tan_chau", "playlist": "giao-ban"}


@pytest.fixture
def door(filled_file: Path, tmp_path: Path) -> Iterator[Door]:
    """An application whose walls are this test's own."""
    engine = make_engine(f"sqlite:///{shutil.copy(filled_file, tmp_path)}")
    yield make_door(engine)
    engine.dispose()


def begin(wall: FlaskClient) -> str:
    response = wall.post("/api/device/pairing")
    assert response.status_code == 201
    assert response.json is not None
    assert set(response.json) == {"code", "expires_at"}
    return str(response.json["code"])


def claim(wall: FlaskClient) -> int:
    return wall.post("/api/device/pairing/claim").status_code


def test_a_wall_from_code_to_revocation(door: Door) -> None:
    wall, admin = door.client(), door.client("admin")
    code = begin(wall)
    assert claim(wall) == 202
    assert code in admin.get(f"/pair?code={code}").text
    answer = admin.post("/pair", data={"code": code.lower().replace("-", " "), **ROOM})
    assert answer.headers["Location"] == "/admin/devices?done=paired"
    assert claim(wall) == 200
    assert claim(wall) == 410
    assert wall.get("/?locality=tan_chau").status_code == 200
    assert wall.get("/admin/devices").status_code == 403
    said = {"showing": "/feedback?locality=tan_chau", "build": "abc"}
    assert wall.post("/api/device/heartbeat", json=said).status_code == 204
    (row,) = door.access.devices()
    assert (row.name, row.playlist, row.showing, row.build) == (*ROOM_SHOWN, "abc")
    assert "/feedback?locality=tan_chau" in admin.get("/admin/devices").text
    admin.post(f"/admin/devices/{row.id}/revoke")
    assert wall.get("/version").status_code == 401


ROOM_SHOWN = ("Phòng họp tầng 2", "giao-ban", "/feedback?locality=tan_chau")


def test_the_key_is_out_of_reach_and_outlives_idleness(door: Door) -> None:
    wall = door.client()
    door.client("admin").post("/pair", data={"code": begin(wall), **ROOM})
    cookie = wall.post("/api/device/pairing/claim").headers.getlist("Set-Cookie")[0]
    assert cookie.startswith("ioc_device=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=34560000" in cookie
    key = cookie.partition("=")[2].partition(";")[0]
    viewer = door.access.device(key, now() + dt.timedelta(days=3650))
    assert viewer is not None
    assert (viewer.kind, viewer.playlist) == ("device", "giao-ban")


def test_the_code_alone_opens_nothing(door: Door) -> None:
    wall, thief = door.client(), door.client()
    code = begin(wall)
    door.client("admin").post("/pair", data={"code": code, **ROOM})
    thief.set_cookie("ioc_pairing", code)
    assert claim(thief) == 410
    assert claim(door.client()) == 410
    assert claim(wall) == 200


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({**ROOM, "code": ""}, "code"),
        ({**ROOM, "code": "AAAA-AAAA"}, "code"),
        ({**ROOM, "name": ""}, "name"),
        ({**ROOM, "name": "Đã có"}, "name"),
        ({**ROOM, "unit": ""}, "unit"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(door: Door, form: dict[str, str], field: str) -> None:
    door.device(name="Đã có")
    wall = door.client()
    response = door.client("admin").post("/pair", data={"code": begin(wall), **form})
    assert response.status_code == 422
    assert f'id="{field}-fault"' in response.text
    assert claim(wall) == 202


def test_nonsense_from_a_wall_is_no_error(door: Door) -> None:
    wall = door.client("device")
    for body in (b"", b"[1]", b"{", b'{"showing": {"a": 1}}', b"[" * 5000):
        assert (
            wall.post("/api/device/heartbeat", data=body, content_type="application/json").status_code == 204
        )


def test_codes_are_not_made_without_end(door: Door) -> None:
    wall = door.client()
    assert [wall.post("/api/device/pairing").status_code for _ in range(11)] == [201] * 10 + [429]
