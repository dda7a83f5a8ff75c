"""The write interface: what systems may bring in, what they are told, what sending twice does not repeat."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator
from sqlalchemy import Engine, func, select
from typer.testing import CliRunner
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.cli import application
from dashboard.settings import Settings
from data.access import Access
from data.intake.closing import Closings
from data.intake.kinds import KINDS
from data.schema import AuditEntry, FeedbackCount, IntakeBatch, IntakeRequest
from tests.guard_clients import now
from tests.intake_forms import OWN, SECRETARY, everything

PATH = "/api/v1/intake/feedback_counts"
COUNTS = {
    "open_in_time": 0,
    "open_overdue": 0,
    "closed_on_time": 15,
    "closed_late": 2,
    "satisfied": 0,
    "accepted": 1,
    "dissatisfied": 1,
}
ROW = {"period": "Năm 2023", "unit": "Xã Suối Dây", "received": 17, **COUNTS}


@pytest.fixture
def client(writable: Engine, tmp_path: Path) -> FlaskClient:
    """A system with a token that may write for Tân Châu, before an application without demo mode."""
    made = create_app(Settings(instance=tmp_path, locality="tan_chau"), writable).server.test_client()
    show(made, writable, may_write=True)
    return made


def show(client: FlaskClient, engine: Engine, *, may_write: bool, unit: str = "tan_chau") -> None:
    """Let a client show a token of its own."""
    name = f"một cửa {now():%f}"
    raw = Access(engine).issue_token(name, unit, days=1, by="tests", now=now(), may_write=may_write)
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {raw}"


def send(
    client: FlaskClient, rows: object = (ROW,), *, key: str = "", path: str = PATH, **query: str
) -> TestResponse:
    """Send rows as JSON, for Tân Châu unless the query says otherwise; published unless it says otherwise."""
    headers = {"Idempotency-Key": key} if key else {}
    asked = {"locality": "tan_chau", "publish": "true", **query}
    return client.post(path, query_string=asked, json=rows, headers=headers)


def received(engine: Engine) -> list[int]:
    """Counts received of the row that is sent here; the plans have none like it."""
    with engine.connect() as connection:
        mine = FeedbackCount.closed_on_time == COUNTS["closed_on_time"]
        return list(connection.scalars(select(FeedbackCount.received).where(mine)))


def figures(engine: Engine) -> Mapping[str, Any]:
    """Every row but those that say what was done, the last use of a token among them."""
    return everything(engine, without=(*OWN, "read_token"))


def batches(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(IntakeBatch)) or 0)


def holds(client: FlaskClient, response: TestResponse, path: str = "/intake/feedback_counts") -> Any:
    """Hold an answer against the description; give it."""
    description = client.get("/api/v1/openapi.json").get_json()
    method = "get" if "batches" in path else "post"
    told = description["paths"][path][method]["responses"][str(response.status_code)]
    schema = {**told["content"]["application/json"]["schema"], "components": description["components"]}
    jsonschema.validate(response.get_json(), schema)
    return response.get_json()


# ------------------------------------------------------------------------------------------ publication


def test_rows_are_checked_published_and_reported(client: FlaskClient, writable: Engine) -> None:
    response = send(client)
    report = holds(client, response)
    assert response.status_code == 201
    assert (report["state"], report["rows"], report["errors"]) == ("published", 1, [])
    assert report["changes"] == {"new": 1, "changed": 0, "same": 0, "removed": 0}
    assert "/feedback" in report["pages"]
    assert received(writable) == [ROW["received"]]
    again = client.get(response.headers["Location"])
    assert holds(client, again, "/intake/batches/{batch}") == report


def test_what_the_figures_say_already_is_200(client: FlaskClient) -> None:
    version = send(client).get_json()["data_version"]
    again = send(client)
    assert again.status_code == 200
    assert holds(client, again)["changes"] == {"new": 0, "changed": 0, "same": 1, "removed": 0}
    assert again.get_json()["data_version"] == version


def test_unpublished_rows_wait_for_a_person(client: FlaskClient, writable: Engine) -> None:
    before = figures(writable)
    response = send(client, publish="false")
    assert (response.status_code, response.get_json()["state"]) == (201, "checked")
    assert figures(writable) == before


def test_a_closed_period_is_told_before_and_refused_after(client: FlaskClient, writable: Engine) -> None:
    assert send(client).status_code == 201
    Closings(writable).close("tan_chau", "2023", "họp", by=SECRETARY, now=now())
    before = figures(writable)
    waiting = send(client, [{**ROW, "received": 18, "open_in_time": 1}], publish="false")
    (closed,) = holds(client, waiting)["closed_periods"]
    assert (waiting.status_code, closed["rule"], closed["period"]) == (201, "closed_period", "2023")
    assert closed["remedy"].startswith("mở lại kỳ")
    refused = send(client, [{**ROW, "received": 18, "open_in_time": 1}])
    report = holds(client, refused)
    assert (refused.status_code, report["state"]) == (409, "checked")
    assert report["problem"].startswith("Số liệu năm 2023 đã chốt ngày")
    assert figures(writable) == before


def test_csv_is_read_as_files_are(client: FlaskClient, writable: Engine) -> None:
    headings = [column.heading for column in KINDS["feedback_counts"].columns if column.name in ROW]
    values = [str(ROW[column.name]) for column in KINDS["feedback_counts"].columns if column.name in ROW]
    text = ";".join(headings) + "\n" + ";".join(values) + "\n"
    response = client.post(
        f"{PATH}?locality=tan_chau&publish=1", data=text.encode("utf-8-sig"), content_type="text/csv"
    )
    assert (response.status_code, holds(client, response)["state"]) == (201, "published")
    assert received(writable) == [ROW["received"]]


def test_every_problem_is_told_with_its_place_in_what_was_sent(client: FlaskClient, writable: Engine) -> None:
    before = figures(writable)
    rows = [ROW, {**ROW, "unit": "Tân Hội", "received": "bảy"}, {**ROW, "unit": "Xã Không Có"}]
    response = send(client, {"rows": rows})
    report = holds(client, response)
    assert (response.status_code, report["state"]) == (422, "checked")
    pointers = {(one["pointer"], one["field"], one["value"]) for one in report["errors"]}
    assert pointers == {("/1/received", "received", "bảy"), ("/2/unit", "unit", "Xã Không Có")}
    assert all(one["reason"] and one["remedy"] for one in report["errors"])
    assert figures(writable) == before


def test_warnings_wait_for_a_reason(client: FlaskClient) -> None:
    row = {**ROW, "received": 18}
    refused = send(client, [row])
    assert (refused.status_code, refused.get_json()["warnings"][0]["rule"]) == (422, "sum")
    accepted = send(client, [row], accept="đơn vị báo cáo như vậy")
    assert (accepted.status_code, accepted.get_json()["state"]) == (201, "published")
    assert accepted.get_json()["accepted_reason"] == "đơn vị báo cáo như vậy"


def test_what_may_be_personal_is_dropped_and_told(
    client: FlaskClient, writable: Engine, tmp_path: Path
) -> None:
    row = {**ROW, "Số điện thoại": "0912345678", "note": "gọi 0912345678"}
    report = send(client, [row]).get_json()
    assert report["dropped_columns"] == ["Số điện thoại"]
    assert "0912345678" not in repr(everything(writable, without=()))
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and b"0912345678" in file.read_bytes()]


# ---------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "body, problem",
    [
        (b"[{", "JSON"),
        (b'{"row": []}', "rows"),
        (b"[]", "không có dòng số liệu"),
        (b"[1]", "đối tượng JSON"),
        (b'[{"period": {"a": 1}}]', "mảng hoặc đối tượng"),
        (b"[" * 2000 + b"]" * 2000, "JSON"),
        (b'[{"period": "\\ud800"}]', "JSON"),
    ],
)
def test_what_is_no_array_of_rows_makes_no_batch(
    client: FlaskClient, writable: Engine, body: bytes, problem: str
) -> None:
    response = client.post(f"{PATH}?locality=tan_chau", data=body, content_type="application/json")
    assert response.status_code == 422
    assert problem in holds(client, response)["problem"]
    assert batches(writable) == 0


@pytest.mark.parametrize(
    "query, status",
    [
        ("", 400),
        ("locality=tan_chau&publsih=true", 400),
        ("locality=tan_chau&publish=maybe", 400),
        ("locality=tan_chau&mode=append", 400),
        (f"locality=tan_chau&file={'x' * 300}", 400),
        ("locality=bu_dang", 403),
        ("locality=atlantis", 403),
    ],
)
def test_parameters_are_read_strictly(client: FlaskClient, query: str, status: int) -> None:
    response = client.post(f"{PATH}?{query}", json=[ROW])
    assert response.status_code == status
    assert holds(client, response)["problem"]


def test_kinds_types_and_sizes_that_are_not_taken(client: FlaskClient, writable: Engine) -> None:
    assert send(client, path="/api/v1/intake/atlantis").status_code == 404
    plain = client.post(f"{PATH}?locality=tan_chau", data=b"a", content_type="text/plain")
    assert plain.status_code == 415
    packed = client.post(f"{PATH}?locality=tan_chau", json=[ROW], headers={"Content-Encoding": "gzip"})
    assert packed.status_code == 415
    big = client.post(
        f"{PATH}?locality=tan_chau", data=b" " * (21 * 2**20 + 1), content_type="application/json"
    )
    assert big.status_code == 413
    for response in (plain, packed, big):
        assert holds(client, response)["problem"]
    assert batches(writable) == 0


def test_a_token_that_only_reads_does_not_write(client: FlaskClient, writable: Engine) -> None:
    show(client, writable, may_write=False)
    assert client.get("/api/v1/feedback_by_unit?locality=tan_chau").status_code == 200
    assert send(client).status_code == 403
    assert client.get("/api/v1/intake/batches/1").status_code == 403
    assert batches(writable) == 0


def test_a_commune_of_the_locality_is_not_the_locality(client: FlaskClient, writable: Engine) -> None:
    show(client, writable, may_write=True, unit="25546@1900-01-01")
    assert send(client).status_code == 403


def test_batches_of_others_do_not_exist(client: FlaskClient, writable: Engine) -> None:
    place = send(client, publish="false").headers["Location"]
    show(client, writable, may_write=True, unit="bu_dang")
    assert client.get(place).status_code == 404
    assert client.get("/api/v1/intake/batches/999").get_json()["problem"] == "Không có đợt nạp số 999."


# ------------------------------------------------------------------------------------------ sent again


def test_the_same_key_and_rows_are_done_once_and_answered_alike(
    client: FlaskClient, writable: Engine
) -> None:
    first = send(client, key="2023-quy-1")
    after = everything(writable, without=("read_token",))
    again = send(client, key="2023-quy-1")
    assert (again.status_code, again.data) == (first.status_code, first.data)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    assert everything(writable, without=("read_token",)) == after


@pytest.mark.parametrize("change", [{"rows": [{**ROW, "received": 18}]}, {"publish": "false"}])
def test_the_same_key_with_another_request_is_refused(
    client: FlaskClient, writable: Engine, change: Mapping[str, Any]
) -> None:
    send(client, key="k1")
    other = send(client, key="k1", **change)
    assert other.status_code == 409
    assert "khóa mới" in holds(client, other)["problem"]
    assert batches(writable) == 1


def test_keys_of_two_systems_never_meet(client: FlaskClient, writable: Engine) -> None:
    send(client, key="k1")
    show(client, writable, may_write=True)
    assert send(client, [{**ROW, "note": "khác"}], key="k1").status_code == 201


def test_a_request_that_was_cut_off_is_finished_by_the_next(client: FlaskClient, writable: Engine) -> None:
    """The process died after the rows were kept: neither published nor answered."""
    send(client, key="k1", publish="false")
    with writable.begin() as connection:
        digest = connection.scalar(select(IntakeRequest.digest))
        connection.execute(
            IntakeRequest.__table__.update().values(status=None, answer=None, digest=digest)  # type: ignore[attr-defined]
        )
    again = send(client, key="k1", publish="false")
    assert (again.status_code, again.get_json()["state"]) == (201, "checked")
    assert batches(writable) == 1


def test_keys_are_forgotten_after_thirty_days(client: FlaskClient, writable: Engine) -> None:
    for key in ("k1", "k2"):
        send(client, key=key)
    requests = IntakeRequest.__table__
    with writable.begin() as connection:
        for key, days in (("k1", 30), ("k2", 29)):
            aged = requests.update().where(requests.c.key == key)  # type: ignore[attr-defined]
            connection.execute(aged.values(asked_at=now() - dt.timedelta(days=days)))
    assert send(client, key="k2").headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in send(client, key="k1").headers
    assert batches(writable) == 3
    send(client, [{**ROW, "received": 18}], key="k3")
    with writable.connect() as connection:
        kept = connection.execute(select(IntakeRequest.key, IntakeRequest.asked_at))
        assert {key for key, at in kept if at > now() - dt.timedelta(days=29, hours=1)} == {"k1", "k2", "k3"}


@pytest.mark.parametrize("key", ["", " ", "x" * 201, "một"])
def test_a_key_that_cannot_be_kept_is_refused(client: FlaskClient, writable: Engine, key: str) -> None:
    headers = {"Idempotency-Key": key}
    response = client.post(f"{PATH}?locality=tan_chau", json=[ROW], headers=headers)
    assert response.status_code == 400
    assert batches(writable) == 0


def test_what_is_done_stands_in_the_log(client: FlaskClient, writable: Engine) -> None:
    send(client)
    with writable.connect() as connection:
        rows = connection.execute(
            select(AuditEntry.kind, AuditEntry.action).where(AuditEntry.kind == "token")
        )
        assert [tuple(row) for row in rows] == [("token", "intake.upload"), ("token", "intake.publish")]


# ----------------------------------------------------------------------------------------- description


def test_the_description_is_valid_and_has_every_kind(client: FlaskClient) -> None:
    description = client.get("/api/v1/openapi.json").get_json()
    OpenAPIV31SpecValidator(description).validate()
    for name, kind in KINDS.items():
        assert f"/intake/{name}" in description["paths"]
        row = description["components"]["schemas"][f"Row_{name}"]
        assert list(row["properties"]) == [column.name for column in kind.all_columns]


def test_the_rows_sent_here_are_as_described(client: FlaskClient) -> None:
    description = client.get("/api/v1/openapi.json").get_json()
    schema = description["paths"]["/intake/feedback_counts"]["post"]["requestBody"]["content"]
    asked = {**schema["application/json"]["schema"], "components": description["components"]}
    bodies: Sequence[object] = ([ROW], {"rows": [ROW]}, [{**ROW, "received": "17"}])
    for body in bodies:
        jsonschema.validate(body, asked)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{"period": "Năm 2023"}], asked)


def test_the_command_line_tells_the_same(
    client: FlaskClient, writable: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", writable.url.render_as_string(hide_password=False))
    monkeypatch.setenv("IOC_INSTANCE", str(tmp_path))
    description = client.get("/api/v1/openapi.json").get_json()
    file = tmp_path / "bang.csv"
    headings = ",".join(KINDS["feedback_counts"].column(name).heading for name in ROW)
    cases = [
        (f"{headings}\n{','.join(map(str, ROW.values()))}\n", 0, "IntakeReport"),
        (f"{headings}\n{','.join(map(str, {**ROW, 'received': 18}.values()))}\n", 3, "IntakeReport"),
        (f"{headings}\n{','.join(map(str, {**ROW, 'received': 'bảy'}.values()))}\n", 1, "IntakeReport"),
        ("một\nhai\n", 1, "IntakeRefusal"),
    ]
    for text, status, name in cases:
        file.write_text(text, encoding="utf-8")
        asked = ["import", "feedback_counts", str(file), "--locality", "tan_chau", "--publish", "--json"]
        ran = CliRunner().invoke(application, asked)
        assert ran.exit_code == status, ran.output
        schema = {"$ref": f"#/components/schemas/{name}", "components": description["components"]}
        jsonschema.validate(json.loads(ran.stdout), schema)
