"""Signing in: proofs, back-off, what is told to whom, and other providers, on both databases."""

from __future__ import annotations

import threading
import unicodedata

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, func, select, update

from data.access import Access, AccessRefusedError, Passwords
from data.engine import writing
from data.schema import Account, AccountSession, SignInThrottle
from tests.access_world import DAY, GOOD, HERE, HOUR, MINUTE, NOW, OTHER, SECOND, THERE, add, desk, enter

ISSUER = "https://sso.example.vn"


@pytest.fixture
def access(writable: Engine) -> Access:
    made = desk(writable)
    add(made)
    return made


def refusal(
    access: Access, password: str = OTHER, name: str = "an", where: str = "", **when: object
) -> AccessRefusedError:
    with pytest.raises(AccessRefusedError) as raised:
        access.sign_in(name, password, where=where, agent="", now=when.get("now", NOW))  # type: ignore[arg-type]
    return raised.value


def test_a_session_begins_with_a_new_secret_each_time(access: Access) -> None:
    first, second = enter(access), enter(access)
    assert first != second
    assert access.session(first, NOW)
    assert access.session(second, NOW)


def test_a_password_typed_on_another_keyboard_is_the_same(access: Access) -> None:
    access.set_password("an", "ướt đẫm mồ hôi 9", by="chief", now=NOW)
    typed = unicodedata.normalize("NFD", "ướt đẫm mồ hôi 9")
    assert access.sign_in("an", typed, where="", agent="", now=NOW)


def test_secrets_are_stored_as_digests(access: Access, writable: Engine) -> None:
    secret = enter(access)
    with writable.connect() as connection:
        row = connection.execute(select(AccountSession.token_sha256, AccountSession.address)).one()
    assert secret not in row.token_sha256
    assert row.address == HERE


def test_a_wrong_password_and_a_missing_account_read_alike(access: Access) -> None:
    access.add_account("binh", "", None, [], by="chief", now=NOW)
    wrong, missing, without = refusal(access), refusal(access, GOOD, "nobody"), refusal(access, "", "binh")
    assert {(error.reason, error.problem) for error in (wrong, missing, without)} == {
        ("wrong", wrong.problem)
    }


@pytest.mark.parametrize("name", ["an", "nobody"])
def test_the_sixth_attempt_waits_whether_or_not_there_is_an_account(access: Access, name: str) -> None:
    for _ in range(5):
        assert refusal(access, name=name).reason == "wrong"
    locked = refusal(access, GOOD, name)
    assert (locked.reason, locked.until) == ("locked", NOW + MINUTE)
    assert "sau 1 phút" in locked.problem


def test_waits_double_with_each_further_failure(access: Access) -> None:
    now = NOW
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        while (error := refusal(access, now=now)).reason == "wrong":
            pass
        assert error.until == now + minutes * MINUTE
        now += minutes * MINUTE


def test_attempts_during_a_wait_do_not_prolong_it(access: Access) -> None:
    for _ in range(30):
        refusal(access)
    assert refusal(access, now=NOW + MINUTE - SECOND).reason == "locked"
    assert enter(access, now=NOW + MINUTE)


def test_success_forgets_the_failures(access: Access) -> None:
    for _ in range(3):
        for _ in range(4):
            refusal(access)
        assert enter(access)


def test_failures_are_forgotten_after_a_day(access: Access) -> None:
    for _ in range(4):
        refusal(access)
    assert refusal(access, now=NOW + DAY + SECOND).reason == "wrong"
    assert refusal(access, now=NOW + DAY + SECOND).reason == "wrong"


def test_an_administrator_lifts_a_lock_with_a_new_password(access: Access) -> None:
    for _ in range(6):
        refusal(access)
    access.set_password("an", OTHER, by="chief", now=NOW)
    assert access.sign_in("an", OTHER, where="", agent="", now=NOW)


def test_an_address_that_tries_many_names_waits(access: Access) -> None:
    for number in range(20):
        assert refusal(access, name=f"name{number}", where=THERE).reason == "wrong"
    locked = refusal(access, GOOD, where=THERE)
    assert (locked.reason, locked.until) == ("locked", NOW + MINUTE)
    assert enter(access, where=HERE)


def test_one_good_account_buys_no_guesses_at_others(access: Access) -> None:
    for number in range(19):
        refusal(access, name=f"name{number}", where=THERE)
    for _ in range(3):
        assert enter(access, where=THERE)
    assert refusal(access, name="another", where=THERE).reason == "wrong"
    assert refusal(access, name="yet.another", where=THERE).reason == "locked"


def test_good_sign_ins_from_one_office_are_not_counted(access: Access) -> None:
    for _ in range(30):
        assert enter(access)


@pytest.mark.usefixtures("access")
def test_many_attempts_at_once_are_not_one(writable: Engine) -> None:
    """Ten guesses that start together: five are looked at, and no more."""
    start, reasons = threading.Barrier(10), []

    def guess() -> None:
        mine = desk(writable)
        start.wait()
        reasons.append(refusal(mine).reason)

    threads = [threading.Thread(target=guess) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reasons) == ["locked"] * 5 + ["wrong"] * 5


def test_the_throttle_keeps_no_names_and_forgets(access: Access, writable: Engine) -> None:
    refusal(access, name="my-password-in-the-wrong-field")
    with writable.connect() as connection:
        assert "password" not in repr(connection.execute(select(SignInThrottle.subject)).all())
    assert "my-password" not in repr(access.entries(limit=10))
    refusal(access, now=NOW + DAY + SECOND)
    with writable.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(SignInThrottle)) == 1


