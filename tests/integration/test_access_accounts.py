"""Accounts, grants and what they show, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select, update

from data.access import Access, AccessRefusedError, Actor
from data.contracts import EVERYTHING, NOTHING, Scope
from data.engine import writing
from data.rollups.units import address_of
from data.schema import Account, AccountGrant, Locality, Unit
from data.version import publish
from tests.access_world import BU_DANG, GOOD, NOW, OTHER, TAN_CHAU, Ticks, add, desk, enter


@pytest.fixture
def access(writable: Engine) -> Access:
    return desk(writable)


def scope(access: Access, name: str = "an") -> Scope:
    seen = access.session(enter(access, name), NOW)
    assert seen is not None
    return seen.viewer.scope


def commune(engine: Engine, locality: str = "tan_chau") -> str:
    """Address of a commune that belongs to a locality's district."""
    with engine.connect() as connection:
        home = select(Locality.unit_id).where(Locality.slug == locality).scalar_subquery()
        chosen = select(address_of(Unit)).where(Unit.parent_id == home, Unit.kind == "xa")
        return str(connection.scalars(chosen.order_by(Unit.id)).first())


def units_of(engine: Engine, locality: str) -> frozenset[str]:
    with engine.connect() as connection:
        mine = Locality.slug == locality
        found = select(address_of(Unit)).join(Locality, Unit.locality_id == Locality.id).where(mine)
        return frozenset(connection.scalars(found))


def test_nobody_can_sign_in_at_first(access: Access) -> None:
    assert not access.has_accounts()
    add(access)
    assert access.has_accounts()
    access.set_active("an", False, by="chief", now=NOW)
    assert not access.has_accounts()


def test_a_name_is_taken_in_every_writing(access: Access) -> None:
    add(access, "Lê.Ân")
    assert [row.name for row in access.accounts()] == ["lê.ân"]
    with pytest.raises(AccessRefusedError) as refusal:
        add(access, " LE\u0302.A\u0302N ")
    assert refusal.value.reason == "taken"
    assert enter(access, "LÊ.ÂN")


def test_what_is_refused_leaves_nothing_behind(access: Access) -> None:
    for name, password, roles, reason in [
        ("an", "short", [], "weak"),
        ("an", "Huyện Tân Châu 1", [], "weak"),
        ("an binh", GOOD, [], "unknown"),
        ("an", GOOD, [("viewer", "atlantis")], "unknown"),
        ("an", GOOD, [("viewer", "706@2099-01-01")], "unknown"),
        ("an", GOOD, [("admin", "tan_chau")], "unknown"),
    ]:
        with pytest.raises(AccessRefusedError) as refusal:
            access.add_account(name, "An", password, roles, by="chief", now=NOW)  # type: ignore[arg-type]
        assert refusal.value.reason == reason
        assert refusal.value.problem
    assert access.accounts() == ()
    assert access.entries(limit=10) == ()


def test_passwords_are_stored_as_hashes_only(access: Access, writable: Engine) -> None:
    add(access)
    with writable.connect() as connection:
        stored = connection.scalar(select(Account.password_hash))
    assert stored is not None
    assert stored.startswith("$argon2id$")
    assert GOOD not in repr(access.entries(limit=10))


def test_a_locality_is_seen_whole_with_its_units(access: Access, writable: Engine) -> None:
    add(access, "an", ("viewer", "tan_chau"))
    seen = scope(access)
    assert seen.localities == {"tan_chau"}
    assert seen.units >= units_of(writable, "tan_chau")
    assert not seen.units & units_of(writable, "bu_dang")
    assert not seen.everything
    add(access, "binh", ("viewer", TAN_CHAU))
    assert scope(access, "binh") == seen


def test_a_commune_is_seen_alone(access: Access, writable: Engine) -> None:
    own = commune(writable)
    add(access, "an", ("viewer", own))
    assert scope(access) == Scope(units=frozenset({own}))


def test_a_province_shows_every_locality_below_it(access: Access, writable: Engine) -> None:
    with writable.connect() as connection:
        parent = select(Unit.parent_id).where(address_of(Unit) == BU_DANG).scalar_subquery()
        province = str(connection.scalar(select(address_of(Unit)).where(Unit.id == parent)))
    add(access, "an", ("viewer", province))
    seen = scope(access)
    assert seen.localities == {"bu_dang"}
    assert {province, BU_DANG} | units_of(writable, "bu_dang") <= seen.units


def test_parents_in_a_circle_end_the_walk(access: Access, writable: Engine) -> None:
    own = commune(writable)
    add(access, "an", ("viewer", own))
    with writing(writable) as connection:
        home = select(Unit.id).where(address_of(Unit) == TAN_CHAU).scalar_subquery()
        below = select(Unit.id).where(address_of(Unit) == own).scalar_subquery()
        connection.execute(update(Unit).where(Unit.id == home).values(parent_id=below))
    assert scope(access).localities == {"tan_chau"}


