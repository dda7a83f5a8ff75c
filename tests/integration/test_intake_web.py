"""The desk in the browser and on the command line: who may, what they see, what scripts are told."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from typer.testing import CliRunner

from callbacks.requests import Requests
from dashboard import clock, intake
from dashboard.app import create_app
from dashboard.cli import application
from dashboard.security import rules
from dashboard.security.identity import current_viewer
from dashboard.security.rules import Rule
from dashboard.settings import Settings
from data.access import Access
from data.intake.closing import Closings
from data.source import DataSource
from tests.intake_forms import APPENDIX_02, NOW, SECRETARY, desk_of, opened, workbook

PASSWORD = "một câu đủ dài để nhớ"  # noqa: S105 - an account of a test
ENDPOINTS = (
    "start",
    "template",
    "upload",
    "batch",
    "annotated",
    "accept",
    "publish",
    "discard",
    "undo",
)


@pytest.fixture
def client(writable: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A client of the application with the desk's pages, not signed in."""
    for name in ENDPOINTS:
        monkeypatch.setitem(rules.RULES, f"intake.{name}", Rule("account", is_page=True))
    server = create_app(Settings(instance=tmp_path), writable).server
    if "intake" not in server.blueprints:
        source = DataSource(writable)
        asked = Requests(
            source.catalogue, default_locality="tan_chau", today=clock.today, viewer=current_viewer
        )
        intake.install(server, desk_of(writable, tmp_path), asked.catalogue, now=clock.now)
    return server.test_client()


def sign_in(client: FlaskClient, engine: Engine, role: str = "secretary", unit: str = "tan_chau") -> None:
    access = Access(engine)
    access.add_account("thu.ky", "Thư ký", PASSWORD, [(role, unit)], by="tests", now=NOW)  # type: ignore[list-item]
    token = access.sign_in("thu.ky", PASSWORD, where="127.0.0.1", agent="tests", now=clock.now())
    client.set_cookie("ioc_session", token)


def send(client: FlaskClient, content: bytes, *, locality: str = "tan_chau", file: str = "tệp.xlsx") -> str:
    sent = {"kind": "feedback_counts", "locality": locality, "file": (io.BytesIO(content), file)}
    response = client.post("/intake/", data=sent)
    return response.headers.get("Location", "") or f"{response.status_code} {response.get_data(as_text=True)}"


def test_a_file_goes_from_upload_to_publication_and_back(client: FlaskClient, writable: Engine) -> None:
    sign_in(client, writable)
    assert "Nạp số liệu của Huyện Tân Châu" in client.get("/intake/").get_data(as_text=True)
    address = send(client, workbook(APPENDIX_02))
    page = client.get(address).get_data(as_text=True)
    assert "3 dòng mới, 0 dòng thay đổi" in page
    assert "Công bố" in page
    client.post(f"{address}/publish")
    assert "Đã công bố bởi thu.ky" in client.get(address).get_data(as_text=True)
    client.post(f"{address}/undo", data={"reason": "nhầm tệp"})
    assert "Lý do: nhầm tệp" in client.get(address).get_data(as_text=True)


def test_problems_are_shown_by_cell_and_the_marked_file_comes_back(
    client: FlaskClient, writable: Engine
) -> None:
    sign_in(client, writable)
    rows = [list(row) for row in APPENDIX_02]
    rows[7][3] = "<b>bảy</b>"
    address = send(client, workbook(rows))
    page = client.get(address).get_data(as_text=True)
    assert "Ô D8, giá trị “&lt;b&gt;bảy&lt;/b&gt;”" in page
    assert ">Công bố<" not in page
    assert "3 dòng · có lỗi, cần nạp lại · thu.ky" in client.get("/intake/").get_data(as_text=True)
    assert "1 lỗi phải sửa" in client.post(f"{address}/publish").get_data(as_text=True)
    marked = opened(client.get(f"{address}/annotated.xlsx").data)
    assert marked["Sheet1"]["D8"].comment is not None


def test_what_cannot_be_read_is_said_beside_the_field(client: FlaskClient, writable: Engine) -> None:
    sign_in(client, writable)
    assert "422" in send(client, b"PK\x03\x04")
    assert "tệp Excel bị hỏng" in send(client, b"PK\x03\x04")


def test_a_template_is_downloaded_with_the_rows_that_are_there(client: FlaskClient, writable: Engine) -> None:
    sign_in(client, writable)
    response = client.get("/intake/template/budget_lines.xlsx?locality=tan_chau&filled=1")
    assert response.headers["Content-Disposition"] == 'attachment; filename="budget_lines-tan_chau.xlsx"'
    words = [cell.value for row in opened(response.data)["Số liệu"].iter_rows() for cell in row]
    assert 315_739_306 in words


@pytest.mark.parametrize("role, unit", [("viewer", "tan_chau"), ("secretary", "bu_dang")])
def test_only_the_localitys_own_secretary_may(
    client: FlaskClient, writable: Engine, role: str, unit: str
) -> None:
    sign_in(client, writable, role, unit)
    assert send(client, workbook(APPENDIX_02)).startswith("403")
    assert client.get("/intake/template/tasks.xlsx?locality=tan_chau").status_code == 404
    assert client.get("/intake/1").status_code == 404


def test_strangers_are_sent_to_sign_in(client: FlaskClient) -> None:
    assert "/sign-in" in client.get("/intake/").headers["Location"]


