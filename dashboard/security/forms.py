"""What pages of forms have in common: reading fields, where to go next, showing a page with its faults."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, render_template, request

from dashboard.clock import VIETNAM
from dashboard.security.identity import current_viewer
from dashboard.security.rules import is_admin
from layouts import formats

LONGEST_FIELD = 2000
"""More than a reason or an address of ours needs; browsers are told, so that nothing typed is cut unseen."""
LONGEST_NAME = 200
"""Of an account: strangers who try one write it into the audit log."""
LONGEST_SECRET = 1024
"""More than any password; what is longer is cut, and then is not the password."""
REQUIRED = "Chưa nhập."
DARK = "dark"
"""The theme that an address names; without one pages are light."""


def prepare(server: Flask, build: str) -> None:
    """Give templates ways to write moments and counts, the longest field, the mark of the assets' build."""
    server.jinja_env.globals["build"] = build
    server.jinja_env.globals["longest_field"] = LONGEST_FIELD
    server.jinja_env.filters["moment"] = moment
    server.jinja_env.filters["number"] = formats.number


def moment(at: dt.datetime | None) -> str:
    """Write a moment as clocks in Vietnam show it."""
    return at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M") if at else "chưa có"


def field(name: str, longest: int = LONGEST_FIELD) -> str:
    """Read one line of text of the form sent, without spaces around it, in normal form."""
    return unicodedata.normalize("NFC", request.form.get(name, "")).strip()[:longest]


def secret(name: str) -> str:
    """Read a password of the form sent: every character counts."""
    return request.form.get(name, "")[:LONGEST_SECRET]


def missing(*names: str) -> dict[str, str]:
    """Say of each field that it was left empty, where it was."""
    return {name: REQUIRED for name in names if not request.form.get(name, "").strip()}


def own_path(address: str) -> str:
    """Give an address only where it stays here: a path, without host, however browsers might read it."""
    parts = urlsplit(address)
    plain = address.isprintable() and "\\" not in address
    is_own = plain and address.startswith("/") and not address.startswith("//") and not parts.netloc
    return address if is_own else "/"


def onward(address: str) -> Response:
    """Lead to an address of ours after a form was taken: going back or reloading sends nothing twice.

    A form that was sent in the dark is answered in the dark: the theme stands in the address (41_theme.js).
    """
    if request.args.get("theme") == DARK and f"theme={DARK}" not in address:
        address += f"{'&' if '?' in address else '?'}theme={DARK}"
    return redirect(address, HTTPStatus.SEE_OTHER, Response)  # type: ignore[return-value]  # the class asked for


def page(
    template: str, *, faults: Mapping[str, str] | None = None, status: int | None = None, **facts: Any
) -> Response:
    """Show a page; with faults beside its fields it answers 422 unless another status says more."""
    viewer = current_viewer()
    body = render_template(
        template, faults=faults or {}, viewer=viewer, administers=is_admin(viewer), form=request.form, **facts
    )
    chosen = status or (HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK)
    response = Response(body, chosen, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response
