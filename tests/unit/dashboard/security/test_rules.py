"""Who each rule lets in."""

from __future__ import annotations

import pytest

from dashboard.security.identity import NOBODY
from dashboard.security.rules import RULES, UNKNOWN, Rule, Who, is_admin, rule_of
from data.contracts import DEMO, EVERYTHING, NOTHING, Grant, Role, Scope, Viewer

TAN_CHAU = Scope(localities=frozenset({"tan_chau"}))


def account(*grants: tuple[Role, Scope]) -> Viewer:
    return Viewer("account", "an", "An", tuple(Grant(role, scope) for role, scope in grants))


ADMIN = account(("admin", EVERYTHING))
READER = account(("viewer", TAN_CHAU))
NEWCOMER = account()
DEVICE = Viewer("device", "wall", "Phòng họp", (Grant("viewer", TAN_CHAU),))
TOKEN = Viewer("token", "tinh", "IOC tỉnh", (Grant("viewer", EVERYTHING),))
WRITER = Viewer("token", "mot-cua", "Một cửa", (Grant("secretary", TAN_CHAU),))
EVERYBODY = {
    "nobody": NOBODY,
    "newcomer": NEWCOMER,
    "reader": READER,
    "admin": ADMIN,
    "device": DEVICE,
    "token": TOKEN,
    "writer": WRITER,
    "demo": DEMO,
}

LET_IN: dict[Who, set[str]] = {
    "anyone": set(EVERYBODY),
    "viewer": {"reader", "admin", "device", "token", "writer", "demo"},
    "account": {"newcomer", "reader", "admin"},
    "device": {"device"},
    "writer": {"writer"},
    "admin": {"admin"},
    "nobody": set(),
}


@pytest.mark.parametrize("who", LET_IN)
def test_each_rule_lets_in_exactly(who: Who) -> None:
    assert {name for name, viewer in EVERYBODY.items() if Rule(who).allows(viewer)} == LET_IN[who]


@pytest.mark.parametrize("scope", [NOTHING, TAN_CHAU, Scope(units=frozenset({"25546@1900-01-01"}))])
def test_who_administers_a_part_must_not_grant_the_whole(scope: Scope) -> None:
    assert not is_admin(account(("admin", scope), ("viewer", EVERYTHING)))


@pytest.mark.parametrize("kind", ["device", "token", "demo"])
def test_only_people_administer(kind: str) -> None:
    assert not is_admin(Viewer(kind, "x", "X", (Grant("admin", EVERYTHING),)))  # type: ignore[arg-type]


@pytest.mark.parametrize("endpoint", [None, "", "unheard.of", "/_dash-component-suite"])
def test_what_nobody_has_thought_of_is_for_nobody(endpoint: str | None) -> None:
    assert rule_of(endpoint) is UNKNOWN


def test_panels_are_not_counted() -> None:
    assert RULES["/_dash-update-component"].limit == ""
