"""The digest of the code that articles are read and scripts are written with."""

import subprocess
import sys
from pathlib import Path

import pytest

import audionews
from audionews.app.code_digest import PARTS, code_digest

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
page = "<article><h1>افتتاح الميناء الجديد</h1><p>افتتح الوزير الميناء يوم 12 مايو 2024.</p></article>"
blobs = [Blob(content=page.encode(), name="a.html"), Blob(content="خبر\\n\\nنص الخبر.".encode(), name="a.txt")]
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
    assert {"readers", "articles", "arabic", "diacritizers"} <= ours
    assert {name for name in ours if not (root / f"{name}.py").is_file()} - {*PARTS} <= {*WIRING, "engines"}


def test_the_digest_is_that_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def digest() -> str:
        code_digest.cache_clear()
        return code_digest()

    usual = digest()
    try:
        monkeypatch.setattr(audionews, "__file__", str(tmp_path / "__init__.py"))
        assert digest() == "", "the program is not in files"
        (tmp_path / "__init__.py").write_text("")
        (tmp_path / "arabic").mkdir()
        (tmp_path / "arabic/rules.py").write_text("ONE = 1")
        before = digest()
        assert digest() == before != usual
        (tmp_path / "arabic/__pycache__").mkdir()
        (tmp_path / "arabic/__pycache__/rules.pyc").write_text("1")
        assert digest() == before
        (tmp_path / "arabic/rules.py").write_text("ONE = 2")
        changed = digest()
        assert changed != before
        (tmp_path / "arabic/data").mkdir()
        (tmp_path / "arabic/data/words.tsv").write_text("word")
        assert digest() not in {before, changed}
        monkeypatch.syspath_prepend(str(tmp_path / "packages"))
        (tmp_path / "packages/lxml-99.dist-info").mkdir(parents=True)
        installed = digest()
        (tmp_path / "packages/lxml-99.dist-info").rename(tmp_path / "packages/lxml-100.dist-info")
        assert digest() != installed
    finally:
        code_digest.cache_clear()
