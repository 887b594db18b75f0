"""How to install a package beside this program. Nothing is installed here."""

from __future__ import annotations

import os
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path


def install_command(package: str) -> str:
    """Return the command that installs a package, such as audionews[edge], into the Python that runs this program."""
    prefix = Path(sys.prefix)
    if (prefix / "pipx_metadata.json").exists() and prefix.parent.name == "venvs":  # not one of "pipx run"
        return f'pipx runpip {prefix.name} install "{package}"'
    if find_spec("pip") is None:
        return f'uv pip install --python {shlex.quote(sys.executable)} "{package}"'
    active = os.environ.get("VIRTUAL_ENV") == sys.prefix
    return f'{"python" if active else shlex.quote(sys.executable)} -m pip install "{package}"'
