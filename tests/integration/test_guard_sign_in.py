"""Sign-in, sign-out, the own password, over HTTP with real accounts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import orjson
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.settings import Settings
from data.engine import make_engine
from tests.guard_clients import PASSWORD, Door, make_door, now

NEW_PASSWORD = "mười hai bến nước trong nhờ đục chịu"  # noqa: S105 - of an account that the test makes


@pytest.fixture
def door(filled_file: Path, tmp_path: Path) -> Iterator[Door]:
    """An application whose accounts, attempts and sessions are this test's own."""
    engine = make_engine(f"sqlite:///{shutil.copy(filled_file, tmp_path)}")
    door = make_door(engine)
    door.access.add_account("an.nguyen", "Nguyễn Văn An", PASSWORD, [("viewer", "")], by="tests", now=now())
    yield door
    engine.dispose()


def enter(
    client: FlaskClient, password: str = PASSWORD, name: str = "an.nguyen", **more: str
) -> TestResponse:
    return client.post("/sign-in", data={"name": name, "password": password, **more})


def cookies(response: TestResponse) -> SimpleCookie:
    jar = SimpleCookie()
    for line in response.headers.getlist("Set-Cookie"):
        jar.load(line)
    return jar


def is_in(client: FlaskClient) -> bool:
    return client.get("/version").status_code == 200


def test_sign_in_leads_to_the_page_wanted(door: Door) -> None:
    client = door.client()
    response = enter(client, next="/feedback?locality=tan_chau")
    assert (response.status_code, response.headers["Location"]) == (303, "/feedback?locality=tan_chau")
    assert is_in(client)
    assert client.get("/sign-in?next=/map").headers["Location"] == "/map"


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_sign_in_leads_nowhere_else(door: Door, wanted: str) -> None:
    assert enter(door.client(), next=wanted).headers["Location"] == "/"


