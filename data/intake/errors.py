"""What is wrong with the rows of a file, told so that whoever keeps the file can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 50
"""How many errors a message lists; more would hide the first ones. `IntakeError.errors` has them all."""

_VALUE_SHOWN = 80
"""How many characters of a cell a message repeats."""


@dataclass(frozen=True, slots=True)
class RowError:
    """One broken rule: where it stands, what is there, why it cannot be taken, and how to mend it.

    `row` counts as a spreadsheet does, the heading being row 1; None where the whole file is meant.
    `value` is None where no cell is meant.
    `reason` and `remedy` are Vietnamese clauses without a full stop.
    """

    file: str
    row: int | None
    column: str
    value: str | None
    reason: str
    remedy: str

    def __str__(self) -> str:
        row = f", dòng {self.row}" if self.row is not None else ""
        column = f", cột “{self.column}”" if self.column else ""
        value = f", giá trị “{_shortened(self.value)}”" if self.value is not None else ""
        return f"{self.file}{row}{column}{value}: {self.reason}. Cách sửa: {self.remedy}."


def _shortened(value: str) -> str:
    return value if len(value) <= _VALUE_SHOWN else f"{value[:_VALUE_SHOWN]}…"


class IntakeError(Exception):
    """A load was refused: `errors` in order of reading; nothing was written."""

    def __init__(self, errors: Iterable[RowError]) -> None:
        self.errors = tuple(errors)
        super().__init__(self.errors)

    def __str__(self) -> str:
        lines = [f"Có {len(self.errors)} lỗi, chưa nạp dòng nào:"]
        lines += [f"- {error}" for error in self.errors[:SHOWN]]
        if len(self.errors) > SHOWN:
            lines.append(f"… và {len(self.errors) - SHOWN} lỗi khác.")
        return "\n".join(lines)


class Problems:
    """Collects errors while files are read, so that all of them are told at once, each one once."""

    def __init__(self) -> None:
        self._errors: dict[RowError, None] = {}

    def add(self, error: RowError) -> None:
        """Note an error and let the reading go on."""
        self._errors[error] = None

    def refuse(self) -> None:
        """Raise IntakeError where there is any."""
        if self._errors:
            raise IntakeError(self._errors)
