"""Single cases of feedback and dossiers, the vocabularies and calendars beside them, and their aggregates.

No text, name, phone or address of a citizen has a place here (domain.md section 2, personal data).
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import Base, LocalityKey, Name, PrimaryKey, Printed, UtcDateTime, not_negative, one_of

CASE_KINDS = ("feedback", "dossier")
OUTCOMES = ("resolved", "rejected", "forwarded")
URGENCIES = ("normal", "urgent", "emergency")
RATINGS = ("satisfied", "accepted", "dissatisfied")
VERDICTS = ("open", "closed_early", "closed_on_time", "closed_late", "rejected", "forwarded")

NEVER = dt.date(9999, 12, 31)
"""`closed_on` while open, `due_on` while the clock stands still: a date, since it is part of keys."""

LONG_DAYS = 31
"""A case that was open for more days than these, or still is, counts as long (`case_day.is_long`)."""

Moment = Annotated[dt.datetime, mapped_column(UtcDateTime)]
MaybeMoment = Annotated[dt.datetime | None, mapped_column(UtcDateTime)]
ReceivedAt = Annotated[dt.datetime, mapped_column(UtcDateTime, primary_key=True)]
OwnLocality = Annotated[int, mapped_column(ForeignKey("locality.id"), primary_key=True)]
Code = Annotated[str, mapped_column(Text, primary_key=True)]
UnitKey = Annotated[int, mapped_column(ForeignKey("unit.id"))]
CategoryKey = Annotated[int, mapped_column(ForeignKey("case_category.id"))]
CaseSource = Annotated[int | None, mapped_column(ForeignKey("source.id"))]
Sum = Annotated[int, mapped_column(default=0)]
BigSum = Annotated[int, mapped_column(BigInteger, default=0)]
PartOfKey = Annotated[int, mapped_column(primary_key=True, autoincrement=False)]
DayOfKey = Annotated[dt.date, mapped_column(primary_key=True)]
WordOfKey = Annotated[str, mapped_column(Text, primary_key=True)]

BY_MONTH = {"postgresql_partition_by": "RANGE (received_at)"}
"""PostgreSQL keeps a partition a month, in the schema `parts`; SQLite one table."""


def _in_order() -> tuple[CheckConstraint, ...]:
    """Nothing happens to a case before it was received; outcome and closing come together."""
    later = ("due_at", "accepted_at", "first_response_at", "closed_at")
    return (
        *(CheckConstraint(f"{name} >= received_at", name=f"{name}_in_order") for name in later),
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="outcome_when_closed"),
        CheckConstraint("outcome <> 'resolved' OR due_at IS NOT NULL", name="due_when_resolved"),
        one_of("outcome", OUTCOMES),
        one_of("rating", RATINGS),
        one_of("urgency", URGENCIES),
        *not_negative("reopened_count"),
    )


class CaseCategory(Base):
    """What cases are about: a category of feedback, or a field of administrative procedures."""

    __tablename__ = "case_category"
    __table_args__ = (UniqueConstraint("kind", "code"), one_of("kind", CASE_KINDS))

    id: Mapped[PrimaryKey]
    kind: Mapped[Name]
    code: Mapped[Name]
    name: Mapped[Name]
    position: Mapped[int] = mapped_column(default=0)


class Procedure(Base):
    """An administrative procedure, in its field."""

    __tablename__ = "procedure"
    __table_args__ = (UniqueConstraint("code"), one_of("online_level", ("none", "partial", "full")))

    id: Mapped[PrimaryKey]
    code: Mapped[Name]
    name: Mapped[Name]
    category_id: Mapped[int] = mapped_column(ForeignKey("case_category.id"), index=True)
    online_level: Mapped[Name]
    """Không trực tuyến, một phần (partial) or toàn trình (full)."""


class FeedbackCase(Base):
    """One citizen's report. A case is named by its locality and code; `received_at` never changes.

    `received_at` is part of the key because a partitioned table keeps no key without it.
    """

    __tablename__ = "feedback_case"
    __table_args__ = (*_in_order(), Index(None, "unit_id", "due_at"), BY_MONTH)

    locality_id: Mapped[OwnLocality]
    code: Mapped[Code]
    received_at: Mapped[ReceivedAt]
    unit_id: Mapped[UnitKey]
    """The unit that answers for it now: a case that moves takes its whole history along."""
    category_id: Mapped[CategoryKey]
    urgency: Mapped[str] = mapped_column(Text, default="normal")
    channel: Mapped[Printed]
    accepted_at: Mapped[MaybeMoment]
    first_response_at: Mapped[MaybeMoment]
    due_at: Mapped[MaybeMoment]
    """NULL only while the clock stands still."""
    closed_at: Mapped[MaybeMoment]
    outcome: Mapped[str | None] = mapped_column(Text)
    rating: Mapped[str | None] = mapped_column(Text)
    reopened_count: Mapped[Sum]
    source_id: Mapped[CaseSource]


class DossierCase(Base):
    """One administrative-procedure file. Named and keyed as a feedback case is."""

    __tablename__ = "dossier_case"
    __table_args__ = (*_in_order(), Index(None, "unit_id", "due_at"), BY_MONTH)

    locality_id: Mapped[OwnLocality]
    code: Mapped[Code]
    received_at: Mapped[ReceivedAt]
    unit_id: Mapped[UnitKey]
    category_id: Mapped[CategoryKey]
    """The field (lĩnh vực), also where the procedure itself is not known."""
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedure.id"))
    urgency: Mapped[str] = mapped_column(Text, default="normal")
    channel: Mapped[Printed]
    accepted_at: Mapped[MaybeMoment]
    first_response_at: Mapped[MaybeMoment]
    due_at: Mapped[MaybeMoment]
    """NULL only while the clock stands still."""
    closed_at: Mapped[MaybeMoment]
    outcome: Mapped[str | None] = mapped_column(Text)
    rating: Mapped[str | None] = mapped_column(Text)
    reopened_count: Mapped[Sum]
    is_online: Mapped[bool] = mapped_column(default=False)
    is_digitised: Mapped[bool] = mapped_column(default=False)
    is_paid_online: Mapped[bool | None]
    """NULL where nothing is to be paid: such dossiers leave the denominator."""
    source_id: Mapped[CaseSource]


class CalendarDay(Base):
    """A day off that would be worked, or a worked day that would be off, with the document that set it."""

    __tablename__ = "calendar_day"
    __table_args__ = (one_of("kind", ("off", "working")),)

    day: Mapped[DayOfKey]
    kind: Mapped[Name]
    name: Mapped[Name]
    document: Mapped[Name]


class CaseLimit(Base):
    """How long a stage of a case may take: in working days or working hours, from the most specific row."""

    __tablename__ = "case_limit"
    __table_args__ = (
        UniqueConstraint("kind", "category_id", "procedure_id", "urgency", "stage"),
        one_of("kind", CASE_KINDS),
        one_of("urgency", URGENCIES),
        one_of("stage", ("acceptance", "handling")),
        one_of("unit", ("days", "hours")),
        CheckConstraint("amount > 0", name="amount_positive"),
    )

    id: Mapped[PrimaryKey]
    kind: Mapped[Name]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("case_category.id"), index=True)
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedure.id"), index=True)
    urgency: Mapped[str | None] = mapped_column(Text)
    stage: Mapped[Name]
    amount: Mapped[int]
    unit: Mapped[Name]
    document: Mapped[Name]


class CasePause(Base):
    """A time that is not the office's: waiting for the citizen, for another office. A due date explains it.

    There is no foreign key: the facts of either kind are partitioned by the moment of receipt. What a source
    gives as `due_at` counts its pauses already; rows here say why it is later.
    """

    __tablename__ = "case_pause"
    __table_args__ = (
        UniqueConstraint("kind", "locality_id", "code", "started_at"),
        one_of("kind", CASE_KINDS),
        CheckConstraint("ended_at >= started_at", name="ended_at_in_order"),
    )

    id: Mapped[PrimaryKey]
    kind: Mapped[Name]
    locality_id: Mapped[int] = mapped_column(ForeignKey("locality.id"))
    code: Mapped[Name]
    started_at: Mapped[Moment]
    ended_at: Mapped[MaybeMoment]
    """NULL while the clock stands still."""
    reason: Mapped[Name]
    """Words of the office, never of the citizen."""
    source_id: Mapped[CaseSource]


class Meeting(Base):
    """A meeting of a locality's leaders: what will be late before the next one is asked about."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("locality_id", "held_at"),)

    id: Mapped[PrimaryKey]
    locality_id: Mapped[LocalityKey]
    held_at: Mapped[Moment]
    title: Mapped[Name]


