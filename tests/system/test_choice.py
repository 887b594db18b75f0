"""Which voice speaks when none is named."""

from pathlib import Path

import pytest
from tests.system.voice_home import NAME, HomeServer

from audionews.errors import SettingsError
from audionews.settings import Settings
from audionews.voices import choose_voice, load_voice


@pytest.fixture
def settings(home: HomeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return the settings of a show whose near-ziad comes from the loopback, on a machine without voices."""
    monkeypatch.setenv("AUDIONEWS_VOICES", str(tmp_path / "installed"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    for name in ("AZURE_SPEECH_KEY", "AZURE_SPEECH_REGION"):
        monkeypatch.delenv(name, raising=False)
    (file,) = load_voice("ar-ziad", Settings()).files
    return show_voice(tmp_path, f'url = "{home.address}"\nsize = {file.size}\nsha256 = "{file.sha256}"')


def show_voice(folder: Path, file: str, engine: str = "hts") -> Settings:
    """Write the show's own voice near-ziad."""
    (folder / "voices").mkdir(exist_ok=True)
    text = f'engine = "{engine}"\n[settings]\nfile = "{NAME}"\n[[files]]\nname = "{NAME}"\n{file}\n'
    (folder / "voices" / "near-ziad.toml").write_text(text, encoding="utf-8")
    return Settings(folder=folder)


def test_a_voice_that_is_named_is_taken_as_it_is(home: HomeServer, settings: Settings) -> None:
    named = Settings(folder=settings.folder, voice="ar-espeak")
    voice, notice = choose_voice(named)
    assert (voice.name, notice) == ("ar-espeak", None)
    assert home.ranges == []


def test_a_voice_that_is_named_and_unknown_is_an_error() -> None:
    with pytest.raises(SettingsError, match='there is no voice "ar-nobody"'):
        choose_voice(Settings(voice="ar-nobody"))


def test_an_installed_voice_is_taken(home: HomeServer, settings: Settings, blob: bytes, tmp_path: Path) -> None:
    (tmp_path / "installed").mkdir()
    (tmp_path / "installed" / NAME).write_bytes(blob)
    voice, notice = choose_voice(settings, best="near-ziad")
    assert voice.name == "near-ziad"
    assert notice == "the voice near-ziad speaks; services sound more natural: audionews voices list"
    assert home.ranges == []


@pytest.mark.parametrize("voices", [set(), {NAME}])
def test_a_service_whose_key_and_region_are_there_comes_first(
    home: HomeServer, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blob: bytes, voices: set[str]
) -> None:
    (tmp_path / "installed").mkdir()
    for name in voices:
        (tmp_path / "installed" / name).write_bytes(blob)
    monkeypatch.setenv("AZURE_SPEECH_KEY", "0123")
    monkeypatch.setenv("AZURE_SPEECH_REGION", "uaenorth")
    voice, notice = choose_voice(settings, best="near-ziad")
    assert voice.name == "azure-hamed"
    assert notice is not None
    assert "AZURE_SPEECH_KEY is set, and the text is sent to Azure Speech" in notice
    assert 'voice = "near-ziad"' in notice
    assert "0123" not in notice
    assert home.ranges == []


def test_a_key_without_a_region_is_no_service_that_could_be_asked(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_SPEECH_KEY", "0123")
    assert choose_voice(settings, best="near-ziad", fetch=False)[0].name == "near-ziad"


@pytest.mark.parametrize("key", ["OPENAI_API_KEY", "AZURE_SPEECH_REGION"])
def test_other_keys_send_no_text_anywhere(settings: Settings, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv(key, "0123")
    assert choose_voice(settings, best="near-ziad", fetch=False)[0].name == "near-ziad"


def test_the_good_voice_is_fetched_once(home: HomeServer, settings: Settings, blob: bytes, tmp_path: Path) -> None:
    for _ in range(2):
        voice, notice = choose_voice(settings, best="near-ziad", wait=60)
        assert voice.name == "near-ziad"
        assert notice is not None
        assert notice.startswith("the voice near-ziad speaks; ")
    assert (tmp_path / "installed" / NAME).read_bytes() == blob
    assert len(home.ranges) == 1


def test_a_plan_fetches_nothing_and_says_what_a_build_would(
    home: HomeServer, settings: Settings, tmp_path: Path
) -> None:
    voice, notice = choose_voice(settings, best="near-ziad", fetch=False)
    assert voice.name == "near-ziad"
    assert notice is not None
    assert notice.startswith("the voice near-ziad is not installed: a build first fetches it (")
    assert home.ranges == []
    assert not (tmp_path / "installed").exists()


def test_a_plan_that_asks_names_the_voice_that_a_build_would_take(
    home: HomeServer, settings: Settings, tmp_path: Path
) -> None:
    voice, notice = choose_voice(settings, best="near-ziad", fetch=False, ask=True, wait=60)
    assert voice.name == "near-ziad"
    assert notice == "the voice near-ziad is not installed: a build first fetches it (3.1 MB)"
    home.status = 503
    planned = choose_voice(settings, best="near-ziad", fetch=False, ask=True)
    assert planned == choose_voice(settings, best="near-ziad")
    assert planned[0].name == "ar-neural"
    assert not list((tmp_path / "installed").glob("*"))


def test_when_it_cannot_be_fetched_the_voice_of_the_package_says_so(home: HomeServer, settings: Settings) -> None:
    home.status = 503
    voice, notice = choose_voice(settings, best="near-ziad")
    assert voice.name == "ar-neural"
    assert notice is not None
    assert notice.startswith("the voice ar-neural of this package speaks; services sound more natural: ")
    assert "audionews voices install near-ziad" in notice
    assert "answered 503" in notice
    assert "\n" not in notice


def test_without_its_engine_the_good_voice_is_not_fetched(home: HomeServer, settings: Settings) -> None:
    show_voice(settings.folder, f'url = "{home.address}"\nsize = 1\nmd5 = "{"0" * 32}"', engine="htss")
    voice, notice = choose_voice(settings, best="near-ziad")
    assert voice.name == "ar-neural"
    assert notice is not None
    assert 'there is no engine "htss"' in notice
    assert 'did you mean "hts"?' in notice
    assert home.ranges == []
