"""The HTML page that every address answers with: its theme, and three files in place of thirty.

A first visit costs a request for every script and style sheet that Dash finds. Here the libraries come
as one file made at set-up, our own scripts and our own style sheets as one file each, all under addresses
that change with their content. With the development server nothing is joined.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import brotli
from dash import Dash
from flask import Flask, Response, abort, request

from dashboard import libraries, plotly_bundle
from dashboard.security import FOR_EVER

QUALITY = 9
"""Of Brotli for our own files: joined when a worker starts, so it may cost a tenth of a second, not more."""
JOINED = "/joined"
THEMES = frozenset({"dark"})
"""Values of `theme` in an address that the style sheets know; anything else is the light one."""
SCRIPT, STYLES = "text/javascript", "text/css"
_OURS = "/assets/"
_TAG = re.compile(r'<script src="([^"]+)"></script>\n?|<link rel="stylesheet" href="([^"]+)">\n?')
_RELATIVE = re.compile(r"""url\((["']?)(?!data:|/|#|["'])""")

INDEX = """<!DOCTYPE html>
<html lang="vi">
  <head>
    {%metas%}
    <title>{%title%}</title>
    <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' fill='%230B5C7A'/%3E%3Cpath d='M3 12h2V8H3zm4 0h2V4H7zm4 0h2V6h-2z' fill='%23fff'/%3E%3C/svg%3E">
    {%css%}
  </head>
  <body>
    <noscript>Trang này cần JavaScript để hiển thị số liệu.</noscript>
    {%app_entry%}
    {%config%}
    {%scripts%}
    {%renderer%}
  </body>
</html>
"""  # noqa: E501 - the icon is one address


@dataclass(frozen=True, slots=True)
class File:
    """What is served under one address: its type, and its content packed with Brotli."""

    mimetype: str
    packed: bytes


class Shelf:
    """Joined files by address. Filled when a page first names what they join, at start by the warm-up."""

    def __init__(self, server: Flask, assets: Path) -> None:
        """Serve what is joined from `assets`, and what set-up has left under assets/vendor."""
        self._assets = assets
        self._files: dict[str, File] = {}
        self._joined: dict[tuple[str, ...], str] = {}
        self._libraries = libraries.read(assets / "vendor")
        self.plotly = plotly_bundle.read(assets / "vendor")
        for kept in (self._libraries, self.plotly):
            if kept is not None:
                self._files[kept.address] = File(SCRIPT, kept.packed)
                server.add_url_rule(kept.address, kept.address, self._serve)
        server.add_url_rule(f"{JOINED}/<name>", "joined", self._serve)

    def scripts(self, tags: str) -> str:
        """Name the libraries and our own scripts as one file each; other tags and inline scripts stay."""
        covers = self._libraries.covers if self._libraries else frozenset()
        named = addresses(tags)
        known = covers if covers <= set(named) else frozenset()
        ours = [address for address in named if address.startswith(_OURS)]
        rest = without(tags, {*known, *ours})
        heads = [self._libraries.address] if self._libraries and known else []
        heads += [self._join(ours, SCRIPT)] if ours else []
        return "\n".join([*(f'<script src="{address}"></script>' for address in heads), rest])

    def styles(self, tags: str) -> str:
        """Name our style sheets as one file."""
        ours = [address for address in addresses(tags) if address.startswith(_OURS)]
        joined = f'<link rel="stylesheet" href="{self._join(ours, STYLES)}">' if ours else ""
        return "\n".join([without(tags, set(ours)), joined])

    def _join(self, named: Sequence[str], mimetype: str) -> str:
        """Give the address of the files named, as one; joined once, and anew when a file changes."""
        key = tuple(named)
        if key not in self._joined:
            content = b"\n".join(self._content(address, mimetype) for address in named)
            ending = "css" if mimetype == STYLES else "js"
            address = f"{JOINED}/{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
            self._files[address] = File(mimetype, brotli.compress(content, quality=QUALITY))
            self._joined[key] = address
        return self._joined[key]

    def _content(self, address: str, mimetype: str) -> bytes:
        path = urlsplit(address).path
        content = (self._assets / path.removeprefix(_OURS)).read_bytes()
        return moved(content, path) if mimetype == STYLES else content

    def _serve(self, **_place: str) -> Response:
        file = self._files.get(request.path)
        if file is None:
            abort(404)
        if request.accept_encodings.quality("br"):
            response = Response(file.packed, mimetype=file.mimetype)
            response.headers["Content-Encoding"] = "br"
        else:
            response = Response(brotli.decompress(file.packed), mimetype=file.mimetype)
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Cache-Control"] = FOR_EVER
        return response


class IocDash(Dash):
    """Dash with our page around it."""

    shelf: Shelf

    def interpolate_index(self, *args: Any, **parts: Any) -> str:
        """Write the page: joined files unless this is the development server, theme, address of Plotly."""
        if not self.server.debug:
            parts["css"] = self.shelf.styles(parts["css"])
            parts["scripts"] = self.shelf.scripts(parts["scripts"])
        if self.shelf.plotly:
            parts["metas"] += f'\n    <meta name="plotly" content="{self.shelf.plotly.address}">'
        return themed(super().interpolate_index(*args, **parts), request.args.get("theme", ""))


def themed(page: str, theme: str) -> str:
    """Set the theme that the address asks for, so that the first paint has it."""
    return page.replace("<html ", f'<html data-theme="{theme}" ', 1) if theme in THEMES else page


def addresses(tags: str) -> list[str]:
    """List the files that script and style tags name, in their order."""
    return [script or style for script, style in _TAG.findall(tags)]


def without(tags: str, dropped: set[str]) -> str:
    """Drop the tags that name certain files."""
    return _TAG.sub(lambda tag: "" if (tag[1] or tag[2]) in dropped else tag[0], tags)


def moved(sheet: bytes, path: str) -> bytes:
    """Make a style sheet's relative addresses absolute, since it moves to another place than its `path`."""
    base = urljoin(path, ".")
    return _RELATIVE.sub(lambda start: f"url({start[1]}{base}", sheet.decode()).encode()