class CaseDay(Base):
    """Cases of a unit and category that came, are due and ended on the same days in the same way.

    Days are those of Asia/Ho_Chi_Minh. Kept by `data.rollups.cases`, never written by hand; it has no foreign
    keys, since the cases that it counts have them.
    """

    __tablename__ = "case_day"
    __table_args__ = (
        one_of("kind", CASE_KINDS),
        one_of("verdict", VERDICTS),
        # What was open on a day is read from this index alone, on PostgreSQL without the table.
        Index(
            None,
            "locality_id",
            "kind",
            "is_long",
            "closed_on",
            postgresql_include=["received_on", "unit_id", "category_id", "due_on", "cases"],
        ),
    )

    unit_id: Mapped[PartOfKey]
    kind: Mapped[WordOfKey]
    received_on: Mapped[DayOfKey]
    category_id: Mapped[PartOfKey]
    due_on: Mapped[DayOfKey]
    """9999-12-31 where nothing is due."""
    closed_on: Mapped[DayOfKey]
    """9999-12-31 while open."""
    verdict: Mapped[WordOfKey]
    locality_id: Mapped[PartOfKey]
    is_long: Mapped[bool]
    """Open for more than 31 days, or still open: others end within 31 days of any day they are open on."""
    cases: Mapped[Sum]
    online: Mapped[Sum]
    digitised: Mapped[Sum]
    fee_due: Mapped[Sum]
    paid_online: Mapped[Sum]
    reopened: Mapped[Sum]
    responded: Mapped[Sum]
    response_minutes: Mapped[BigSum]
    satisfied: Mapped[Sum]
    accepted: Mapped[Sum]
    dissatisfied: Mapped[Sum]


