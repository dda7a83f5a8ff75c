"""What the desk shows of a batch."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

from data.intake.drafts import Finding

Mode: TypeAlias = Literal["merge", "replace"]
State: TypeAlias = Literal["checked", "published", "undone", "discarded"]
REOPEN = "mở lại kỳ ở trang “Chốt số liệu” và ghi lý do"


class RefusedError(Exception):
    """What was asked cannot be done now: why, in a Vietnamese sentence. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch in a list."""

    id: int
    kind: str
    title: str
    locality: str
    mode: Mode
    state: State
    file_name: str
    sha256: str
    rows_read: int
    uploaded_by: str
    uploaded_at: dt.datetime
    published_by: str
    published_at: dt.datetime | None
    undone_by: str
    undone_at: dt.datetime | None
    undone_reason: str
    accepted_by: str
    accepted_reason: str
    encoding: str
    dropped: tuple[str, ...]
    skipped: tuple[str, ...]
    is_kept: bool
    data_version: int | None
    has_errors: bool
    """Found when it was last checked: while it waits it cannot be published."""


@dataclass(frozen=True, slots=True)
class Problems:
    """Findings that share severity, rule and column: told once, with every place."""

    severity: str
    rule: str
    heading: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure or word that publishing changes."""

    row: str
    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows publishing adds, changes, finds as they are, and removes; or has."""

    new: int
    changed: int
    same: int
    removed: int

    @property
    def moves(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.new or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed period that a batch would move, and that refuses its publication while it is closed.

    `label` names the period inside a sentence, `remark` is what was written at the closing, `what` a clause
    that says what of it the batch moves, empty where that is not known.
    """

    period: str
    label: str
    closed_by: str
    closed_on: dt.date
    remark: str
    what: str = ""

    @property
    def reason(self) -> str:
        """Why the publication is refused, a clause."""
        remark = f", ghi chú: {self.remark}" if self.remark else ""
        by = f"(người chốt: {self.closed_by}{remark})"
        what = f"; {self.what}" if self.what else ""
        return f"số liệu {self.label} đã chốt ngày {self.closed_on:%d/%m/%Y} {by}{what}"

    @property
    def remedy(self) -> str:
        """What to do, a clause."""
        return f"{REOPEN}, hoặc bỏ các dòng của kỳ này khỏi tệp"

    def __str__(self) -> str:
        return f"{self.reason[:1].upper()}{self.reason[1:]}. Cách sửa: {self.remedy}."


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing would do: counts of rows, figures that move, pages that show them.

    `added` and `gone` name rows that come and go, the first of them; `period` is the one period that the file
    speaks of, empty where there are several or none. `closed` are the periods that refuse it.
    """

    counts: Counts
    moved: tuple[Moved, ...]
    pages: tuple[tuple[str, str], ...]
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    period: str = ""
    closed: tuple[Closed, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch whole; `preview` is None once it was published.

    `counts` are those of the preview, then those of the publication; None where errors stand in the way.
    """

    row: BatchRow
    problems: tuple[Problems, ...]
    preview: Preview | None
    errors: int
    warnings: int
    counts: Counts | None = None

    @property
    def closed(self) -> tuple[Closed, ...]:
        """Closed periods that refuse the publication."""
        return self.preview.closed if self.preview else ()

    @property
    def may_publish(self) -> bool:
        """Tell whether nothing stands against publishing."""
        is_accepted = not self.warnings or bool(self.row.accepted_reason)
        return self.row.state == "checked" and not self.errors and is_accepted and not self.closed
