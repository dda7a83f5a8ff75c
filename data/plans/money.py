"""Budget lines as a tree, and the spending rules."""

from __future__ import annotations

from data.intake.batch import Key, Ref
from data.intake.reading import Row
from data.plans.book import Book, Entry
from data.plans.checks import agrees, printed_whole
from data.plans.vocabularies import BUDGET_LISTS, BUDGET_ROWS, RULE_COMPARATORS
from data.schema import BudgetLine, BudgetRule

_PERCENT_PLACES = 4
_WHOLE = 100


def read_budget(book: Book) -> None:
    """Read budget.csv: rows of the list `quy_dinh` are rules, all others lines."""
    entries = book.entries("budget")
    lines = {_code(entry.row, "hierarchy_code"): entry.row for entry in entries}
    for entry in entries:
        if (entry.row.printed("source_list") == "quy_dinh") != (entry.row.printed("row_type") == "quy_dinh"):
            entry.row.refuse("row_type", "không hợp với source_list", "quy_dinh phải ghi ở cả hai cột")
        elif entry.row.printed("row_type") == "quy_dinh":
            _add_rule(book, entry)
        else:
            _add_line(book, entry, lines)


def _add_line(book: Book, entry: Entry, lines: dict[Key, Row]) -> None:
    row = entry.row
    allocated = printed_whole(row, "planned_raw", "planned_vnd")
    executed = printed_whole(row, "executed_raw", "executed_vnd")
    if allocated and executed is not None and row.sound("planned_vnd", "executed_vnd"):
        agrees(row, "execution_pct_derived", 100 * executed / allocated, 2)
    book.once(row, "hierarchy_code", _code(row, "hierarchy_code"))
    book.add_keyed(
        entry,
        BudgetLine,
        period_id=book.period_of_code(row, "fiscal_year"),
        listing=row.code("source_list", BUDGET_LISTS),
        code=row.text("hierarchy_code"),
        parent_id=_parent(row, lines),
        kind=row.code("row_type", BUDGET_ROWS),
        name=row.text("name"),
        allocated=allocated,
        allocated_printed=row.printed("planned_raw"),
        executed=executed,
        executed_printed=row.printed("executed_raw"),
        description=row.printed("description"),
    )


def _parent(row: Row, lines: dict[Key, Row]) -> Ref | None:
    """Line of the same list that `parent_code` names; a line must not stand under itself."""
    if not row.printed("parent_code"):
        return None
    parent, seen = lines.get(_code(row, "parent_code")), [row]
    if parent is None:
        row.refuse("parent_code", "danh mục này không có dòng mang mã đó", "ghi mã có ở cột hierarchy_code")
        return None
    above: Row | None = parent
    while above is not None and above not in seen:
        seen.append(above)
        above = lines.get(_code(above, "parent_code")) if above.printed("parent_code") else None
    if above is not None:
        row.refuse("parent_code", "các dòng thuộc nhau thành vòng tròn", "sửa mã dòng cha")
        return None
    return Ref(BudgetLine, (parent.printed("id"),))


def _code(row: Row, column: str) -> Key:
    """What makes a code of the tree unique: the same numbers come again in another list or year."""
    return tuple(row.printed(name) for name in ("locality_code", "source_list", "fiscal_year", column))


def _add_rule(book: Book, entry: Entry) -> None:
    row = entry.row
    percent = row.decimal("rule_pct", _PERCENT_PLACES)
    if row.sound("rule_pct") and not 0 < percent <= _WHOLE:
        row.refuse("rule_pct", "tỷ lệ phải lớn hơn 0 và không quá 100", "ghi số phần trăm")
    book.add_keyed(
        entry,
        BudgetRule,
        period_id=book.period_of_code(row, "fiscal_year"),
        name=row.text("name"),
        comparator=row.code("rule_comparator", RULE_COMPARATORS),
        percent=percent,
        percent_printed=row.printed("rule_pct_raw"),
        base=row.text("rule_base"),
        description=row.printed("description"),
    )