def test_a_disabled_account_is_told_so_only_with_its_password(access: Access) -> None:
    secret = enter(access)
    access.set_active("an", False, by="chief", now=NOW)
    assert access.session(secret, NOW) is None
    assert refusal(access).reason == "wrong"
    assert refusal(access, GOOD).reason == "disabled"
    access.set_active("an", True, by="chief", now=NOW)
    assert access.session(secret, NOW) is None
    assert enter(access)


def test_an_account_disabled_in_the_database_itself_is_out(access: Access, writable: Engine) -> None:
    secret = enter(access)
    with writing(writable) as connection:
        connection.execute(update(Account).values(is_active=False))
    assert desk(writable).session(secret, NOW) is None
    assert refusal(access, GOOD).reason == "disabled"


@pytest.mark.usefixtures("access")
def test_a_hash_of_older_parameters_is_renewed_at_sign_in(writable: Engine) -> None:
    dearer = desk(writable, passwords=Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)))
    assert enter(dearer)
    with writable.connect() as connection:
        assert ",t=2," in str(connection.scalar(select(Account.password_hash)))
    assert enter(dearer)


def test_people_change_their_own_password(access: Access) -> None:
    before = enter(access)
    way = {"where": HERE, "agent": "", "now": NOW}
    with pytest.raises(AccessRefusedError) as wrong:
        access.change_password("an", OTHER, OTHER, **way)  # type: ignore[arg-type]
    with pytest.raises(AccessRefusedError) as weak:
        access.change_password("an", GOOD, "123456789012", **way)  # type: ignore[arg-type]
    assert (wrong.value.reason, weak.value.reason) == ("wrong", "weak")
    assert access.session(before, NOW)
    after = access.change_password("an", GOOD, OTHER, **way)  # type: ignore[arg-type]
    assert access.session(before, NOW) is None
    assert access.session(after, NOW)
    assert refusal(access, GOOD).reason == "wrong"


def test_every_sign_in_and_refusal_is_noted(access: Access) -> None:
    enter(access)
    refusal(access, where=THERE)
    told = [(entry.action, entry.actor, entry.subject, entry.where) for entry in access.entries(limit=2)]
    assert told == [("sign_in.refused", "", "an", THERE), ("sign_in", "an", "an", HERE)]
    assert access.entries(limit=1)[0].detail == {"reason": "wrong"}


@pytest.mark.parametrize("text", ["\x00", "\ud800", "a" * 5000, "'; DROP TABLE account; --", "\n"])
def test_any_text_may_be_typed(access: Access, text: str) -> None:
    way = {"where": text[:5], "agent": text, "now": NOW}
    with pytest.raises(AccessRefusedError):
        access.sign_in(text, text, **way)  # type: ignore[arg-type]
    with pytest.raises(AccessRefusedError):
        access.sign_in_as(text, text, name=text, title=text, **way)  # type: ignore[arg-type]
    assert access.session(text, NOW) is None
    assert access.device(text, NOW) is None
    assert access.token(text, NOW) is None
    assert enter(access, agent=text)


# ------------------------------------------------------------------------------------ single sign-on


def proven(access: Access, subject: str = "s-1", name: str = "an", issuer: str = ISSUER) -> str:
    return access.sign_in_as(issuer, subject, name=name, title="An", where=HERE, agent="", now=NOW)


def test_the_first_single_sign_on_links_the_account_of_that_name(access: Access) -> None:
    assert access.session(proven(access, name="AN"), NOW)
    (row,) = access.accounts()
    assert row.has_single_sign_on
    assert row.signed_in_at == NOW
    assert [entry.action for entry in access.entries(limit=2)] == ["sign_in", "account.link"]


def test_a_link_stands_when_the_name_changes(access: Access) -> None:
    proven(access)
    seen = access.session(proven(access, name="an.nguyen"), NOW)
    assert seen is not None
    assert seen.account_name == "an"


@pytest.mark.parametrize(("subject", "issuer"), [("s-2", ISSUER), ("s-1", "https://other.example.vn")])
def test_a_linked_account_is_nobody_elses(access: Access, subject: str, issuer: str) -> None:
    proven(access)
    with pytest.raises(AccessRefusedError) as raised:
        proven(access, subject, issuer=issuer)
    assert raised.value.reason == "unknown"


def test_somebody_without_an_account_is_refused_and_noted(access: Access) -> None:
    with pytest.raises(AccessRefusedError) as raised:
        proven(access, name="stranger")
    assert raised.value.reason == "unknown"
    (entry,) = access.entries(limit=1)
    assert (entry.action, entry.kind) == ("sign_in.refused", "anonymous")
    assert entry.detail == {"issuer": ISSUER, "name": "stranger", "reason": "unknown", "title": "An"}


def test_a_disabled_account_is_neither_linked_nor_let_in(access: Access) -> None:
    access.set_active("an", False, by="chief", now=NOW)
    with pytest.raises(AccessRefusedError) as raised:
        proven(access)
    assert raised.value.reason == "unknown"
    access.set_active("an", True, by="chief", now=NOW)
    proven(access)
    access.set_active("an", False, by="chief", now=NOW)
    with pytest.raises(AccessRefusedError) as raised:
        proven(access)
    assert raised.value.reason == "disabled"


def test_sessions_that_are_over_are_swept_away(access: Access, writable: Engine) -> None:
    for _ in range(3):
        access.sign_out(enter(access), now=NOW + HOUR)
    enter(access)
    with writable.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(AccountSession)) == 1
