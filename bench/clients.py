"""One client that measures each answer, and sixteen that measure how many come in a second."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import subprocess
import time
from pathlib import Path

from bench.servers import LOOPBACK

HEADERS = {
    "Content-Type": "application/json",
    "Accept-Encoding": "gzip, br",
    "Sec-Fetch-Site": "same-origin",
}
PATH = "/_dash-update-component"


class Client:
    """A keep-alive connection that asks the same question again and again."""

    def __init__(self, port: int, question: bytes, cookie: str = "") -> None:
        self._connection = http.client.HTTPConnection(LOOPBACK, port)
        self._question = question
        self._headers = headers(cookie)

    def ask(self) -> tuple[float, bytes]:
        """Ask once; gives milliseconds and body."""
        begun = time.perf_counter()
        self._connection.request("POST", PATH, self._question, self._headers)
        response = self._connection.getresponse()
        body = response.read()
        taken = (time.perf_counter() - begun) * 1000
        if response.status != http.client.OK:
            raise RuntimeError(f"answered {response.status}: {body[:200]!r}")
        return taken, body


def headers(cookie: str) -> dict[str, str]:
    """Give what a browser of ours sends; with a cookie it is signed in."""
    return HEADERS | ({"Cookie": cookie} if cookie else {})


def throughput(
    port: int, question: bytes, folder: Path, *, seconds: int, cookie: str = "", clients: int = 16
) -> float:
    """Requests a second that `clients` connections get through, by wrk."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise RuntimeError("wrk is not installed: apt-get install wrk")
    script = folder / "post.lua"
    (folder / "question.json").write_bytes(question)
    lines = [f'local file = io.open("{folder / "question.json"}", "rb")', 'wrk.method = "POST"']
    lines += ['wrk.body = file:read("*a")']
    lines += [
        f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}" for name, value in headers(cookie).items()
    ]
    script.write_text("\n".join(lines), encoding="utf-8")
    command = [
        wrk,
        "-t1",
        f"-c{clients}",
        f"-d{seconds}s",
        "-s",
        str(script),
        f"http://{LOOPBACK}:{port}{PATH}",
    ]
    report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", report)
    if found is None or "Non-2xx" in report:
        raise RuntimeError(report)
    return float(found[1])
