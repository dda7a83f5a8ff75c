"""The secretary's own pages: correcting a figure, closing a period, explaining a contradiction."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from dashboard import clock
from dashboard.app import create_app
from dashboard.settings import Settings
from data.access import Access
from data.contracts import Role

PASSWORD = "một câu đủ dài để nhớ"  # noqa: S105 - an account of a test
WHERE = "locality=tan_chau"


@pytest.fixture
def client(writable: Engine, tmp_path: Path) -> FlaskClient:
    """A client of the application, not signed in."""
    return create_app(Settings(instance=tmp_path), writable).server.test_client()


def sign_in(client: FlaskClient, engine: Engine, role: Role = "secretary", unit: str = "tan_chau") -> None:
    access = Access(engine)
    access.add_account("thu.ky", "Thư ký", PASSWORD, [(role, unit)], by="tests", now=clock.now())
    token = access.sign_in("thu.ky", PASSWORD, where="127.0.0.1", agent="tests", now=clock.now())
    client.set_cookie("ioc_session", token)


def text(response: TestResponse) -> str:
    return response.get_data(as_text=True)


def budget_row(client: FlaskClient) -> str:
    """Address of the form of one budget line's execution."""
    found = text(client.get(f"/corrections/?{WHERE}&kind=budget_lines&q=internet tai co quan"))
    (address,) = re.findall(r'href="(/corrections/budget_lines/\d+\?[^"]*column=executed)"', found)
    return str(address).replace("&amp;", "&")


def test_a_figure_is_found_by_words_corrected_and_undone(client: FlaskClient, writable: Engine) -> None:
    sign_in(client, writable)
    address = budget_row(client)
    form = text(client.get(address))
    assert "Đang là: <strong>23.668.000</strong>" in form
    sent = {"locality": "tan_chau", "column": "executed", "seen": "23.668.000", "value": "24.000.000"}
    refused = client.post(address.partition("?")[0], data={**sent, "reason": ""})
    assert (refused.status_code, "Ghi lý do sửa số liệu" in text(refused)) == (422, True)
    done = client.post(address.partition("?")[0], data={**sent, "reason": "in nhầm"})
    batch = done.headers["Location"]
    assert "Hoàn tác công bố" in text(client.get(batch))
    listed = text(client.get(f"/corrections/?{WHERE}"))
    assert "23.668.000 → 24.000.000 · thu.ky" in listed
    client.post(f"{batch}/undo", data={"reason": "thử"})
    assert "(đã hoàn tác)" in text(client.get(f"/corrections/?{WHERE}"))


def test_a_period_is_closed_and_reopened(client: FlaskClient, writable: Engine) -> None:
    sign_in(client, writable)
    assert client.post("/closing/", data={"locality": "tan_chau", "period": "2022"}).status_code == 303
    page = text(client.get(f"/closing/?{WHERE}"))
    assert '<option value="2022"' not in page
    (reopen,) = re.findall(r'action="(/closing/\d+/reopen)"', page)
    refused = client.post(reopen, data={"locality": "tan_chau", "reason": ""})
    assert "Ghi lý do mở lại kỳ." in text(refused)
    client.post(reopen, data={"locality": "tan_chau", "reason": "thiếu số liệu của một xã"})
    assert "Lý do: thiếu số liệu của một xã" in text(client.get(f"/closing/?{WHERE}"))


def test_a_contradiction_is_explained(client: FlaskClient, writable: Engine) -> None:
    sign_in(client, writable, unit="bu_dang")
    page = text(client.get("/conflicts/?locality=bu_dang"))
    address = str(re.findall(r'href="(/conflicts/[^"?]+\?locality=bu_dang)"', page)[0])
    path = address.partition("?")[0]
    sent = {"locality": "bu_dang", "status": "settled", "reason": "theo báo cáo số 45"}
    assert client.post(path, data=sent).status_code == 303
    assert "Đã chốt: theo báo cáo số 45 · thu.ky" in text(client.get(address))
    assert client.get(f"{path}?locality=tan_chau").status_code == 404


@pytest.mark.parametrize("role, unit", [("viewer", "tan_chau"), ("secretary", "bu_dang")])
def test_figures_of_others_do_not_exist(client: FlaskClient, writable: Engine, role: Role, unit: str) -> None:
    sign_in(client, writable, role, unit)
    for path in ("/corrections/", "/closing/", "/conflicts/", "/corrections/budget_lines/1", "/conflicts/x"):
        assert client.get(f"{path}?{WHERE}").status_code in {403, 404}, path
    sent = {"locality": "tan_chau", "period": "2022", "column": "executed", "seen": "", "reason": "x"}
    for path in ("/closing/", "/closing/1/reopen", "/corrections/budget_lines/1", "/conflicts/x"):
        assert client.post(path, data=sent).status_code in {403, 404}, path
