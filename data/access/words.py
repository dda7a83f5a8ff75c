"""Words that come from outside, made fit to be stored and compared."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

SECRET_BYTES = 32
"""256 bits: nothing that is this random needs salt or a slow hash."""

NAME_LENGTH = 64
TEXT_LENGTH = 300
_CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O, 1 I L: a code is read from a wall across the room."""
_CODE_HALF = 4
_NAME_SIGNS = frozenset("._-@+")


def plain(text: str, limit: int = TEXT_LENGTH) -> str:
    """One line in NFC, without control characters and halves of characters, cut to `limit`.

    PostgreSQL refuses NUL, and a line break would forge entries of a log that is read as text.
    """
    kept = "".join(" " if char.isspace() else char for char in text if char.isspace() or _stays(char))
    return " ".join(unicodedata.normalize("NFC", kept).split())[:limit].rstrip()


def account_key(name: str) -> str:
    """The name of an account as it is stored: case-folded, NFC."""
    return plain(unicodedata.normalize("NFC", plain(name).casefold()), NAME_LENGTH)


def is_account_name(key: str) -> bool:
    """Tell whether a folded name may be an account's: letters, digits and . _ - @ +, no spaces."""
    return bool(key) and all(char.isalnum() or char in _NAME_SIGNS for char in key)


def new_secret() -> str:
    """A random secret that fits in a cookie, a header and an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def new_code() -> str:
    """A pairing code, XXXX-XXXX."""
    signs = "".join(secrets.choice(_CODE_SIGNS) for _ in range(2 * _CODE_HALF))
    return f"{signs[:_CODE_HALF]}-{signs[_CODE_HALF:]}"


def read_code(typed: str) -> str:
    """A pairing code as somebody types it: lower case and other separators count alike."""
    signs = "".join(char for char in typed.upper() if char in _CODE_SIGNS)
    return f"{signs[:_CODE_HALF]}-{signs[_CODE_HALF:]}"


def is_row_id(number: int) -> bool:
    """Tell whether a number can be a row's: drivers fail on integers wider than the column."""
    return 0 < number < 2**31


def digest(secret: str) -> str:
    """SHA-256 of a random secret, in hexadecimal: what is stored and looked up by."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _stays(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"}
