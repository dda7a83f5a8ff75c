"""Who may use which address: one table, complete by a test. An address that is not in it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from data.contracts import Viewer

Who: TypeAlias = Literal["anyone", "viewer", "account", "device", "writer", "admin", "nobody"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may use an address, whether people look at its answer, and how often it may be asked.

    `limit` is per viewer, before sign-in per network address, in the words of Flask-Limiter; where it is
    empty, nothing is counted: what panels ask for costs less than counting it.
    """

    who: Who
    is_page: bool = False
    limit: str = ""

    def allows(self, viewer: Viewer) -> bool:
        """Tell whether the rule lets a viewer in."""
        return _ALLOWS[self.who](viewer)


def is_admin(viewer: Viewer) -> bool:
    """Tell whether a viewer administers all of it: a role over a part must not grant the whole."""
    return viewer.kind == "account" and any(
        grant.role == "admin" and grant.scope.everything for grant in viewer.grants
    )


_ALLOWS = {
    "anyone": lambda _viewer: True,
    "viewer": lambda viewer: viewer.has("viewer"),
    "account": lambda viewer: viewer.kind == "account" and viewer.name != "",
    "device": lambda viewer: viewer.kind == "device",
    "writer": lambda viewer: viewer.kind == "token" and viewer.has("secretary"),
    "admin": is_admin,
    "nobody": lambda _viewer: False,
}
ANYONE, ANYONE_READS = Rule("anyone"), Rule("anyone", is_page=True)
VIEWER, VIEWER_READS = Rule("viewer"), Rule("viewer", is_page=True)
ADMIN_READS = Rule("admin", is_page=True)
SYSTEM = Rule("viewer", limit="1200 per minute")
"""The read interface: twenty answers a second are more than any synchronising system needs."""
UNKNOWN = Rule("nobody")

RULES: Mapping[str, Rule] = {
    # Files of the program: the same for everyone, without a figure in them.
    "_dash_assets.static": ANYONE,
    "/_favicon.ico": ANYONE,
    "joined": ANYONE,
    # Machines that watch the service.
    "healthz": ANYONE,
    "readyz": ANYONE,
    # Pages and what they ask for.
    "/": VIEWER_READS,
    "/<path:path>": VIEWER_READS,
    "/_dash-layout": VIEWER,
    "/_dash-dependencies": VIEWER,
    "/_dash-update-component": VIEWER,
    "/_reload-hash": VIEWER,
    "version": VIEWER,
    "outlines": VIEWER,
    # Other systems.
    "api.questions": SYSTEM,
    "api.description": SYSTEM,
    "api.names": SYSTEM,
    "api.changes": SYSTEM,
    "api.conflicts": SYSTEM,
    "api.answer": SYSTEM,
    "intake_api.bring": Rule("writer", limit="60 per minute"),
    "intake_api.batch": Rule("writer", limit="240 per minute"),
    # Figures that a secretary brings in; each page asks for that role over the place concerned.
    **dict.fromkeys(
        (
            "intake.start",
            "intake.template",
            "intake.upload",
            "intake.batch",
            "intake.annotated",
            "intake.accept",
            "intake.publish",
            "intake.discard",
            "intake.undo",
            "corrections.start",
            "corrections.form",
            "corrections.correct",
            "closing.start",
            "closing.close",
            "closing.reopen",
            "deciding.start",
            "deciding.form",
            "deciding.decide",
        ),
        Rule("account", is_page=True),
    ),
    # Sign-in and own account.
    "sign_in.form": ANYONE_READS,
    "sign_in.enter": Rule("anyone", is_page=True, limit="20 per minute"),
    "sign_in.leave": ANYONE_READS,
    "sign_in.leave_everywhere": Rule("account", is_page=True),
    "sign_in.password": Rule("account", is_page=True),
    "sign_in.change_password": Rule("account", is_page=True, limit="10 per minute"),
    "oidc.begin": Rule("anyone", is_page=True, limit="20 per minute"),
    "oidc.finish": Rule("anyone", is_page=True, limit="20 per minute"),
    # Walls. The page is for anyone: one without a key shows a pairing code, and no figure.
    "wall.page": ANYONE_READS,
    "wall.worker": ANYONE,
    "wall.now": VIEWER,
    "wall.scene": VIEWER,
    "wall.qr": VIEWER,
    "wall.registry": ADMIN_READS,
    **dict.fromkeys(
        (
            "wall.lead",
            "wall.present",
            "wall.act",
            "wall.release",
            "wall.playlists",
            "wall.save",
            "wall.remove",
        ),
        Rule("account", is_page=True),
    ),
    "pairing.begin": Rule("anyone", limit="10 per minute"),
    "pairing.claim": Rule("anyone", limit="240 per minute"),
    "pairing.heartbeat": Rule("device", limit="60 per minute"),
    "pairing.form": ADMIN_READS,
    "pairing.confirm": Rule("admin", is_page=True, limit="20 per minute"),
    # Administration.
    "admin.start": ADMIN_READS,
    "admin.accounts": ADMIN_READS,
    "admin.add_account": ADMIN_READS,
    "admin.set_active": ADMIN_READS,
    "admin.reset_password": ADMIN_READS,
    "admin.end_sessions": ADMIN_READS,
    "admin.grant": ADMIN_READS,
    "admin.withdraw": ADMIN_READS,
    "admin.devices": ADMIN_READS,
    "admin.revoke_device": ADMIN_READS,
    "admin.tokens": ADMIN_READS,
    "admin.issue_token": ADMIN_READS,
    "admin.revoke_token": ADMIN_READS,
    "admin.audit": ADMIN_READS,
    "admin.audit_table": Rule("admin", limit="10 per minute"),
}
_LIBRARIES = "/_dash-component-suites/"
"""Endpoints of Dash's libraries and of our bundles, which carry the digests of their content."""


def rule_of(endpoint: str | None) -> Rule:
    """Give the rule of an endpoint; one that nobody has thought of is for nobody."""
    if endpoint is not None and endpoint.startswith(_LIBRARIES):
        return ANYONE
    return RULES.get(endpoint or "", UNKNOWN)
