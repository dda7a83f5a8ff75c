"""Sign-in, sign-out and the own password: pages that work without JavaScript."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, request

from dashboard.security.forms import LONGEST_NAME, field, missing, onward, own_path, page, secret
from dashboard.security.identity import SESSION, cookie, current_viewer, give_cookie, take_cookie
from dashboard.security.problems import SIGN_IN, refusal
from data.access import Access, AccessRefusedError, Actor
from data.contracts import DataUnavailableError

UNLIKE = "Hai lần nhập mật khẩu mới không giống nhau."


def blueprint(
    access: Access, *, now: Callable[[], dt.datetime], lasts: dt.timedelta, provider: str
) -> Blueprint:
    """Make the pages; a session's cookie `lasts`; `provider` names single sign-on, empty for none."""
    made = Blueprint("sign_in", __name__)
    made.register_error_handler(DataUnavailableError, lambda _error: refusal(HTTPStatus.SERVICE_UNAVAILABLE))
    _add_sign_in(made, access, now, lasts, provider)
    _add_sign_out(made, access, now)
    _add_password(made, access, now, lasts)
    return made


def welcome(token: str, lasts: dt.timedelta, wanted: str) -> Response:
    """Give the cookie of a new session and lead to the page wanted."""
    response = onward(own_path(wanted))
    give_cookie(response, SESSION, token, lasts)
    return response


def _add_sign_in(
    made: Blueprint, access: Access, now: Callable[[], dt.datetime], lasts: dt.timedelta, provider: str
) -> None:
    @made.get(SIGN_IN)
    def form() -> Response:
        wanted = own_path(request.args.get("next", ""))
        if current_viewer().kind == "account" and current_viewer().name:
            return onward(wanted)
        return page("sign_in.html", wanted=wanted, provider=provider, name="")

    @made.post(SIGN_IN)
    def enter() -> Response:
        wanted, name = own_path(field("next")), field("name", LONGEST_NAME)
        shown: dict[str, Any] = {"wanted": wanted, "provider": provider, "name": name}
        if faults := missing("name", "password"):
            return page("sign_in.html", faults=faults, **shown)
        agent = request.user_agent.string
        try:
            token = access.sign_in(
                name, secret("password"), where=request.remote_addr or "", agent=agent, now=now()
            )
        except AccessRefusedError as error:
            status = HTTPStatus.TOO_MANY_REQUESTS if error.reason == "locked" else HTTPStatus.UNAUTHORIZED
            return page("sign_in.html", faults={"password": error.problem}, status=status, **shown)
        _end_session(access, now())
        return welcome(token, lasts, wanted)


def _add_sign_out(made: Blueprint, access: Access, now: Callable[[], dt.datetime]) -> None:
    @made.post("/sign-out")
    def leave() -> Response:
        _end_session(access, now())
        return _gone()

    @made.post("/sign-out-everywhere")
    def leave_everywhere() -> Response:
        name = current_viewer().name
        access.sign_out_everywhere(name, by=Actor(name, where=request.remote_addr or ""), now=now())
        return _gone()


def _add_password(
    made: Blueprint, access: Access, now: Callable[[], dt.datetime], lasts: dt.timedelta
) -> None:
    @made.get("/password")
    def password() -> Response:
        return page("password.html")

    @made.post("/password")
    def change_password() -> Response:
        faults = missing("current", "fresh", "again")
        if not faults and secret("fresh") != secret("again"):
            faults = {"again": UNLIKE}
        if faults:
            return page("password.html", faults=faults)
        try:
            return welcome(_changed(access, now()), lasts, "/")
        except AccessRefusedError as error:
            at = "fresh" if error.reason == "weak" else "current"
            return page("password.html", faults={at: error.problem})


def _changed(access: Access, now: dt.datetime) -> str:
    """Change one's own password; gives the secret of the only session that is left."""
    where, agent = request.remote_addr or "", request.user_agent.string
    name, old, new = current_viewer().name, secret("current"), secret("fresh")
    return access.change_password(name, old, new, where=where, agent=agent, now=now)


def _end_session(access: Access, now: dt.datetime) -> None:
    """End the session that the browser has shown: a new one never joins an old one."""
    if token := cookie(request, SESSION):
        access.sign_out(token, now=now)


def _gone() -> Response:
    response = onward(SIGN_IN)
    take_cookie(response, SESSION)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
