"""Makes what a package index shows: README without links that lead nowhere there, and the project's addresses.

A package index shows README.md far from the repository, so relative links and pictures lead nowhere. If the environment
names the repository's address in AUDIONEWS_HOME, they are made absolute and become project URLs; else pictures are left
out, and links become plain text.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_PICTURE = re.compile(r"^!\[[^\]\n]*\]\((?!https?:)([^)\s]+)\)\n+", re.MULTILINE)
_INLINE = re.compile(r"(!?)\[([^\]\n]+)\]\((?!https?:|#)([^)\s]+)\)")


class Metadata(MetadataHookInterface):
    """The dynamic fields of [project]."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add README and the addresses."""
        home = os.environ.get("AUDIONEWS_HOME", "").rstrip("/")
        text = for_index(Path(self.root, "README.md").read_text("utf-8"), home)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
        if home:
            metadata["urls"] = {
                "Source": home,
                "Documentation": f"{home}/tree/main/docs",
                "Changelog": f"{home}/blob/main/CHANGELOG.md",
                "Issues": f"{home}/issues",
            }


def for_index(text: str, home: str) -> str:
    r"""Return README as a package index can show it.

    >>> for_index("![A page](a.png)\n\n[How](docs/a.md), [the web](https://example.org)", "")
    'How, [the web](https://example.org)'
    >>> for_index("![A page](a.png)\n", "https://example.org/x")
    '![A page](https://example.org/x/raw/main/a.png)\n'
    """
    if not home:
        return _INLINE.sub(r"\2", _PICTURE.sub("", text))
    return _INLINE.sub(lambda link: f"{link[1]}[{link[2]}]({home}/{'raw' if link[1] else 'blob'}/main/{link[3]})", text)