class _Sums:
    """What came, with what was known on receipt, and what ended, with ratings and `failed`.

    Ratings are those of resolved cases: rejected and forwarded ones leave every denominator.
    """

    received: Mapped[Sum]
    online: Mapped[Sum]
    digitised: Mapped[Sum]
    fee_due: Mapped[Sum]
    paid_online: Mapped[Sum]
    reopened: Mapped[Sum]
    responded: Mapped[Sum]
    response_minutes: Mapped[BigSum]
    closed_early: Mapped[Sum]
    closed_on_time: Mapped[Sum]
    """On the due day itself, by the minute; the early ones stand beside it."""
    closed_late: Mapped[Sum]
    rejected: Mapped[Sum]
    forwarded: Mapped[Sum]
    satisfied: Mapped[Sum]
    accepted: Mapped[Sum]
    dissatisfied: Mapped[Sum]
    failed: Mapped[Sum]
    """Closed late, or rated dissatisfied, or both, each case once: for the rate of Quyết định 766/QĐ-TTg."""


class _MonthSums(_Sums):
    """Sums of a month, of a unit; `is_total` rows sum up a locality."""

    locality_id: Mapped[int] = mapped_column(ForeignKey("locality.id"), primary_key=True)
    kind: Mapped[WordOfKey]
    is_total: Mapped[bool] = mapped_column(primary_key=True)
    """All units of the locality together; `unit_id` is then the locality's own unit."""
    month: Mapped[DayOfKey]
    """First day of the month."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)


class CaseMonth(_MonthSums, Base):
    """Sums of a month by unit and category: see `_MonthSums`."""

    __tablename__ = "case_month"
    __table_args__ = (one_of("kind", CASE_KINDS), Index(None, "unit_id", "kind", "is_total", "month"))

    category_id: Mapped[int] = mapped_column(ForeignKey("case_category.id"), primary_key=True, sort_order=1)


class CaseUnitMonth(_MonthSums, Base):
    """Sums of a month by unit over all categories, a tenth of `case_month`: what league tables read."""

    __tablename__ = "case_unit_month"
    __table_args__ = (one_of("kind", CASE_KINDS),)


class CaseStanding(Base):
    """What was open at the end of a month that is over, of a unit; `is_total` rows sum up a locality.

    A month is over where something came or ended in the locality after it (`case_horizon`): what is open in
    the month that goes on is read from `case_day`. Kept by `data.rollups.cases`, never written by hand.
    """

    __tablename__ = "case_standing"
    __table_args__ = (one_of("kind", CASE_KINDS),)

    locality_id: Mapped[int] = mapped_column(ForeignKey("locality.id"), primary_key=True)
    kind: Mapped[WordOfKey]
    is_total: Mapped[bool] = mapped_column(primary_key=True)
    """All units of the locality together; `unit_id` is then the locality's own unit."""
    month: Mapped[DayOfKey]
    """First day of the month at whose end the cases were open."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    open_in_time: Mapped[Sum]
    """Due after the month, or on no day."""
    open_due_soon: Mapped[Sum]
    """Due on the last day itself, which was not over."""
    open_overdue: Mapped[Sum]
    """Due before the last day."""


class CaseLocalityDay(_Sums, Base):
    """What came, ended and fell due on a day, of a locality as a whole: see `_Sums`.

    Days to come hold what falls due then. Kept by `data.rollups.cases`, never written by hand.
    """

    __tablename__ = "case_locality_day"
    __table_args__ = (one_of("kind", CASE_KINDS),)

    locality_id: Mapped[OwnLocality]
    kind: Mapped[WordOfKey]
    day: Mapped[DayOfKey]
    open_change: Mapped[int] = mapped_column(default=0, sort_order=1)
    """How many more were open at its end than the day before; negative where fewer."""
    late_change: Mapped[int] = mapped_column(default=0, sort_order=1)
    """The same of open cases whose due day had come: due on the day itself or before it."""
    fell_due: Mapped[int] = mapped_column(default=0, sort_order=1)
    """Due on this day and open at its end."""


class CaseHorizon(Base):
    """No case of a kind came or ended in a locality after this day: months up to it are whole."""

    __tablename__ = "case_horizon"
    __table_args__ = (one_of("kind", CASE_KINDS),)

    locality_id: Mapped[int] = mapped_column(ForeignKey("locality.id"), primary_key=True)
    kind: Mapped[WordOfKey]
    last_on: Mapped[dt.date]
    """At least the last day of any event: never too early, too late only after events were taken back."""
    source_id: Mapped[CaseSource]
    """The newest source that cases came from: what an answer names, without a look at the cases."""


class CaseMark(Base):
    """A unit whose cases somebody wrote directly: its aggregates are behind until the next refresh.

    Triggers on the fact tables write these rows, and none while `data.rollups.cases` applies changes itself.
    """

    __tablename__ = "case_mark"
    __table_args__ = (one_of("kind", CASE_KINDS),)

    kind: Mapped[WordOfKey]
    unit_id: Mapped[PartOfKey]


class CaseWriter(Base):
    """One row that the writer of cases locks: one at a time. Triggers keep still while `is_applying`."""

    __tablename__ = "case_writer"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[PartOfKey]
    is_applying: Mapped[bool] = mapped_column(default=False)
