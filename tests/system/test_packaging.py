"""The archives of a release: the same bytes at each build, and all that README promises."""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from audionews.cli.serve import command as serve

ROOT = Path(__file__).parents[2]


def build(source: Path, into: Path) -> dict[str, bytes]:
    """Return the bytes of the source archive and of the wheel, by the ends of their names."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(into)]
    subprocess.run(command, cwd=source, check=True, capture_output=True, env={"PATH": ""})
    return {path.suffix: path.read_bytes() for path in into.iterdir()}


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with both archives."""
    folder = tmp_path_factory.mktemp("dist")
    build(ROOT, folder)
    return folder


def unpacked(dist: Path, into: Path) -> Path:
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as file:
        file.extractall(into, filter="data")
    return next(into.iterdir())


def test_two_builds_have_the_same_bytes_and_so_has_one_from_the_source_archive(dist: Path, tmp_path: Path) -> None:
    first = {path.suffix: path.read_bytes() for path in dist.iterdir()}
    assert build(unpacked(dist, tmp_path / "source"), tmp_path / "again") == first


def test_the_source_archive_has_all_that_is_kept(dist: Path, tmp_path: Path) -> None:
    git = shutil.which("git") or "git"
    listed = subprocess.run([git, "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout")
    source = unpacked(dist, tmp_path)
    kept = [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    assert [name for name in kept if not (source / name).exists() and not name.startswith('"')] == []


def test_the_wheel_has_voices_sounds_and_samples(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("_voices/ar-neural.toml", "_sounds/", "_examples/articles/", "_examples/audionews.toml", "py.typed"):
        assert any(name.startswith(f"audionews/{folder}") for name in names), folder


def test_what_an_index_shows_has_no_link_that_leads_nowhere(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())
    text = metadata.get_payload()
    assert isinstance(text, str)
    assert "audionews build" in text
    assert [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith(("https:", "#"))] == []
    assert metadata.get_all("Project-URL") is None, "there is no address that is known"


def test_pictures_and_links_are_absolute_if_the_address_is_known() -> None:
    spec = importlib.util.spec_from_file_location("packaging_metadata", ROOT / "packaging" / "metadata.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    shown = module.for_index((ROOT / "README.md").read_text("utf-8"), "https://example.org/news")
    assert re.search(r"!\[[^\]]+\]\(https://example\.org/news/raw/main/docs/\S+\.png\)", shown)
    assert "](docs/" not in shown
    hook = module.Metadata(str(ROOT), {})
    fields: dict[str, object] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIONEWS_HOME", "https://example.org/news/")
        hook.update(fields)
    assert fields["urls"] == {
        "Source": "https://example.org/news",
        "Documentation": "https://example.org/news/tree/main/docs",
        "Changelog": "https://example.org/news/blob/main/CHANGELOG.md",
        "Issues": "https://example.org/news/issues",
    }


def test_the_container_serves_the_wheel_as_a_user_without_rights() -> None:
    text = (ROOT / "packaging" / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.split(None, 1) for line in text.splitlines() if line and not line.startswith("#")]
    said = dict(lines)
    assert next(word for word, _ in lines) == "FROM"
    assert said["FROM"].removeprefix("python:").partition("-")[0] in {"3.11", "3.12", "3.13", "3.14"}
    assert int(said["USER"]) > 0
    assert [word for word, _ in lines].index("USER") < [word for word, _ in lines].index("CMD")
    assert all((ROOT / name).is_file() for name in said["COPY"].split()[:-1] if "*" not in name)
    assert "--require-hashes" in said["RUN"]
    assert "libfribidi0" in text, "no package brings it, and the image has nothing else that does"
    entry, command = (json.loads(said[word]) for word in ("ENTRYPOINT", "CMD"))
    assert entry == ["audionews"]
    context = serve.make_context("serve", command[1:], resilient_parsing=False)
    assert (command[0], str(context.params["port"])) == ("serve", said["EXPOSE"])
    assert context.params["host"] not in {"127.0.0.1", "localhost"}, "others could not reach it"
