"""Third-party assets, made from installed packages: nothing is committed, nothing is fetched at run time.

Written below the assets folder, all of it ignored by git:

- `00_bootstrap.css`: Bootstrap 5. It lies in the root of the folder because Dash loads files of the root
  before those of any folder in it, then by name: so it comes before `10_base.css`, which overrides it.
- `vendor/fonts.css` and `vendor/fonts/`: Be Vietnam Pro and its symbols (dashboard/webfonts.py).
- `vendor/libraries.*`: Dash's own scripts as one (dashboard/libraries.py).
- `vendor/plotly.*.min.js.br`: Plotly with only the traces that we draw (dashboard/plotly_bundle.py).
- `vendor/stamp.txt`, `vendor/plotly.txt`: what they were made from; while it is true, nothing is made.

Scripts are kept packed: Dash would load any file that ends in `.js` by itself.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from dashboard import libraries, plotly_bundle

PACKAGES = (
    "bootstrap-flask",
    "fontpkg-be-vietnam-pro",
    "fontpkg-fira-code",
    "fonttools",
    "brotli",
    "dash",
    "dash-bootstrap-components",
)
CODE = ("vendor.py", "webfonts.py", "libraries.py")


def build(assets: Path, *, again: bool = False, bundle: Callable[[Path], bool] = plotly_bundle.build) -> None:
    """Make the third-party assets below `assets`, unless those there are made from the same things.

    `bundle` needs npm and the network, and may fail: then the whole Plotly is served, and it is tried
    once more only where `again` asks for it.
    """
    vendor = assets / "vendor"
    bootstrap = assets / "00_bootstrap.css"
    with _unless_made(vendor / "stamp.txt", _recipe(PACKAGES, CODE), lost=not bootstrap.exists()) as is_due:
        if is_due:
            bootstrap.write_text(_bootstrap_css(), encoding="utf-8")
            _write_fonts(vendor)
            libraries.build(vendor)
    lost, recipe = again and plotly_bundle.read(vendor) is None, _recipe(("plotly",), ("plotly_bundle.py",))
    with _unless_made(vendor / "plotly.txt", recipe, lost=lost) as is_due:
        if is_due:
            bundle(vendor)


@contextmanager
def _unless_made(stamp: Path, recipe: str, *, lost: bool) -> Iterator[bool]:
    """Tell whether something must be made, and stamp it once it is: a failure leaves no stamp."""
    is_due = lost or not stamp.exists() or stamp.read_text(encoding="utf-8") != recipe
    if is_due:
        stamp.unlink(missing_ok=True)
    yield is_due
    stamp.parent.mkdir(parents=True, exist_ok=True)
    if is_due:
        stamp.write_text(recipe, encoding="utf-8")


def _recipe(packages: Sequence[str], code: Sequence[str]) -> str:
    """Name what something is made from: the versions of the packages, and the code that makes it."""
    sources = b"".join(Path(__file__).with_name(name).read_bytes() for name in code)
    digest = hashlib.sha256(sources).hexdigest()
    return "\n".join([*(f"{package} {version(package)}" for package in packages), f"code {digest}", ""])


def _write_fonts(vendor: Path) -> None:
    """Make the web fonts and the style sheet that names them, in place of earlier ones."""
    from dashboard.webfonts import font_faces  # noqa: PLC0415 - half a second that only a new build needs

    fonts = vendor / "fonts"
    shutil.rmtree(fonts, ignore_errors=True)
    fonts.mkdir(parents=True)
    (vendor / "fonts.css").write_text("\n".join(font_faces(fonts)) + "\n", encoding="utf-8")


def _bootstrap_css() -> str:
    """Bootstrap's style sheet without its pointer to a source map that is not served."""
    path = files("flask_bootstrap") / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
    css = path.read_text(encoding="utf-8")
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css).rstrip() + "\n"
