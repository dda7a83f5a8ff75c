"""Every address × everybody: who is let in, as this file says; an address that it does not name fails it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask, Response
from werkzeug.routing import Rule as Address
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.security.rules import RULES, UNKNOWN, rule_of
from dashboard.settings import Settings
from data.engine import make_engine
from tests.guard_clients import EVERYBODY, Door, Who, make_door

ALL = frozenset(EVERYBODY)
READERS: frozenset[Who] = frozenset(
    {"viewer", "secretary", "unit_editor", "admin", "device", "token", "writer"}
)
PEOPLE: frozenset[Who] = frozenset({"newcomer", "viewer", "secretary", "unit_editor", "admin"})
ADMINS: frozenset[Who] = frozenset({"admin"})
WALLS: frozenset[Who] = frozenset({"device"})
WRITERS: frozenset[Who] = frozenset({"secretary", "admin"})
SYSTEMS: frozenset[Who] = frozenset({"writer"})

# Which places people may write for, the pages of walls and intake ask themselves: see their own tests.
LET_IN: Mapping[str, frozenset[Who]] = {
    "GET /": READERS,
    "GET /<path:path>": READERS,
    "GET /_dash-component-suites/…": ALL,
    "GET /_dash-dependencies": READERS,
    "GET /_dash-layout": READERS,
    "GET /_favicon.ico": ALL,
    "GET /_reload-hash": READERS,
    "GET /admin/": ADMINS,
    "GET /admin/accounts": ADMINS,
    "GET /admin/audit": ADMINS,
    "GET /admin/audit.csv": ADMINS,
    "GET /admin/devices": ADMINS,
    "GET /admin/tokens": ADMINS,
    "GET /api/v1/": READERS,
    "GET /api/v1/<question>": READERS,
    "GET /api/v1/changes": READERS,
    "GET /api/v1/names": READERS,
    "GET /api/v1/intake/batches/<int:batch>": SYSTEMS,
    "GET /api/v1/openapi.json": READERS,
    "GET /assets/<path:filename>": ALL,
    "GET /geo/<key>.geojson": READERS,
    "GET /healthz": ALL,
    "GET /joined/<name>": ALL,
    "GET /pair": ADMINS,
    "GET /password": PEOPLE,
    "GET /readyz": ALL,
    "GET /sign-in": ALL,
    "GET /sign-in/oidc": ALL,
    "GET /sign-in/oidc/callback": ALL,
    "GET /intake/": WRITERS,
    "GET /intake/<int:batch>": PEOPLE,
    "GET /intake/<int:batch>/annotated.xlsx": PEOPLE,
    "GET /intake/template/<kind>.xlsx": PEOPLE,
    "GET /closing/": WRITERS,
    "GET /conflicts/": WRITERS,
    "GET /conflicts/<key>": PEOPLE,
    "GET /corrections/": WRITERS,
    "GET /corrections/<kind>/<int:row>": PEOPLE,
    "GET /version": READERS,
    "GET /wall": ALL,
    "GET /wall/<playlist>": ALL,
    "GET /wall/lead": PEOPLE,
    "GET /wall/now": READERS,
    "GET /wall/playlists": PEOPLE,
    "GET /wall/qr": READERS,
    "GET /wall/scene/<scene>": READERS,
    "GET /wall/worker.js": ALL,
    "GET /walls": ADMINS,
    "GET /api/v1/conflicts": READERS,
    "POST /api/v1/intake/<kind>": SYSTEMS,
    "POST /intake/": WRITERS,
    "POST /intake/<int:batch>/accept": PEOPLE,
    "POST /intake/<int:batch>/discard": PEOPLE,
    "POST /intake/<int:batch>/publish": PEOPLE,
    "POST /intake/<int:batch>/undo": PEOPLE,
    "POST /closing/": WRITERS,
    "POST /closing/<int:closing>/reopen": PEOPLE,
    "POST /conflicts/<key>": PEOPLE,
    "POST /corrections/<kind>/<int:row>": PEOPLE,
    "POST /_dash-update-component": READERS,
    "POST /wall/lead/act": PEOPLE,
    "POST /wall/lead/present": PEOPLE,
    "POST /wall/lead/release": PEOPLE,
    "POST /wall/playlists": PEOPLE,
    "POST /wall/playlists/remove": PEOPLE,
    "POST /admin/accounts": ADMINS,
    "POST /admin/accounts/<name>/active": ADMINS,
    "POST /admin/accounts/<name>/grants": ADMINS,
    "POST /admin/accounts/<name>/password": ADMINS,
    "POST /admin/accounts/<name>/sign-out": ADMINS,
    "POST /admin/devices/<int:device>/revoke": ADMINS,
    "POST /admin/grants/<int:grant>/withdraw": ADMINS,
    "POST /admin/tokens": ADMINS,
    "POST /admin/tokens/<int:token>/revoke": ADMINS,
    "POST /api/device/heartbeat": WALLS,
    "POST /api/device/pairing": ALL,
    "POST /api/device/pairing/claim": ALL,
    "POST /pair": ADMINS,
    "POST /password": PEOPLE,
    "POST /sign-in": ALL,
    "POST /sign-out": ALL,
    "POST /sign-out-everywhere": PEOPLE,
}
PLACES = {
    "path": "feedback",
    "name": "nobody.there",
    "question": "feedback_by_unit",
    "key": "none",
    "kind": "feedback_counts",
    "playlist": "tan_chau",
    "scene": "budget",
    "filename": "10_base.css",
    "batch": 999,
    "closing": 999,
    "row": 999,
    "device": 999,
    "grant": 999,
    "token": 999,
    "package_name": "dash",
    "fingerprinted_path": "x.js",
}
FORMS = {"POST /intake/": {"locality": "tan_chau"}, "POST /closing/": {"locality": "tan_chau"}}
"""What an address must be sent for the role to be asked at all."""
LIBRARIES = "/_dash-component-suites/"
IMPLICIT = frozenset({"HEAD", "OPTIONS"})
REFUSED = frozenset({401, 403})


@pytest.fixture(scope="module")
def door(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """An application over the figures of the plans, with an account of each role."""
    folder = tmp_path_factory.mktemp("door")
    engine = make_engine(f"sqlite:///{shutil.copy(filled_file, folder)}")
    yield make_door(engine, locality="tan_chau")
    engine.dispose()


def addresses(server: Flask) -> dict[str, Address]:
    """Every method and address that the application knows, by the name that the table gives it."""
    return {
        named(method, rule.rule): rule
        for rule in server.url_map.iter_rules()
        for method in (rule.methods or set()) - IMPLICIT
    }


def named(method: str, rule: str) -> str:
    return f"{method} {LIBRARIES}…" if rule.startswith(LIBRARIES) else f"{method} {rule}"


def is_refused(response: TestResponse) -> bool:
    to_sign_in = urlsplit(response.headers.get("Location", "")).path == "/sign-in"
    asked_to_leave = response.request.path in {"/sign-out", "/sign-out-everywhere"}
    return response.status_code in REFUSED or (to_sign_in and not asked_to_leave)


def test_every_address_is_in_the_table_and_has_a_rule(door: Door) -> None:
    known = addresses(door.server)
    assert set(known) == set(LET_IN)
    assert [name for name, rule in known.items() if rule_of(rule.endpoint) is UNKNOWN] == []


def test_no_rule_is_left_over(door: Door) -> None:
    assert set(RULES) - {rule.endpoint for rule in door.server.url_map.iter_rules()} == set()


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", LET_IN)
def test_everybody_is_let_in_or_refused_as_the_table_says(door: Door, name: str, who: Who) -> None:
    rule = addresses(door.server)[name]
    with door.server.test_request_context():
        path = door.server.url_map.bind("").build(rule.endpoint, {key: PLACES[key] for key in rule.arguments})
    response = door.client(who).open(path, method=name.partition(" ")[0], data=FORMS.get(name))
    assert is_refused(response) is (who not in LET_IN[name]), response.status
    assert response.status_code < 500


def test_an_address_without_a_rule_is_refused_to_everybody() -> None:
    server = create_app(Settings(demo=True)).server

    @server.get("/forgotten")
    def forgotten() -> Response:
        return Response("figures")

    response = server.test_client().get("/forgotten")
    assert response.status_code == 403
    assert "figures" not in response.text


@pytest.mark.parametrize("path", ["/", "/feedback?locality=tan_chau&period=2022", "/units/25546@1900-01-01"])
def test_a_page_leads_to_sign_in_and_back(door: Door, path: str) -> None:
    response = door.client().get(path)
    assert response.status_code == 303
    place = urlsplit(response.headers["Location"])
    assert place.path == "/sign-in"
    shown = door.client().get(response.headers["Location"]).text
    assert f'name="next" value="{path.replace("&", "&amp;")}"' in shown


@pytest.mark.parametrize("path", ["/version", "/_dash-layout", "/api/v1/feedback_by_unit", "/geo/x.geojson"])
def test_data_is_refused_in_words(door: Door, path: str) -> None:
    response = door.client().get(path)
    assert response.status_code == 401
    assert response.json == {"problem": "Hãy đăng nhập để xem số liệu."}
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("who", ["viewer", "admin"])
@pytest.mark.parametrize("path", ["/_dash-update-component", "/sign-in", "/sign-out", "/admin/accounts"])
def test_what_another_site_sends_is_refused_whoever_it_comes_from(door: Door, who: Who, path: str) -> None:
    response = door.client(who).post(path, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert "trang khác" in response.text


def test_a_wrong_token_is_not_overruled_by_a_cookie(door: Door) -> None:
    client = door.client("viewer")
    assert client.get("/version").status_code == 200
    assert client.get("/version", headers={"Authorization": "Bearer wrong"}).status_code == 401


@pytest.mark.parametrize("who", ["viewer", "device"])
def test_secrets_of_one_kind_are_none_of_another(door: Door, who: Who) -> None:
    client = door.client(who)
    cookie = client.get_cookie("ioc_session" if who == "viewer" else "ioc_device")
    assert cookie is not None
    secret = cookie.value
    stranger = door.client()
    for name in ("ioc_session", "ioc_device"):
        stranger.set_cookie(name, secret)
    assert stranger.get("/version").status_code == 200
    stranger = door.client()
    stranger.set_cookie("ioc_device" if who == "viewer" else "ioc_session", secret)
    assert stranger.get("/version").status_code == 401
    assert door.client().get("/version", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_what_viewers_see_is_kept_by_nobody_else(door: Door) -> None:
    client = door.client("viewer")
    for path in ("/", "/_dash-layout", "/api/v1/"):
        assert client.get(path).headers["Cache-Control"] == "no-store"
    assert "public" not in client.get("/version").headers["Cache-Control"]


def test_assets_do_not_vary_by_who_looks(door: Door) -> None:
    for who in ("anonymous", "viewer"):
        response = door.client(who).get("/assets/10_base.css?m=1")
        assert "Cookie" not in response.headers.get("Vary", "")
        assert response.headers["Cache-Control"].startswith("public")


# ------------------------------------------------------------------------------------------ demo mode


@pytest.fixture(scope="module")
def demo() -> Flask:
    """An application in demo mode whose database does not answer: nobody is looked up in it."""
    return create_app(Settings(demo=True, DATABASE_URL="postgresql+psycopg://ioc@127.0.0.1:1/none")).server


@pytest.mark.parametrize("host", ["evil.example", "ioc.example:8050", "10.0.0.7"])
@pytest.mark.parametrize("path", ["/", "/version", "/api/v1/", "/healthz"])
def test_demo_mode_answers_to_names_of_this_computer_only(demo: Flask, host: str, path: str) -> None:
    assert demo.test_client().get(path, headers={"Host": host}).status_code == 421
    assert demo.test_client().get(path, headers={"Host": "127.0.0.1:8050"}).status_code != 421


@pytest.mark.parametrize("path", ["/admin/accounts", "/admin/audit.csv", "/password", "/pair"])
def test_demo_mode_only_looks(demo: Flask, path: str) -> None:
    assert demo.test_client().get(path).status_code == 403


def test_demo_mode_says_so_on_every_page(demo: Flask) -> None:
    assert "CHẾ ĐỘ DÙNG THỬ:" in str(demo.test_client().get("/_dash-layout").json)


def test_a_page_that_knows_nobody_while_the_database_is_down_says_so() -> None:
    server = create_app(Settings(DATABASE_URL="postgresql+psycopg://ioc@127.0.0.1:1/none")).server
    client = server.test_client()
    client.set_cookie("ioc_session", "somebody")
    for path in ("/", "/version"):
        response = client.get(path)
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "60"
    assert client.post("/sign-in", data={"name": "an", "password": "x"}).status_code == 503


def test_bodies_are_bounded(door: Door) -> None:
    body = b"[" * (2 * 1024 * 1024)
    response = door.client("viewer").post(
        "/_dash-update-component", data=body, content_type="application/json"
    )
    assert response.status_code == 413
    assert response.json == {"problem": "Nội dung gửi lên lớn hơn mức cho phép."}
