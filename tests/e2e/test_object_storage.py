"""Caches and shows in a bucket, with the command line as people use it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.buckets import BUCKET, Buckets, buckets
from tests.e2e.test_build import Run, digests
from tests.pasted import article


@pytest.fixture
def s3(socket_enabled: None) -> Iterator[Buckets]:  # noqa: ARG001 - opens the loopback
    with buckets() as running:
        yield running


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(article(), "utf-8")
    return path


def test_machines_that_share_a_cache_speak_a_line_once(
    audionews: Run, s3: Buckets, pasted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"s3://{BUCKET}/{tmp_path.name}"
    Path("audionews.toml").write_text(f'voice = "silence"\ncache = "{address}"\n', "utf-8")
    spoken = []
    for machine in ("one", "two"):
        monkeypatch.setenv("AUDIONEWS_CACHE", str(tmp_path / f"cache of {machine}"))
        result = audionews("build", pasted, "--out", tmp_path / machine, "--json")
        assert result.code == 0, result.err
        spoken.append(result.named("episode_written")[0]["spoken"])
    assert spoken == [6, 0]
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    names = [name for name in s3.puts() if "/clips/" in name or "/frames/" in name]
    assert len(names) == len(set(names)), "nothing is sent twice"
    assert "clips" in audionews("cache", "info").out
    removed = audionews("cache", "prune", "--max-size", "0", "--json")
    assert removed.code == 0
    assert audionews("cache", "info").out == "the caches are empty\n"


def test_the_environment_names_a_shared_cache_too(
    audionews: Run,
    s3: Buckets,
    pasted: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("AUDIONEWS_CACHE", f"s3://{BUCKET}/{tmp_path.name}")
    assert audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "show").code == 0
    assert any("/clips/" in name for name in s3.puts())


def test_a_build_goes_on_without_the_shared_cache_and_says_so(
    audionews: Run,
    s3: Buckets,  # noqa: ARG001 - it must run
    pasted: Path,
    tmp_path: Path,
) -> None:
    Path("audionews.toml").write_text('voice = "silence"\ncache = "s3://no-such-bucket/x"\n', "utf-8")
    result = audionews("build", pasted, "--out", tmp_path / "show")
    assert result.code == 0
    assert "the cache in s3://no-such-bucket/x cannot be written" in result.err


def test_a_password_in_the_settings_is_refused(audionews: Run, pasted: Path) -> None:
    Path("audionews.toml").write_text('cache = "s3://key:secret@bucket/x"\n', "utf-8")
    result = audionews("build", pasted)
    assert result.code == 78
    assert "cache has a password" in result.err
    assert "secret" not in result.err
