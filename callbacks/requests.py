"""URL to frozen request, with friendly refusals: the only way in which a question's parameters are read.

Who looks decides what exists: requests are read against the catalogue within the viewer's scope, and carry
that scope on to `data`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from data.contracts import Catalogue, LocalityRef, Period, Request, Scope, UnitRef, Viewer
from data.rules.periods import default_as_of
from data.rules.scope import seen_units, within

NOTHING_TO_SEE = "Chưa có địa bàn nào để xem: tài khoản chưa được giao phạm vi, hoặc chưa nạp số liệu."
SUGGESTIONS = 12
CASE_LENGTH = 64
MEASURE_LENGTH = 64
"""A measure is a short name; what is longer names nothing, and must not fill the cache's keys."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What might have been meant: a name for people and the query that leads there."""

    label: str
    query: Mapping[str, str]


class UnknownRequestError(Exception):
    """An address names something that does not exist; says what, in Vietnamese, and what does exist."""

    def __init__(
        self, problem: str, suggestions: tuple[Suggestion, ...], locality: LocalityRef | None
    ) -> None:
        """Keep the parts that the page for status 404 shows."""
        super().__init__(problem)
        self.problem = problem
        self.suggestions = suggestions
        self.locality = locality


class Requests:
    """Reads requests of whoever looks now against what the data source knows now."""

    def __init__(
        self,
        catalogue: Callable[[], Catalogue],
        *,
        default_locality: str,
        today: Callable[[], dt.date],
        viewer: Callable[[], Viewer],
    ) -> None:
        """`default_locality` of addresses that name none; `today` the day in Vietnam; `viewer` who asks."""
        self._whole_catalogue = catalogue
        self._default_locality = default_locality
        self._today = today
        self._viewer = viewer

    def catalogue(self) -> Catalogue:
        """Give what the viewer may ask about; raises DataUnavailableError where nothing is known yet."""
        return within(self._whole_catalogue(), self._viewer().scope)

    def home(self) -> LocalityRef | None:
        """Give the locality of an address that names none; None where the viewer sees none at all."""
        catalogue = self.catalogue()
        return catalogue.locality(_home(catalogue, self._default_locality, self._viewer().scope))

    def read(self, query: Mapping[str, str], *, is_wide: bool = False) -> Request:
        """Resolve a query; raises UnknownRequestError, or DataUnavailableError without a catalogue.

        A wide request, for questions about several localities, names those that the viewer sees beside it.
        """
        catalogue = self.catalogue()
        home = _home(catalogue, self._default_locality, self._viewer().scope)
        request = parse(query, catalogue, default_locality=home, today=self._today())
        return replace(request, beside=catalogue.beside(request.locality)) if is_wide else request


def _home(catalogue: Catalogue, default: str, scope: Scope) -> str:
    """Choose the default locality, or the first for whom that lies outside; whole ones before parts."""
    if scope.everything:
        return default
    order = sorted(catalogue.localities, key=lambda ref: (not ref.is_whole, ref.slug != default))
    return order[0].slug if order else ""


def parse(
    query: Mapping[str, str], catalogue: Catalogue, *, default_locality: str, today: dt.date
) -> Request:
    """Resolve a query into a request; raise UnknownRequestError for what is not in the catalogue.

    The catalogue is the viewer's: of a locality that it has a part of, the request's scope is that part.
    Parameters that are no part of a question (theme, …) are ignored.
    """
    slug = query.get("locality") or _owner(query.get("unit"), catalogue) or default_locality
    locality = _locality(slug, catalogue)
    pillars = {ref.code: ref.name for ref in locality.pillars}
    indicators = {ref.code: ref.name for ref in locality.indicators}
    period = _period(query.get("period") or locality.default_period, locality)
    return Request(
        locality=locality.slug,
        period=period.code,
        as_of=_as_of(query.get("as_of"), period, locality, today),
        unit=_unit(query.get("unit"), period, locality),
        pillar=_code("pillar", query.get("pillar", ""), "trụ cột", pillars, locality),
        indicator=_code("indicator", query.get("indicator", ""), "chỉ số", indicators, locality),
        measure=query.get("measure", "")[:MEASURE_LENGTH],
        is_pinned=bool(query.get("as_of")),
        scope=seen_units(locality),
        case=query.get("case", "")[:CASE_LENGTH],
    )


def _owner(unit: str | None, catalogue: Catalogue) -> str | None:
    """Find the locality that a unit belongs to, for addresses that name only the unit."""
    owners = (
        ref.slug for ref in catalogue.localities for known in ref.units if unit in (known.address, known.code)
    )
    return next(owners, None) if unit else None


def _locality(slug: str, catalogue: Catalogue) -> LocalityRef:
    found = catalogue.locality(slug)
    if found is None and not catalogue.localities:
        raise UnknownRequestError(NOTHING_TO_SEE, (), None)
    if found is None:
        known = tuple(Suggestion(ref.name, {"locality": ref.slug}) for ref in catalogue.localities)
        raise UnknownRequestError(f"Không có địa bàn «{slug}».", known, None)
    return found


def _period(code: str, locality: LocalityRef) -> Period:
    found = next((period for period in locality.periods if period.code == code), None)
    if found is None:
        known = tuple(
            Suggestion(period.code, {"locality": locality.slug, "period": period.code})
            for period in locality.periods
        )
        raise UnknownRequestError(f"{locality.name} không có số liệu của kỳ «{code}».", known, locality)
    return found


def _as_of(text: str | None, period: Period, locality: LocalityRef, today: dt.date) -> dt.date:
    """Read a day; without one the day that the rule gives."""
    if not text:
        return default_as_of(period, today)
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        back = (Suggestion("Bỏ ngày này", {"locality": locality.slug, "period": period.code}),)
        problem = f"«{text}» không phải là ngày. Viết năm-tháng-ngày, ví dụ 2022-12-31."
        raise UnknownRequestError(problem, back, locality) from error


def _unit(text: str | None, period: Period, locality: LocalityRef) -> str:
    """Resolve `code@valid_from`; a bare code means the unit that bore it on the period's last day."""
    if not text:
        return ""
    if "@" in text:
        found = next((unit for unit in locality.units if unit.address == text), None)
    else:
        found = next((unit for unit in locality.units if unit.code == text and _existed(unit, period)), None)
    if found is None:
        known = tuple(
            Suggestion(unit.name, {"locality": locality.slug, "period": period.code, "unit": unit.address})
            for unit in islice(_offered(period, locality), SUGGESTIONS)
        )
        raise UnknownRequestError(f"{locality.name} không có đơn vị «{text}» trong kỳ này.", known, locality)
    return found.address


def _offered(period: Period, locality: LocalityRef) -> Iterator[UnitRef]:
    """Communes of the period; to a viewer of single units whatever these are."""
    return (
        unit
        for unit in locality.units
        if not locality.is_whole or (unit.is_commune and _existed(unit, period))
    )


def _existed(unit: UnitRef, period: Period) -> bool:
    return unit.valid_from <= period.last_day and (unit.valid_to is None or unit.valid_to > period.last_day)


def _code(
    name: Literal["pillar", "indicator"],
    code: str,
    noun: str,
    known: Mapping[str, str],
    locality: LocalityRef,
) -> str:
    """Give a code that is known by name, or nothing for nothing; else offer the first of those that are."""
    if code and code not in known:
        offered = tuple(
            Suggestion(label, {"locality": locality.slug, name: other})
            for other, label in islice(known.items(), SUGGESTIONS)
        )
        raise UnknownRequestError(f"{locality.name} không có {noun} «{code}».", offered, locality)
    return code