def test_roles_and_scopes_join(access: Access, writable: Engine) -> None:
    own = commune(writable, "bu_dang")
    add(access, "an", ("viewer", "tan_chau"), ("secretary", own))
    seen = access.session(enter(access), NOW)
    assert seen is not None
    viewer = seen.viewer
    assert (viewer.kind, viewer.name, viewer.title) == ("account", "an", "Nguyễn Thị An")
    assert viewer.has("secretary")
    assert not viewer.may("secretary", "tan_chau")
    assert viewer.may("viewer", "tan_chau")
    assert viewer.scope == viewer.grants[0].scope | Scope(units=frozenset({own}))


def test_everything_and_nothing(access: Access) -> None:
    add(access)
    assert scope(access) == EVERYTHING
    access.add_account("binh", "", GOOD, [], by="chief", now=NOW)
    assert scope(access, "binh") == NOTHING


def test_a_unit_that_is_gone_shows_nothing(access: Access, writable: Engine) -> None:
    add(access)
    with writing(writable) as connection:
        connection.execute(update(AccountGrant).values(unit="no-such@2025-07-01"))
    assert scope(access) == NOTHING
    ((row,),) = (account.grants for account in access.accounts())
    assert (row.unit, row.unit_name) == ("no-such@2025-07-01", "")


def test_a_scope_follows_the_tree_of_units(access: Access, writable: Engine) -> None:
    """A publication that moves a unit moves what an open session shows."""
    ticks = Ticks()
    later = desk(writable, monotonic=ticks)
    add(access, "an", ("viewer", commune(writable)))
    secret = enter(access)
    assert later.session(secret, NOW).viewer.scope.units == {commune(writable)}  # type: ignore[union-attr]
    with writing(writable) as connection:
        moved = update(Unit).where(address_of(Unit) == BU_DANG)
        below = select(Unit.id).where(address_of(Unit) == commune(writable)).scalar_subquery()
        connection.execute(moved.values(parent_id=below))
        publish(connection, "units", "a" * 64, NOW)
    ticks.seconds += 1
    assert later.session(secret, NOW).viewer.scope.localities == {"bu_dang"}  # type: ignore[union-attr]


def test_grants_come_and_go(access: Access) -> None:
    access.add_account("an", "", GOOD, [], by="chief", now=NOW)
    made = access.grant("AN", "viewer", "tan_chau", by=Actor("chief", where="10.0.0.1"), now=NOW)
    assert access.grant("an", "viewer", TAN_CHAU, by="chief", now=NOW) == made
    ((row,),) = (account.grants for account in access.accounts())
    assert (row.id, row.role, row.unit, row.unit_name) == (made, "viewer", TAN_CHAU, "Huyện Tân Châu")
    access.withdraw(made, by="chief", now=NOW)
    assert scope(access) == NOTHING
    with pytest.raises(AccessRefusedError, match="không còn"):
        access.withdraw(made, by="chief", now=NOW)
    told = [(entry.action, entry.actor, entry.where) for entry in access.entries(limit=9, action="grant")]
    assert told == [("grant.withdraw", "chief", ""), ("grant.add", "chief", "10.0.0.1")]


def test_administrators_are_told_what_there_is(access: Access) -> None:
    add(access, "binh")
    access.add_account("an", "", None, [("admin", "")], by="chief", now=NOW)
    access.set_active("binh", False, by="chief", now=NOW)
    an, binh = access.accounts()
    assert (an.name, an.title, an.has_password, an.is_active) == ("an", "an", False, True)
    assert (binh.name, binh.has_password, binh.is_active) == ("binh", True, False)
    assert an.created_at == NOW
    assert an.signed_in_at is None


def test_accounts_that_do_not_exist_are_said_so(access: Access) -> None:
    for act in (
        lambda: access.set_password("an", GOOD, by="chief", now=NOW),
        lambda: access.set_active("an", True, by="chief", now=NOW),
        lambda: access.grant("an", "viewer", "", by="chief", now=NOW),
        lambda: access.sign_out_everywhere("an", by="chief", now=NOW),
    ):
        with pytest.raises(AccessRefusedError) as refusal:
            act()
        assert refusal.value.reason == "unknown"


def test_a_new_password_ends_sessions_and_the_old_one(access: Access) -> None:
    add(access)
    secret = enter(access)
    with pytest.raises(AccessRefusedError):
        access.set_password("an", "nguyen.thi.an", by="chief", now=NOW)
    assert access.session(secret, NOW)
    access.set_password("an", OTHER, by="chief", now=NOW)
    assert access.session(secret, NOW) is None
    with pytest.raises(AccessRefusedError):
        enter(access)
    assert access.sign_in("an", OTHER, where="", agent="", now=NOW)
