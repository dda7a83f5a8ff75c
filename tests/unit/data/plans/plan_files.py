"""A copy of the plans' files that a test may spoil, and an independent reading of the originals."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.plans.files import COLUMNS, LINEAGE_FILE, PLANS_FOLDER


def original(name: str) -> list[dict[str, str]]:
    """Rows of an original file, read without any of our own code."""
    path = LINEAGE_FILE if name == "lineage_5" else PLANS_FOLDER / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class PlanFiles:
    """A folder with all files, lineage included. Rows count as in a spreadsheet: the heading is row 1."""

    folder: Path

    @classmethod
    def copy_to(cls, folder: Path) -> PlanFiles:
        """Copy the originals."""
        folder.mkdir(exist_ok=True)
        for name in COLUMNS:
            shutil.copy(LINEAGE_FILE if name == "lineage_5" else PLANS_FOLDER / f"{name}.csv", folder)
        return cls(folder)

    @property
    def lineage(self) -> Path:
        return self.folder / "lineage_5.csv"

    def read(self, name: str) -> list[list[str]]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, name: str, records: Sequence[Sequence[str]]) -> None:
        with (self.folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(records)

    def change(self, name: str, how: Callable[[list[list[str]]], object]) -> None:
        """Change the records of a file, heading included, in place."""
        records = self.read(name)
        how(records)
        self.write(name, records)

    def put(self, name: str, row: int, **cells: str) -> None:
        """Write cells of a row by column name."""
        records = self.read(name)
        for column, value in cells.items():
            records[row - 1][records[0].index(column)] = value
        self.write(name, records)

    def row_of(self, name: str, column: str, value: str) -> int:
        """First row that has a value in a column."""
        heading, *records = self.read(name)
        return 2 + [record[heading.index(column)] for record in records].index(value)

    def keep(self, name: str, column: str, wanted: Callable[[str], bool]) -> None:
        """Leave out the rows whose cell is not wanted."""
        heading, *records = self.read(name)
        at = heading.index(column)
        self.write(name, [heading, *(record for record in records if wanted(record[at]))])
