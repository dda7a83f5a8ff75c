"""Measuring a page's heap after forced garbage collection, by Chromium's own tools."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import CDPSession, Page

COLLECTIONS = 3
"""Objects with finalisers need more than one."""

NOT_OURS = frozenset({"code", "native", "object shape", "synthetic", "hidden"})
"""Kinds of heap nodes that are the engine's: compiled code, the browser's own objects, hidden classes."""


def pages_in_turn(page: Page) -> list[str]:
    """Titles in the navigation, the page shown last: following them in turn, each click leads elsewhere."""
    titles = page.locator("nav.pages a").all_inner_texts()
    shown = page.locator("main h1").inner_text()
    return [title for title in titles if title != shown] + [shown]


def collected(page: Page) -> CDPSession:
    """Force garbage collection; give the session."""
    session = page.context.new_cdp_session(page)
    for _ in range(COLLECTIONS):
        session.send("HeapProfiler.collectGarbage")
    return session


def used(page: Page) -> int:
    """Bytes in use on the JavaScript heap, compiled code included."""
    session = collected(page)
    size = int(session.send("Runtime.getHeapUsage")["usedSize"])
    session.detach()
    return size


def kept_by(page: Page) -> int:
    """Bytes that scripts keep: the heap without what is the engine's own."""
    session = collected(page)
    chunks: list[str] = []
    session.on("HeapProfiler.addHeapSnapshotChunk", lambda event: chunks.append(event["chunk"]))
    session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    session.detach()
    return kept_in(json.loads("".join(chunks)))


def kept_in(snapshot: dict[str, Any]) -> int:
    """Add up the nodes of a heap snapshot that scripts have made, in bytes."""
    meta = snapshot["snapshot"]["meta"]
    fields, kinds, nodes = meta["node_fields"], meta["node_types"][0], snapshot["nodes"]
    step, kind, size = len(fields), fields.index("type"), fields.index("self_size")
    return sum(
        nodes[at + size] for at in range(0, len(nodes), step) if kinds[nodes[at + kind]] not in NOT_OURS
    )


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Slope of the line through points with the least squares."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    above = sum((x - middle_x) * (y - middle_y) for x, y in points)
    return above / sum((x - middle_x) ** 2 for x, _ in points)
