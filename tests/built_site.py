"""Looks at the documentation as it was built: `python -m tests.built_site site` names what is wrong, and ends with 1.

Every link inside the site leads to a file, and to an element of it; nothing is loaded from another host; every page is
reached from the first one.
"""

import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADS = {"script": "src", "img": "src", "iframe": "src", "audio": "src", "video": "src", "source": "src"}
RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
NO_PAGE = {"404.html"}  # nothing links to it, and its addresses are absolute: it is shown at any depth


class PageParser(HTMLParser):
    """Collects what a page links to, what it loads and which elements can be linked to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids |= {values[name] for name in ("id", "name") if values.get(name)}
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        elif tag == "link" and RELATIONS & set(values.get("rel", "").split()):
            self.loads.append(values.get("href", ""))
        elif tag in LOADS and values.get(LOADS[tag]):
            self.loads.append(values[LOADS[tag]])


def parsed(path: Path) -> PageParser:
    """Return what is in a page."""
    page = PageParser()
    page.feed(path.read_text("utf-8"))
    return page


def faults(site: Path) -> Iterator[str]:
    """Yield what is wrong with a site."""
    pages = {path.resolve(): parsed(path) for path in sorted(site.rglob("*.html")) if path.name not in NO_PAGE}
    if not pages:
        yield f"{site} has no pages"
    linked = {(site / "index.html").resolve()}
    for path, page in pages.items():
        for address in (each for each in page.loads if not each.startswith("data:")):
            yield from [f"{path} loads {address} from another host"] if urlsplit(address).netloc else []
        for address in (*page.loads, *page.links):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            linked.add(target)
            yield from [] if target.exists() else [f"{path} names {address}, and there is no such file"]
            yield from _anchor_faults(path, unquote(parts.fragment), pages.get(target))
    yield from (f"nothing links to {path}" for path in pages if path not in linked)


def _anchor_faults(path: Path, name: str, page: PageParser | None) -> Iterator[str]:
    if name and page and name not in page.ids:
        yield f"{path} links to #{name}, and there is no such element"


if __name__ == "__main__":
    found = list(faults(Path(sys.argv[1])))
    sys.stderr.write("".join(f"{fault}\n" for fault in found))
    sys.exit(1 if found else 0)
