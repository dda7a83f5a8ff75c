"""Scope over HTTP: every route, panel, answer and page, asked for by every kind of viewer.

On SQLite only: that both databases read the same is shown beneath (test_scope_answers.py).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from data.contracts import LocalityRef
from data.engine import make_engine
from data.queries import QUERIES
from data.source import DataSource
from layouts.pages import PAGES
from layouts.panels import PANELS
from layouts.shell.states import OUT_OF_SCOPE
from tests.scope_forms import PLANTED, TAN_HOI, TAN_PHU, WORD, plant_in_other_units
from tests.scope_world import (
    ANONYMOUS,
    FORMS,
    GRANTS,
    OF_TAN_PHU,
    TAN_CHAU,
    World,
    ask_page,
    ask_panel,
    everything,
    links,
    make_world,
    open_world,
    pages,
    sheets,
    text,
)

REACHES = {name: query.REACH for name, query in QUERIES.items()}
OF_ONE_PLACE = sorted(name for name in PANELS if REACHES[name] != "localities")
"""Panels that are kept once for all who see a locality (the others: test_localities_scope.py)."""
BOTH = (*GRANTS, ANONYMOUS)
SEEN_WHOLE = {"all", "locality"}
SEEN_IN_PART = {"unit", "units", "mixed"}
"""Viewers of Tân Phú, a commune of Tân Châu, and of Tân Châu as a whole."""

UNKNOWN = ("Không có địa bàn «tan_chau»", f"không có đơn vị «{TAN_PHU}»")


@pytest.fixture(scope="module")
def filled(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with all plans, for this module alone."""
    engine = make_engine(f"sqlite:///{shutil.copy(filled_file, tmp_path_factory.mktemp('scope'))}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def world(filled: Engine) -> World:
    """An application over the loaded database, with an account of each reach."""
    return make_world(filled)


@pytest.fixture(scope="module")
def source(filled: Engine) -> DataSource:
    """What the application reads."""
    return DataSource(filled)


@pytest.fixture(scope="module")
def clients(world: World) -> Mapping[str, FlaskClient]:
    """A browser of each viewer."""
    return {who: world.client(who) for who in BOTH}


def locality(source: DataSource, slug: str = "tan_chau") -> LocalityRef:
    """Find a locality of the plans."""
    ref = source.catalogue().locality(slug)
    assert ref is not None
    return ref


def expected(who: str, reach: str) -> int:
    """Status of a question about Tân Phú: unseen places do not exist, wholes of seen parts are refused."""
    if who == ANONYMOUS:
        return 401
    if who in SEEN_WHOLE:
        return 200
    if who in SEEN_IN_PART:
        return 200 if reach == "unit" else 403
    return 404


# ------------------------------------------------------------------------------------- read interface


@pytest.mark.parametrize("who", BOTH)
@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_answer_is_given_to_whom_it_may(
    clients: Mapping[str, FlaskClient], name: str, who: str
) -> None:
    for form in FORMS:
        response = clients[who].get(f"/api/v1/{name}", query_string={**OF_TAN_PHU, "format": form})
        assert response.status_code == expected(who, REACHES[name])
        if response.status_code != 200:
            assert "problem" in response.json  # type: ignore[operator]
            assert "rows" not in response.json  # type: ignore[operator]
            assert "Content-Disposition" not in response.headers


@pytest.mark.parametrize("since", ["1", "999999"])
def test_asking_what_moved_is_no_way_around(clients: Mapping[str, FlaskClient], since: str) -> None:
    query = {**OF_TAN_PHU, "since": since}
    statuses = [clients[who].get("/api/v1/feedback_by_unit", query_string=query).status_code for who in BOTH]
    assert statuses == [expected(who, "locality") for who in BOTH]


def test_a_refusal_names_what_may_be_asked_for(clients: Mapping[str, FlaskClient]) -> None:
    refused = clients["units"].get("/api/v1/feedback_by_unit", query_string=TAN_CHAU).json
    assert refused is not None
    assert refused["problem"] == OUT_OF_SCOPE
    assert [known["label"] for known in refused["known"]] == ["Xã Tân Hội", "Xã Tân Phú"]


def test_what_is_unseen_is_refused_in_the_words_of_what_does_not_exist(
    clients: Mapping[str, FlaskClient],
) -> None:
    for who, hidden, made_up in (
        ("elsewhere", {"locality": "tan_chau"}, {"locality": "nowhere"}),
        ("unit", {"locality": "tan_chau", "unit": TAN_HOI}, {"locality": "tan_chau", "unit": "1@1900-01-01"}),
        ("unit", {"locality": "bu_dang"}, {"locality": "nowhere"}),
    ):
        found = [clients[who].get("/api/v1/unit_figures", query_string=query) for query in (hidden, made_up)]
        told = [
            text(response).replace(next(reversed(query.values())), "…")
            for response, query in zip(found, (hidden, made_up), strict=True)
        ]
        assert [response.status_code for response in found] == [404, 404]
        assert told[0] == told[1]


def test_an_entity_tag_is_worth_nothing_to_a_viewer_of_another_scope(
    clients: Mapping[str, FlaskClient],
) -> None:
    address = "/api/v1/unit_feedback"
    whole = clients["all"].get(address, query_string=OF_TAN_PHU)
    tag = {"If-None-Match": whole.headers["ETag"]}
    assert clients["locality"].get(address, query_string=OF_TAN_PHU, headers=tag).status_code == 304
    assert clients["unit"].get(address, query_string=OF_TAN_PHU, headers=tag).status_code == 200
    assert "private" in whole.headers["Cache-Control"]


def test_names_are_those_that_lead_somewhere(clients: Mapping[str, FlaskClient]) -> None:
    rows = {who: clients[who].get("/api/v1/names", query_string=TAN_CHAU).json for who in GRANTS}
    assert [row["name"] for row in rows["unit"]["rows"]] == ["Xã Tân Phú"]  # type: ignore[index]
    places = {
        who: [row["name"] for row in found.get("rows", ()) if row["kind"] == "Địa bàn"]  # type: ignore[union-attr]
        for who, found in rows.items()
    }
    assert (places["locality"], places["mixed"], len(places["all"])) == (
        ["Huyện Tân Châu"],
        ["Huyện Bù Đăng"],
        5,
    )
    for who in ("unit", "units", "mixed", "locality"):
        for row in rows[who]["rows"]:  # type: ignore[index]
            assert clients[who].get(row["href"]).status_code == 200, (who, row)


# --------------------------------------------------------------------------------------------- panels


@pytest.mark.parametrize("who", BOTH)
@pytest.mark.parametrize("name", sorted(PANELS))
def test_every_panel_is_filled_for_whom_it_may(
    clients: Mapping[str, FlaskClient], name: str, who: str
) -> None:
    response, status = ask_panel(clients[who], name, OF_TAN_PHU), expected(who, REACHES[name])
    assert response.status_code == (401 if who == ANONYMOUS else 200)
    told = text(response)
    assert (OUT_OF_SCOPE in told) is (status == 403)
    assert any(words in told for words in UNKNOWN) is (status == 404)
    assert (int(response.headers.get("X-Data-Version", 0)) > 0) is (status == 200)


def every_panel(client: FlaskClient) -> dict[str, str]:
    """Ask for every panel about Tân Phú."""
    return {name: text(ask_panel(client, name, OF_TAN_PHU)) for name in PANELS}


@pytest.mark.parametrize("order", [("all", "unit"), ("unit", "units"), ("unit", "all")])
def test_no_viewer_gets_the_kept_bytes_of_another_scope(
    world: World, filled: Engine, order: tuple[str, str]
) -> None:
    """One cache, two viewers, in either order: each gets what it gets alone."""
    together = open_world(filled)
    kept = {who: every_panel(together.client(who)) for who in order}
    assert kept == {who: every_panel(open_world(filled).client(who)) for who in order}
    assert world.server is not together.server


@pytest.mark.parametrize("name", OF_ONE_PLACE)
def test_viewers_of_a_whole_locality_share_what_is_kept(
    clients: Mapping[str, FlaskClient], name: str
) -> None:
    bodies = {ask_panel(clients[who], name, TAN_CHAU).data for who in ("all", "locality")}
    assert len(bodies) == 1


def test_a_panel_names_no_place_that_others_who_share_its_bytes_do_not_see(
    clients: Mapping[str, FlaskClient], source: DataSource
) -> None:
    others = [ref.name for ref in source.catalogue().localities if ref.slug != "quang_xuong"]
    for name in OF_ONE_PLACE:
        told = text(ask_panel(clients["all"], name, {"locality": "quang_xuong"}))
        assert [place for place in others if place in told] == [], name


# ---------------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize("who", GRANTS)
def test_every_page_answers_or_says_whose_it_is(
    clients: Mapping[str, FlaskClient], source: DataSource, who: str
) -> None:
    own = TAN_HOI if who == "neighbour" else TAN_PHU
    for page, path in zip(PAGES, pages(locality(source), own), strict=True):
        reach = "unit" if page.view.subject == "unit" else "locality"
        status = expected("unit" if who == "neighbour" else who, reach)
        assert clients[who].get(path, query_string=TAN_CHAU).status_code == status, path
        content = ask_page(clients[who], path, "?locality=tan_chau&period=2022")
        assert ("Ngoài phạm vi được giao" in text(content)) is (status == 403)
        if status == 403:
            assert f"/units/{own}?locality=tan_chau&period=2022" in links(content)


def test_a_viewer_of_one_unit_lands_on_its_page(clients: Mapping[str, FlaskClient]) -> None:
    assert clients["unit"].get("/").status_code == 200
    content = ask_page(clients["unit"], "/")
    assert "unit_identity" in text(content)
    assert f'"unit":"{TAN_PHU}"' in text(content)
    assert "overview_tiles" in text(ask_page(clients["mixed"], "/"))


def test_pages_of_a_part_lead_only_to_what_may_be_seen(clients: Mapping[str, FlaskClient]) -> None:
    for path in ("/", f"/units/{TAN_PHU}", "/feedback", "/nothing"):
        content = ask_page(clients["units"], path)
        inside = [found for found in links(content) if found.startswith("/units/")]
        assert inside, path
        for found in inside:
            assert clients["units"].get(found).status_code == 200, found
        assert "Bù Đăng" not in text(content)
        assert "Suối Dây" not in text(content)


def test_anonymous_pages_lead_to_sign_in(clients: Mapping[str, FlaskClient], source: DataSource) -> None:
    for path in pages(locality(source), TAN_PHU):
        response = clients[ANONYMOUS].get(path)
        assert response.status_code == 303
        assert response.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("slug", ["tan_chau", "bu_dang"])
def test_outlines_are_of_localities_seen_whole(
    clients: Mapping[str, FlaskClient], source: DataSource, slug: str
) -> None:
    whole = {"tan_chau": {"all", "locality"}, "bu_dang": {"all", "elsewhere", "mixed"}}[slug]
    found = sheets(locality(source, slug))
    assert found
    for path in found:
        seen = {who for who in GRANTS if clients[who].get(path).status_code == 200}
        assert seen == whole
        assert {clients[who].get(path).status_code for who in GRANTS.keys() - whole} <= {404}
        assert clients[ANONYMOUS].get(path).status_code == 401


# --------------------------------------------------------------------------- nothing in any byte of it


def test_no_body_holds_a_figure_of_another_commune(filled_file: Path, tmp_path: Path) -> None:
    """Everything that can be asked for is asked for, by a viewer of one commune."""
    engine = make_engine(f"sqlite:///{shutil.copy(filled_file, tmp_path)}")
    plant_in_other_units(engine, TAN_PHU)
    source, world = DataSource(engine), make_world(engine)
    for unit in (TAN_PHU, TAN_HOI):
        for response in everything(world.client("unit"), source, "tan_chau", unit):
            body = text(response)
            assert str(PLANTED) not in body, response.request.url
            assert f"{PLANTED:,}".replace(",", ".") not in body, response.request.url
            assert WORD not in body, response.request.url
    own = world.client("neighbour").get("/api/v1/unit_alerts", query_string={**TAN_CHAU, "unit": TAN_HOI})
    assert str(PLANTED) in text(own)  # the search finds what is there
