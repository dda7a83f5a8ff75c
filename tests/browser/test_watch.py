"""The browser fixture sees the faults that no other test may have."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers import Watch

FAULTS = {
    "/calm": "<title>Tổng quan</title>",
    "/console": "<script>console.error('cấu hình sai')</script>",
    "/script": "<script>setTimeout(() => { throw new Error('lỗi kịch bản'); })</script>",
    "/request": "<script>fetch('http://ioc.invalid/').catch(() => {})</script>",
}


class Faulty(BaseHTTPRequestHandler):
    """Serves one page for each kind of fault."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path in FAULTS else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<link rel=icon href='data:,'>{FAULTS.get(self.path, '')}".encode())

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def faulty() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Faulty) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_calm_page_passes(page: Page, faulty: str) -> None:
    page.goto(f"{faulty}/calm")
    assert page.title() == "Tổng quan"
    assert page.evaluate("[innerWidth, innerHeight, navigator.language]") == [1920, 1080, "vi-VN"]


@pytest.mark.parametrize(
    ("path", "fault"),
    [("/console", "cấu hình sai"), ("/script", "lỗi kịch bản"), ("/request", "leaves this machine")],
)
def test_fault_fails_the_test(chromium: Browser, faulty: str, path: str, fault: str) -> None:
    watching = Watch(chromium)
    watching.open().goto(f"{faulty}{path}", wait_until="networkidle")
    with pytest.raises(AssertionError, match=fault):
        watching.close()


@pytest.mark.console_allowed("status of 404")
def test_fault_that_a_test_provokes_may_be_named(page: Page, faulty: str) -> None:
    response = page.goto(f"{faulty}/nowhere")
    assert response is not None
    assert response.status == 404