def test_the_command_line_tells_scripts_what_happened(
    writable: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", writable.url.render_as_string(hide_password=False))
    monkeypatch.setenv("IOC_INSTANCE", str(tmp_path))
    run, file = CliRunner(), tmp_path / "a.xlsx"
    made = run.invoke(
        application, ["template", "feedback_counts", "--locality", "tan_chau", "--out", str(file)]
    )
    assert made.exit_code == 0
    file.write_bytes(workbook(APPENDIX_02))
    good = run.invoke(application, ["import", "feedback_counts", str(file), "--publish", "--json"])
    report = json.loads(good.stdout)
    assert (good.exit_code, report["state"], report["errors"]) == (0, "published", [])
    rows = [list(row) for row in APPENDIX_02]
    rows[7][3] = 8
    file.write_bytes(workbook(rows))
    waits = run.invoke(application, ["import", "feedback_counts", str(file), "--publish", "--json"])
    assert (waits.exit_code, json.loads(waits.stdout)["state"]) == (3, "checked")
    rows[7][3] = "bảy"
    file.write_bytes(workbook(rows))
    wrong = run.invoke(application, ["import", "feedback_counts", str(file), "--publish", "--json"])
    assert wrong.exit_code == 1
    assert json.loads(wrong.stdout)["errors"][0]["cell"] == "D8"
    Closings(writable).close("tan_chau", "2023", "", by=SECRETARY, now=NOW)
    rows[7][3], rows[8][3] = 6, 6
    file.write_bytes(workbook([*rows[:6], *rows[7:]]))
    for asked in (["--json"], ["--accept", "nguồn in như vậy", "--publish", "--json"]):
        closed = run.invoke(application, ["import", "feedback_counts", str(file), *asked])
        report_of_closed = json.loads(closed.stdout)
        assert (closed.exit_code, report_of_closed["state"]) == (1, "checked")
        assert [one["period"] for one in report_of_closed["closed_periods"]] == ["2023"]
    told = run.invoke(application, ["import", "feedback_counts", str(file)])
    assert "closed period: Số liệu năm 2023 đã chốt ngày 21/11/2026 (người chốt: thu.ky)" in told.stderr
    (closing,) = Closings(writable).listed("tan_chau")
    Closings(writable).reopen("tan_chau", closing.id, "thử", by=SECRETARY, now=NOW)
    file.write_bytes(b"")
    assert run.invoke(application, ["import", "feedback_counts", str(file), "--json"]).exit_code == 1
    undone = run.invoke(application, ["undo", str(report["batch"]), "--reason", "thử"])
    assert undone.exit_code == 0


def test_what_is_sent_in_the_dark_is_answered_in_the_dark(client: FlaskClient, writable: Engine) -> None:
    sign_in(client, writable)
    assert '<html lang="vi" data-theme="dark">' in client.get("/intake/?theme=dark").get_data(as_text=True)
    assert "data-theme" not in client.get("/intake/").get_data(as_text=True)
    sent = {"kind": "feedback_counts", "locality": "tan_chau"}
    file = {"file": (io.BytesIO(workbook(APPENDIX_02)), "tệp.xlsx")}
    assert client.post("/intake/?theme=dark", data=sent | file).headers["Location"].endswith("?theme=dark")


def test_the_page_says_that_a_period_is_closed_and_offers_no_publication(
    client: FlaskClient, writable: Engine
) -> None:
    sign_in(client, writable)
    address = send(client, workbook(APPENDIX_02))
    client.post(f"{address}/publish")
    client.post("/closing/", data={"locality": "tan_chau", "period": "2023", "note": "họp giao ban"})
    address = send(client, workbook(APPENDIX_02[:-1]))
    client.post(f"{address}/accept", data={"reason": "thử"})
    assert "đã chốt" not in client.get(address).get_data(as_text=True)
    rows = [*APPENDIX_02[:-1], (2, "Năm 2023", "UBND xã Tân Hòa", 6, 2, 0, 3, 1, 2, 0, 0)]
    address = send(client, workbook(rows))
    client.post(f"{address}/accept", data={"reason": "thử"})
    page = client.get(address).get_data(as_text=True)
    assert "Chưa công bố được: đợt này làm đổi kỳ đã chốt" in page
    assert "(người chốt: thu.ky, ghi chú: họp giao ban); tệp làm đổi số liệu kỳ đó ở dòng 9" in page
    assert ">Công bố<" not in page
    (closing,) = Closings(writable).listed("tan_chau")
    client.post(f"/closing/{closing.id}/reopen", data={"locality": "tan_chau", "reason": "thử"})
    assert ">Công bố<" in client.get(address).get_data(as_text=True)


def test_the_preview_names_rows_and_leads_to_the_period(client: FlaskClient, writable: Engine) -> None:
    sign_in(client, writable)
    page = client.get(send(client, workbook(APPENDIX_02))).get_data(as_text=True)
    assert "Dòng mới: Dòng tổng · Năm 2023; Xã Suối Dây · Năm 2023; Xã Tân Hòa · Năm 2023." in page
    assert '"/feedback?locality=tan_chau&amp;period=2023"' in page


@pytest.mark.parametrize("right, may_write", [("read", False), ("write", True), ("", False)])
def test_administrators_choose_what_a_token_may(
    client: FlaskClient, writable: Engine, right: str, may_write: bool
) -> None:
    sign_in(client, writable, "admin", "")
    asked = {"name": "Một cửa", "unit": "*", "days": "30", "right": right}
    assert "ioc_" in client.post("/admin/tokens", data=asked).get_data(as_text=True)
    assert [token.may_write for token in Access(writable).tokens()] == [may_write]
