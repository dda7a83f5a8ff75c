"""Budget lines as a tree, the transactions behind them, and the spending rules that plans set."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import (
    Base,
    LocalityKey,
    Name,
    PeriodKey,
    PrimaryKey,
    Printed,
    SourceKey,
    Vnd,
    not_negative,
    one_of,
)

LEDGER_KINDS = ("execution", "refund", "increase", "cut")
"""Spending, spending taken back, and adjustments of the allocation up and down."""


class BudgetLine(Base):
    """A line of a budget table, or a sum that the running text states (`kind` stated). Amounts in đồng.

    A printed parent is kept beside its children, and compared with their sum.
    """

    __tablename__ = "budget_line"
    __table_args__ = (
        UniqueConstraint("key"),
        UniqueConstraint("locality_id", "period_id", "listing", "code"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_own_parent"),
        one_of("kind", ("line", "group", "total", "stated")),
        one_of("listing", ("appendix_03", "appendix_04", "text")),
        *not_negative("allocated", "adjusted", "executed"),
    )

    id: Mapped[PrimaryKey]
    key: Mapped[Name]
    locality_id: Mapped[LocalityKey]
    period_id: Mapped[PeriodKey]
    listing: Mapped[Name]
    code: Mapped[Name]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("budget_line.id"), index=True)
    kind: Mapped[Name]
    name: Mapped[Name]
    allocated: Mapped[Vnd]
    allocated_printed: Mapped[Printed]
    adjusted: Mapped[Vnd]
    executed: Mapped[Vnd]
    executed_printed: Mapped[Printed]
    description: Mapped[Printed]
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]


class BudgetRule(Base):
    """A share of spending that a plan demands, such as 10 % for information security."""

    __tablename__ = "budget_rule"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("percent > 0 AND percent <= 100", name="percent_is_share"),
        one_of("comparator", (">=", "=")),
    )

    id: Mapped[PrimaryKey]
    key: Mapped[Name]
    locality_id: Mapped[LocalityKey]
    period_id: Mapped[PeriodKey]
    name: Mapped[Name]
    comparator: Mapped[Name]
    """'=' where the document prints a share without "tối thiểu" (Bù Đăng's 0,25 % for kinh tế số)."""
    percent: Mapped[float]
    percent_printed: Mapped[Printed]
    base: Mapped[Name]
    description: Mapped[Printed]
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]


class LedgerEntry(Base):
    """One transaction behind a budget line, as the ledger has it. Pages read sums of these, never rows.

    A refund takes back spending, a cut allocation; `amount` itself is never negative. What it was paid for
    is not kept: it may name people, and no page needs it.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        UniqueConstraint("key"),
        one_of("kind", LEDGER_KINDS),
        *not_negative("amount"),
    )

    id: Mapped[PrimaryKey]
    key: Mapped[Name]
    locality_id: Mapped[LocalityKey]
    period_id: Mapped[PeriodKey]
    budget_line_id: Mapped[int] = mapped_column(ForeignKey("budget_line.id"), index=True)
    """A line of the same locality and period."""
    booked_on: Mapped[dt.date]
    voucher: Mapped[Printed]
    kind: Mapped[Name]
    amount: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[Printed]
    source_id: Mapped[SourceKey]
