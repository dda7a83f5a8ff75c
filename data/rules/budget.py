"""Budget execution, the tree of budget lines, and the spending rules of the plans (domain.md section 2).

Amounts are whole VND.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from data.contracts import Ratio
from data.rules.conflicts import within_rounding

LineKind: TypeAlias = Literal["line", "group", "total", "stated"]
RuleComparator: TypeAlias = Literal[">", ">=", "=", "<="]
RuleCheck: TypeAlias = Literal["on_target", "off_target", "unknown"]

LEDGER_SIGNS: Mapping[str, tuple[Literal["executed", "adjusted"], int]] = {
    "execution": ("executed", 1),
    "refund": ("executed", -1),
    "increase": ("adjusted", 1),
    "cut": ("adjusted", -1),
}
"""Which amount of a line a kind of transaction makes up, and with which sign."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed: `parent` is another line's key or empty; an amount is None where none is printed.

    `kind`: line, group (with lines under it), total, or stated (a total that the text mentions).
    """

    key: str
    parent: str
    kind: LineKind
    allocated: int | None
    executed: int | None
    adjusted: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Summed amounts; None where a part has no figure, since a sum without it would be too small."""

    allocated: int | None
    executed: int | None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A printed parent that is not the sum of its children."""

    key: str
    measure: Literal["allocated", "executed"]
    printed: int
    summed: int


def execution(executed: int, allocated: int, adjustments: int = 0) -> Ratio:
    """Execution rate: executed of what was allocated and adjusted, kept as VND.

    Source: domain.md section 2, budget; S0 line 396: 315.739.306 / 381.176.000 = 82,8 %.
    """
    return Ratio(executed, allocated + adjustments)


def remaining(executed: int, allocated: int, adjustments: int = 0) -> int:
    """VND left of what was allocated and adjusted; negative where more was executed.

    Source: domain.md section 1 (còn lại).
    """
    return allocated + adjustments - executed


def sum_of_children(lines: Iterable[Line], parent: str) -> Amounts:
    """Sum the lines directly under `parent` (empty: the roots); a total stated in the text is not a part.

    Source: domain.md section 2, budget: parents are the sum of children.
    """
    parts = [line for line in lines if line.parent == parent and line.kind != "stated"]
    return Amounts(
        allocated=_complete_sum([line.allocated for line in parts]),
        executed=_complete_sum([line.executed for line in parts]),
    )


def printed_vs_sum(lines: Sequence[Line]) -> tuple[Mismatch, ...]:
    """List printed parents that differ from the sum of their children, in the order of the lines.

    Parents without a printed amount, or with a child without one, cannot be compared and are not listed.
    Source: domain.md section 2, budget and conflicts: both figures are kept and compared.
    """
    parents = {line.parent for line in lines}
    found = [_mismatches(line, sum_of_children(lines, line.key)) for line in lines if line.key in parents]
    return tuple(mismatch for pair in found for mismatch in pair)


def check_rule(
    comparator: RuleComparator, percent: Decimal | float, part: int | None, base: int | None
) -> RuleCheck:
    """Check a spending rule such as "information security at least 10 % of digital spending".

    `part` and `base` are VND; unknown where either is missing or nothing was spent at all.
    "=" is met within the rounding of the printed percentage: no sum of VND is exactly 0,25 %.
    Source: S1 line 299, S4 lines 178, 200, 244; domain.md section 2, budget.
    """
    if part is None or not base:
        return "unknown"
    limit = Decimal(str(percent))
    share, bound = Decimal(100 * part), limit * base
    met = {
        ">": share > bound,
        ">=": share >= bound,
        "<=": share <= bound,
        "=": within_rounding(limit, _printed_decimals(limit), Ratio(part, base)),
    }
    return "on_target" if met[comparator] else "off_target"


def _complete_sum(amounts: Sequence[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known and len(known) == len(amounts) else None


def _mismatches(line: Line, summed: Amounts) -> list[Mismatch]:
    found: list[Mismatch] = []
    if line.allocated is not None and summed.allocated is not None and line.allocated != summed.allocated:
        found.append(Mismatch(line.key, "allocated", line.allocated, summed.allocated))
    if line.executed is not None and summed.executed is not None and line.executed != summed.executed:
        found.append(Mismatch(line.key, "executed", line.executed, summed.executed))
    return found


def _printed_decimals(percent: Decimal) -> int:
    exponent = percent.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
