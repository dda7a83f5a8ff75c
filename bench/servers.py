"""The two servers of a comparison: ours, and a bare Flask that sends the same bytes."""

from __future__ import annotations

import gzip
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = "127.0.0.1"
START_SECONDS = 60


def free_port() -> int:
    """Name a loopback port that nobody listened on a moment ago."""
    with socket.create_server((LOOPBACK, 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, environment: Mapping[str, str], log: Path) -> Iterator[None]:
    """Run a server until the block ends; it answers /healthz when it is ready."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=output
        )
    try:
        _wait(f"http://{LOOPBACK}:{port}/healthz", process, log)
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def ours(database: str, folder: Path, **settings: str) -> Iterator[int]:
    """Serve the dashboard with one worker; gives the port. By default demo mode and the embedded cache."""
    port = free_port()
    chosen = {"IOC_WORKERS": "1", "IOC_CACHE_URL": "", "IOC_DEMO": "1", "IOC_INSTANCE": str(folder)}
    environment = {"DATABASE_URL": database, **chosen, **settings}
    command = [sys.executable, "-m", "dashboard", "serve", "--port", str(port)]
    with running(command, port, environment, folder / f"ours-{port}.log"):
        yield port


@contextmanager
def bare(body: bytes, folder: Path) -> Iterator[int]:
    """Serve the same compressed bytes from a Flask that does nothing else; gives the port."""
    port = free_port()
    file = folder / "body.gz"
    file.write_bytes(body)
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--worker-class",
        "gthread",
        "--workers",
        "1",
        "--threads",
        "8",
    ]
    command += ["--keep-alive", "75", "--bind", f"{LOOPBACK}:{port}", "bench.bare:make_app()"]
    with running(command, port, {"BENCH_BODY": str(file)}, folder / "bare.log"):
        yield port


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - http on loopback
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(
        f"{address} did not answer:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}"
    )


def unpacked(body: bytes) -> int:
    """Size of a payload before compression, in bytes."""
    return len(gzip.decompress(body))
