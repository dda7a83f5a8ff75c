"""What is taken in: neither more bytes nor deeper nesting than anything of ours sends."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Flask
from flask.json.provider import DefaultJSONProvider


class BoundedJson(DefaultJSONProvider):
    """Reads JSON with orjson, which refuses nesting beyond 1.024 levels in the usual way.

    Python's own reader raises RecursionError there, which nobody takes for a bad request.
    """

    def loads(self, s: str | bytes, **_options: Any) -> Any:
        """Read JSON; raises ValueError for what is none."""
        return orjson.loads(s)


def install(server: Flask, longest: int) -> None:
    """Bound what requests may carry, in bytes and in depth."""
    server.config["MAX_CONTENT_LENGTH"] = longest
    server.json = BoundedJson(server)
