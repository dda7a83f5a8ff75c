"""A database that dies under open pages: they stay, say so with the age of what they show, and recover."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import create_engine, make_url, text

from tests.browser.test_pages import opened, panel
from tests.browsers import Watch
from tests.services import LOOPBACK, Instance

pytestmark = pytest.mark.console_allowed("503|ERR_|Failed to load")
PATIENCE = 40_000
"""Milliseconds: the poll backs off to at most 30 s."""


class Cable:
    """A connection to the database that can be cut: forwards a loopback port, or refuses."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._live: list[socket.socket] = []
        self.plugged = True
        self._server = socket.create_server((LOOPBACK, 0))
        self.port = int(self._server.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Refuse new connections and break those that are open."""
        self.plugged = False
        for end in self._live:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._live.clear()

    def plug(self) -> None:
        """Forward again."""
        self.plugged = True

    def close(self) -> None:
        """Stop for good."""
        self.cut()
        self._server.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                if not self.plugged:
                    client.close()
                    continue
                upstream = socket.create_connection(self._target)
                self._live += [client, upstream]
                for source, sink in ((client, upstream), (upstream, client)):
                    threading.Thread(target=_copy, args=(source, sink), daemon=True).start()


def _copy(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)


@contextmanager
def plugged_instance(postgres_url: str, folder: Path) -> Iterator[tuple[Instance, Cable]]:
    """Prepare an installation whose database is reached through a cable."""
    address = make_url(postgres_url)
    cable = Cable(address.host or LOOPBACK, address.port or 5432)
    through = address.set(host=LOOPBACK, port=cable.port).render_as_string(hide_password=False)
    instance = Instance(folder, through)
    instance.prepare()
    yield instance, cable
    cable.close()


def test_pages_stay_say_so_and_recover(watch: Watch, postgres_url: str, tmp_path: Path) -> None:
    with plugged_instance(postgres_url, tmp_path) as (instance, cable), instance.serve() as base:
        page = opened(watch.open(), f"{base}/feedback?locality=tan_chau&period=2022")
        expect(panel(page, "feedback_timeliness")).to_contain_text("78,4")
        banner = page.locator("#connection-banner")

        cable.cut()
        expect(banner).to_contain_text("MẤT KẾT NỐI", timeout=PATIENCE)
        expect(banner).to_contain_text("số liệu lúc")
        expect(panel(page, "feedback_timeliness")).to_contain_text("78,4")
        page.locator("nav.pages a", has_text="Ngân sách").click()
        expect(panel(page, "budget_lines")).to_contain_text("sẽ tự thử lại", timeout=PATIENCE)

        cable.plug()
        expect(banner).to_be_empty(timeout=PATIENCE)
        expect(panel(page, "budget_lines")).to_contain_text("315.739.306", timeout=PATIENCE)


def test_open_pages_move_when_data_changes(watch: Watch, postgres_url: str, tmp_path: Path) -> None:
    instance = Instance(tmp_path, postgres_url)
    instance.prepare()
    with instance.serve() as base:
        page = opened(watch.open(), f"{base}/feedback?locality=tan_chau&period=2022")
        expect(panel(page, "feedback_timeliness")).to_contain_text("29/37")
        engine = create_engine(postgres_url)
        with engine.begin() as connection:
            connection.execute(
                text("UPDATE feedback_count SET closed_on_time = 13, received = 13 WHERE closed_on_time = 10")
            )
        engine.dispose()
        instance.ioc("rollup")
        expect(panel(page, "feedback_timeliness")).to_contain_text("32/40", timeout=15_000)
