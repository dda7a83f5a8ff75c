"""The documentation of the shared database, made from its tables: `python -m data.schema_doc` writes it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import CheckConstraint, Column, Table, UniqueConstraint, make_url

from data import schema
from data.intake.batch import Model, table_of
from data.schema import (
    access,
    cases,
    closing,
    conflicts,
    intake,
    intake_cases,
    inventory,
    measures,
    money,
    places,
    provenance,
    rollups,
    service,
    wall,
    work,
)

FILE = Path(__file__).parent.parent / "docs" / "schema.md"

MODULES = (
    places,
    provenance,
    measures,
    service,
    cases,
    money,
    work,
    inventory,
    rollups,
    conflicts,
    intake,
    intake_cases,
    closing,
    access,
    wall,
)
"""Chapters, in the order of reading."""

HEAD = """\
# The shared database

Made from `data/schema` by `python -m data.schema_doc`; a test checks that it is current. The tables are
created by the migrations in `data/migrations`. Types are those of PostgreSQL; SQLite keeps the same values.

- `id` is internal. What names a row elsewhere (in addresses, files, messages) is its first unique key.
- `*_printed` holds words as a document prints them, empty where it prints none. The column without the
  suffix is the value that was read from them, NULL where there is none: unknown is never zero.
- Amounts are whole đồng. `starts_on` and `valid_from` are included, `ends_on` and `valid_to` are not.
- `source_id` leads to the file, row, document, section and line that a row was read from.
- Data sets of `dataset_version`: {datasets}.
"""


def render() -> str:
    """The whole document, in Markdown."""
    datasets = ", ".join(f"`{name}`" for name in schema.DATASETS)
    chapters = ["\n".join(_chapter(module)) for module in MODULES]
    return "\n\n".join([HEAD.format(datasets=datasets).rstrip(), *chapters]) + "\n"


def write(path: Path = FILE) -> None:
    """Write the document."""
    path.write_text(render(), encoding="utf-8")


def _chapter(module: ModuleType) -> Iterator[str]:
    yield f"## {_one_line(inspect.getdoc(module) or '').rstrip('.')}"
    for model in _models(module):
        yield ""
        yield from _section(model)


def _models(module: ModuleType) -> list[Model]:
    """Models that the module defines, in its order."""
    known = (mapper.class_ for mapper in schema.Base.registry.mappers)
    mine = [model for model in known if model.__module__ == module.__name__]
    return sorted(mine, key=list(vars(module).values()).index)


def _section(model: Model) -> Iterator[str]:
    table, notes = table_of(model), _attribute_docs(model)
    yield f"### `{table.name}`"
    yield ""
    yield inspect.getdoc(model) or ""
    yield ""
    yield "| column | type | | meaning |"
    yield "|---|---|---|---|"
    for column in table.columns:
        cells = (f"`{column.name}`", _type(column), _role(column), _one_line(notes.get(column.name, "")))
        yield f"| {' | '.join(cells)} |"
    rules = list(_rules(table))
    if rules:
        yield ""
        yield from (f"- {rule}" for rule in rules)


def _type(column: Column[Any]) -> str:
    return column.type.compile(dialect=make_url("postgresql+psycopg://").get_dialect()()).lower()


def _role(column: Column[Any]) -> str:
    """Key, reference, and whether the value may be missing."""
    parts = ["key"] if column.primary_key else []
    parts += [f"→ `{reference.column.table.name}`" for reference in column.foreign_keys]
    parts += ["may be NULL"] if column.nullable else []
    return ", ".join(parts)


def _rules(table: Table) -> Iterator[str]:
    """Constraints over columns, sorted: a set has no order of its own."""
    unique = (rule for rule in table.constraints if isinstance(rule, UniqueConstraint))
    checks = (rule for rule in table.constraints if isinstance(rule, CheckConstraint))
    for key in sorted([column.name for column in rule.columns] for rule in unique):
        yield f"unique: {_listed(key)}"
    for text in sorted(str(rule.sqltext) for rule in checks):
        yield f"check: `{text}`"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _attribute_docs(model: Model) -> dict[str, str]:
    """Strings that stand under the attributes of a class: Python keeps them in the source only."""
    (tree,) = ast.parse(inspect.getsource(model)).body
    body = tree.body if isinstance(tree, ast.ClassDef) else []
    found: dict[str, str] = {}
    for attribute, below in pairwise(body):
        match attribute, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = text
    return found


if __name__ == "__main__":
    write()
