"""Whatever is sent to the callback address is answered or refused in words: 300 forged requests.

The long form, with the memory that they take, is tests/soak/test_fuzz.py.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from data.engine import make_engine
from data.source import DataSource
from layouts.panels import PANELS
from tests.fuzz_forms import BOMBS, Known, bodies, bomb, judge, lengths
from tests.scope_forms import TAN_PHU, plant_in_other_units
from tests.scope_world import CALLBACKS, ask_page, ask_panel, make_world, text

LARGEST = 64 * 1024


@pytest.fixture(scope="module")
def planted(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database in which every commune but one has figures that nobody could mistake."""
    engine = make_engine(f"sqlite:///{shutil.copy(filled_file, tmp_path_factory.mktemp('fuzz'))}")
    plant_in_other_units(engine, TAN_PHU)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def client(planted: Engine) -> FlaskClient:
    """The browser of a viewer of that commune."""
    return make_world(planted, max_body_bytes=LARGEST).client("unit")


@pytest.fixture(scope="module")
def known(planted: Engine) -> Known:
    """Words that addresses may hold."""
    return Known.of(DataSource(planted).catalogue())


@settings(max_examples=300)
@given(st.data())
def test_forged_requests_are_answered_or_refused(
    client: FlaskClient, known: Known, data: st.DataObject
) -> None:
    body = data.draw(bodies(known))
    judge(client.post(CALLBACKS, data=body, content_type="application/json"))


@pytest.mark.parametrize("depth", BOMBS)
def test_nesting_is_bounded(client: FlaskClient, depth: int) -> None:
    response = client.post(CALLBACKS, data=bomb(depth), content_type="application/json")
    judge(response)
    assert response.status_code in {400, 413}


def test_size_is_bounded(client: FlaskClient) -> None:
    posted = [
        client.post(CALLBACKS, data=body, content_type="application/json").status_code
        for body in lengths(LARGEST)
    ]
    assert posted == [400, 400, 413, 413]


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "", "multipart/form-data; boundary=x"])
def test_the_declared_type_of_a_body_changes_nothing(client: FlaskClient, kind: str) -> None:
    judge(client.post(CALLBACKS, data=b"--x", content_type=kind))


def test_a_refusal_says_so_in_words(client: FlaskClient) -> None:
    refused = client.post(CALLBACKS, data=b"{}", content_type="application/json")
    assert (refused.status_code, list(refused.json or ())) == (400, ["problem"])


def test_what_pages_send_is_not_refused(client: FlaskClient) -> None:
    for name in PANELS:
        assert ask_panel(client, name, {"unit": TAN_PHU}).status_code == 200
    for path, search in (("/", ""), ("/feedback", "?locality=tan_chau"), ("/nothing", "?x=1&x=2")):
        response = ask_page(client, path, search)
        assert response.status_code == 200
        assert "_pages_content" in text(response)
