"""Blocks are made one ahead: in order, and what goes wrong with one is told where it is used."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from data.intake.bulk_staging import ahead


def test_every_block_comes_in_order() -> None:
    assert list(ahead(range(5))) == [0, 1, 2, 3, 4]
    assert list(ahead([])) == []


def test_the_next_block_is_made_while_one_is_used() -> None:
    made = threading.Event()

    def blocks() -> Iterator[int]:
        yield 1
        made.set()
        yield 2

    coming = ahead(blocks())
    assert next(coming) == 1
    assert made.wait(timeout=10)
    assert list(coming) == [2]


def test_no_more_than_one_block_is_made_ahead() -> None:
    made: list[int] = []

    def blocks() -> Iterator[int]:
        for number in range(9):
            made.append(number)
            yield number

    coming = ahead(blocks())
    next(coming)
    next(coming)
    coming.close()
    assert len(made) <= 3


def test_an_error_of_a_block_is_raised_to_whom_it_concerns() -> None:
    def blocks() -> Iterator[int]:
        yield 1
        raise ValueError("dòng 7")

    coming = ahead(blocks())
    assert next(coming) == 1
    with pytest.raises(ValueError, match="dòng 7"):
        next(coming)
