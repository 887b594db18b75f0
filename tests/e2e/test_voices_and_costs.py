"""Voices with prices, roles and fallbacks, through the command line."""

import json
import re
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.online import KEY, OPENAI, Rig
from tests.pasted import Result, article
from tests.services import Fault, Stand

from audionews.errors import SettingsError
from audionews.ports import SpeechEngine
from audionews.settings import Settings
from audionews.voices import load_voice, voice_names
from audionews.voices.trust import trust

Run = Callable[..., Result]


def write_voice(name: str, text: str) -> None:
    Path("voices").mkdir(exist_ok=True)
    Path(f"voices/{name}.toml").write_text(text, "utf-8")
    trust(name, Settings())


@pytest.fixture
def paid(rig: Rig) -> Stand:
    """Return the service that the voice "paid" asks."""
    _, voice, stand = rig.set_up(OPENAI)
    address = voice.settings["base_url"]
    shared = 'licence = "CC0-1.0"\n'
    write_voice(
        "paid", f'engine = "openai"\ntitle = "المذيعة"\n{shared}price = 15.0\n[settings]\nbase_url = "{address}"'
    )
    write_voice("herald", f'engine = "openai"\nid = "x"\ntitle = "المنادي"\n{shared}[settings]\nbase_url = "{address}"')
    Path("article.txt").write_text(article(), "utf-8")
    return stand


def sidecar() -> dict[str, dict[str, str]]:
    (path,) = (path for path in Path("output/episodes").glob("*.json") if path.name.count(".") == 1)
    found: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
    return found


def test_a_dry_run_tells_characters_cache_hits_requests_and_cost(audionews: Run, paid: Stand) -> None:
    (planned,) = audionews("build", "article.txt", "--voice", "paid", "--dry-run", "--json").named("build_planned")
    characters = int(str(planned["characters"]))
    assert (planned["missing"], planned["cached"]) == (planned["lines"], 0)
    assert planned["cost"] == pytest.approx(characters * 15 / 1e6)
    assert f"{characters} characters, cost 0.0" in audionews("build", "article.txt", "--voice", "paid", "--dry-run").out
    assert paid.asked == []


def test_the_progress_tells_what_speaking_takes(audionews: Run, paid: Stand) -> None:
    result = audionews("build", "article.txt", "--voice", "paid")
    lines = len(paid.asked)
    assert f"article.txt: paid, 0 of {lines} lines from the cache, {lines} requests, " in result.err


def test_a_limit_of_the_cost_stops_before_the_first_request(audionews: Run, paid: Stand) -> None:
    result = audionews("build", "article.txt", "--voice", "paid", "--max-cost", "0.001")
    assert result.code == 2
    assert "and max_cost is 0.001" in result.err
    assert paid.asked == []
    assert not Path("output").exists()
    assert audionews("build", "article.txt", "--voice", "paid", "--max-cost", "1").code == 0
    assert audionews("build", "article.txt", "--voice", "paid", "--max-cost", "0").code == 0, "nothing is left to pay"


def test_the_headline_may_have_a_voice_of_its_own(audionews: Run, paid: Stand) -> None:
    write_voice(
        "pair", Path("voices/paid.toml").read_text("utf-8") + '\n[roles]\nheadline = "herald"\nsummary = "silence"'
    )
    assert audionews("build", "article.txt", "--voice", "pair").code == 0
    assert paid.asked, "the summary is silent, the rest is not"
    voice = sidecar()["voice"]
    assert voice["title"] == "المذيعة، المنادي، صمت"
    assert voice["engine"] == "openai + silence"


@pytest.mark.usefixtures("paid")
def test_a_role_of_an_unknown_voice_is_named(audionews: Run) -> None:
    write_voice("pair", 'engine = "silence"\n[roles]\nheadline = "heralt"')
    result = audionews("build", "article.txt", "--voice", "pair")
    assert result.code == 78
    assert 'there is no voice "heralt"' in result.err
    assert 'did you mean "herald"?' in result.err


