"""Files as they were uploaded, each kept once under its SHA-256 in the instance folder."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

_BLOCK = 1 << 20


class Vault:
    """A folder of files by hash. Nobody else writes there; a file never changes."""

    def __init__(self, folder: Path) -> None:
        """Keep files under `folder`, which is made when the first one comes."""
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Keep a file; give its SHA-256. A file that is there already is left alone."""
        digest = sha256(content)
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            # Renaming is atomic: a killed process leaves no half of a file under a whole one's name.
            with NamedTemporaryFile(dir=path.parent, delete=False) as written:
                written.write(content)
            Path(written.name).replace(path)
        return digest

    def keep_stream(self, stream: BinaryIO) -> str:
        """Keep a file that is too long for memory, read from its present place on; give its SHA-256."""
        self._folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with NamedTemporaryFile(dir=self._folder, delete=False) as written:
            while block := stream.read(_BLOCK):
                digest.update(block)
                written.write(block)
        path = self._path(digest.hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        Path(written.name).replace(path)
        return digest.hexdigest()

    def get(self, digest: str) -> bytes | None:
        """Content of a file; None where it is not kept."""
        path = self._path(digest)
        return path.read_bytes() if path.is_file() else None

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def sha256(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
