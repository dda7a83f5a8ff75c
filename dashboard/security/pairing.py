"""Walls: a screen asks for a code, an administrator confirms it, and the screen holds a key of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus

import orjson
from flask import Blueprint, Response, request

from dashboard.security.forms import field, missing, onward, page
from dashboard.security.identity import DEVICE, cookie, current_viewer, give_cookie, take_cookie
from dashboard.security.problems import JSON, refusal
from dashboard.security.units import Choices
from data.access import Access, AccessRefusedError, Actor
from data.contracts import Catalogue, DataUnavailableError

PAIRING = "ioc_pairing"
"""Cookie by which the screen that asked is known again when it fetches its key."""
PATIENCE = dt.timedelta(minutes=10)
KEY_LASTS = dt.timedelta(days=400)
"""The longest that browsers keep a cookie; every heartbeat renews it."""
LONGEST_REPORT = 200


def blueprint(
    access: Access, catalogue: Callable[[], Catalogue], *, now: Callable[[], dt.datetime]
) -> Blueprint:
    """Make what screens ask for, and the page on which an administrator confirms a code."""
    made = Blueprint("pairing", __name__)
    made.register_error_handler(DataUnavailableError, lambda _error: refusal(HTTPStatus.SERVICE_UNAVAILABLE))
    _add_screen(made, access, now)
    _add_heartbeat(made, access, now)
    _add_page(made, access, catalogue, now)
    return made


def _add_screen(made: Blueprint, access: Access, now: Callable[[], dt.datetime]) -> None:
    @made.post("/api/device/pairing")
    def begin() -> Response:
        try:
            pairing = access.begin_pairing(now(), where=request.remote_addr or "")
        except AccessRefusedError as error:
            return _json({"problem": error.problem}, HTTPStatus.TOO_MANY_REQUESTS)
        response = _json({"code": pairing.code, "expires_at": pairing.expires_at.isoformat()}, 201)
        give_cookie(response, PAIRING, pairing.secret, PATIENCE)
        return response

    @made.post("/api/device/pairing/claim")
    def claim() -> Response:
        """Give the key once, as a cookie that no script can read; 202 while nobody has confirmed yet."""
        secret = cookie(request, PAIRING)
        try:
            key = access.claim_pairing(secret, now()) if secret else None
        except AccessRefusedError as error:
            response = _json({"problem": error.problem}, 410)
            take_cookie(response, PAIRING)
            return response
        if key is None:
            status = HTTPStatus.ACCEPTED if secret else HTTPStatus.GONE
            return _json({"paired": False}, status)
        response = _json({"paired": True})
        give_cookie(response, DEVICE, key, KEY_LASTS)
        take_cookie(response, PAIRING)
        return response


def _add_heartbeat(made: Blueprint, access: Access, now: Callable[[], dt.datetime]) -> None:
    @made.post("/api/device/heartbeat")
    def heartbeat() -> Response:
        key = cookie(request, DEVICE)
        said = request.get_json(silent=True)
        report = said if isinstance(said, dict) else {}
        access.heartbeat(
            key,
            showing=str(report.get("showing", ""))[:LONGEST_REPORT],
            browser=request.user_agent.string[:LONGEST_REPORT],
            build=str(report.get("build", ""))[:LONGEST_REPORT],
            now=now(),
        )
        response = Response(status=HTTPStatus.NO_CONTENT)
        give_cookie(response, DEVICE, key, KEY_LASTS)
        return response


def _add_page(
    made: Blueprint, access: Access, catalogue: Callable[[], Catalogue], now: Callable[[], dt.datetime]
) -> None:
    def shown(faults: dict[str, str] | None = None, code: str = "") -> Response:
        return page(
            "pair.html",
            faults=faults,
            code=code,
            waiting=access.waiting_pairings(now()),
            choices=Choices.of(catalogue()),
        )

    @made.get("/pair")
    def form() -> Response:
        return shown(code=request.args.get("code", "")[:20])

    @made.post("/pair")
    def confirm() -> Response:
        faults = missing("code", "name", "unit")
        if faults:
            return shown(faults, field("code"))
        try:
            access.confirm_pairing(
                field("code"),
                name=field("name"),
                playlist=field("playlist"),
                unit=Choices.chosen(field("unit")),
                by=Actor(current_viewer().name, where=request.remote_addr or ""),
                now=now(),
            )
        except AccessRefusedError as error:
            at = "name" if error.reason == "taken" and _waits(access, now()) else "code"
            return shown({at: error.problem}, field("code"))
        return onward("/admin/devices?done=paired")


def _waits(access: Access, now: dt.datetime) -> bool:
    """Tell whether the code typed is one that a screen shows: then the refusal was about something else."""
    typed = "".join(filter(str.isalnum, field("code"))).upper()
    return any(waiting.code.replace("-", "") == typed for waiting in access.waiting_pairings(now))


def _json(content: object, status: int = 200) -> Response:
    response = Response(orjson.dumps(content), status=status, mimetype=JSON)
    response.headers["Cache-Control"] = "no-store"
    return response