def test_a_fallback_speaks_the_whole_episode_and_is_told(audionews: Run, paid: Stand) -> None:
    paid.fate = lambda *_: Fault.FORBIDDEN if len(paid.asked) > 2 else None
    write_voice("brave", Path("voices/paid.toml").read_text("utf-8").replace("price", 'fallback = ["silence"]\nprice'))
    result = audionews("build", "article.txt", "--voice", "brave", "--json")
    assert result.code == 0
    (told,) = result.named("voice_replaced")
    assert (told["voice"], told["instead_of"]) == ("silence", "brave")
    assert "403" in str(told["what"])
    voice = sidecar()["voice"]
    assert (voice["name"], voice["engine"], voice["instead_of"]) == ("silence", "silence", "brave")
    again = audionews("build", "article.txt", "--voice", "brave")
    said = r"brave failed .http://127\.0\.0\.1:\d+ answered 403 .Forbidden..; silence speaks the whole"
    assert re.search(said, again.err)
    paid.fate = lambda *_: None
    assert [
        event["change"]
        for event in audionews("build", "article.txt", "--voice", "brave", "--json").named("episode_written")
    ] == ["remade"]
    assert sidecar()["voice"]["instead_of"] == ""


def test_without_a_fallback_nothing_else_speaks(audionews: Run, paid: Stand) -> None:
    paid.fate = lambda *_: Fault.FORBIDDEN
    result = audionews("build", "article.txt", "--voice", "paid")
    assert result.code == 69
    assert not list(Path("output").rglob("*.mp3"))
    assert not list(Path("output").rglob("*.json"))


def test_when_all_fail_the_last_failure_is_told(audionews: Run, paid: Stand) -> None:
    paid.fate = lambda *_: Fault.FORBIDDEN
    write_voice("brave", Path("voices/paid.toml").read_text("utf-8").replace("price", 'fallback = ["herald"]\nprice'))
    result = audionews("build", "article.txt", "--voice", "brave", "--json")
    assert result.code == 69
    assert len(result.named("voice_replaced")) == 1


