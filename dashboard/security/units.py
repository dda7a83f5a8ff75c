"""Units to choose from on a form: everything, a locality, one of its units."""

from __future__ import annotations

from dataclasses import dataclass

from data.contracts import Catalogue, LocalityRef

ALL = "*"
"""Value of the choice of everything: an empty one is a choice not made."""


@dataclass(frozen=True, slots=True)
class Place:
    """One choice: what the form sends, and its name for people."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything, then each locality with its units."""

    localities: tuple[tuple[Place, tuple[Place, ...]], ...]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Choices:
        """List what a catalogue knows."""
        return cls(tuple((Place(ref.slug, ref.name), _units(ref)) for ref in catalogue.localities))

    def name(self, value: str) -> str:
        """Name a unit or a locality for people; what is not listed is named by its address."""
        if not value:
            return "Toàn bộ"
        places = [place for whole, units in self.localities for place in (whole, *units)]
        return next((place.name for place in places if place.value == value), value)

    @staticmethod
    def chosen(value: str) -> str:
        """Give what a form has sent as data.access reads it: nothing for everything."""
        return "" if value == ALL else value


def _units(ref: LocalityRef) -> tuple[Place, ...]:
    return tuple(
        Place(
            unit.address,
            unit.name if unit.valid_to is None else f"{unit.name} (đến {unit.valid_to:%d/%m/%Y})",
        )
        for unit in ref.units
        if unit.name != ref.name or unit.is_commune
    )
