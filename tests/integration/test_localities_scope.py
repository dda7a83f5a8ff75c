"""Localities side by side over HTTP: everybody gets the places that they see whole, and no figure of another.

On SQLite only, as test_scope_app.py: that both databases read the same is shown by the answers.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, update

from data.access import Access
from data.engine import make_engine, writing
from data.schema import Locality
from layouts.shell.marks import SIMULATED
from layouts.shell.states import OUT_OF_SCOPE
from tests.guard_clients import now
from tests.scope_forms import PLANTED, TAN_PHU, WORD, plant_in_other_localities
from tests.scope_world import ANONYMOUS, World, ask_page, ask_panel, links, make_world, open_world, text

ADDRESS = "/api/v1/locality_board"
PANEL = "locality_board"
PATH = "/localities"
TAN_CHAU = {"locality": "tan_chau", "period": "2022"}
ROWS: Mapping[str, tuple[dict[str, str], list[str]]] = {
    "all": (TAN_CHAU, ["bu_dang", "nhon_trach", "quang_xuong", "tam_phuoc", "tan_chau"]),
    "locality": (TAN_CHAU, ["tan_chau"]),
    "two": ({}, ["quang_xuong", "tam_phuoc"]),
    "elsewhere": ({}, ["bu_dang"]),
    "mixed": ({}, ["bu_dang"]),
}
"""What viewers ask for, and the places that they get."""


def with_two(engine: Engine) -> World:
    """Open a world with a viewer more: one who sees two places whole."""
    world = make_world(engine)
    roles: Any = [("viewer", "quang_xuong"), ("viewer", "tam_phuoc")]
    Access(engine).add_account("two", "Two", None, roles, by="tests", now=now())
    return world


@pytest.fixture
def engine(filled_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """A database with all plans, for one test."""
    engine = make_engine(f"sqlite:///{shutil.copy(filled_file, tmp_path)}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def world(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """An application over the plans that no test changes."""
    engine = make_engine(f"sqlite:///{shutil.copy(filled_file, tmp_path_factory.mktemp('places'))}")
    yield with_two(engine)
    engine.dispose()


def places(client: FlaskClient, query: Mapping[str, str]) -> list[str]:
    """Slugs of the rows of an answer, sorted."""
    found = orjson.loads(text(client.get(ADDRESS, query_string=query)))
    return sorted(row["slug"] for row in found["rows"])


@pytest.mark.parametrize("who", ROWS)
def test_everybody_gets_the_places_that_they_see_whole(world: World, who: str) -> None:
    query, expected = ROWS[who]
    assert places(world.client(who), query) == expected


@pytest.mark.parametrize("who", ["unit", "units", "mixed"])
def test_from_a_place_that_is_seen_in_part_nothing_is_set_side_by_side(world: World, who: str) -> None:
    client = world.client(who)
    response = client.get(ADDRESS, query_string=TAN_CHAU)
    assert (response.status_code, "rows" in (response.json or {})) == (403, False)
    assert OUT_OF_SCOPE in text(ask_panel(client, PANEL, TAN_CHAU))
    assert client.get(PATH, query_string=TAN_CHAU).status_code == 403


def test_the_page_is_for_those_who_have_signed_in(world: World) -> None:
    statuses = {who: world.client(who).get(PATH).status_code for who in (*ROWS, "unit", ANONYMOUS)}
    assert statuses == {**dict.fromkeys(ROWS, 200), "unit": 403, ANONYMOUS: 303}


def test_only_who_has_several_places_is_led_to_them(world: World) -> None:
    led = {
        who: any(link.startswith(PATH) for link in links(ask_page(world.client(who), "/")))
        for who in (*ROWS, "unit")
    }
    assert led == {**dict.fromkeys(ROWS, False), "unit": False, "all": True, "two": True}
    found = {
        who: [row["name"] for row in world.client(who).get("/api/v1/names").json["rows"]]  # type: ignore[index]
        for who in ("all", "two", "locality", "unit")
    }
    assert {who: "Các địa bàn" in names for who, names in found.items()} == {
        "all": True,
        "two": True,
        "locality": False,
        "unit": False,
    }


@pytest.mark.parametrize("order", [("all", "locality"), ("locality", "all")])
def test_nobody_gets_the_kept_bytes_of_whom_sees_other_places(engine: Engine, order: tuple[str, str]) -> None:
    make_world(engine)

    def asked(world: World, who: str) -> tuple[str, list[str]]:
        client = world.client(who)
        return text(ask_panel(client, PANEL, TAN_CHAU)), places(client, TAN_CHAU)

    together = open_world(engine)
    kept = {who: asked(together, who) for who in order}
    assert kept == {who: asked(open_world(engine), who) for who in order}
    assert "Bù Đăng" in kept["all"][0]
    assert "Bù Đăng" not in kept["locality"][0]


def test_an_entity_tag_is_worth_nothing_to_whom_sees_other_places(world: World) -> None:
    whole = world.client("all").get(ADDRESS, query_string=TAN_CHAU)
    tag = {"If-None-Match": whole.headers["ETag"]}
    assert world.client("all").get(ADDRESS, query_string=TAN_CHAU, headers=tag).status_code == 304
    assert world.client("locality").get(ADDRESS, query_string=TAN_CHAU, headers=tag).status_code == 200


def test_no_body_holds_a_figure_of_a_place_that_is_not_seen(engine: Engine) -> None:
    world = make_world(engine)
    plant_in_other_localities(engine, "tan_chau")
    query = {"locality": "tan_chau"}

    def bodies(who: str) -> str:
        client = world.client(who)
        asked = [client.get(ADDRESS, query_string={**query, "period": year, "format": form})
                 for year in ("2022", "2023") for form in ("json", "csv")]  # fmt: skip
        asked += [ask_panel(client, PANEL, {**query, "period": year}) for year in ("2022", "2023")]
        return "".join(text(response) for response in (*asked, ask_page(client, PATH, "?locality=tan_chau")))

    for planted in (str(PLANTED), f"{PLANTED:,}".replace(",", "."), WORD, "Bù Đăng", "Quảng Xương"):
        assert planted not in bodies("locality"), planted
    assert str(PLANTED) in bodies("all")  # the search finds what is there


def test_a_unit_in_the_address_does_not_widen_what_its_viewer_gets(world: World) -> None:
    response = world.client("unit").get(ADDRESS, query_string={**TAN_CHAU, "unit": TAN_PHU})
    assert response.status_code == 403


def test_real_places_never_stand_beside_invented_ones(engine: Engine) -> None:
    with writing(engine) as connection:
        invented = Locality.slug.in_(["bu_dang", "tam_phuoc"])
        connection.execute(update(Locality).where(invented).values(is_simulated=True))
    client = make_world(engine).client("all")
    assert places(client, TAN_CHAU) == ["nhon_trach", "quang_xuong", "tan_chau"]
    assert places(client, {"locality": "tam_phuoc"}) == ["bu_dang", "tam_phuoc"]
    for locality, is_marked in (("tan_chau", False), ("tam_phuoc", True)):
        query = {"locality": locality}
        assert (SIMULATED in text(ask_panel(client, PANEL, query))) is is_marked
        assert (SIMULATED in text(ask_page(client, PATH, f"?locality={locality}"))) is is_marked
        exported = client.get(ADDRESS, query_string={**query, "format": "csv"})
        assert (SIMULATED in text(exported)) is is_marked


def test_a_wall_shows_the_places_that_it_sees_whole(world: World) -> None:
    shown = {
        who: world.client(who).get("/wall/scene/localities", query_string=query)
        for who, query in (
            ("all", {"locality": "tan_chau", "period": "2023"}),
            ("two", {"locality": "tam_phuoc", "period": "2023"}),
            ("locality", {"locality": "tan_chau", "period": "2023"}),
            ("unit", {"locality": "tan_chau", "period": "2023"}),
        )
    }
    assert {who: response.status_code for who, response in shown.items()} == {
        "all": 200,
        "two": 200,
        "locality": 204,
        "unit": 404,
    }
    assert "Bù Đăng" in text(shown["all"])
    assert "Quảng Xương" in text(shown["two"])
    assert "Bù Đăng" not in text(shown["two"])
    tag = {"If-None-Match": shown["all"].headers["ETag"]}
    again = world.client("two").get("/wall/scene/localities?locality=tam_phuoc&period=2023", headers=tag)
    assert again.status_code == 200
