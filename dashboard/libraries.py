"""Dash's own scripts as one file, made at set-up: what a first visit would fetch in ten requests.

Made from what Dash itself puts on a page, in its order, so that nothing here knows its insides. Where the
file is missing or was made from other versions, the page keeps Dash's own tags (dashboard/index.py).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import brotli
import orjson

SUITES = "/_dash-component-suites"
PLACE = f"{SUITES}/dash/dcc"
"""The file lies where dcc's own script would: dcc looks beside it for what it loads later."""
UNUSED = ("/deps/polyfill", "/dash_table/")
"""Polyfills for browsers that current ones replaced years ago, and a component that no page uses."""
LATER = (f"{PLACE}/async-graph.js",)
"""Loaded by dcc on first use; every page with a chart needs it."""
QUALITY = 11
"""Of Brotli: five seconds, once, for a tenth of every first visit."""
SCRIPT = "libraries.js.br"
MANIFEST = "libraries.json"
_ADDRESS = re.compile(r'<script src="([^"]+)"></script>')
_SOURCE_MAP = re.compile(rb"//# sourceMappingURL=\S+")


@dataclass(frozen=True, slots=True)
class Libraries:
    """The file, packed with Brotli; `covers` are the addresses that it stands for, `address` its own."""

    address: str
    covers: frozenset[str]
    packed: bytes


def build(folder: Path) -> None:
    """Write script and manifest into `folder`."""
    import dash_bootstrap_components  # noqa: F401, PLC0415 - its scripts are on the page once it is imported
    from dash import Dash, html  # noqa: PLC0415 - two seconds that only a new build needs

    app = Dash("libraries", assets_folder=str(folder / "none"))
    app.layout = html.Div()
    client = app.server.test_client()
    covers = _ADDRESS.findall(client.get("/").text)
    wanted = [address for address in covers if not any(part in address for part in UNUSED)]
    script = b";\n".join(_SOURCE_MAP.sub(b"", client.get(address).data) for address in [*wanted, *LATER])
    digest = hashlib.sha256(script).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SCRIPT).write_bytes(brotli.compress(script, mode=brotli.MODE_TEXT, quality=QUALITY))
    (folder / MANIFEST).write_bytes(orjson.dumps({"digest": digest, "covers": covers}))


def read(folder: Path) -> Libraries | None:
    """Give what `build` wrote; None where it has not been built."""
    if not (folder / MANIFEST).exists():
        return None
    manifest = orjson.loads((folder / MANIFEST).read_bytes())
    # Dash insists on a script whose name has "dash_renderer" in it.
    address = f"{PLACE}/dash_renderer_and_components.{manifest['digest']}.js"
    return Libraries(address, frozenset(manifest["covers"]), (folder / SCRIPT).read_bytes())
