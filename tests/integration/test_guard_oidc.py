"""Single sign-on at a real OpenID Connect provider, from our page to theirs and back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from data.engine import make_engine
from tests.guard_clients import Door, make_door
from tests.provider import CLIENT, SECRET, provider

HERE = "http://localhost"
BACK = f"{HERE}/sign-in/oidc/callback"
MOST_STEPS = 12


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A provider that leads back to us."""
    with provider(BACK) as address:
        yield address


@pytest.fixture
def door(issuer: str, filled_file: Path, tmp_path: Path) -> Iterator[Door]:
    """An application that trusts the provider."""
    engine = make_engine(f"sqlite:///{shutil.copy(filled_file, tmp_path)}")
    yield make_door(
        engine,
        oidc_issuer=issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="tài khoản tỉnh Tây Ninh",
    )
    engine.dispose()


def begin(client: FlaskClient, query: str = "") -> str:
    """Set out from our page; gives the address at the provider."""
    response = client.get(f"/sign-in/oidc{query}")
    assert response.status_code == 302
    return response.headers["Location"]


def at_provider(address: str, name: str) -> str:
    """Sign in at the provider and agree, as a person in a browser; gives where it leads back to."""
    browser = requests.Session()
    browser.trust_env = False
    forms = iter([{"prompt": "login", "login": name, "password": "any"}, {"prompt": "consent"}])
    for _ in range(MOST_STEPS):
        answer = browser.get(address, allow_redirects=False, timeout=10)
        while not answer.is_redirect:
            place = re.search(r'<form[^>]* action="([^"]+)"', answer.text)
            assert place is not None, answer.text
            target = urljoin(answer.url, place[1])
            answer = browser.post(target, data=next(forms), allow_redirects=False, timeout=10)
        address = urljoin(answer.url, answer.headers["Location"])
        if address.startswith(BACK):
            return address
    raise AssertionError(f"the provider leads round and round: {address}")


def finish(client: FlaskClient, address: str) -> TestResponse:
    return client.get(address.removeprefix(HERE))


def test_a_person_known_to_the_province_signs_in(door: Door) -> None:
    client = door.client()
    assert "Đăng nhập bằng tài khoản tỉnh Tây Ninh" in client.get("/sign-in").text
    response = finish(client, at_provider(begin(client, "?next=/map"), "subject-viewer"))
    assert (response.status_code, response.headers["Location"]) == (303, "/map")
    assert client.get("/version").status_code == 200
    assert client.get_cookie("ioc_round_trip") is None
    (row,) = (row for row in door.access.accounts() if row.name == "viewer")
    assert row.has_single_sign_on


def test_the_same_person_comes_again(door: Door) -> None:
    for _ in range(2):
        client = door.client()
        assert finish(client, at_provider(begin(client), "subject-secretary")).status_code == 303
        assert client.get("/version").status_code == 200


def test_somebody_else_of_the_same_name_is_not_that_person(door: Door) -> None:
    first, second = door.client(), door.client()
    assert finish(first, at_provider(begin(first), "subject-viewer")).status_code == 303
    response = finish(second, at_provider(begin(second), "viewer"))
    assert response.status_code == 403
    assert second.get("/version").status_code == 401


def test_a_person_without_an_account_is_told_so(door: Door) -> None:
    client = door.client()
    response = finish(client, at_provider(begin(client), "stranger"))
    assert response.status_code == 403
    assert 'id="provider-fault"' in response.text
    assert client.get_cookie("ioc_session") is None


def test_what_is_asked_cannot_be_replayed(door: Door) -> None:
    asked = [parse_qs(urlsplit(begin(door.client())).query) for _ in range(2)]
    for query in asked:
        assert query["response_type"] == ["code"]
        assert query["code_challenge_method"] == ["S256"]
        assert query["redirect_uri"] == [BACK]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]


def test_a_code_is_taken_once_and_only_from_the_browser_that_set_out(door: Door) -> None:
    client, thief = door.client(), door.client()
    address = at_provider(begin(client), "subject-viewer")
    begin(thief)
    assert finish(thief, address).status_code == 401
    assert finish(client, address).status_code == 303
    assert finish(client, address).status_code == 401
    assert thief.get_cookie("ioc_session") is None


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?code=x&state=y", "?error=access_denied&state=y", "?state="]
)
def test_what_only_looks_like_an_answer_of_the_provider(door: Door, query: str) -> None:
    client = door.client()
    begin(client)
    response = client.get(f"/sign-in/oidc/callback{query}")
    assert response.status_code == 401
    assert "Hãy bắt đầu lại." in response.text


def test_a_code_that_the_provider_did_not_give(door: Door) -> None:
    client = door.client()
    (state,) = parse_qs(urlsplit(begin(client)).query)["state"]
    assert client.get("/sign-in/oidc/callback", query_string={"code": "x", "state": state}).status_code == 401


def test_a_provider_that_is_down_leaves_the_other_way(filled_file: Path, tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{shutil.copy(filled_file, tmp_path)}")
    door = make_door(engine, oidc_issuer="http://127.0.0.1:1", oidc_client_id=CLIENT)
    response = door.client().get("/sign-in/oidc")
    assert response.status_code == 503
    assert "không trả lời" in response.text
    assert 'name="password"' in response.text
    engine.dispose()


def test_without_a_provider_there_is_no_such_way(filled_file: Path, tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{shutil.copy(filled_file, tmp_path)}")
    client = make_door(engine).client()
    assert "/sign-in/oidc" not in client.get("/sign-in").text
    assert client.get("/sign-in/oidc").status_code == 404
    assert client.get("/sign-in/oidc/callback?code=x&state=y").status_code == 404
    engine.dispose()
