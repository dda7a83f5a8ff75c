"""A real OpenID Connect provider for tests: installed once from npm, run on loopback."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import LOOPBACK, ROOT, ServiceError, find_binary, free_port, running

PACKAGE = "oidc-provider"
VERSION = "9.13.3"
FOLDER = ROOT / "build" / f"{PACKAGE}-{VERSION}"
INSTALL_SECONDS = 180
CLIENT, SECRET = "ioc", "a-secret-that-only-tests-know"
PROGRAM = "server.mjs"


def installed() -> Path:
    """Folder with the provider; installs it where it is missing, whole or not at all."""
    if not FOLDER.exists():
        FOLDER.parent.mkdir(exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f"{PACKAGE}-", dir=FOLDER.parent))
        command = [binary("npm"), "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", "."]
        result = subprocess.run(
            [*command, f"{PACKAGE}@{VERSION}"],
            cwd=partial,
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS,
            check=False,
        )
        if result.returncode:
            raise ServiceError(f"npm could not install {PACKAGE}:\n{result.stderr[-2000:]}")
        _moved(partial)
    # A module finds what it imports beside itself.
    shutil.copy(Path(__file__).with_name(PROGRAM), FOLDER)
    return FOLDER


def _moved(partial: Path) -> None:
    """Put the finished folder in its place; where two processes installed at once the first one's stays."""
    try:
        partial.rename(FOLDER)
    except OSError:
        shutil.rmtree(partial)


def binary(name: str) -> str:
    """Find a program of Node, also where it came into the virtual environment."""
    return find_binary(name, Path(sys.executable).parent)


@contextmanager
def provider(redirect: str) -> Iterator[str]:
    """Run the provider until the block ends, and give its issuer."""
    port = free_port()
    issuer = f"http://{LOOPBACK}:{port}"
    with running([binary("node"), PROGRAM, str(port), redirect], installed()) as child:
        child.wait_until(lambda: answers(issuer))
        yield issuer


def answers(issuer: str) -> bool:
    """Tell whether the provider describes itself."""
    try:
        with urllib.request.urlopen(f"{issuer}/.well-known/openid-configuration", timeout=5):  # noqa: S310 - loopback
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
