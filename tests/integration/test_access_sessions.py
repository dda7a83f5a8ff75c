"""Sessions: limits, what ends them and how soon everywhere, and what they cost, on both databases."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from sqlalchemy import Engine, select, update

from data.access import IDLE, LIFETIME, Access
from data.access.identities import GRACE_SECONDS
from data.contracts import DataUnavailableError
from data.engine import writing
from data.schema import AccessVersion, AccountSession
from tests.access_world import (
    DAY,
    GOOD,
    HOUR,
    MINUTE,
    NOW,
    OTHER,
    SECOND,
    Ticks,
    add,
    counted,
    desk,
    down,
    enter,
)


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def access(writable: Engine, ticks: Ticks) -> Access:
    made = desk(writable, monotonic=ticks)
    add(made)
    return made


def stored(engine: Engine) -> dt.datetime:
    with engine.connect() as connection:
        return connection.execute(select(AccountSession.seen_at)).scalar_one()


def test_a_session_says_who_and_since_when(access: Access) -> None:
    seen = access.session(enter(access), NOW + SECOND)
    assert seen is not None
    assert (seen.account_name, seen.began_at, seen.seen_at) == ("an", NOW, NOW)


def test_unknown_secrets_are_nobody(access: Access) -> None:
    enter(access)
    assert access.session("", NOW) is None
    assert access.session("x" * 43, NOW) is None


def test_a_session_ends_when_nobody_uses_it(access: Access) -> None:
    secret = enter(access)
    assert access.session(secret, NOW + IDLE - SECOND)
    assert access.session(secret, NOW + 2 * IDLE - 2 * SECOND)
    assert access.session(secret, NOW + 3 * IDLE) is None
    assert access.session(secret, NOW + 3 * IDLE + SECOND) is None


def test_a_session_ends_a_while_after_sign_in_however_busy_it_is(access: Access) -> None:
    secret, now = enter(access), NOW
    while now < NOW + LIFETIME - 7 * HOUR:
        now += 7 * HOUR
        assert access.session(secret, now)
    assert access.session(secret, NOW + LIFETIME - SECOND)
    assert access.session(secret, NOW + LIFETIME) is None


def test_limits_are_chosen_by_the_installation(writable: Engine) -> None:
    access = desk(writable, idle=MINUTE, lifetime=2 * MINUTE)
    add(access)
    idle, busy = enter(access), enter(access)
    assert access.session(busy, NOW + 50 * SECOND)
    assert access.session(idle, NOW + MINUTE) is None
    assert access.session(busy, NOW + 100 * SECOND)
    assert access.session(busy, NOW + 2 * MINUTE) is None


def test_use_in_one_worker_keeps_a_session_alive_in_another(access: Access, writable: Engine) -> None:
    other, secret = desk(writable), enter(access)
    assert other.session(secret, NOW)
    assert access.session(secret, NOW + IDLE - HOUR)
    assert other.session(secret, NOW + IDLE + HOUR)


def test_a_session_that_was_idle_too_long_cannot_be_woken(access: Access, writable: Engine) -> None:
    other, secret = desk(writable), enter(access)
    assert other.session(secret, NOW)
    assert other.session(secret, NOW + IDLE) is None
    assert access.session(secret, NOW + IDLE) is None
    assert other.session(secret, NOW + IDLE) is None


def test_last_use_is_written_at_most_once_a_minute(access: Access, writable: Engine) -> None:
    secret = enter(access)
    access.session(secret, NOW + 59 * SECOND)
    assert stored(writable) == NOW
    access.session(secret, NOW + 60 * SECOND)
    assert stored(writable) == NOW + MINUTE
    access.session(secret, NOW + 119 * SECOND)
    assert stored(writable) == NOW + MINUTE


def test_last_use_never_moves_back(access: Access, writable: Engine) -> None:
    behind, secret = desk(writable), enter(access)
    assert behind.session(secret, NOW)
    assert access.session(secret, NOW + 10 * MINUTE)
    assert behind.session(secret, NOW + 5 * MINUTE)
    assert stored(writable) == NOW + 10 * MINUTE


def test_a_known_session_costs_no_statement_within_a_second_and_one_after(
    access: Access, writable: Engine, ticks: Ticks
) -> None:
    secret = enter(access)
    access.session(secret, NOW)
    with counted(writable) as statements:
        for _ in range(100):
            assert access.session(secret, NOW)
        assert statements == []
        ticks.seconds += 1
        for _ in range(100):
            assert access.session(secret, NOW)
        assert len(statements) == 1


def test_signing_in_makes_no_other_worker_read_again(access: Access, writable: Engine, ticks: Ticks) -> None:
    other = desk(writable, monotonic=ticks)
    secret = enter(access)
    other.session(secret, NOW)
    enter(access)
    access.sign_out("no secret of ours", now=NOW)
    ticks.seconds += 1
    with counted(writable) as statements:
        assert other.session(secret, NOW)
    assert len(statements) == 1


ENDINGS = {
    "signing out": lambda access, secret: access.sign_out(secret, now=NOW),
    "signing out everywhere": lambda access, _: access.sign_out_everywhere("an", by="an", now=NOW),
    "disabling": lambda access, _: access.set_active("an", False, by="chief", now=NOW),
    "a new password": lambda access, _: access.set_password("an", OTHER, by="chief", now=NOW),
    "changing the password": lambda access, _: access.change_password(
        "an", GOOD, OTHER, where="", agent="", now=NOW
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_end_is_effective_at_once_here_and_within_a_second_elsewhere(
    access: Access, writable: Engine, ending: str
) -> None:
    elsewhere = Ticks()
    other = desk(writable, monotonic=elsewhere)
    secret = enter(access)
    assert access.session(secret, NOW)
    assert other.session(secret, NOW)
    ENDINGS[ending](access, secret)
    assert access.session(secret, NOW) is None
    elsewhere.seconds += 0.99
    assert other.session(secret, NOW)  # from memory: the version is read once a second
    elsewhere.seconds += 0.01
    assert other.session(secret, NOW) is None


def test_a_withdrawn_grant_is_effective_within_a_second_elsewhere(access: Access, writable: Engine) -> None:
    elsewhere = Ticks()
    other = desk(writable, monotonic=elsewhere)
    secret = enter(access)
    assert other.session(secret, NOW).viewer.has("viewer")  # type: ignore[union-attr]
    ((grant,),) = (account.grants for account in access.accounts())
    access.withdraw(grant.id, by="chief", now=NOW)
    elsewhere.seconds += 1
    assert not other.session(secret, NOW).viewer.has("viewer")  # type: ignore[union-attr]


def test_signing_out_ends_one_session_and_everywhere_ends_all(access: Access) -> None:
    first, second, third = enter(access), enter(access), enter(access)
    access.sign_out(first, now=NOW)
    access.sign_out(first, now=NOW)
    assert [access.session(secret, NOW) is not None for secret in (first, second, third)] == [
        False,
        True,
        True,
    ]
    access.sign_out_everywhere("AN", by="an", now=NOW)
    assert not any(access.session(secret, NOW) for secret in (first, second, third))
    assert [entry.action for entry in access.entries(limit=9, action="sign_out")] == [
        "sign_out.everywhere",
        "sign_out",
    ]


# ---------------------------------------------------------------------------------- database down


def test_known_sessions_outlive_the_database_for_a_quarter_of_an_hour(
    access: Access, writable: Engine, ticks: Ticks
) -> None:
    known, unknown = enter(access), enter(access)
    access.session(known, NOW)
    with down(writable):
        ticks.seconds += GRACE_SECONDS - 1
        assert access.session(known, NOW + 10 * MINUTE)
        with pytest.raises(DataUnavailableError):
            access.session(unknown, NOW)
        with pytest.raises(DataUnavailableError):
            access.session("no secret of ours", NOW)
        ticks.seconds += 2
        with pytest.raises(DataUnavailableError):
            access.session(known, NOW)
    ticks.seconds += 1
    assert access.session(known, NOW)
    assert access.session(unknown, NOW)


def test_limits_hold_while_the_database_is_down(access: Access, writable: Engine, ticks: Ticks) -> None:
    secret = enter(access)
    access.session(secret, NOW)
    with down(writable):
        ticks.seconds += 1
        with pytest.raises(DataUnavailableError):  # idle here; whether elsewhere too, nobody can say
            access.session(secret, NOW + IDLE)
        with pytest.raises(DataUnavailableError):
            access.session(secret, NOW + DAY)


def test_without_a_database_from_the_start_nobody_is_known(writable: Engine) -> None:
    access = desk(writable)
    with down(writable):
        for ask in (
            lambda: access.session("secret", NOW),
            lambda: access.device("key", NOW),
            lambda: access.token("raw", NOW),
            lambda: enter(access),
            access.has_accounts,
            access.accounts,
        ):
            with pytest.raises(DataUnavailableError):
                ask()


def test_what_ended_while_the_database_was_away_has_ended(
    access: Access, writable: Engine, ticks: Ticks
) -> None:
    secret = enter(access)
    access.session(secret, NOW)
    with writing(writable) as connection:
        connection.execute(update(AccountSession).values(ended_at=NOW))
        connection.execute(update(AccessVersion).values(version=AccessVersion.version + 1))
    with down(writable):
        ticks.seconds += 60
        assert access.session(secret, NOW)
    ticks.seconds += 1
    assert access.session(secret, NOW) is None


def test_building_touches_no_database(writable: Engine) -> None:
    with down(writable):
        assert isinstance(desk(writable), Access)


def test_threads_may_share_it(access: Access) -> None:
    secrets, faults = [enter(access) for _ in range(4)], []

    def look(number: int) -> None:
        for step in range(200):
            seen = access.session(secrets[(number + step) % 4], NOW + step * SECOND)
            if seen is None or seen.account_name != "an":
                faults.append((number, step))

    threads = [threading.Thread(target=look, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
