"""The digest of the code that articles are read and scripts are written with."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

import audionews
from audionews.app.code_digest import PARTS, code_digest, digest_of

READS_AND_WRITES = """
import sys
from audionews.app.composition import make_builder, open_caches, open_readers
from audionews.arabic.lexicon import Lexicon
from audionews.building.reading_jobs import read_blob
from audionews.building.scripting import script_of
from audionews.building.stages import read
from audionews.model import Blob, Known
from audionews.settings import Settings
from audionews.stores.memory import MemoryStore
from audionews.voices import load_voice

before = set(sys.modules)
settings = Settings()
readers = open_readers(settings, lambda _event: None)
text = "افتتح وزير النقل الميناء الجديد يوم 12 مايو 2024 بحضور 250 ضيفا من أهل المدينة."
page = f"<article><h1>افتتاح الميناء الجديد</h1><p>{text}</p></article>"
plain = f"افتتاح الميناء الجديد\\n\\n{text}"
blobs = [Blob(content=page.encode(), name="a.html"), Blob(content=plain.encode(), name="a.txt")]
found = [each for blob in blobs for each in read(blob, Known(force=True), readers)]
caches = open_caches(settings, MemoryStore())
builder = make_builder(settings, load_voice("silence", settings), MemoryStore(), caches)
assert all(script_of(article, builder).lines for article in found)
print(*sorted(set(sys.modules) - before))
"""
WIRING = {"app", "stores", "voices", "render", "registry"}  # puts parts together, and changes no result


def test_all_code_that_reads_and_writes_scripts_is_in_the_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIONEWS_CACHE", str(tmp_path))
    command = [sys.executable, "-c", READS_AND_WRITES]
    loaded = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split()
    ours = {name.split(".")[1] for name in loaded if name.startswith("audionews.")}
    root = Path(audionews.__file__).parent
    assert {"readers", "articles"} <= ours
    assert {name for name in ours if not (root / f"{name}.py").is_file()} - {*PARTS} <= {*WIRING, "engines"}


def test_the_digest_is_that_of_the_files_and_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def digest() -> str:
        return digest_of(tmp_path / "code", time.time() + 60)

    assert digest() == "", "the program is not in files"
    (tmp_path / "code/arabic/data").mkdir(parents=True)
    (tmp_path / "code/arabic/__pycache__").mkdir()
    (tmp_path / "code/arabic/rules.py").write_text("ONE = 1")
    found = [digest()]
    (tmp_path / "code/arabic/__pycache__/rules.pyc").write_text("1")
    assert digest() == found[0]
    (tmp_path / "code/arabic/rules.py").write_text("ONE = 2")
    found.append(digest())
    (tmp_path / "code/arabic/data/words.tsv").write_text("word")
    found.append(digest())
    package = tmp_path / "packages/lxml-99.dist-info"
    package.mkdir(parents=True)
    monkeypatch.syspath_prepend(str(package.parent))
    found.append(digest())
    package.rename(package.with_name("lxml-100.dist-info"))
    found.append(digest())
    assert len({*found, ""}) == 6


def test_code_that_changed_after_the_start_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").write_text("")
    assert digest_of(tmp_path, time.time() + 60)
    assert digest_of(tmp_path, time.time() - 60) == ""


def test_the_code_that_runs_is_known() -> None:
    assert code_digest() == code_digest()
