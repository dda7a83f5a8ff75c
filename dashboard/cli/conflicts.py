"""`ioc conflicts`: the register of figures that contradict each other, and what people decide about them."""

from __future__ import annotations

import getpass
from typing import Annotated, Any

import orjson
import typer

from callbacks.requests import UnknownRequestError, parse
from dashboard import clock
from dashboard.cli.database import opened_database
from data import rollups
from data.catalogue import read_catalogue
from data.contracts import Answer, Ratio
from data.engine import Engine, snapshot, writing
from data.rollups import conflicts as register
from data.schema import CONFLICT_STATUSES
from data.source import DataSource
from layouts import conflict_words, wording
from layouts.records import records

commands = typer.Typer(
    help="List figures that contradict each other; decide about one.", invoke_without_command=True
)

_ANSWER = "data_conflicts"


@commands.callback()
def conflicts(
    context: typer.Context,
    *,
    locality: Annotated[str, typer.Option(help="Slug of a locality, such as bu_dang; nothing: all.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list, for programs.")] = False,
) -> None:
    """List the conflicts of a locality or of all, each with both sides and their sources."""
    if context.invoked_subcommand is not None:
        return
    try:
        with opened_database() as engine:
            answers = _ask(engine, locality)
    except UnknownRequestError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if as_json:
        typer.echo(
            orjson.dumps(
                [_as_data(answer) for answer in answers], default=_plain, option=orjson.OPT_INDENT_2
            ).decode()
        )
    else:
        typer.echo("\n".join(line for answer in answers for line in _as_text(answer)))


@commands.command("decide")
def decide(
    key: Annotated[str, typer.Argument(help="Key of the conflict, as the list shows it.")],
    *,
    status: Annotated[str, typer.Option(help="open, explained or settled.")],
    reason: Annotated[str, typer.Option(help="Why: leaders read it beside the figures.")],
    by: Annotated[str, typer.Option(help="Who decides; nothing: the account at this computer.")] = "",
) -> None:
    """Record what is decided about a conflict; it holds until one of its figures changes."""
    if status not in CONFLICT_STATUSES or not reason.strip():
        typer.echo(f"Give --status ({', '.join(CONFLICT_STATUSES)}) and a reason.", err=True)
        raise typer.Exit(1)
    now, who = clock.now(), by.strip() or getpass.getuser()
    try:
        with opened_database() as engine, writing(engine) as connection:
            register.decide(connection, key, status=status, reason=reason.strip(), by=who, now=now)
            rollups.rebuild(connection, now)
    except register.UnknownConflictError as error:
        typer.echo(f"No conflict has the key {key}. See: ioc conflicts", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{key}: {status}.")


def _ask(engine: Engine, slug: str) -> list[Answer]:
    """Ask about one locality or all: whoever holds the database may see everything in it."""
    with snapshot(engine) as connection:
        catalogue = read_catalogue(connection)
    slugs = [slug] if slug else [ref.slug for ref in catalogue.localities]
    source, today = DataSource(engine), clock.today()
    asked = [parse({"locality": name}, catalogue, default_locality=name, today=today) for name in slugs]
    return [source.ask(_ANSWER, request) for request in asked]


def _rows(answer: Answer) -> list[dict[str, Any]]:
    return [row for row in records(answer) if row["key"]]


def _plain(value: Any) -> str:
    """Write what JSON has no form for: the days of an answer, which are midnights."""
    return str(value.date().isoformat())


def _compared(answer: Answer) -> Ratio:
    found = answer.facts["conflicts"]
    return found if isinstance(found, Ratio) else Ratio(0, 0)


def _as_data(answer: Answer) -> dict[str, Any]:
    return {
        "locality": answer.locality.slug,
        "data_version": answer.version,
        "compared": _compared(answer).total,
        "conflicts": _rows(answer),
    }


def _as_text(answer: Answer) -> list[str]:
    found = _compared(answer)
    lines = [f"{answer.locality.name}: {found.n}/{found.total} comparisons contradict"]
    for row in _rows(answer):
        lines += [
            f"  [{row['status']}] {row['key']}",
            f"      {row['name']}: {wording.lowered(conflict_words.KINDS[row['kind']])}",
            *(f"      {_side(row, side)}" for side in conflict_words.SIDES),
        ]
        if row["status"] != "open":
            lines.append(f"      {row['decided_by']}: {row['reason']}")
    return lines


def _side(row: dict[str, Any], side: conflict_words.SideName) -> str:
    place = [row[f"{side}_document"], row[f"{side}_section"]]
    lines = row[f"{side}_lines"]
    said = (conflict_words.name(row, side), *place, f"dòng {lines}" if lines else "")
    return f"{conflict_words.figure(row, side)} · {', '.join(part for part in said if part)}"
