"""What stands in examples/ works as it stands there."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from tests.doc_pages import ROOT, faults
from tests.pasted import Result

from audionews.settings import load_settings
from audionews.voices import load_voice

EXAMPLES = ROOT / "examples"
UNITS = sorted((EXAMPLES / "systemd").iterdir())
WORKFLOW = EXAMPLES / "github-pages.yml"
SECRET = "for-a-test"  # noqa: S105 - of a server that lives as long as the test
WEBHOOK = (sys.executable, EXAMPLES / "webhook.py")
POST = {
    "id": 42,
    "date_gmt": "2025-02-12T09:00:00",
    "link": "https://example.org/news/42",
    "status": "publish",
    "title": {"rendered": "افتتاح مكتبة جديدة في وسط المدينة"},
    "content": {"rendered": "<p>افتتحت البلدية اليوم مكتبة عامة في وسط المدينة.</p><p>تضم المكتبة كتباً للأطفال.</p>"},
}


def test_the_show_is_complete(audionews: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLES / "show", "show")
    monkeypatch.chdir("show")
    result = audionews("sync")
    assert result.code == 0, result.err
    assert result.named("sync_finished")[0]["new"] == len(list(Path("wires").iterdir()))
    voice = load_voice("evening", load_settings(None))
    assert voice.engine == "neural"
    sidecars = [json.loads(path.read_bytes()) for path in Path("output/episodes").glob("????-??-??-????????.json")]
    assert {sidecar["section"] for sidecar in sidecars} == {"economy", "culture"}
    assert Path("public/feed.xml").exists()
    assert audionews("lexicon", "check").code == 0
    assert audionews("check").code == 0
    assert audionews("check", "public").code == 0


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_is_right(path: Path, tool: Callable[[str], str], tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    for line in re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE):
        assert list(faults(line, whole=True)) == []
    unit = tmp_path / path.name
    unit.write_text(text.replace("/opt/audionews/bin/audionews", sys.executable), "utf-8")
    command = [tool("systemd-analyze"), "verify", "--man=no", "--recursive-errors=no", str(unit)]
    if unit.suffix == ".timer":
        unit.with_suffix(".service").write_text(f"[Service]\nExecStart={sys.executable}\n", "utf-8")
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    told = [line for line in done.stderr.splitlines() if path.name in line]
    assert told == []


def test_the_workflow_builds_and_deploys_what_it_builds() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    steps = workflow["jobs"]["podcast"]["steps"]
    lines = [step["run"] for step in steps if "run" in step]
    assert [fault for line in lines for fault in faults(line, whole=True)] == []
    commands = [shlex.split(line)[1] for line in lines if line.startswith("audionews ")]
    assert commands == ["build", "check", "publish"]
    (upload,) = (step for step in steps if "upload-pages-artifact" in step.get("uses", ""))
    assert upload["with"]["path"] == shlex.split(lines[-1])[-1]


@pytest.fixture
def webhook() -> Iterator[str]:
    """Run the webhook of the examples."""
    Path("audionews.toml").write_text('voice = "silence"\n[show]\nbase_url = "https://example.org/podcast"\n', "utf-8")
    environment = {**os.environ, "AUDIONEWS_WEBHOOK_SECRET": SECRET, "PORT": "0"}
    with subprocess.Popen(WEBHOOK, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


@pytest.mark.parametrize(
    ("secret", "settings", "what"),
    [
        ("", '[show]\nbase_url = "https://example.org"\n', "set AUDIONEWS_WEBHOOK_SECRET to what your system sends"),
        (SECRET, "", "write base_url into [show] of audionews.toml"),
    ],
)
def test_the_webhook_says_what_it_needs_and_takes_no_call_without(secret: str, settings: str, what: str) -> None:
    Path("audionews.toml").write_text(settings, "utf-8")
    environment = {**os.environ, "AUDIONEWS_WEBHOOK_SECRET": secret, "PORT": "0"}
    done = subprocess.run(WEBHOOK, capture_output=True, check=False, text=True, env=environment, timeout=60)
    assert (done.returncode, done.stderr.startswith(what)) == (1, True), done.stderr


def post(url: str, article: object, secret: str = SECRET) -> tuple[int, bytes]:
    """Post an article; return the status and the body of the answer."""
    request = urllib.request.Request(url, json.dumps(article).encode(), {"X-Secret": secret})  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@pytest.mark.usefixtures("socket_enabled")
def test_the_webhook_builds_what_is_posted(webhook: str) -> None:
    status, body = post(webhook, POST)
    (made,) = json.loads(body)["episodes"]
    assert status == 201
    assert Path(f"output/episodes/{made['id']}.mp3").exists()
    assert "<audio-news" in made["player"]
    status, body = post(webhook, POST)
    assert (status, json.loads(body)["episodes"][0]["id"]) == (201, made["id"])


@pytest.mark.usefixtures("socket_enabled")
def test_the_webhook_refuses_strangers_and_tells_what_fails(webhook: str) -> None:
    assert post(webhook, POST, "other")[0] == 403
    status, body = post(webhook, {"headline": "A new library", "body": ["It opened today."]})
    assert status == 422
    assert json.loads(body)["failures"][0]["remedy"]
