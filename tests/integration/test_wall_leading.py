"""Leading walls, their playlists in the browser, and the register of walls, on both databases."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from sqlalchemy import Engine

from data.access import Access, Actor
from data.contracts import Grant, Scope, Viewer
from data.rules.playlists import Item
from data.wall import Walls
from tests.integration.test_wall import NOW, PLAYLIST, now_of
from tests.wall_forms import SECRETARY, WALL, House, device, house

LEADER = Viewer("account", "an", "An", (Grant("viewer", Scope(localities=frozenset({"bu_dang"}))),))


@pytest.fixture
def served(writable: Engine) -> House:
    return house(writable)


def led(served: House, what: str, **form: str) -> Any:
    return served.server.test_client().post(f"/wall/lead/{what}", data=form)


# ----------------------------------------------------------------------------------------------- leading


def test_what_a_person_opens_is_what_the_wall_is_to_show(served: House) -> None:
    served.devices.append(device("Phòng họp", playlist="tan_chau"))
    answer = led(
        served, "present", wall="device:Phòng họp", address="/feedback?locality=tan_chau&period=2022"
    )
    assert answer.status_code == 303
    served.viewer = WALL
    lead = now_of(served, playlist="tan_chau")["lead"]
    assert lead["scene"] == "/wall/scene/timeliness?locality=tan_chau&period=2022"
    served.viewer = SECRETARY
    assert led(served, "release", wall="device:Phòng họp").status_code == 303
    served.viewer = WALL
    assert now_of(served)["lead"] is None


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"wall": "playlist:tan_chau", "address": "/documents"}, "không có cảnh"),
        ({"wall": "playlist:tan_chau", "address": "/budget?locality=bu_dang"}, "Chưa có số liệu"),
        ({"wall": "playlist:tan_chau", "address": "/budget?locality=nowhere"}, "Không có địa bàn"),
        ({"wall": "device:unknown", "address": "/budget"}, "Không có màn hình này"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(served: House, form: dict[str, str], said: str) -> None:
    answer = led(served, "present", **form)
    assert answer.status_code == 422
    assert said in answer.text


def test_leader_of_one_locality_leads_no_wall_of_another(served: House) -> None:
    served.viewer = LEADER
    assert led(served, "act", wall="playlist:tan_chau", action="pause").status_code == 422
    assert led(served, "act", wall="playlist:bu_dang", action="pause").status_code == 303
    page = served.server.test_client().get("/wall/lead").text
    assert "Bù Đăng" in page
    assert "Tân Châu" not in page


def test_presenter_taps_the_figure_that_is_meant(served: House) -> None:
    led(served, "present", wall="playlist:tan_chau", address="/feedback?locality=tan_chau&period=2022")
    client = served.server.test_client()
    page = client.get("/wall/lead?wall=playlist:tan_chau").text
    found = re.findall(
        r'name="pointer" value="(\d*)"><button class="secondary" type="submit">(.*?)</button>', page
    )
    at = next(at for at, said in found if said.startswith("<b>78,4 %"))
    assert led(served, "act", wall="playlist:tan_chau", action="point", pointer=at).status_code == 303
    assert now_of(served, playlist="tan_chau")["lead"]["pointer"] == int(at)
    assert 'aria-pressed="true"><b>78,4 %' in client.get("/wall/lead?wall=playlist:tan_chau").text


def test_leading_and_playlists_are_in_the_audit_log(writable: Engine) -> None:
    walls = Walls(writable)
    actor = Actor("thu_ky", where="10.0.0.7")
    walls.save(PLAYLIST, by=actor, now=NOW)
    walls.present("playlist:phong-hop", "/wall/scene/budget", by=actor, title="Thư ký", now=NOW)
    walls.act("playlist:phong-hop", "point", by=actor, now=NOW, pointer=2)
    walls.act("playlist:phong-hop", "pause", by=actor, now=NOW)
    walls.release("playlist:phong-hop", by=actor, now=NOW)
    walls.release("playlist:phong-hop", by=actor, now=NOW)
    walls.remove("phong-hop", by=actor, now=NOW)
    entries = Access(writable).entries(limit=20)
    told = [(one.actor, one.where, one.action, one.subject) for one in reversed(entries)]
    assert told == [
        ("thu_ky", "10.0.0.7", "playlist.save", "phong-hop"),
        ("thu_ky", "10.0.0.7", "wall.present", "playlist:phong-hop"),
        ("thu_ky", "10.0.0.7", "wall.pause", "playlist:phong-hop"),
        ("thu_ky", "10.0.0.7", "wall.release", "playlist:phong-hop"),
        ("thu_ky", "10.0.0.7", "playlist.remove", "phong-hop"),
    ]


# --------------------------------------------------------------------------------------------- playlists


def form_of(**changes: str) -> dict[str, str]:
    days = {f"day-0-{day}": "1" for day in range(1, 6)}
    row = {"scene-0": "budget", "seconds-0": "30", "starts-0": "07:30", "ends-0": "11:30", **days}
    about = {"slug": "hop-1", "title": "Họp", "locality": "tan_chau", "panel": "1,35", "seat": "6"}
    return {**about, "bezels": "1x1", **row, **changes}


def test_secretary_sets_a_playlist_up_in_the_browser(served: House) -> None:
    client = served.server.test_client()
    assert client.post("/wall/playlists", data=form_of()).status_code == 303
    (item,) = served.walls.state().playlists["hop-1"].items
    weekdays = frozenset({1, 2, 3, 4, 5})
    assert item == Item("budget", 30, weekdays=weekdays, starts=dt.time(7, 30), ends=dt.time(11, 30))
    page = client.get("/wall/playlists?slug=hop-1").text
    assert 'value="07:30"' in page
    assert client.post("/wall/playlists/remove", data={"slug": "hop-1"}).status_code == 303
    assert served.walls.state().playlists == {}


def test_scene_of_a_chosen_period_stays_with_it(served: House) -> None:
    client = served.server.test_client()
    assert client.post("/wall/playlists", data=form_of(**{"period-0": "2022"})).status_code == 303
    assert served.walls.state().playlists["hop-1"].items[0].period == "2022"
    assert '<option value="2022" selected>Năm 2022</option>' in client.get("/wall/playlists?slug=hop-1").text
    moment = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dashboard.clock.now", lambda: moment)
        (scene,) = now_of(served, playlist="hop-1")["scenes"]
    assert scene["address"] == "/wall/scene/budget?locality=tan_chau&period=2022"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seconds-0": "5"}, "từ 15 đến 60 giây"),
        ({"seconds-0": "x"}, "từ 15 đến 60 giây"),
        ({"starts-0": "25:00"}, "giờ viết 07:30"),
        ({"scene-0": ""}, "Chọn ít nhất một cảnh"),
        ({"slug": "Họp"}, "không dấu"),
        ({"slug": "now"}, "không dấu"),
        ({"seat": "0"}, "bằng mét"),
        ({"title": ""}, "Chưa nhập"),
        ({"locality": "nowhere"}, "không được giao việc thư ký"),
        ({"period-0": "1999"}, "chưa có kỳ số liệu 1999"),
    ],
)
def test_form_says_what_is_wrong(served: House, changes: dict[str, str], said: str) -> None:
    answer = served.server.test_client().post("/wall/playlists", data=form_of(**changes))
    assert answer.status_code == 422
    assert said in answer.text
    assert served.walls.state().playlists == {}


def test_what_was_entered_stands_beside_the_fault(served: House) -> None:
    changes = {"seconds-0": "5", "starts-0": "06:15"}
    page = served.server.test_client().post("/wall/playlists", data=form_of(**changes)).text
    assert 'name="seconds-0" inputmode="numeric" aria-label="Số giây 1" value="5"' in page
    assert 'value="06:15"' in page
    assert "built-in method" not in served.server.test_client().get("/wall/playlists").text


def test_viewer_sets_nothing_up(served: House) -> None:
    served.viewer = LEADER
    assert (
        served.server.test_client().post("/wall/playlists", data=form_of(locality="bu_dang")).status_code
        == 422
    )


# ------------------------------------------------------------------------------------------------- walls


def test_walls_are_listed_with_the_picture_of_what_they_show(served: House) -> None:
    live = {"seen_at": dt.datetime.now(dt.UTC), "showing": "/wall/scene/budget?locality=tan_chau"}
    served.devices += [device("Tầng 2", **live), device("Tầng 3", seen_at=NOW - dt.timedelta(days=400))]
    page = served.server.test_client().get("/walls").text
    assert page.count("đang chạy") >= 1
    assert "im lặng" in page
    assert "315,7/381,2" in page
