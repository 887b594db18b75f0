"""The headers of an answer, whatever the case of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


class Headers(Mapping[str, str]):
    """Headers by their names in upper or lower case; several of one name are one, with commas (RFC 9110, 5.2).

    Args:
        raw: Names and values as they were received.
    """

    def __init__(self, raw: Iterable[tuple[bytes, bytes]]) -> None:
        received = [(name.lower(), value) for name, value in raw]
        charset = _charset(b"".join(name + value for name, value in received))
        self._values: dict[str, str] = {}
        for name, value in received:
            key, text = name.decode(charset), value.decode(charset)
            self._values[key] = f"{self._values[key]}, {text}" if key in self._values else text

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _charset(sent: bytes) -> str:
    """Return the charset of headers: servers send UTF-8, though the standard knows only ISO 8859-1."""
    try:
        sent.decode()
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"
