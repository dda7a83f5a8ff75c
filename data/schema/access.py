"""Who may see and do what: accounts, sessions, walls, read tokens, and the log of what they did."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import Base, Name, PrimaryKey, Printed, UtcDateTime, not_negative, one_of

ROLES = ("viewer", "secretary", "unit_editor", "admin")
ACTOR_KINDS = ("account", "device", "token", "demo", "command", "anonymous")
THROTTLED = ("name", "address")


def sha256_is_hex(column: str) -> CheckConstraint:
    """Constrain a digest to 64 characters: the secret itself can then not stand there by mistake."""
    return CheckConstraint(f"length({column}) = 64", name=f"{column}_is_hex")


def unit_is_address() -> CheckConstraint:
    """Constrain a scope to the empty text (everything) or something as long as `c@1900-01-01`."""
    return CheckConstraint("unit = '' OR length(unit) >= 12", name="unit_is_address")


class AccessVersion(Base):
    """One row: counts changes of what anybody may do. Workers keep the identities known while it stands."""

    __tablename__ = "access_version"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"), *not_negative("version"))

    id: Mapped[PrimaryKey]
    version: Mapped[int]


class Account(Base):
    """A person who signs in. An account is disabled, never removed: the audit log names it."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("name"),
        UniqueConstraint("issuer", "subject"),
        CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name="link_is_whole"),
    )

    id: Mapped[PrimaryKey]
    name: Mapped[Name]
    """Case-folded and in NFC: names that look alike are the same name."""
    title: Mapped[Name]
    """The name for people, as the office writes it."""
    password_hash: Mapped[Printed]
    """argon2id with its parameters; empty where the account signs in by single sign-on only."""
    is_active: Mapped[bool]
    issuer: Mapped[str | None] = mapped_column(Text)
    """OpenID Connect issuer whose `subject` is this person; NULL while no single sign-on is linked."""
    subject: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    password_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When the password was last set."""
    signed_in_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class AccountGrant(Base):
    """A role that an account holds, and the unit over whose subtree it holds it."""

    __tablename__ = "account_grant"
    __table_args__ = (
        UniqueConstraint("account_id", "role", "unit"),
        one_of("role", ROLES),
        unit_is_address(),
    )

    id: Mapped[PrimaryKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[Name]
    unit: Mapped[Name]
    """Address `code@valid_from` of a unit, empty for everything. No reference: a plan that is loaded without
    the unit must load, and the grant then shows nothing."""
    granted_by: Mapped[Name]
    granted_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class AccountSession(Base):
    """One sign-in of an account in one browser."""

    __tablename__ = "account_session"
    __table_args__ = (UniqueConstraint("token_sha256"), sha256_is_hex("token_sha256"))

    id: Mapped[PrimaryKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token_sha256: Mapped[Name]
    began_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    """Last use, written at most once a minute: idle sessions are found by it."""
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    address: Mapped[Printed]
    agent: Mapped[Printed]


class SignInThrottle(Base):
    """Failed sign-ins in a row with a name, which need not exist, or from a network address."""

    __tablename__ = "sign_in_throttle"
    __table_args__ = (one_of("kind", THROTTLED), *not_negative("failures"))

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    subject: Mapped[str] = mapped_column(Text, primary_key=True)
    """A network address, or the SHA-256 of a name: people type passwords into the field for names."""
    failures: Mapped[int]
    failed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    locked_until: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class Device(Base):
    """A wall that was paired: it shows one playlist and signs in with a key of its own."""

    __tablename__ = "device"
    __table_args__ = (UniqueConstraint("key_sha256"), sha256_is_hex("key_sha256"), unit_is_address())

    id: Mapped[PrimaryKey]
    name: Mapped[Name]
    playlist: Mapped[Name]
    unit: Mapped[Name]
    """Address of the unit whose subtree the wall may show, empty for everything."""
    key_sha256: Mapped[Name]
    paired_by: Mapped[Name]
    paired_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """Last heartbeat; what it said stands in the next three columns."""
    showing: Mapped[Printed]
    browser: Mapped[Printed]
    build: Mapped[Printed]


class Pairing(Base):
    """A wall that waits for an administrator to confirm its code. Rows go when they are claimed or expire."""

    __tablename__ = "pairing"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("secret_sha256"),
        sha256_is_hex("secret_sha256"),
        unit_is_address(),
    )

    id: Mapped[PrimaryKey]
    code: Mapped[Name]
    """What the wall shows. No secret: it lets nobody in without the one that the wall keeps to itself."""
    secret_sha256: Mapped[Name]
    address: Mapped[Printed]
    begun_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str | None] = mapped_column(Text)
    """Administrator who confirmed; NULL while it waits. The next three columns are what was chosen."""
    name: Mapped[Printed]
    playlist: Mapped[Printed]
    unit: Mapped[Printed]


class ReadToken(Base):
    """A key with which another system reads the answers, and brings figures in where that was granted."""

    __tablename__ = "read_token"
    __table_args__ = (
        UniqueConstraint("token_sha256"),
        CheckConstraint("expires_at > issued_at", name="ordered"),
        sha256_is_hex("token_sha256"),
        unit_is_address(),
    )

    id: Mapped[PrimaryKey]
    name: Mapped[Name]
    unit: Mapped[Name]
    """Address of the unit whose subtree may be read, empty for everything."""
    may_write: Mapped[bool] = mapped_column(default=False)
    """Whether it may also bring figures in, for localities that its unit holds whole."""
    token_sha256: Mapped[Name]
    issued_by: Mapped[Name]
    issued_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """Last use, written at most once a minute."""
    revoked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class AuditEntry(Base):
    """What somebody did. Append-only: triggers refuse to change or remove a row, whoever asks."""

    __tablename__ = "audit_entry"
    __table_args__ = (one_of("kind", ACTOR_KINDS),)

    id: Mapped[PrimaryKey]
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    actor: Mapped[Name]
    kind: Mapped[Name]
    action: Mapped[str] = mapped_column(Text, index=True)
    subject: Mapped[Printed]
    """Account, wall, token or file that it was done to."""
    address: Mapped[Printed]
    """Network address that it came from."""
    detail: Mapped[Name]
    """JSON object of texts."""
