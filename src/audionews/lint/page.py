"""The rules of a page: it is whole, in UTF-8, and what it names exists. What it names is only listed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from audionews.lint.rules import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = {
    "a": ("href",), "link": ("href",), "script": ("src", "data-worker"), "img": ("src", "srcset"), "audio": ("src",),
    "video": ("src", "poster"), "source": ("src", "srcset"), "track": ("src",), "iframe": ("src",),
    "audio-news": ("src",), "input": ("data-titles",),
}  # attributes that name another file  # fmt: skip
_SHARED = frozenset({"og:image", "og:audio", "og:video", "twitter:image"})  # metadata that names another file
_UNSEEN = frozenset({"script", "style", "template"})
_MOST = 20_000  # names of other files in a page


class Page(NamedTuple):
    """A page that was read.

    Attributes:
        faults: What is wrong with it by itself.
        names: The addresses that it names, as it writes them.
        text: The text that a reader sees.
    """

    faults: list[Fault]
    names: list[str]
    text: str


class _Collector:
    """Collects names and text while a page is parsed; no tree is built."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self.text: list[str] = []
        self.base = ""
        self._unseen = 0

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        if tag == "meta" and attrib.get("property", attrib.get("name", "")) in _SHARED:
            self.names[attrib.get("content", "").strip()] = None
        self._unseen += tag in _UNSEEN
        for key in _NAMES.get(tag, ()):
            value = attrib.get(key, "").strip()
            for name in value.split(",") if key == "srcset" else (value,):
                if name.strip() and len(self.names) < _MOST:
                    self.names[name.split()[0]] = None

    def end(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN

    def data(self, data: str) -> None:
        if not self._unseen:
            self.text.append(data)

    def close(self) -> None:
        """Return nothing: the collector itself is the result."""


def read_page(blob: bytes) -> Page:
    """Return what a page names and shows."""
    from lxml import etree  # noqa: PLC0415 - loads when used

    try:
        blob.decode("utf-8")
    except UnicodeDecodeError as error:
        return Page([Fault("file-encoding", f"it is not in UTF-8, from byte {error.start} on")], [], "")
    if not blob.strip():
        return Page([Fault("empty", "it is empty")], [], "")
    faults = [Fault("page", "it holds NUL characters")] if b"\0" in blob else []
    if b"</html>" not in blob[-1000:].lower() and b"<html" in blob[:2000].lower():
        faults.append(Fault("page", "it breaks off: it does not end with </html>"))
    collector = _Collector()
    parser = etree.HTMLParser(target=collector, encoding="utf-8")  # type: ignore[arg-type] # its stubs ask for more
    try:
        parser.feed(blob)
        parser.close()
    except (etree.LxmlError, ValueError, AssertionError) as error:
        faults.append(Fault("page", f"it cannot be read: {error}"))
    return Page(faults, list(collector.names), " ".join(collector.text))
