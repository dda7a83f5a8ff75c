"""Loading the plans: everything is read and checked first, then published in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DataError, IntegrityError

from data.engine import writing
from data.intake import locality_periods
from data.intake.closing import closed_figures
from data.intake.errors import IntakeError, RowError
from data.intake.publishing import WRITTEN, write
from data.plans.bodies import read_bodies
from data.plans.book import Book
from data.plans.files import DATASETS, LINEAGE_FILE, PLANS_FOLDER
from data.plans.frameworks import read_frameworks, read_scores
from data.plans.inventory import read_databases, read_systems
from data.plans.localities import read_documents, read_localities
from data.plans.money import read_budget
from data.plans.results import read_results
from data.plans.service import read_dossiers, read_feedback
from data.plans.targets import read_targets
from data.plans.territories import read_territories
from data.plans.work import read_difficulties, read_duties, read_tasks
from data.schema import DatasetVersion, Source
from data.version import publish


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load found and did: rows read from files, rows of the plans by table, data sets published."""

    rows: int
    counts: Mapping[str, int]
    published: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Tell whether anything was written."""
        return bool(self.published)


def read_plans(folder: Path = PLANS_FOLDER, lineage: Path = LINEAGE_FILE) -> Book:
    """Read and check every row of every file. Raises IntakeError with all that is wrong."""
    book = Book(folder, lineage)
    for read in (
        read_localities,
        read_territories,
        read_bodies,
        read_documents,
        read_frameworks,
        read_scores,
        read_results,
        read_targets,
        read_tasks,
        read_feedback,
        read_dossiers,
        read_budget,
        read_duties,
        read_difficulties,
        read_systems,
        read_databases,
    ):
        read(book)
    book.check_references()
    book.problems.refuse()
    return book


def load_plans(
    engine: Engine,
    folder: Path = PLANS_FOLDER,
    *,
    lineage: Path = LINEAGE_FILE,
    loaded_by: str,
    now: dt.datetime,
    then: Callable[[Connection], object] | None = None,
) -> LoadReport:
    """Make the database say what the files say; the same files again write nothing.

    `now` is aware. `then` runs inside the same transaction where something changed: it brings up to date
    what is computed from the rows (the aggregate tables). Raises IntakeError, with nothing written, where
    a row breaks a rule, of ours or of the database, or changes a figure of a closed period.
    """
    book = read_plans(folder, lineage)
    digests = {dataset: book.batch.digest(models) for dataset, models in DATASETS.items()}
    counts = {model.__tablename__: len(book.batch.rows(model)) for model in WRITTEN}
    rows = counts[Source.__tablename__]
    if _published(engine) == digests:
        return LoadReport(rows, counts, ())
    try:
        with writing(engine) as connection:
            closed = closed_figures(connection)
            write(connection, book.batch, files=book.files, stamp={"loaded_by": loaded_by, "loaded_at": now})
            if closed_figures(connection) != closed:
                raise IntakeError([_is_closed()])
            locality_periods.refresh(connection)
            published = tuple(
                dataset for dataset, digest in digests.items() if publish(connection, dataset, digest, now)
            )
            if then is not None:
                then(connection)
    except (IntegrityError, DataError) as error:
        raise IntakeError([_refused(error)]) from error
    return LoadReport(rows, counts, published)


def _published(engine: Engine) -> dict[str, str]:
    statement = select(DatasetVersion.dataset, DatasetVersion.content_sha256)
    with engine.connect() as connection:
        known = connection.execute(statement.where(DatasetVersion.dataset.in_(DATASETS)))
        return {row.dataset: row.content_sha256 for row in known}


def _refused(error: IntegrityError | DataError) -> RowError:
    return RowError(
        file="cơ sở dữ liệu",
        row=None,
        column="",
        value=None,
        reason=f"ràng buộc của cơ sở dữ liệu từ chối một dòng ({error.orig})",
        remedy="sửa dòng mà thông báo nêu; nếu dữ liệu đúng, báo người quản trị kèm thông báo này",
    )


def _is_closed() -> RowError:
    return RowError(
        file="các tệp kế hoạch",
        row=None,
        column="",
        value=None,
        reason="có số liệu thuộc kỳ đã chốt khác với số đã chốt",
        remedy="mở lại kỳ ở trang “Chốt số liệu” kèm lý do, rồi nạp lại",
    )
