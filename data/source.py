"""The facade of `data`: ask a question, get a checked answer at one data version."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, Select
from sqlalchemy.exc import SQLAlchemyError

from data.catalogue import read_catalogue
from data.contracts import (
    Answer,
    Catalogue,
    DataUnavailableError,
    LocalityRef,
    OutOfScopeError,
    Period,
    Question,
    Request,
)
from data.engine import reading, snapshot
from data.lineage import datasets_read
from data.provenance import sources_of
from data.queries import QUERIES
from data.rules.scope import part_of
from data.version import VersionReader, with_version

CONSISTENCY_ATTEMPTS = 3
"""How often to ask again where a publication came between names and figures; one repeat is the rule."""

STATEMENTS_KEPT = 128
"""Building one with SQLAlchemy takes 1 to 8 ms, as long as the database needs for its answer."""


class DataSource:
    """Answers questions from the shared database. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        """Read through `engine`, which is not used before the first question."""
        self._engine = engine
        self._lock = threading.Lock()
        self._catalogue: Catalogue | None = None
        self.versions = VersionReader(engine)

    @property
    def questions(self) -> Mapping[str, Question]:
        """Every question by name."""
        return {name: query.QUESTION for name, query in QUERIES.items()}

    def datasets_since(self, version: int) -> Mapping[str, int]:
        """Give the data sets that were published after a data version, each with its own."""
        return {name: at for name, at in self.versions.datasets().items() if at > version}

    def changed_since(self, version: int) -> frozenset[str]:
        """Name the questions that read a data set published after a data version."""
        moved = self.datasets_since(version).keys()
        return frozenset(name for name, read in datasets_read().items() if read & moved)

    def catalogue(self) -> Catalogue:
        """Give what may be asked about, kept in the process while the data version stands.

        While the database cannot be read the last one known serves, so that pages keep their frame;
        DataUnavailableError where there is none yet.
        """
        known = self._catalogue
        try:
            if known is not None and known.version >= self.versions.current():
                return known
            return self._refresh_catalogue()
        except DataUnavailableError:
            if known is None:
                raise
            return known

    def may_ask(self, name: str, request: Request) -> bool:
        """Tell whether an answer would stay within the scope of its request. KeyError for an unknown name.

        Without a scope the whole locality is; else only what is about one unit that may be seen.
        """
        return request.scope is None or (QUERIES[name].REACH == "unit" and request.sees(request.unit))

    def is_wide(self, name: str) -> bool:
        """Tell whether a question is about all places that a request names. KeyError for an unknown name."""
        return QUERIES[name].REACH == "localities"

    def ask(self, name: str, request: Request) -> Answer:
        """Answer a question. KeyError for an unknown name, DataUnavailableError for a dead database.

        OutOfScopeError, before anything is read, where the request's scope does not cover the answer.
        """
        query = QUERIES[name]
        if not self.may_ask(name, request):
            raise OutOfScopeError(f"{name} of {request.unit or request.locality}")
        for _ in range(CONSISTENCY_ATTEMPTS):
            catalogue = self.catalogue()
            version, rows = self._read(_statement(name, request))
            if version == catalogue.version:
                break
            self._refresh_catalogue()
        else:
            raise DataUnavailableError("publications come faster than a question is answered")
        locality, period = _known(catalogue, request)
        records, facts = query.shape(rows, request)
        values = query.QUESTION.values(records)
        query.QUESTION.check(facts)
        return Answer(
            question=query.QUESTION,
            request=request,
            locality=locality,
            period=period,
            version=version,
            values=values,
            facts=facts,
            sources=sources_of(rows),
        )

    def _read(self, statement: Select[Any]) -> tuple[int, Sequence[Mapping[str, Any]]]:
        try:
            with reading(self._engine) as connection:
                found = connection.execute(statement)
                # All at once: a mapping of SQLAlchemy's for each row takes four times as long.
                names = tuple(found.keys())
                rows: Sequence[Mapping[str, Any]] = [
                    dict(zip(names, row, strict=True)) for row in found.all()
                ]
        except SQLAlchemyError as error:
            raise DataUnavailableError(str(error)) from error
        return int(rows[0]["data_version"]), [row for row in rows if row["present"] is not None]

    def _refresh_catalogue(self) -> Catalogue:
        with self._lock:
            try:
                with snapshot(self._engine) as connection:
                    self._catalogue = read_catalogue(connection)
            except SQLAlchemyError as error:
                raise DataUnavailableError(str(error)) from error
            return self._catalogue


@lru_cache(STATEMENTS_KEPT)
def _statement(name: str, request: Request) -> Select[Any]:
    """Write a question's statement; after a publication the open pages ask the same requests again."""
    return with_version(QUERIES[name].statement(request))


def _known(catalogue: Catalogue, request: Request) -> tuple[LocalityRef, Period]:
    locality = catalogue.locality(request.locality)
    if request.unit and locality and all(unit.address != request.unit for unit in locality.units):
        raise OutOfScopeError(f"{request.unit} is no unit of {request.locality}")
    periods = locality.periods if locality is not None else ()
    period = next((period for period in periods if period.code == request.period), None)
    if locality is None or period is None:
        raise DataUnavailableError(f"{request.locality} {request.period} is gone since the request was read")
    return (locality if request.scope is None else part_of(locality, request.scope)), period
