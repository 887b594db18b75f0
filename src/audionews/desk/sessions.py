"""Sessions of the desk: signed cookies that hold a name and no account, and the limit of attempts at the password."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections import OrderedDict

import msgspec

from audionews.errors import UsageError

LIFETIME = 12 * 3600  # seconds
COOKIE = "audionews-desk"
SHORTEST_PASSWORD = 12  # characters
_LONGEST_NAME = 60  # characters
_LONGEST_COOKIE = 2_000
_ATTEMPTS = 5  # wrong passwords from one address ...
_ALL_ATTEMPTS = 30  # ... and from all of them together ...
_WINDOW = 900.0  # ... in so many seconds
_ADDRESSES = 1_000  # that are remembered


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """What the cookie of a browser says.

    Attributes:
        id: Random; the token against forged requests is made of it.
        name: What the editor is called in the log.
        until: When it ends, in seconds since 1970.
    """

    id: str
    name: str
    until: int


class Sessions:
    """Makes and reads the cookies. All of them end when the desk does.

    Args:
        password: What editors have to know, or "" if they need not.

    Raises:
        UsageError: The password is too short.
    """

    def __init__(self, password: str = "") -> None:
        if password and len(password) < SHORTEST_PASSWORD:
            what = f"the password of the desk has {len(password)} characters"
            raise UsageError(what, f"AUDIONEWS_DESK_PASSWORD needs at least {SHORTEST_PASSWORD}")
        self._secret = secrets.token_bytes(32)
        self._password = password
        self._failed: OrderedDict[str, list[float]] = OrderedDict()

    @property
    def has_password(self) -> bool:
        """Whether editors have to know a password."""
        return bool(self._password)

    def open(self, name: str, now: float) -> Session:
        """Return a new session.

        Raises:
            UsageError: The name is empty.
        """
        clean = " ".join("".join(char if char.isprintable() else " " for char in name).split())[:_LONGEST_NAME]
        if not clean:
            raise UsageError("the name is empty", "write the name that the log is to show")
        return Session(id=secrets.token_hex(16), name=clean, until=int(now) + LIFETIME)

    def cookie(self, session: Session) -> str:
        """Return the value of the cookie of a session."""
        content = urlsafe_b64encode(msgspec.json.encode(session)).decode()
        return f"{content}.{self._signature('session', content)}"

    def read(self, cookie: str, now: float) -> Session | None:
        """Return the session of a cookie; None if it has ended, or was not made here."""
        content, _, signature = cookie.partition(".")
        if len(cookie) > _LONGEST_COOKIE or not _equal(signature, self._signature("session", content)):
            return None
        try:
            session = msgspec.json.decode(urlsafe_b64decode(content), type=Session)
        except (msgspec.DecodeError, Base64Error, ValueError):
            return None
        return session if now < session.until else None

    def token(self, session: Session) -> str:
        """Return the token that the forms of a session carry."""
        return self._signature("form", session.id)

    def is_token(self, session: Session, token: str) -> bool:
        """Return whether a form is one that was made for this session."""
        return _equal(token, self.token(session))

    def admits(self, password: str, address: str, now: float) -> bool:
        """Return whether a password is right. A wrong one counts; after several, none is looked at for a while."""
        if not self._password:
            return True
        if self.wait(address, now):
            return False
        if _equal(password, self._password):
            self._failed.pop(address, None)
            return True
        self._failed.setdefault(address, []).append(now)
        self._failed.move_to_end(address)
        while len(self._failed) > _ADDRESSES:
            self._failed.popitem(last=False)
        return False

    def wait(self, address: str, now: float) -> int:
        """Return for how many seconds no password from an address is looked at."""
        own = [each for each in self._failed.get(address, ()) if now - each < _WINDOW]
        every = sorted(each for times in self._failed.values() for each in times if now - each < _WINDOW)
        waits = [own[-_ATTEMPTS] + _WINDOW - now] if len(own) >= _ATTEMPTS else []
        waits += [every[-_ALL_ATTEMPTS] + _WINDOW - now] if len(every) >= _ALL_ATTEMPTS else []
        return int(max(waits, default=-1)) + 1

    def _signature(self, purpose: str, text: str) -> str:
        return hmac.new(self._secret, f"{purpose} {text}".encode(), hashlib.sha256).hexdigest()


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
