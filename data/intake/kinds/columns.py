"""What a kind of template is: its columns, what names its rows, and the table that they go to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from data.intake.batch import Model
from data.intake.drafts import Cell, Draft, Known

ColumnType: TypeAlias = Literal[
    "text",
    "code",
    "count",
    "vnd",
    "number",
    "points",
    "degrees",
    "day",
    "choice",
    "unit",
    "period",
    "pillar",
    "indicator",
    "document",
    "duty",
    "moment",
    "category",
    "procedure",
]
"""How a cell is read. `code` is text that spreadsheets like to turn into numbers (1, 2.1); `duty` is text
with the locality's duties to choose from."""

FIELDS: Mapping[ColumnType, str] = {
    "unit": "unit_id",
    "period": "period_id",
    "pillar": "pillar_id",
    "indicator": "indicator_id",
    "document": "document_id",
    "category": "category_id",
    "procedure": "procedure_id",
}
"""Where a reference goes; any other column goes to the field of its own name."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a template.

    `choices` are words by code, `aliases` codes by other words; `over` names the column that takes the part
    after a slash ("39.38/60"); `default` stands for an empty cell that need not be filled.
    """

    name: str
    heading: str
    type: ColumnType = "text"
    required: bool = False
    synonyms: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    over: str = ""
    default: Any = None
    note: str = ""
    example: str = ""

    @property
    def field(self) -> str:
        """Field of a draft that the column fills."""
        return FIELDS.get(self.type, self.name)


PLACE: tuple[Column, ...] = (
    Column(
        "document",
        "Văn bản nguồn",
        "document",
        note="Tên hoặc số hiệu văn bản đã nạp của địa bàn; để trống khi số liệu không lấy từ văn bản.",
    ),
    Column("section", "Mục trong văn bản", synonyms=("Mục", "Phần, mục")),
    Column("line", "Dòng trong văn bản", "count", synonyms=("Dòng",)),
)
"""Where in a document a figure stands: the last columns of every kind, never required."""
PLACE_FIELDS = frozenset({"document_id", "section", "line"})

Finish: TypeAlias = Callable[[Draft, Known], None]
"""Completes and checks one row."""
Across: TypeAlias = Callable[[Sequence[Draft], Known], None]
"""Checks rows against each other."""
Written: TypeAlias = Callable[[Mapping[str, Any], Known], Mapping[str, Cell]]
"""Cells by column that a row of the table does not hold under the column's own name."""


def nothing_more(_draft: Draft, _known: Known) -> None:
    """Leave a row as its cells say it."""


def nothing_across(_drafts: Sequence[Draft], _known: Known) -> None:
    """Ask nothing of the rows together."""


def nothing_else(_row: Mapping[str, Any], _known: Known) -> Mapping[str, Cell]:
    """Add nothing to what the row itself holds."""
    return {}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of template.

    `key` are the fields that name a row within its locality, `group` those within which "thay toàn bộ"
    removes what a file leaves out. `keeps_totals`: a row headed "Tổng cộng" is a figure as the source prints
    it, not decoration. `pages` are addresses and titles of the pages that its figures stand on. `cases` names
    the kind of single cases that a file lists: these come in by the million and go their own way
    (`data.intake.bulk`). `has_place`: its rows may stand in a document. `refers` checks which rows others
    name, where every row's key can be read; `across` checks rows together where none is broken at all.
    """

    name: str
    title: str
    dataset: str
    model: Model
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    group: tuple[str, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    total_column: str = ""
    keeps_totals: bool = False
    finish: Finish = nothing_more
    refers: Across = nothing_across
    across: Across = nothing_across
    written: Written = nothing_else
    note: str = ""
    cases: Literal["", "feedback", "dossier"] = ""
    has_place: bool = True

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Columns of its own, and those that say where in a document a figure stands: cases stand in none."""
        return (*self.columns, *PLACE) if self.has_place and not self.cases else self.columns

    def column(self, name: str) -> Column:
        """Column by name. KeyError where the kind has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
