"""Caches and shows in a bucket, with the command line as people use it."""

import hashlib
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fsspec.registry import _registry
from tests.buckets import BUCKET, Buckets, buckets
from tests.e2e.test_build import Run, digests
from tests.pasted import article

from audionews.stores import open_store

HOLD = """
import sys
from audionews.stores import open_store
with open_store(sys.argv[1]).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def s3(socket_enabled: None) -> Iterator[Buckets]:  # noqa: ARG001 - opens the loopback
    with buckets() as running:
        yield running


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(article(), "utf-8")
    return path


def in_bucket(address: str) -> dict[str, str]:
    """Return the digests of the files of a show at an address."""
    store = open_store(address)
    return {name: hashlib.sha256(store.read(name) or b"").hexdigest() for name in store.names()}


def in_folder(folder: Path) -> dict[str, str]:
    """Return the digests of the files of a show in a folder."""
    return {name: digest for name, digest in digests(folder).items() if not name.startswith(".audionews")}


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


def test_a_show_is_built_in_a_bucket_as_in_a_folder(audionews: Run, s3: Buckets, pasted: Path, tmp_path: Path) -> None:
    Path("audionews.toml").write_text('voice = "silence"\n[show]\nbase_url = "https://example.org/show"\n', "utf-8")
    address = f"s3://{BUCKET}/{tmp_path.name}"
    here = audionews("build", pasted, "--out", tmp_path / "folder")
    assert here.code == 0
    s3.requests.clear()
    there = audionews("build", pasted, "--out", address, "--json")
    assert there.code == 0, there.err
    assert there.named("episode_written")[0]["path"].startswith(address)
    assert there.named("show_published")[0]["feed"] == f"{address}/feed.xml"
    assert in_bucket(address) == in_folder(tmp_path / "folder")
    sent = [name.removeprefix(f"{tmp_path.name}/") for name in s3.puts()]
    order = [
        next(place for place, name in enumerate(sent) if name.endswith(end)) for end in (".mp3", ".vtt", "feed.xml")
    ]
    assert order == sorted(order)
    sidecar = f"episodes/{there.named('episode_written')[0]['id']}.json"
    assert order[0] < sent.index(sidecar) < order[1]
    s3.requests.clear()
    again = audionews("build", pasted, "--out", address, "--json")
    assert again.named("episode_written")[0]["change"] == "unchanged"
    written = {name.removeprefix(f"{tmp_path.name}/") for name in s3.puts()}
    assert written == {".audionews-lease"}


def test_all_commands_work_on_a_show_in_a_bucket(
    audionews: Run,
    s3: Buckets,  # noqa: ARG001 - it must run
    pasted: Path,
    tmp_path: Path,
) -> None:
    Path("audionews.toml").write_text('voice = "silence"\n[show]\nbase_url = "https://example.org/show"\n', "utf-8")
    out = ("--out", f"s3://{BUCKET}/{tmp_path.name}")
    assert audionews("build", pasted, *out).code == 0
    listed = audionews("list", *out)
    episode = listed.out.split()[0]
    assert (listed.code, len(listed.out.splitlines())) == (0, 1)
    for command in (("script", episode), ("embed", episode), ("edition",)):
        assert audionews(*command, *out).code == 0, command
    checked = audionews("check", out[1])
    assert (checked.code, "0 errors" in checked.out) == (0, True), checked.out
    assert audionews("publish", tmp_path / "www", *out).code == 0
    assert episode in (tmp_path / "www" / "feed.xml").read_text("utf-8")
    assert audionews("remove", episode, "--purge", *out).code == 0
    names = in_bucket(out[1])
    assert f"episodes/{episode}.mp3" not in names
    assert f"episodes/{episode}.json" in names
    assert audionews("serve", out[1]).code == 2


def test_a_store_that_is_away_is_to_be_tried_again_later(
    audionews: Run, s3: Buckets, pasted: Path, tmp_path: Path
) -> None:
    Path("audionews.toml").write_text('voice = "silence"\n[show]\nbase_url = "https://example.org/show"\n', "utf-8")
    address = f"s3://{BUCKET}/{tmp_path.name}"
    assert audionews("build", pasted, "--out", tmp_path / "show").code == 0
    s3.kill()
    for command in (
        ("build", pasted, "--out", address),
        ("list", "--out", address),
        ("check", address),
        ("publish", address, "--out", tmp_path / "show"),
        ("cache", "info"),
    ):
        if command[0] == "cache":
            Path("audionews.toml").write_text(f'cache = "{address}"\n', "utf-8")
        away = audionews(*command)
        what, remedy = away.err.splitlines()[-2:]
        assert (away.code, what.startswith("audionews: "), "run it again" in remedy) == (75, True, True), away.err
    s3.start_again()


def test_a_wrong_key_or_bucket_is_a_matter_of_the_settings(
    audionews: Run, s3: Buckets, pasted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert audionews("build", pasted, "--voice", "silence", "--out", "s3://no-such-bucket/x").code == 78
    s3.faults.refuse = 1.0
    refused = audionews("build", pasted, "--voice", "silence", "--out", f"s3://{BUCKET}/{tmp_path.name}")
    assert (refused.code, "your keys" in refused.err) == (78, True), refused.err
    s3.faults.heal()
    monkeypatch.setitem(sys.modules, "s3fs", None)
    monkeypatch.delitem(_registry, "s3")
    missing = audionews("list", "--out", f"s3://{BUCKET}/other")
    assert (missing.code, 'install "s3fs"' in missing.err) == (78, True), missing.err


def test_a_cache_that_is_away_costs_a_build_some_seconds(
    audionews: Run, s3: Buckets, pasted: Path, tmp_path: Path
) -> None:
    Path("audionews.toml").write_text(f'voice = "silence"\ncache = "s3://{BUCKET}/{tmp_path.name}"\n', "utf-8")
    s3.kill()
    result = audionews("build", pasted, "--out", tmp_path / "show")
    s3.start_again()
    assert (result.code, "cannot be written" in result.err) == (0, True), result.err


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("place", ["s3://podcasts/x", "sftp://127.0.0.1:{port}/x", "{file}/x"])
def test_a_shared_cache_that_is_away_stops_no_build_wherever_it_is(
    audionews: Run, pasted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    pytest.importorskip("paramiko", reason="the packages for addresses are in an environment of their own")
    pytest.importorskip("s3fs")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
        for name, value in {**keys, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_MAX_ATTEMPTS": "1"}.items():
            monkeypatch.setenv(name, value)
        address = place.format(port=port, file=pasted)
        Path("audionews.toml").write_text(f'voice = "silence"\ncache = "{address}"\n', "utf-8")
        result = audionews("build", pasted, "--out", tmp_path / "show")
        again = audionews("build", pasted, "--out", tmp_path / "again")
        asked = audionews("cache", "verify")
    assert result.code == 0, result.err
    assert result.err.count(f"the cache in {address} cannot be written") == 1, result.err
    assert "is not shared" in result.err
    assert list((tmp_path / "show" / "episodes").glob("*.mp3"))
    assert again.code == 0, again.err
    assert digests(tmp_path / "again") == digests(tmp_path / "show"), "what this machine has spoken it keeps"
    assert asked.code == (75 if "://" in place else asked.code), "who asks for the cache is told that it is away"


@pytest.mark.usefixtures("s3")
def test_who_writes_a_show_is_told_to_the_second_build(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    for place in (f"s3://{BUCKET}/{tmp_path.name}", str(tmp_path / "show")):
        holder = subprocess.Popen([sys.executable, "-c", HOLD, place], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        with holder:
            assert holder.stdout
            assert holder.stdout.readline() == b"held\n"
            refused = audionews("build", pasted, "--voice", "silence", "--out", place, "--wait", "0")
            assert refused.code == 75, refused.err
            assert f"another program writes {place}: process {holder.pid} on " in refused.err
            assert "--wait SECONDS" in refused.err
            build = ("build", str(pasted), "--voice", "silence", "--out", place)
            with subprocess.Popen(
                [sys.executable, "-m", "audionews", *build], stderr=subprocess.PIPE, text=True
            ) as waiting:
                assert waiting.stderr
                told = next(line for line in waiting.stderr if "waiting" in line)
                holder.communicate()
                waiting.stderr.read()
        assert f"waiting for another program, which writes {place}: process {holder.pid} on " in told
        assert waiting.returncode == 0
