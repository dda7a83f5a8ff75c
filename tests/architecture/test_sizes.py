"""Files and functions stay small enough to be read at once."""

from __future__ import annotations

from statistics import median, quantiles

import pytest

from tests.architecture.tree import PACKAGES, Module, length, length_of_code, modules, texts

CODE = {".py", ".js", ".css"}
LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 60
MEDIAN = 10
NINETIETH_PERCENTILE = 35
MEDIAN_OF_CALLBACKS = 8


def lengths(*folders: str) -> list[int]:
    return [length_of_code(function) for module in modules(*folders) for function in module.functions()]


def test_files_are_short() -> None:
    long = {str(path): text.count("\n") for path, text in texts() if path.suffix in CODE}
    assert {path: lines for path, lines in long.items() if lines > LINES_OF_A_FILE} == {}


def test_functions_are_short() -> None:
    found = [
        f"{module.at(function)} {function.name}: {length(function)} lines"
        for module in modules(*PACKAGES, "tests", "bench", "docs")
        for function in module.functions()
        if length(function) > LINES_OF_A_FUNCTION
    ]
    assert found == []


def test_most_functions_are_a_few_lines() -> None:
    found = lengths(*PACKAGES)
    assert median(found) <= MEDIAN
    assert quantiles(found, n=10)[-1] <= NINETIETH_PERCENTILE


def test_callbacks_only_parse_ask_and_draw() -> None:
    assert median(lengths("callbacks")) <= MEDIAN_OF_CALLBACKS


def test_length_counts_from_def_to_the_last_line() -> None:
    source = """
@decorator
def outer(
    x,
):
    '''Purpose.

    Units.
    '''
    def inner():
        return x
    return inner
"""
    functions = list(Module.parse("data/x.py", source).functions())
    assert {function.name: length(function) for function in functions} == {"outer": 10, "inner": 2}
    assert {function.name: length_of_code(function) for function in functions} == {"outer": 6, "inner": 2}


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc"])
def test_no_module_is_a_drawer(name: str) -> None:
    assert [str(module.path) for module in modules(*PACKAGES) if module.path.stem == name] == []


def test_no_work_is_left_open() -> None:
    mark = "TO" + "DO"
    assert [str(path) for path, text in texts() if path.suffix in CODE and mark in text] == []
