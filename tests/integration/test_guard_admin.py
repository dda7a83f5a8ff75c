"""Administration over HTTP: accounts, grants, walls, read tokens, the audit log."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from data.engine import make_engine
from tests.guard_clients import Door, make_door, now

TAN_PHU = "25546@1900-01-01"


@pytest.fixture(scope="module")
def door(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """An application over the figures of the plans, with an account of each role."""
    engine = make_engine(f"sqlite:///{shutil.copy(filled_file, tmp_path_factory.mktemp('door'))}")
    yield make_door(engine)
    engine.dispose()


@pytest.fixture
def admin(door: Door) -> FlaskClient:
    return door.client("admin")


def grants(door: Door, name: str) -> dict[tuple[str, str], int]:
    row = next(row for row in door.access.accounts() if row.name == name)
    return {(grant.role, grant.unit): grant.id for grant in row.grants}


def once(text: str) -> str:
    """The secret that a page shows once."""
    found = re.search(r'class="once".*?<p><code>([^<]+)</code>', text, re.DOTALL)
    assert found is not None
    return found[1]


# ------------------------------------------------------------------------------------------- accounts


def test_a_new_account_gets_a_password_that_is_shown_once_and_works(door: Door, admin: FlaskClient) -> None:
    form = {"name": "Lan.Tran", "title": "Trần Thị Lan", "role": "viewer", "unit": TAN_PHU}
    response = admin.post("/admin/accounts", data=form)
    assert response.headers["Cache-Control"] == "no-store"
    password = once(response.text)
    assert password not in admin.get("/admin/accounts").text
    assert list(grants(door, "lan.tran")) == [("viewer", TAN_PHU)]
    assert door.client().post("/sign-in", data={"name": "lan.tran", "password": password}).status_code == 303


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": "", "title": "A", "role": "viewer", "unit": "*"}, "name"),
        ({"name": "a.b", "title": "", "role": "viewer", "unit": "*"}, "title"),
        ({"name": "a.b", "title": "A", "role": "emperor", "unit": "*"}, "role"),
        ({"name": "a.b", "title": "A", "role": "viewer", "unit": ""}, "unit"),
        ({"name": "viewer", "title": "A", "role": "viewer", "unit": "*"}, "name"),
    ],
)
def test_what_is_wrong_with_a_new_account_stands_beside_it(
    door: Door, admin: FlaskClient, form: dict[str, str], field: str
) -> None:
    before = door.access.accounts()
    response = admin.post("/admin/accounts", data=form)
    assert response.status_code == 422
    assert f'id="{field}-fault"' in response.text
    assert door.access.accounts() == before


def test_roles_are_granted_and_withdrawn(door: Door, admin: FlaskClient) -> None:
    client = door.client("newcomer")
    assert client.get("/version").status_code == 403
    admin.post("/admin/accounts/newcomer/grants", data={"role": "viewer", "unit": "tan_chau"})
    ((role, unit),) = grants(door, "newcomer")
    assert (role, unit.partition("@")[0]) == ("viewer", "706")
    assert client.get("/version").status_code == 200
    grant = grants(door, "newcomer")[role, unit]
    answer = admin.post(f"/admin/grants/{grant}/withdraw")
    assert "Đã thu hồi quyền." in admin.get(answer.headers["Location"]).text
    assert client.get("/version").status_code == 403


def test_a_disabled_account_is_out_at_once_and_may_come_back(door: Door, admin: FlaskClient) -> None:
    client = door.client("secretary")
    assert client.get("/version").status_code == 200
    admin.post("/admin/accounts/secretary/active", data={"active": "0"})
    assert client.get("/version").status_code == 401
    assert "đã khóa" in admin.get("/admin/accounts").text
    admin.post("/admin/accounts/secretary/active", data={"active": "1"})
    assert client.get("/version").status_code == 401
    assert door.client("secretary").get("/version").status_code == 200


def test_sessions_of_another_are_ended(door: Door, admin: FlaskClient) -> None:
    client = door.client("unit_editor")
    admin.post("/admin/accounts/unit_editor/sign-out")
    assert client.get("/version").status_code == 401


def test_a_reset_password_ends_sessions(door: Door, admin: FlaskClient) -> None:
    client = door.client("viewer")
    password = once(admin.post("/admin/accounts/viewer/password").text)
    assert client.get("/version").status_code == 401
    assert door.client().post("/sign-in", data={"name": "viewer", "password": password}).status_code == 303


def test_nobody_saws_off_the_branch_that_holds(door: Door, admin: FlaskClient) -> None:
    assert "Không thể tự khóa" in admin.post("/admin/accounts/admin/active", data={"active": "0"}).text
    own = grants(door, "admin")["admin", ""]
    assert "Không thể tự thu hồi" in admin.post(f"/admin/grants/{own}/withdraw").text
    assert admin.get("/admin/accounts").status_code == 200


# ---------------------------------------------------------------------------------------- read tokens


def test_a_token_is_shown_once_reads_and_is_revoked(door: Door, admin: FlaskClient) -> None:
    form = {"name": "IOC tỉnh", "unit": "*", "days": "30"}
    raw = once(admin.post("/admin/tokens", data=form).text)
    assert raw not in admin.get("/admin/tokens").text
    system = door.client(HTTP_AUTHORIZATION=f"Bearer {raw}")
    assert system.get("/api/v1/").status_code == 200
    assert system.get("/admin/tokens").status_code == 403
    token = next(row.id for row in door.access.tokens() if row.name == "IOC tỉnh")
    admin.post(f"/admin/tokens/{token}/revoke")
    assert system.get("/api/v1/").status_code == 401


@pytest.mark.parametrize("days", ["", "0", "-1", "1.5", "732", "9" * 50, "١٢"])
def test_a_token_must_end(door: Door, admin: FlaskClient, days: str) -> None:
    before = door.access.tokens()
    response = admin.post("/admin/tokens", data={"name": "Hệ thống", "unit": "*", "days": days})
    assert response.status_code == 422
    assert 'id="days-fault"' in response.text
    assert door.access.tokens() == before


# ------------------------------------------------------------------------------------------ audit log


def test_the_log_is_a_page_and_a_table(door: Door, admin: FlaskClient) -> None:
    door.access.record("=cmd|x", actor="@evil", kind="account", subject="+1", detail={"a": "b"}, now=now())
    shown = admin.get("/admin/audit?actor=@evil")
    assert "=cmd|x" in shown.text
    response = admin.get("/admin/audit.csv")
    rows = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert rows[0][:4] == ["Lúc", "Ai", "Loại", "Việc"]
    planted = next(row for row in rows if "cmd" in row[3])
    assert planted[1:5] == ["'@evil", "account", "'=cmd|x", "'+1"]
    assert len(rows) > len(door.access.accounts())
    assert door.access.entries(limit=1, offset=0)[0].action == "export"


def test_the_log_turns_its_pages(door: Door, admin: FlaskClient) -> None:
    for number in range(101):
        door.access.record("page.turned", actor="x", kind="command", subject=str(number), now=now())
    first = admin.get("/admin/audit?action=page.turned").text
    assert "Cũ hơn" in first
    assert "Mới hơn" not in first
    second = admin.get("/admin/audit?action=page.turned&offset=100").text
    assert second.count("page.turned</td>") == 1
    for offset in ("x", "-1", "9" * 40):
        assert admin.get("/admin/audit", query_string={"offset": offset}).status_code == 200


def test_tables_that_people_take_away_are_in_the_log(door: Door) -> None:
    client = door.client("secretary", REMOTE_ADDR="10.0.0.8")
    query = {"locality": "tan_chau", "period": "2022"}
    client.get("/api/v1/feedback_by_unit", query_string=query)
    client.get("/api/v1/feedback_by_unit", query_string={**query, "format": "csv"})
    (entry,) = door.access.entries(limit=10, offset=0, action="export", actor="secretary")
    assert (entry.subject, entry.where, entry.detail["locality"]) == (
        "feedback_by_unit",
        "10.0.0.8",
        "tan_chau",
    )
