"""The command that installs a package is that of the Python that runs this program."""

import sys
from pathlib import Path

import pytest

from audionews.packages import install_command


def test_an_active_environment_needs_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", sys.prefix)
    assert install_command("audionews[edge]") == 'python -m pip install "audionews[edge]"'
    monkeypatch.delenv("VIRTUAL_ENV")
    assert install_command("audionews[edge]") == f'{sys.executable} -m pip install "audionews[edge]"'


def test_pipx_and_uv_install_in_their_own_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audionews.packages.find_spec", lambda _: None)
    assert install_command("x") == f'uv pip install --python {sys.executable} "x"'
    for folder in ("venvs", ".cache"):
        (tmp_path / folder / "audionews").mkdir(parents=True)
        (tmp_path / folder / "audionews" / "pipx_metadata.json").touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".cache" / "audionews"))
    assert install_command("x").startswith("uv pip install "), "it is gone after the run"
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "venvs" / "audionews"))
    assert install_command("x") == 'pipx runpip audionews install "x"'
