"""What walls are to show: kept, led, answered, on both databases."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from data.contracts import DataUnavailableError, Grant, Scope, Viewer
from data.engine import make_engine, writing
from data.rules.distance import Room
from data.rules.playlists import Item
from data.wall import FORGOTTEN_AFTER, Playlist, Walls
from tests.wall_forms import House, house

NOW = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
ITEMS = (
    Item("budget", seconds=45, weekdays=frozenset({1, 5}), starts=dt.time(7, 30), ends=dt.time(17)),
    Item("communes", measure="late"),
)
PLAYLIST = Playlist("phong-hop", "Phòng họp", "tan_chau", ITEMS, Room(1.8, 7.5), "2x2")


@pytest.fixture
def walls(writable: Engine) -> Walls:
    return Walls(writable)


@pytest.fixture
def served(writable: Engine) -> House:
    return house(writable)


def now_of(served: House, **query: str) -> dict[str, Any]:
    answer = served.server.test_client().get("/wall/now", query_string=query)
    assert answer.status_code == 200
    return read(answer)


def read(answer: Any) -> dict[str, Any]:
    body: dict[str, Any] = answer.json
    return body


# ------------------------------------------------------------------------------------------- the facade


def test_playlist_comes_back_as_it_was_kept(walls: Walls) -> None:
    walls.save(PLAYLIST, by="thu_ky", now=NOW)
    kept = walls.state().playlists["phong-hop"]
    assert (kept.items, kept.room, kept.bezels, kept.title) == (ITEMS, Room(1.8, 7.5), "2x2", "Phòng họp")
    assert (kept.updated_by, kept.updated_at) == ("thu_ky", NOW)


def test_saving_again_replaces_and_removing_forgets(walls: Walls) -> None:
    walls.save(PLAYLIST, by="a", now=NOW)
    walls.save(Playlist("phong-hop", "Khác", "bu_dang", ITEMS[:1]), by="b", now=NOW)
    assert walls.state().playlists["phong-hop"].items == ITEMS[:1]
    walls.remove("phong-hop", by="b", now=NOW)
    assert walls.state().playlists == {}


def test_another_process_sees_a_change_at_its_next_reading(writable: Engine) -> None:
    time = [0.0]
    one, other = Walls(writable), Walls(writable, monotonic=lambda: time[0])
    before = other.state().version
    one.present("playlist:tan_chau", "/wall/scene/budget", by="An", now=NOW)
    assert other.state().version == before
    time[0] += 0.31
    assert other.state().leads["playlist:tan_chau"].scene == "/wall/scene/budget"


def test_unchanged_state_costs_one_statement_an_interval(writable: Engine) -> None:
    time = [0.0]
    walls = Walls(writable, monotonic=lambda: time[0])
    walls.state()
    statements: list[str] = []
    event.listen(writable, "before_cursor_execute", lambda *found: statements.append(found[2]))
    for _ in range(1000):
        walls.state()
    assert statements == []
    time[0] += 0.31
    walls.state()
    assert len([one for one in statements if "wall_version" in one]) == 1
    assert not [one for one in statements if "playlist" in one]


def test_dead_database_leaves_what_is_known(writable: Engine) -> None:
    time = [0.0]
    walls = Walls(writable, monotonic=lambda: time[0])
    walls.save(PLAYLIST, by="a", now=NOW)
    walls.state()
    with writable.begin() as connection:
        connection.execute(text("DROP TABLE wall_version"))
    time[0] += 1
    assert "phong-hop" in walls.state().playlists
    with pytest.raises(DataUnavailableError):
        Walls(make_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")).state()


def test_lead_is_followed_until_released_or_forgotten(walls: Walls) -> None:
    wall = "device:Phòng họp"
    walls.act(wall, "pause", by="An", now=NOW)
    walls.act(wall, "next", by="An", now=NOW)
    walls.act(wall, "next", by="An", now=NOW)
    walls.act(wall, "back", by="An", now=NOW)
    lead = walls.state().lead((wall,), NOW)
    assert lead is not None
    assert (lead.is_paused, lead.step, lead.scene) == (True, 1, "")
    assert walls.state().lead(("playlist:x", wall), NOW + FORGOTTEN_AFTER) is None
    walls.release(wall, by="An", now=NOW)
    assert walls.state().lead((wall,), NOW) is None


def test_presenting_a_scene_keeps_the_count_of_steps(walls: Walls) -> None:
    walls.act("w", "next", by="An", now=NOW)
    walls.present("w", "/wall/scene/work", by="An", now=NOW)
    walls.act("w", "point", by="An", now=NOW, pointer=3)
    lead = walls.state().leads["w"]
    assert (lead.scene, lead.step, lead.pointer) == ("/wall/scene/work", 1, 3)


# --------------------------------------------------------------------------------------- what to show now


def test_page_needs_neither_key_nor_database(served: House) -> None:
    served.viewer = None
    page = served.server.test_client().get("/wall/phong-hop")
    assert page.status_code == 200
    assert 'data-playlist="phong-hop"' in page.text


def test_wall_without_set_up_shows_every_scene_of_its_locality(served: House) -> None:
    now = now_of(served, playlist="bu_dang", width="1920", height="1080")
    scenes = [scene["address"].partition("?")[0].rpartition("/")[2] for scene in now["scenes"]]
    assert list(dict.fromkeys(scenes)) == [
        "situation",
        "exceptions",
        "localities",
        "pillars",
        "timeliness",
        "coming",
        "communes",
        "budget",
        "work",
    ]
    assert all("locality=bu_dang" in scene["address"] for scene in now["scenes"])
    assert (now["root"], now["bezels"], now["notice"]) == (32, "1x1", "")


def test_unknown_playlist_is_the_usual_one_of_home(served: House) -> None:
    assert "locality=tan_chau" in now_of(served, playlist="khong-co")["scenes"][0]["address"]


def test_what_is_new_is_told_once(served: House) -> None:
    client = served.server.test_client()
    tag = client.get("/wall/now").headers["ETag"]
    assert client.get("/wall/now", headers={"If-None-Match": tag}).status_code == 304
    served.walls.present("playlist:tan_chau", "/wall/scene/budget", by="An", now=dt.datetime.now(dt.UTC))
    moved = client.get("/wall/now", headers={"If-None-Match": tag})
    assert moved.status_code == 200
    assert read(moved)["lead"]["scene"] == "/wall/scene/budget"


def test_scenes_that_the_last_seat_cannot_read_are_refused_with_the_reason(served: House) -> None:
    now = now_of(served, panel="1.35", seat="14", width="1920", height="1080")
    assert now["scenes"] == []
    assert "Cảnh «Ngân sách» cần" in now["notice"]
    assert "ghế xa nhất không quá" in now["notice"]


def test_dead_database_is_told_as_such(served: House) -> None:
    with served.source._engine.begin() as connection:
        connection.execute(text("DROP TABLE dataset_version" + _cascade(connection.dialect.name)))
    answer = served.server.test_client().get("/wall/now")
    assert (answer.status_code, read(answer)["build"]) == (503, "build-1")


def _cascade(dialect: str) -> str:
    return " CASCADE" if dialect == "postgresql" else ""


def test_wall_of_a_locality_never_asks_for_another(served: House) -> None:
    served.viewer = Viewer("device", "w", "w", (Grant("viewer", Scope(localities=frozenset({"bu_dang"}))),))
    served.walls.save(PLAYLIST, by="a", now=NOW)
    now = now_of(served, playlist="phong-hop")
    assert {scene["address"].partition("locality=")[2][:7] for scene in now["scenes"]} == {"bu_dang"}
    client = served.server.test_client()
    assert client.get("/wall/scene/budget?locality=tan_chau").status_code == 404


# ------------------------------------------------------------------------------------------------ scenes


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("situation?locality=tan_chau", "Tình hình năm 2022: 5\N{NO-BREAK SPACE}việc cần chỉ đạo"),
        ("exceptions?locality=tan_chau", "3\N{NO-BREAK SPACE}xã chiếm 7/8 phản ánh xử lý trễ hạn"),
        ("timeliness?locality=tan_chau", "29/37 phản ánh"),
        ("communes?locality=tan_chau&measure=late", "chưa có số liệu"),
        ("budget?locality=tan_chau", "315,7/381,2\N{NO-BREAK SPACE}triệu\N{NO-BREAK SPACE}đồng"),
        ("work?locality=tan_chau", "2/60 đã hoàn thành"),
        ("pillars?locality=bu_dang", "Mất 241,27 điểm, nhiều nhất ở Hoạt động xã hội số (65,39)"),
    ],
)
def test_scene_says_what_its_page_says(served: House, address: str, said: str) -> None:
    answer = served.server.test_client().get(f"/wall/scene/{address}")
    assert answer.status_code == 200
    assert said in answer.text
    assert "cập nhật" in answer.text or "nạp" in answer.text


def test_scene_without_figures_is_no_scene(served: House) -> None:
    client = served.server.test_client()
    assert client.get("/wall/scene/budget?locality=bu_dang").status_code == 204
    assert client.get("/wall/scene/nothing").status_code == 404
    assert client.get("/wall/scene/budget?locality=nowhere").status_code == 404


def test_scene_known_already_is_not_sent_again(served: House) -> None:
    client = served.server.test_client()
    tag = client.get("/wall/scene/budget").headers["ETag"]
    assert client.get("/wall/scene/budget", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("to", ["https://elsewhere.vn/", "//elsewhere.vn", "", "/" + "a" * 400])
def test_qr_code_leads_to_our_own_pages_only(served: House, to: str) -> None:
    client = served.server.test_client()
    assert client.get("/wall/qr", query_string={"to": to}).status_code == 404
    assert (
        client.get("/wall/qr", query_string={"to": "/feedback?locality=tan_chau"}).mimetype == "image/svg+xml"
    )


# ------------------------------------------------------------------------------------------------- cost


def test_worker_that_is_behind_reads_again_when_a_wall_knows_more(served: House, writable: Engine) -> None:
    client = served.server.test_client()
    before = int(client.get("/wall/scene/budget").headers["X-Data-Version"])
    with writing(writable) as connection:
        connection.execute(text("UPDATE dataset_version SET version = version + 1 WHERE dataset = 'budget'"))
    moment = served.source.versions._read_at
    served.source.versions._monotonic = lambda: moment
    assert int(client.get("/wall/scene/budget").headers["X-Data-Version"]) == before
    told = client.get("/wall/scene/budget", headers={"X-Data-Version": str(before + 1)})
    assert int(told.headers["X-Data-Version"]) == before + 1
    assert f'data-version="{before + 1}"' in told.text


def test_polls_that_find_nothing_new_cost_the_database_nothing(served: House) -> None:
    client = served.server.test_client()
    tag = client.get("/wall/now").headers["ETag"]
    at = {reader: reader._read_at for reader in (served.walls, served.source.versions)}
    for reader, moment in at.items():
        reader._monotonic = lambda moment=moment: moment  # type: ignore[misc]
    statements: list[str] = []
    event.listen(served.source._engine, "before_cursor_execute", lambda *found: statements.append(found[2]))
    answers = {client.get("/wall/now", headers={"If-None-Match": tag}).status_code for _ in range(40)}
    assert answers == {304}
    assert statements == []