@pytest.mark.usefixtures("paid")
def test_a_missing_key_is_named_and_no_key_is_ever_shown(audionews: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [audionews("build", "article.txt", "--voice", "paid", "-vv"), audionews("voices", "show", "paid")]
    monkeypatch.delenv("OPENAI_API_KEY")
    Path("article.txt").write_text(article("عنوان آخر للخبر في الصحيفة"), "utf-8")
    result = audionews("build", "article.txt", "--voice", "paid")
    assert result.code == 78
    assert "OPENAI_API_KEY is not set" in result.err
    files = [path for path in Path.cwd().parent.rglob("*") if path.is_file()]
    assert all(KEY not in each.out + each.err for each in (*told, result))
    assert all(KEY.encode() not in path.read_bytes() for path in files)


def test_a_fallback_counts_with_its_price(audionews: Run, paid: Stand) -> None:
    write_voice("free", Path("voices/herald.toml").read_text("utf-8").replace("title", 'fallback = ["paid"]\ntitle'))
    assert audionews("build", "article.txt", "--voice", "free", "--max-cost", "0.001").code == 2
    assert paid.asked == []


def test_a_limit_in_the_settings_holds_too(audionews: Run, paid: Stand) -> None:
    Path("audionews.toml").write_text("max_cost = 0")
    assert audionews("build", "article.txt", "--voice", "paid").code == 2
    assert paid.asked == []


def test_a_voice_without_its_key_is_listed_as_such(
    audionews: Run, paid: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert " ready " in next(row for row in audionews("voices", "list").out.splitlines() if row.startswith("paid "))
    monkeypatch.delenv("OPENAI_API_KEY")
    assert " no key " in next(row for row in audionews("voices", "list").out.splitlines() if row.startswith("paid "))
    assert paid.asked == []


def test_a_text_that_says_nothing_cannot_be_tried(audionews: Run) -> None:
    result = audionews("voices", "try", "silence", "...")
    assert result.code == 69
    assert "nothing to speak" in result.err


def test_a_voice_can_be_tried(audionews: Run, paid: Stand) -> None:
    assert audionews("voices", "try", "paid", "مرحبا بكم").code == 0
    with wave.open("paid.wav") as file:
        assert file.getnframes() > 0
    assert len(paid.asked) == 1


def test_a_voice_that_needs_no_files_says_so(audionews: Run) -> None:
    result = audionews("voices", "install", "silence")
    assert (result.code, result.out) == (0, "")
    assert result.err == "silence needs no files and can speak: audionews voices try silence\n"


def test_voices_are_listed_as_one_json_object_a_line(audionews: Run) -> None:
    rows = {str(row["name"]): row for row in audionews("voices", "list", "--json").events}
    assert rows["silence"]["state"] == "ready"
    assert "\n  " in audionews("voices", "show", "silence").out, "one voice is for people to read"


def test_a_voice_is_installed_from_a_folder(audionews: Run, shared: Path, tmp_path: Path) -> None:
    result = audionews("voices", "install", "ar-ziad", "--from", shared / "voices")
    (path,) = result.out.splitlines()
    assert result.code == 0
    assert Path(path).parent == tmp_path / "voices"
    assert Path(path).stat().st_size > 3_000_000


def test_a_price_that_nobody_knows_is_unknown_and_refused_under_a_limit(audionews: Run, paid: Stand) -> None:
    planned = audionews("build", "article.txt", "--voice", "herald", "--dry-run")
    assert (planned.code, "characters, cost unknown" in planned.out) == (0, True)
    (event,) = audionews("build", "article.txt", "--voice", "herald", "--dry-run", "--json").named("build_planned")
    assert event["cost"] is None
    result = audionews("build", "article.txt", "--voice", "herald", "--max-cost", "100")
    assert (result.code, "the price of the voice herald is unknown" in result.err) == (2, True)
    assert "prices = { herald = 15.0 }" in result.err
    assert paid.asked == []


def test_a_price_in_the_settings_is_that_of_a_voice_or_of_all_of_an_engine(audionews: Run, paid: Stand) -> None:
    for prices, cost in (("herald = 0", 0.0), ("openai = 15.0", 15.0), ("openai = 15.0, herald = 30.0", 30.0)):
        Path("audionews.toml").write_text(f"prices = {{ {prices} }}", "utf-8")
        (event,) = audionews("build", "article.txt", "--voice", "herald", "--dry-run", "--json").named("build_planned")
        assert event["cost"] == pytest.approx(int(event["characters"]) * cost / 1e6)
    Path("audionews.toml").write_text("prices = { herald = -1.0 }", "utf-8")
    assert audionews("build", "article.txt", "--voice", "herald").code == 78
    assert paid.asked == []


def test_a_fallback_whose_price_is_unknown_is_refused_under_a_limit(audionews: Run, paid: Stand) -> None:
    write_voice("brave", Path("voices/paid.toml").read_text("utf-8").replace("price", 'fallback = ["herald"]\nprice'))
    assert audionews("build", "article.txt", "--voice", "brave", "--max-cost", "100").code == 2
    assert paid.asked == []


def test_no_shipped_voice_of_a_service_claims_a_price() -> None:
    for name in voice_names(Settings()):
        voice = load_voice(name, Settings())
        assert voice.price is None, f"{name}: only the newsroom knows what its contract says"


def test_a_voice_that_cannot_speak_yet_says_so_when_it_is_installed(
    audionews: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AZURE_SPEECH_KEY", raising=False)
    result = audionews("voices", "install", "azure-hamed")
    assert (result.code, result.out) == (78, "")
    assert "azure-hamed needs no files, but cannot speak yet: " in result.err
    assert "  try: export AZURE_SPEECH_KEY=YOUR_KEY" in result.err


def test_a_voice_without_its_package_says_how_to_install_it(
    audionews: Run, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_name: str) -> SpeechEngine:
        raise SettingsError("the package pyopenjtalk-ndy is not installed", 'pip install "audionews[hts]"')

    monkeypatch.setattr("audionews.registry.engine", missing)
    result = audionews("voices", "install", "ar-ziad", "--from", shared / "voices")
    assert (result.code, Path(result.out.strip()).stat().st_size > 3_000_000) == (78, True)
    assert "ar-ziad is installed, but cannot speak yet: the package pyopenjtalk-ndy is not installed" in result.err
    assert 'pip install "audionews[hts]"' in result.err
