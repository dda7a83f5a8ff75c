"""The application over HTTP, without a browser: statuses, headers, finished bytes, the read interface."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
from typing import Any

import jsonschema
import orjson
import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator
from sqlalchemy import Engine, event
from werkzeug.test import TestResponse

from callbacks.panels import FILLED
from dashboard.app import create_app
from dashboard.settings import Settings
from data.engine import writing
from data.version import publish
from layouts.ids import DATA_VERSION, slot
from layouts.pages import PAGES
from layouts.panels import PANELS

TAN_CHAU = {"locality": "tan_chau", "period": "2022"}


@pytest.fixture
def client(loaded: Engine) -> FlaskClient:
    """A client of an application over the loaded database, with an empty cache."""
    return make_client(loaded)


def make_client(engine: Engine) -> FlaskClient:
    """Build an application and a client that accepts gzip, as every browser does."""
    client = create_app(Settings(demo=True), engine).server.test_client()
    client.environ_base["HTTP_ACCEPT_ENCODING"] = "gzip, br"
    return client


def panel_output(client: FlaskClient) -> str:
    """Name of the panel callback's outputs, as Dash lists it."""
    dependencies: list[dict[str, str]] = orjson.loads(client.get("/_dash-dependencies").data)
    return next(entry["output"] for entry in dependencies if "headline" in entry["output"])


def ask_panel(client: FlaskClient, name: str, query: Any, version: Any = None) -> TestResponse:
    """Ask for a panel as the renderer does."""
    frame = {"id": slot(name, "request"), "property": "data", "value": query}
    body = {
        "output": panel_output(client),
        "outputs": [{"id": slot(name, part), "property": prop} for part, prop in FILLED],
        "inputs": [frame, {"id": DATA_VERSION, "property": "data", "value": version}],
        "state": [{"id": slot(name, "request"), "property": "id", "value": slot(name, "request")}],
        "changedPropIds": [],
    }
    return client.post("/_dash-update-component", json=body)


def content(response: TestResponse) -> str:
    """Text of a response, unpacked."""
    packed = response.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(response.data) if packed else response.data).decode()


def slots(response: TestResponse, name: str) -> dict[str, Any]:
    """Contents by part of the panel."""
    found = orjson.loads(content(response))["response"]
    return {part: found[orjson.dumps(slot(name, part)).decode()] for part, _ in FILLED}


