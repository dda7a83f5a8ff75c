"""The parts of a scene by what the room reads there, so that a presenter taps the figure that is meant."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

LONGEST: Final = 60
"""Characters of a part on a phone; the room shows all of it."""
_FIGURES: Final = frozenset({"wall-number", "wall-unit", "wall-bar-figure"})
_SILENT: Final = frozenset({"wall-head", "wall-foot", "wall-note", "wall-rest", "wall-detail"})
"""Parts without a figure of their own, and the one with the headline, which has a name instead."""
_NO_END: Final = frozenset({"img", "path", "rect", "br"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a scene at its place among them: its figure set apart from its words."""

    at: int
    figure: str
    words: str


def parts_of(markup: str) -> tuple[Part, ...]:
    """Give the parts of a scene's HTML that a presenter may want to point at, in their order."""
    reader = _Reader()
    reader.feed(markup)
    return tuple(_part(at, block) for at, block in enumerate(reader.blocks) if not block.is_silent)


@dataclass(slots=True)
class _Block:
    name: str
    figure: str = ""
    words: str = ""

    @property
    def is_silent(self) -> bool:
        return self.name in _SILENT and self.name != "wall-head"


def _part(at: int, block: _Block) -> Part:
    words = {"wall-head": "Tiêu đề của cảnh", "wall-map": "Bản đồ"}.get(block.name, block.words)
    short = words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
    return Part(at, block.figure, short)


class _Reader(HTMLParser):
    """Reads the elements marked as blocks; none of them lies in another."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[_Block] = []
        self._open: list[set[str]] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or go deeper inside one."""
        known = dict(attrs)
        classes = (known.get("class") or "").split()
        if "data-block" in known:
            self.blocks.append(_Block(classes[0] if classes else ""))
            self._depth = len(self._open) + 1
        if tag not in _NO_END:
            self._open.append(set(classes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that ends at once holds no words."""

    def handle_endtag(self, tag: str) -> None:
        """Come up again."""
        if tag not in _NO_END:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep words of the block that is open, those of its figure apart."""
        said = " ".join(data.split())
        if not said or not self._depth or len(self._open) < self._depth:
            return
        block = self.blocks[-1]
        if any(names & _FIGURES for names in self._open):
            block.figure = f"{block.figure} {said}".strip()
        else:
            block.words = f"{block.words} {said}".strip()
