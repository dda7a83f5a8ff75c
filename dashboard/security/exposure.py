"""May it be served there? What others reach needs accounts and a secret; demo mode stays at home."""

from __future__ import annotations

import os
import secrets
from ipaddress import ip_address
from pathlib import Path

from dashboard.settings import Settings

KEY_FILE = "secret-key"
KEY_BYTES = 32
SHORTEST_KEY = 32
OWNER_ONLY = 0o600

NO_DEMO = "IOC_DEMO lets everybody look without sign-in: it is for 127.0.0.1 only."
NO_KEY = (
    "Set IOC_SECRET_KEY or IOC_SECRET_KEY_FILE to a secret of at least 32 characters "
    "(for example from: openssl rand -hex 32)."
)
NO_ACCOUNTS = "Nobody could sign in: there are no accounts. Make the first one: ioc user add NAME --admin"


def is_loopback(host: str) -> bool:
    """Tell whether an address to listen on is reached from this computer only."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def refusals(settings: Settings, *, has_accounts: bool) -> list[str]:
    """List what stands against serving on the address chosen, each with its remedy."""
    if is_loopback(settings.host):
        return []
    found = {
        NO_DEMO: settings.demo,
        NO_KEY: len(settings.given_secret_key) < SHORTEST_KEY,
        NO_ACCOUNTS: not has_accounts,
    }
    return [problem for problem, holds in found.items() if holds]


def kept_key(settings: Settings) -> str:
    """Give the secret of the installation; one made on the first start is kept in the instance folder."""
    if settings.given_secret_key:
        return settings.given_secret_key
    file = settings.instance / KEY_FILE
    if not file.exists():
        _write_once(file, secrets.token_hex(KEY_BYTES))
    return file.read_text(encoding="utf-8").strip()


def _write_once(file: Path, key: str) -> None:
    """Write for the owner only; where two start at once, the first one's key holds."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write(key)
