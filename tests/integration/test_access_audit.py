"""The audit log is append-only in the database itself, and written with what it tells of."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, Executable, delete, insert, inspect, select, text, update
from sqlalchemy.exc import DatabaseError

from data import migrate
from data.access import Access, AccessRefusedError, Actor
from data.access import audit as audit_module
from data.engine import make_engine, writing
from data.schema import Account, AuditEntry
from tests.access_world import GOOD, HERE, NOW, SECOND, add, desk


@pytest.fixture
def access(writable: Engine) -> Access:
    return desk(writable)


def record(access: Access, number: int = 0, action: str = "load", actor: str = "an") -> None:
    detail = {"file": "kế hoạch.xlsx", "rows": str(number)}
    moment = NOW + number * SECOND
    access.record(action, actor=actor, kind="account", subject="plans", where=HERE, detail=detail, now=moment)


CHANGES: dict[str, Executable] = {
    "changed": update(AuditEntry).values(actor="nobody"),
    "removed": delete(AuditEntry),
    "changed in raw SQL": text("UPDATE audit_entry SET at = at"),
    "removed one by one": delete(AuditEntry).where(AuditEntry.id == 1),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_entry_cannot_be(access: Access, writable: Engine, change: str) -> None:
    record(access)
    before = access.entries(limit=9)
    with pytest.raises(DatabaseError, match="append-only"), writing(writable) as connection:
        connection.execute(CHANGES[change])
    assert access.entries(limit=9) == before
    assert len(before) == 1


def test_an_entry_cannot_be_replaced_or_truncated(access: Access, writable: Engine) -> None:
    record(access)
    before = access.entries(limit=9)
    by_kind = {
        "sqlite": "REPLACE INTO audit_entry SELECT * FROM audit_entry",
        "postgresql": "TRUNCATE audit_entry",
    }
    with pytest.raises(DatabaseError, match="append-only"), writing(writable) as connection:
        connection.execute(text(by_kind[writable.dialect.name]))
    assert access.entries(limit=9) == before


def test_an_entry_tells_who_what_when_and_from_where(access: Access) -> None:
    record(access, 2)
    (entry,) = access.entries(limit=9)
    assert (entry.at, entry.actor, entry.kind) == (NOW + 2 * SECOND, "an", "account")
    assert (entry.action, entry.subject, entry.where) == ("load", "plans", HERE)
    assert entry.detail == {"file": "kế hoạch.xlsx", "rows": "2"}


def test_nothing_forges_a_line(access: Access) -> None:
    access.record(
        "export\n", actor="an\r\nroot", kind="device", detail={"a\x00": "b\n2026 root did it"}, now=NOW
    )
    (entry,) = access.entries(limit=9)
    assert (entry.action, entry.actor, entry.detail) == ("export", "an root", {"a": "b 2026 root did it"})


def test_entries_are_filtered_and_paged_newest_first(access: Access) -> None:
    for number, action in enumerate(["device.revoke", "devices", "device", "load"]):
        record(access, number, action, actor="an" if number % 2 else "Phòng họp")
    assert [entry.action for entry in access.entries(limit=9, action="device")] == ["device", "device.revoke"]
    assert [entry.action for entry in access.entries(limit=9, action="device.revoke")] == ["device.revoke"]
    assert [entry.action for entry in access.entries(limit=9, action="%")] == []
    assert [entry.action for entry in access.entries(limit=9, actor="AN")] == ["load", "devices"]
    assert [entry.action for entry in access.entries(limit=9, actor="Phòng họp")] == [
        "device",
        "device.revoke",
    ]
    assert [entry.action for entry in access.entries(limit=2, offset=1)] == ["device", "devices"]


def test_every_entry_comes_once_while_others_are_added(
    access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_module, "BATCH", 2)
    for number in range(5):
        record(access, number)
    seen = []
    for entry in access.all_entries():
        seen.append(entry.detail["rows"])
        record(access, 100)
    assert seen == ["4", "3", "2", "1", "0"]


def test_what_fails_is_not_noted_and_what_cannot_be_noted_fails(access: Access, writable: Engine) -> None:
    with pytest.raises(AccessRefusedError):
        access.add_account("an", "", GOOD, [("viewer", ""), ("viewer", "atlantis")], by="chief", now=NOW)
    assert access.entries(limit=9) == ()
    unknown = Actor("chief", "nobody's kind")  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"kind_known"):
        access.add_account("an", "", GOOD, [], by=unknown, now=NOW)
    with writable.connect() as connection:
        assert connection.scalar(select(Account.id)) is None


def test_numbers_of_entries_are_never_given_again(access: Access, writable: Engine) -> None:
    record(access)
    values = {"at": NOW, "actor": "x", "kind": "account", "action": "x", "detail": "{}"}
    again = insert(AuditEntry).values(id=access.entries(limit=1)[0].id, **values)
    with pytest.raises(DatabaseError), writing(writable) as connection:
        connection.execute(again)


def test_only_removing_the_whole_schema_removes_the_log(database_url: str) -> None:
    engine = make_engine(database_url)
    migrate.upgrade(engine)
    add(desk(engine))
    migrate.downgrade(engine, "0005")
    assert "audit_entry" not in inspect(engine).get_table_names()
    migrate.upgrade(engine)
    assert desk(engine).entries(limit=9) == ()
    engine.dispose()