@pytest.mark.parametrize("path", [page.path for page in PAGES if not page.view.subject])
def test_every_page_answers(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == "text/html"


@pytest.mark.parametrize(
    "address",
    [
        "/?locality=nowhere",
        "/feedback?period=2031",
        "/feedback?locality=tan_chau&unit=00000",
        "/pillars?pillar=nope",
        "/nothing",
        "/geo/nothing.geojson",
        "/api/v1/nothing",
        "/api/v1/feedback_by_unit?locality=nowhere",
    ],
)
def test_what_does_not_exist_is_404(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/", "/assets/00_tokens.css", "/version", "/api/v1/", "/nothing"])
def test_every_answer_carries_the_security_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_assets_are_compressed_and_kept(client: FlaskClient) -> None:
    named = [part for part in client.get("/").text.split('"') if part.startswith("/joined/")]
    assert sorted(address.rpartition(".")[2] for address in named) == ["css", "js"]
    for address in (*named, "/assets/10_base.css?m=1"):
        response = client.get(address)
        assert response.headers["Content-Encoding"] in {"br", "gzip"}
        assert "immutable" in response.headers["Cache-Control"]


def test_an_address_without_a_fingerprint_is_not_kept_for_ever(client: FlaskClient) -> None:
    for address in ("/_dash-component-suites/plotly/package_data/plotly.min.js", "/assets/10_base.css"):
        assert "immutable" not in client.get(address).headers.get("Cache-Control", "")


def test_the_version_is_conditional(client: FlaskClient) -> None:
    first = client.get("/version")
    assert first.json is not None
    assert set(first.json) == {"version", "build"}
    again = client.get("/version", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_health_and_readiness(client: FlaskClient) -> None:
    assert client.get("/healthz").json["status"] == "ok"  # type: ignore[index]
    assert client.get("/readyz").json["status"] == "ok"  # type: ignore[index]


@pytest.mark.parametrize("name", sorted(PANELS))
def test_every_panel_fills_all_its_slots_for_every_locality(client: FlaskClient, name: str) -> None:
    for locality in ("tan_chau", "nhon_trach", "quang_xuong", "tam_phuoc", "bu_dang"):
        response = ask_panel(client, name, {"locality": locality})
        assert response.status_code == 200
        assert response.headers["Content-Encoding"] == "gzip"
        filled = slots(response, name)
        assert filled["headline"]["children"]
        assert filled["footer"]["children"]
        assert "mã lỗi" not in content(response)


def test_a_panel_asked_again_costs_no_sql(loaded: Engine, client: FlaskClient) -> None:
    first = ask_panel(client, "feedback_by_unit", TAN_CHAU)
    statements: list[str] = []

    @event.listens_for(loaded, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    assert ask_panel(client, "feedback_by_unit", TAN_CHAU).data == first.data
    assert statements == []
    event.remove(loaded, "before_cursor_execute", note)


@pytest.mark.parametrize("version", ["999", "-1", 999, {"evil": 1}, None])
def test_a_forged_version_changes_no_answer_and_no_key(client: FlaskClient, version: Any) -> None:
    honest = ask_panel(client, "feedback_by_unit", TAN_CHAU)
    forged = ask_panel(client, "feedback_by_unit", TAN_CHAU, version)
    assert forged.data == honest.data
    assert forged.headers["X-Data-Version"] == honest.headers["X-Data-Version"]


@pytest.mark.parametrize(
    "query", [None, 7, "x", [], {"locality": 5}, {"locality": "nowhere"}, {"period": "x" * 5000}]
)
def test_a_forged_request_is_refused_in_words(client: FlaskClient, query: Any) -> None:
    response = ask_panel(client, "feedback_by_unit", query)
    assert response.status_code in {200, 400}
    assert "Traceback" not in content(response)


def test_a_publication_reaches_the_panels(writable: Engine) -> None:
    client = make_client(writable)
    first = ask_panel(client, "feedback_by_unit", TAN_CHAU)
    with writing(writable) as connection:
        publish(connection, "rollups", "c" * 64, dt.datetime.now(dt.UTC))
    later = make_client(writable)
    assert int(ask_panel(later, "feedback_by_unit", TAN_CHAU).headers["X-Data-Version"]) == (
        int(first.headers["X-Data-Version"]) + 1
    )


def test_a_worker_that_is_behind_reads_again_when_a_page_knows_more(writable: Engine) -> None:
    """The heartbeat may be answered by one worker, and the panels that it wakes by another."""
    client = make_client(writable)
    before = int(ask_panel(client, "feedback_by_unit", TAN_CHAU).headers["X-Data-Version"])
    with writing(writable) as connection:
        publish(connection, "rollups", "d" * 64, dt.datetime.now(dt.UTC))
    told = ask_panel(client, "feedback_by_unit", TAN_CHAU, before + 1)
    assert int(told.headers["X-Data-Version"]) == before + 1


def test_a_client_without_gzip_gets_plain_bytes(client: FlaskClient) -> None:
    packed = content(ask_panel(client, "feedback_by_unit", TAN_CHAU))
    client.environ_base["HTTP_ACCEPT_ENCODING"] = "identity"
    plain = ask_panel(client, "feedback_by_unit", TAN_CHAU)
    assert "Content-Encoding" not in plain.headers
    assert plain.text == packed


# ------------------------------------------------------------------------------------ read interface


def test_the_interface_lists_every_question_and_each_answers(client: FlaskClient) -> None:
    listed = client.get("/api/v1/").json["questions"]  # type: ignore[index]
    assert {entry["question"] for entry in listed} >= set(PANELS)
    for entry in listed:
        for form in ("json", "csv"):
            response = client.get(entry["href"], query_string={**TAN_CHAU, "format": form})
            assert response.status_code == 200


def test_an_answer_as_json_says_where_it_is_from(client: FlaskClient) -> None:
    answer = orjson.loads(content(client.get("/api/v1/feedback_by_unit", query_string=TAN_CHAU)))
    assert answer["period"]["code"] == "2022"
    assert answer["period"]["is_complete"] is True
    assert answer["data_version"] > 0
    assert answer["facts"]["on_time"] == {"n": 29, "N": 37, "share": 29 / 37}
    assert sum(row["closed_late"] or 0 for row in answer["rows"] if not row["is_total"]) == 8
    assert {source["section"] for source in answer["sources"]} == {"Phụ lục 02"}


def test_an_answer_as_csv_opens_in_excel(client: FlaskClient) -> None:
    response = client.get("/api/v1/feedback_by_unit", query_string={**TAN_CHAU, "format": "csv"})
    text = content(response)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert "Đơn vị" in rows[0]
    assert any("Xã Tân Phú" in row for row in rows)
    assert any(row[:1] == ["Nguồn"] for row in rows)


def test_an_answer_is_conditional(client: FlaskClient) -> None:
    first = client.get("/api/v1/feedback_by_unit", query_string=TAN_CHAU)
    again = client.get(
        "/api/v1/feedback_by_unit", query_string=TAN_CHAU, headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_an_unknown_place_is_answered_with_known_ones(client: FlaskClient) -> None:
    problem = client.get("/api/v1/feedback_by_unit?locality=nowhere").json
    assert problem is not None
    assert "nowhere" in problem["problem"]
    assert {entry["locality"] for entry in problem["known"]} >= {"tan_chau", "bu_dang"}


def test_names_for_the_search_box(client: FlaskClient) -> None:
    rows = client.get("/api/v1/names", query_string=TAN_CHAU).json["rows"]  # type: ignore[index]
    kinds = {(row["name"], row["kind"]): row["href"].split("?")[0] for row in rows}
    assert kinds["Xã Tân Phú", "Xã, phường, thị trấn"] == "/units/25546@1900-01-01"
    assert kinds["Phòng Nội vụ", "Cơ quan, đơn vị"] == "/units/U-TC-018@1900-01-01"
    assert kinds["Xã hội số", "Trụ cột"].startswith("/pillars/")
    assert kinds["Huyện Bù Đăng", "Địa bàn"] == "/"
    assert sum(kind == "Chỉ số" for _, kind in kinds) > 50
    assert not any("<" in row["href"] for row in rows)
    for row in rows:
        assert client.get(row["href"]).status_code == 200, row["href"]


def test_names_are_those_of_the_day_shown(client: FlaskClient) -> None:
    asked = {"locality": "nhon_trach", "period": "2021-2025"}
    rows = client.get("/api/v1/names", query_string=asked).json["rows"]  # type: ignore[index]
    communes = sorted(row["name"] for row in rows if row["kind"] == "Xã, phường, thị trấn")
    assert communes == ["Xã Nhơn Trạch", "Xã Phước An", "Xã Đại Phước"]


# ------------------------------------------------------------------------------------- dead database


def test_a_worker_that_starts_without_its_database_says_so() -> None:
    settings = Settings(demo=True, DATABASE_URL="postgresql+psycopg://ioc@127.0.0.1:1/none")
    client = create_app(settings).server.test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert client.get("/version").status_code == 503
    assert client.get("/").status_code == 503
    assert client.get("/api/v1/feedback_by_unit").status_code == 503


# -------------------------------------------------------------------- paging, changes and description


def read(client: FlaskClient, address: str, **query: Any) -> dict[str, Any]:
    """Read a JSON answer of the interface."""
    found: dict[str, Any] = orjson.loads(content(client.get(address, query_string=query)))
    return found


def test_pages_of_rows_make_up_the_whole(client: FlaskClient) -> None:
    whole = read(client, "/api/v1/feedback_by_unit", **TAN_CHAU)["rows"]
    collected: list[Any] = []
    offset: int | None = 0
    while offset is not None:
        part = read(client, "/api/v1/feedback_by_unit", **TAN_CHAU, limit=5, offset=offset)
        assert part["total"] == len(whole)
        assert len(part["rows"]) <= 5
        collected += part["rows"]
        offset = part["next_offset"]
    assert collected == whole


@pytest.mark.parametrize("query", [{"limit": "-1"}, {"offset": "x"}, {"since": "1.5"}, {"limit": "9" * 40}])
def test_numbers_that_cannot_be_read_are_refused_in_words(client: FlaskClient, query: dict[str, str]) -> None:
    response = client.get("/api/v1/feedback_by_unit", query_string=query)
    assert response.status_code == 400
    assert next(iter(query)) in response.json["problem"]  # type: ignore[index]


def test_a_system_that_synchronises_asks_only_for_what_moved(writable: Engine) -> None:
    client = make_client(writable)
    at = read(client, "/api/v1/changes")["data_version"]
    quiet = read(client, "/api/v1/changes", since=at)
    assert (quiet["datasets"], quiet["questions"]) == ([], [])
    assert read(client, "/api/v1/feedback_by_unit", **TAN_CHAU, since=at)["changed"] is False

    with writing(writable) as connection:
        publish(connection, "budget", "d" * 64, dt.datetime.now(dt.UTC))
    client = make_client(writable)
    moved = read(client, "/api/v1/changes", since=at)
    assert moved["datasets"] == [{"dataset": "budget", "data_version": at + 1}]
    assert "budget_lines" in moved["questions"]
    assert "feedback_by_unit" not in moved["questions"]
    assert "rows" in read(client, "/api/v1/budget_lines", **TAN_CHAU, since=at)
    assert read(client, "/api/v1/feedback_by_unit", **TAN_CHAU, since=at)["changed"] is False


def test_the_description_is_valid_and_names_every_question(client: FlaskClient) -> None:
    description = read(client, "/api/v1/openapi.json")
    OpenAPIV31SpecValidator(description).validate()
    listed = read(client, "/api/v1/")["questions"]
    assert {f"/{entry['question']}" for entry in listed} <= set(description["paths"])


def test_answers_are_as_described(client: FlaskClient) -> None:
    description = read(client, "/api/v1/openapi.json")
    for entry in read(client, "/api/v1/")["questions"]:
        described = description["paths"][f"/{entry['question']}"]["get"]["responses"]["200"]
        schema = {
            **described["content"]["application/json"]["schema"],
            "components": description["components"],
        }
        jsonschema.validate(read(client, entry["href"], **TAN_CHAU), schema)
