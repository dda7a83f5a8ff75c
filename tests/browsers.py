"""A browser that notices what a person would not: console errors, script errors, requests that leave us."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    expect,
    sync_playwright,
)

from tests.services import LOOPBACK, ServiceError

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 20_000
"""Milliseconds that an expectation may take to come true: two cores may be busy with everything else."""
LOCAL_SCHEMES = frozenset({"data", "blob", "about"})
DESKTOP = {"width": 1920, "height": 1080}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Debian's Chromium without a screen and without services of its own."""
    if not CHROMIUM.exists():
        raise ServiceError(
            "Chromium is not installed: `make test` installs it on Debian before it runs the tests"
        )
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Watch:
    """Faults seen by the contexts of one test; messages that match `allowed` are what the test provokes.

    Has no slots: Playwright keeps its wrapper of a bound handler on the handler's object.
    """

    browser: Browser
    allowed: Sequence[str] = ()
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, **options: Any) -> Page:
        """Open a page in a context of its own: a second call is a second person's browser."""
        chosen = {"viewport": DESKTOP, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", **options}
        context = self.browser.new_context(**chosen)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("request", self._on_request)
        self.contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close every context; raise where a fault was seen."""
        for context in self.contexts:
            context.close()
        assert not self.faults, "the browser saw faults:\n" + "\n".join(self.faults)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(re.search(pattern, message.text) for pattern in self.allowed):
            self.faults.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _on_error(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error.message}")

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in LOCAL_SCHEMES and address.hostname != LOOPBACK:
            self.faults.append(f"request that leaves this machine: {request.url}")