def test_the_cookie_is_out_of_reach(door: Door) -> None:
    cookie = cookies(enter(door.client()))["ioc_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert int(cookie["max-age"]) == 30 * 24 * 3600
    assert len(cookie.value) >= 40


def test_over_tls_the_cookie_is_for_this_host_and_tls_only(door: Door) -> None:
    form = {"name": "an.nguyen", "password": PASSWORD}
    jar = cookies(door.client().post("/sign-in", data=form, base_url="https://ioc.example"))
    assert list(jar) == ["__Host-ioc_session"]
    assert jar["__Host-ioc_session"]["secure"]
    assert jar["__Host-ioc_session"]["domain"] == ""


@pytest.mark.parametrize(("name", "password"), [("an.nguyen", "sai"), ("nobody.there", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(door: Door, name: str, password: str) -> None:
    response = enter(door.client(), password, name)
    assert response.status_code == 401
    assert 'id="password-fault"' in response.text
    assert 'aria-describedby="password-fault"' in response.text
    assert f'value="{name}"' in response.text
    assert password not in response.text
    assert not cookies(response)
    other = enter(door.client(), "cũng sai", "another.one")
    faults = [text.split('id="password-fault">')[1].split("</p>")[0] for text in (response.text, other.text)]
    assert faults[0] == faults[1]


def test_empty_fields_are_named_beside_them(door: Door) -> None:
    response = door.client().post("/sign-in", data={"name": " ", "password": ""})
    assert response.status_code == 422
    for field in ("name", "password"):
        assert f'id="{field}-fault"' in response.text
    assert response.text.count("Chưa nhập.") == 2


def test_guessing_is_locked_out_in_words(door: Door) -> None:
    client = door.client()
    statuses = [enter(client, "sai rồi").status_code for _ in range(7)]
    assert statuses[:5] == [401] * 5
    assert statuses[-1] == 429
    right = enter(client)
    assert right.status_code == 429
    assert "Nguyễn Văn An" not in right.text


def test_one_address_tries_only_so_often(door: Door) -> None:
    client = door.client(REMOTE_ADDR="10.0.0.9")
    statuses = [client.post("/sign-in", data={}).status_code for _ in range(21)]
    assert statuses == [422] * 20 + [429]
    refused = client.post("/sign-in", data={})
    assert refused.headers["Retry-After"] == "60"
    assert "Quá nhiều" in refused.text
    assert door.client(REMOTE_ADDR="10.0.0.10").post("/sign-in", data={}).status_code == 422


def test_each_sign_in_has_a_session_of_its_own_and_ends_the_one_before(door: Door) -> None:
    client, old = door.client(), door.client()
    first = cookies(enter(client))["ioc_session"].value
    second = cookies(enter(client))["ioc_session"].value
    assert first != second
    old.set_cookie("ioc_session", first)
    assert is_in(client)
    assert not is_in(old)


def test_a_session_brought_along_is_not_adopted(door: Door) -> None:
    client = door.client()
    client.set_cookie("ioc_session", "chosen-by-an-attacker")
    assert cookies(enter(client))["ioc_session"].value != "chosen-by-an-attacker"


def test_sign_out_ends_the_session_itself(door: Door) -> None:
    client, copy = door.client(), door.client()
    copy.set_cookie("ioc_session", cookies(enter(client))["ioc_session"].value)
    response = client.post("/sign-out")
    assert response.headers["Location"] == "/sign-in"
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert not is_in(client)
    assert not is_in(copy)


def test_sign_out_is_no_link(door: Door) -> None:
    client = door.client("viewer")
    assert client.get("/sign-out").status_code in {404, 405}
    assert is_in(client)


def test_sign_out_everywhere(door: Door) -> None:
    here, there, other = door.client(), door.client(), door.client("admin")
    for client in (here, there):
        enter(client)
    here.post("/sign-out-everywhere")
    assert [is_in(client) for client in (here, there, other)] == [False, False, True]


def test_changing_the_password_ends_every_other_session(door: Door) -> None:
    here, there = door.client(), door.client()
    for client in (here, there):
        enter(client)
    form = {"current": PASSWORD, "fresh": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert here.post("/password", data=form).status_code == 303
    assert is_in(here)
    assert not is_in(there)
    assert enter(door.client()).status_code == 401
    assert enter(door.client(), NEW_PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"current": "sai", "fresh": NEW_PASSWORD, "again": NEW_PASSWORD}, "current"),
        ({"current": PASSWORD, "fresh": "ngắn", "again": "ngắn"}, "fresh"),
        ({"current": PASSWORD, "fresh": "password123456", "again": "password123456"}, "fresh"),
        ({"current": PASSWORD, "fresh": NEW_PASSWORD, "again": "khác hẳn thế này"}, "again"),
        ({"current": PASSWORD}, "fresh"),
    ],
)
def test_a_password_is_not_changed_without_reason(door: Door, form: dict[str, str], field: str) -> None:
    client = door.client()
    enter(client)
    response = client.post("/password", data=form)
    assert response.status_code == 422
    assert f'id="{field}-fault"' in response.text
    assert is_in(client)
    assert enter(door.client()).status_code == 303


def layout(client: FlaskClient) -> str:
    """What stands around the pages, as text that a person would recognise."""
    return orjson.dumps(client.get("/_dash-layout").json).decode()


def test_who_has_signed_in_stands_above_the_pages(door: Door) -> None:
    client = door.client()
    enter(client)
    assert '"Nguyễn Văn An"' in layout(client)
    assert '"/sign-out"' in layout(client)
    assert '"/admin/"' not in layout(client)
    assert '"/admin/"' in layout(door.client("admin"))
    assert "who-looks" not in layout(door.client("device"))


def test_names_are_written_as_text(door: Door) -> None:
    door.access.add_account(
        "x.ss", "<script>alert(1)</script>", PASSWORD, [("viewer", "")], by="tests", now=now()
    )
    client = door.client()
    enter(client, name="x.ss")
    assert "<script>" not in client.get("/password").text
    assert "<script>" not in enter(door.client(), "sai", '"><script>x</script>').text


def test_sign_ins_and_failures_are_in_the_log(door: Door) -> None:
    enter(door.client(REMOTE_ADDR="10.0.0.7"), "sai rồi")
    enter(door.client(REMOTE_ADDR="10.0.0.7"))
    noted = [(entry.action, entry.where) for entry in door.access.entries(limit=2, offset=0)]
    assert {where for _, where in noted} == {"10.0.0.7"}
    assert len({action for action, _ in noted}) == 2


def test_a_proxy_is_believed_only_where_it_is_named(filled_file: Path, tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{shutil.copy(filled_file, tmp_path)}")
    told = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "ioc.example"}
    plain = make_door(engine)
    plain.access.add_account("an.nguyen", "An", PASSWORD, [], by="tests", now=now())
    plain.client().post("/sign-in", data={"name": "an.nguyen", "password": "sai"}, headers=told)
    assert plain.access.entries(limit=1, offset=0)[0].where == "127.0.0.1"
    behind = create_app(Settings(trusted_proxies=1), engine).server.test_client()
    response = behind.post("/sign-in", data={"name": "an.nguyen", "password": PASSWORD}, headers=told)
    assert plain.access.entries(limit=1, offset=0)[0].where == "203.0.113.9"
    assert list(cookies(response)) == ["__Host-ioc_session"]
    engine.dispose()
