"""Named facts of an answer, read as the type that a panel needs; None where the fact is unknown.

A fact of another type is a fault of ours and raises ContractError.
"""

from __future__ import annotations

from data.contracts import Answer, ContractError, Fact, Ratio


def ratio(answer: Answer, name: str) -> Ratio | None:
    """Read a fact that is n out of N; nothing out of nothing is unknown."""
    fact = answer.facts[name]
    if fact is not None and not isinstance(fact, Ratio):
        raise _other(answer, name, fact)
    return fact if fact is not None and fact.total else None


def number(answer: Answer, name: str) -> float | None:
    """Read a fact that is a number of points."""
    fact = answer.facts[name]
    if fact is not None and (isinstance(fact, bool) or not isinstance(fact, int | float)):
        raise _other(answer, name, fact)
    return fact


def whole(answer: Answer, name: str) -> int | None:
    """Read a fact that is a count or an amount in đồng."""
    fact = answer.facts[name]
    if fact is not None and (isinstance(fact, bool) or not isinstance(fact, int)):
        raise _other(answer, name, fact)
    return fact


def texts(answer: Answer, name: str) -> tuple[str, ...]:
    """Read a fact that is a list of texts; unknown is empty."""
    fact = answer.facts[name]
    if fact is not None and not isinstance(fact, tuple):
        raise _other(answer, name, fact)
    return fact or ()


def _other(answer: Answer, name: str, fact: Fact) -> ContractError:
    return ContractError(f"{answer.question.name}: fact {name} is {fact!r}")
