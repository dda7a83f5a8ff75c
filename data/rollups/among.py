"""Being one of a list that is handed over whole: a statement is the same text for one place and for hundreds.

`IN` writes a parameter for each member into the statement, anew each time that it is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, Boolean, ColumnElement, SQLColumnExpression, Text, literal
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement

_LIST = JSON().with_variant(ARRAY(Text()), "postgresql")
_SPELLINGS = {
    "postgresql": "({0} = ANY ({1}))",
    "sqlite": "({0} IN (SELECT value FROM json_each({1})))",
}


class _Among(FunctionElement[bool]):
    type = Boolean()
    name = "among"
    inherit_cache = True


def among(column: SQLColumnExpression[str], members: Sequence[str]) -> ColumnElement[bool]:
    """Tell whether a column of text is one of `members`; of none, it is not."""
    return _Among(column, literal(list(members), _LIST))


@compiles(_Among)
def _spelled(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    parts = (compiler.process(clause, **options) for clause in element.clauses)
    return _SPELLINGS[compiler.dialect.name].format(*parts)
