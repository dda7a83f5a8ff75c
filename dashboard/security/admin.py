"""Administration: accounts with their grants, walls, read tokens. Forms that work without JavaScript."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from flask import Blueprint, Response, request

from dashboard.security.audit import add_audit
from dashboard.security.forms import field, missing, onward, page
from dashboard.security.identity import current_viewer
from dashboard.security.problems import refusal
from dashboard.security.units import Choices
from data.access import Access, AccessRefusedError, Actor, GrantRow
from data.contracts import Catalogue, DataUnavailableError, Role

ROLES: dict[Role, str] = {
    "viewer": "Người xem",
    "secretary": "Thư ký (nạp số liệu, điều hành phiên họp)",
    "unit_editor": "Cán bộ đơn vị (giải trình, báo cáo)",
    "admin": "Quản trị",
}
DONE = {
    "added": "Đã thêm tài khoản.",
    "enabled": "Đã mở lại tài khoản.",
    "disabled": "Đã khóa tài khoản và chấm dứt mọi phiên đăng nhập của tài khoản.",
    "ended": "Đã chấm dứt mọi phiên đăng nhập của tài khoản.",
    "granted": "Đã giao quyền.",
    "withdrawn": "Đã thu hồi quyền.",
    "paired": "Đã ghép màn hình. Màn hình sẽ tự chuyển sang số liệu sau vài giây.",
    "revoked": "Đã thu hồi. Có hiệu lực trong một giây.",
}
OWN = "Không thể tự khóa tài khoản đang dùng."
OWN_GRANT = "Không thể tự thu hồi quyền quản trị: hãy nhờ một quản trị viên khác."
PASSWORD_BYTES = 15
"""120 bits, written with 20 characters."""
LONGEST_TOKEN_DAYS = 731


def blueprint(
    access: Access, catalogue: Callable[[], Catalogue], *, now: Callable[[], dt.datetime]
) -> Blueprint:
    """Make the pages of administration."""
    made = Blueprint("admin", __name__, url_prefix="/admin")
    made.register_error_handler(DataUnavailableError, lambda _error: refusal(HTTPStatus.SERVICE_UNAVAILABLE))
    made.add_url_rule("/", "start", lambda: onward("/admin/accounts"))
    accounts = _Accounts(access, catalogue, now)
    accounts.add_to(made)
    _add_devices(made, access, catalogue, now)
    _add_tokens(made, access, catalogue, now)
    add_audit(made, access, now)
    return made


def by() -> Actor:
    """Name who acts, for the audit log."""
    return Actor(current_viewer().name, "account", request.remote_addr or "")


def done() -> str:
    """Say what the form before this page has done."""
    return DONE.get(request.args.get("done", ""), "")


class _Accounts:
    """Pages and forms about accounts."""

    def __init__(
        self, access: Access, catalogue: Callable[[], Catalogue], now: Callable[[], dt.datetime]
    ) -> None:
        self._access, self._catalogue, self._now = access, catalogue, now

    def add_to(self, made: Blueprint) -> None:
        """Register the addresses."""
        made.add_url_rule("/accounts", "accounts", self.show)
        posts: dict[str, tuple[str, Callable[..., Response]]] = {
            "/accounts": ("add_account", self.add),
            "/accounts/<name>/active": ("set_active", self.set_active),
            "/accounts/<name>/password": ("reset_password", self.reset_password),
            "/accounts/<name>/sign-out": ("end_sessions", self.end_sessions),
            "/accounts/<name>/grants": ("grant", self.grant),
            "/grants/<int:grant>/withdraw": ("withdraw", self.withdraw),
        }
        for path, (endpoint, view) in posts.items():
            made.add_url_rule(path, endpoint, view, methods=["POST"])

    def show(self, faults: dict[str, str] | None = None, **facts: Any) -> Response:
        return page(
            "accounts.html",
            faults=faults,
            accounts=self._access.accounts(),
            choices=Choices.of(self._catalogue()),
            roles=ROLES,
            done=done(),
            **facts,
        )

    def add(self) -> Response:
        faults = missing("name", "title", "role", "unit") | _unknown_role()
        if faults:
            return self.show(faults)
        password, grant = _new_password(), (cast("Role", field("role")), Choices.chosen(field("unit")))
        try:
            self._access.add_account(
                field("name"), field("title"), password, [grant], by=by(), now=self._now()
            )
        except AccessRefusedError as error:
            return self.show({"unit" if error.reason == "unknown" else "name": error.problem})
        return self.show(password=password, whose=field("name"))

    def set_active(self, name: str) -> Response:
        active = field("active") == "1"
        if not active and name == current_viewer().name:
            return self.show({"account": OWN})
        return self._act(
            "enabled" if active else "disabled",
            lambda: self._access.set_active(name, active, by=by(), now=self._now()),
        )

    def reset_password(self, name: str) -> Response:
        password = _new_password()
        try:
            self._access.set_password(name, password, by=by(), now=self._now())
        except AccessRefusedError as error:
            return self.show({"account": error.problem})
        return self.show(password=password, whose=name)

    def end_sessions(self, name: str) -> Response:
        return self._act("ended", lambda: self._access.sign_out_everywhere(name, by=by(), now=self._now()))

    def grant(self, name: str) -> Response:
        if missing("role", "unit") or _unknown_role():
            return self.show({"account": "Chọn vai trò và phạm vi."})
        role, unit = cast("Role", field("role")), Choices.chosen(field("unit"))
        return self._act("granted", lambda: self._access.grant(name, role, unit, by=by(), now=self._now()))

    def withdraw(self, grant: int) -> Response:
        if any(row.id == grant and row.role == "admin" for row in self._own_grants()):
            return self.show({"account": OWN_GRANT})
        return self._act("withdrawn", lambda: self._access.withdraw(grant, by=by(), now=self._now()))

    def _own_grants(self) -> tuple[GrantRow, ...]:
        mine = current_viewer().name
        return next((row.grants for row in self._access.accounts() if row.name == mine), ())

    def _act(self, outcome: str, act: Callable[[], object]) -> Response:
        try:
            act()
        except AccessRefusedError as error:
            return self.show({"account": error.problem})
        return onward(f"/admin/accounts?done={outcome}")


def _unknown_role() -> dict[str, str]:
    return {} if field("role") in ROLES else {"role": "Chọn một vai trò."}


def _new_password() -> str:
    return secrets.token_urlsafe(PASSWORD_BYTES)


def _add_devices(
    made: Blueprint, access: Access, catalogue: Callable[[], Catalogue], now: Callable[[], dt.datetime]
) -> None:
    def shown(faults: dict[str, str] | None = None) -> Response:
        choices = Choices.of(catalogue())
        return page(
            "devices.html", faults=faults, devices=access.devices(), choices=choices, now=now(), done=done()
        )

    @made.get("/devices")
    def devices() -> Response:
        return shown()

    @made.post("/devices/<int:device>/revoke")
    def revoke_device(device: int) -> Response:
        try:
            access.revoke_device(device, by=by(), now=now())
        except AccessRefusedError as error:
            return shown({"device": error.problem})
        return onward("/admin/devices?done=revoked")


def _add_tokens(
    made: Blueprint, access: Access, catalogue: Callable[[], Catalogue], now: Callable[[], dt.datetime]
) -> None:
    def shown(faults: dict[str, str] | None = None, **facts: Any) -> Response:
        listed: dict[str, Any] = {"tokens": access.tokens(), "choices": Choices.of(catalogue()), "now": now()}
        return page("tokens.html", faults=faults, done=done(), **listed, **facts)

    @made.get("/tokens")
    def tokens() -> Response:
        return shown()

    @made.post("/tokens")
    def issue_token() -> Response:
        if faults := missing("name", "unit") | _days_fault():
            return shown(faults)
        days, unit = int(field("days")), Choices.chosen(field("unit"))
        writes = field("right") == "write"
        try:
            raw = access.issue_token(field("name"), unit, days=days, by=by(), now=now(), may_write=writes)
        except AccessRefusedError as error:
            return shown({"name" if error.reason == "taken" else "unit": error.problem})
        return shown(raw=raw, whose=field("name"))

    @made.post("/tokens/<int:token>/revoke")
    def revoke_token(token: int) -> Response:
        try:
            access.revoke_token(token, by=by(), now=now())
        except AccessRefusedError as error:
            return shown({"token": error.problem})
        return onward("/admin/tokens?done=revoked")


def _days_fault() -> dict[str, str]:
    text = field("days")
    holds = text.isascii() and text.isdecimal() and len(text) <= len(str(LONGEST_TOKEN_DAYS))
    if holds and 1 <= int(text) <= LONGEST_TOKEN_DAYS:
        return {}
    return {"days": f"Nhập số ngày từ 1 đến {LONGEST_TOKEN_DAYS}."}
