"""The audit log on a page and as a table for spreadsheets; and the entries that only the web knows of."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable
from http import HTTPStatus

import structlog
from flask import Blueprint, Flask, Response, request

from dashboard.clock import VIETNAM
from dashboard.security.forms import page
from dashboard.security.identity import current_viewer
from data.access import Access, AuditEntry
from data.contracts import DataUnavailableError

PAGE = 100
FARTHEST = 10**7
EXPORTED = frozenset({"api.answer", "api.conflicts"})
"""Endpoints whose CSV is an export of figures."""
HEADINGS = ("Lúc", "Ai", "Loại", "Việc", "Đối tượng", "Từ địa chỉ", "Chi tiết")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that spreadsheets take for a formula (OWASP, CSV injection)."""
log = structlog.get_logger(__name__)


def install(server: Flask, access: Access, *, now: Callable[[], dt.datetime]) -> None:
    """Record who takes figures away as a table."""

    @server.after_request
    def note(response: Response) -> Response:
        taken = request.endpoint in EXPORTED and request.args.get("format") == "csv"
        if taken and response.status_code == HTTPStatus.OK and current_viewer().kind != "demo":
            question = str((request.view_args or {}).get("question", "conflicts"))
            _record(access, question, dict(request.args.items()), now())
        return response


def _record(access: Access, subject: str, detail: dict[str, str], now: dt.datetime) -> None:
    """Write an entry; a table of figures kept from before is given also while the database is down."""
    viewer = current_viewer()
    where = request.remote_addr or ""
    try:
        access.record(
            "export",
            actor=viewer.name,
            kind=viewer.kind,
            subject=subject,
            where=where,
            detail=detail,
            now=now,
        )
    except DataUnavailableError:
        log.warning("export_unrecorded", actor=viewer.name, kind=viewer.kind, subject=subject)


def add_audit(made: Blueprint, access: Access, now: Callable[[], dt.datetime]) -> None:
    """Add the page and the table to the pages of administration."""

    @made.get("/audit")
    def audit() -> Response:
        action, actor = request.args.get("action", "").strip(), request.args.get("actor", "").strip()
        offset = _offset(request.args.get("offset", "0"))
        found = access.entries(limit=PAGE + 1, offset=offset, action=action, actor=actor)
        return page(
            "audit.html",
            entries=found[:PAGE],
            earlier=offset + PAGE if len(found) > PAGE else None,
            later=max(0, offset - PAGE) if offset else None,
            action=action,
            actor=actor,
        )

    @made.get("/audit.csv")
    def audit_table() -> Response:
        action, actor = request.args.get("action", "").strip(), request.args.get("actor", "").strip()
        asked = {"action": action, "actor": actor}
        _record(access, "audit", asked, now())
        response = Response(table(access.all_entries(**asked)), mimetype="text/csv")
        response.headers["Content-Disposition"] = "attachment; filename=nhat-ky.csv"
        return response


def table(entries: Iterable[AuditEntry]) -> str:
    """Write entries as CSV that spreadsheets open with Vietnamese letters and without running anything."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for entry in entries:
        at = entry.at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S")
        detail = "; ".join(f"{name}={value}" for name, value in entry.detail.items())
        row = (at, entry.actor, entry.kind, entry.action, entry.subject, entry.where, detail)
        writer.writerow(f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row)
    return f"\ufeff{text.getvalue()}"


def _offset(text: str) -> int:
    return (
        min(int(text), FARTHEST)
        if text.isascii() and text.isdecimal() and len(text) <= len(str(FARTHEST))
        else 0
    )
