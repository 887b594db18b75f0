"""A voice is one TOML file, read strictly, found in the show's folder first."""

from pathlib import Path

import pytest

from audionews.arabic.letters import is_letter
from audionews.errors import SettingsError
from audionews.model import Pacing, Voice, VoiceFile
from audionews.settings import Settings
from audionews.voices import load_voice, voice_names

SHIPPED = {"ar-espeak", "ar-google", "ar-ziad", "silence"}
DIGEST = "ab" * 32


def voice_file(folder: Path, text: str, name: str = "mine") -> Settings:
    """Write a voice of the show and return the show's settings."""
    (folder / "voices").mkdir(exist_ok=True)
    (folder / "voices" / f"{name}.toml").write_text(text, encoding="utf-8")
    return Settings(folder=folder)


def complaint(folder: Path, text: str) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        load_voice("mine", voice_file(folder, text))
    assert str(folder / "voices" / "mine.toml") in caught.value.message
    assert caught.value.remedy
    return caught.value


def test_the_shipped_voices_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert set(voice_names(Settings(folder=tmp_path))) >= SHIPPED


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_a_shipped_voice_tells_all_about_itself(name: str) -> None:
    voice = load_voice(name, Settings())
    assert voice.name == name
    assert voice.licence
    assert voice.credit
    assert voice.home.startswith("https://")
    assert any(map(is_letter, voice.title)), "the title is Arabic"


def test_the_lexicon_is_no_voice(tmp_path: Path) -> None:
    settings = voice_file(tmp_path, "", name="lexicon")
    assert "lexicon" not in voice_names(settings)


def test_a_voice_of_the_show_cannot_take_the_name_of_a_shipped_one(tmp_path: Path) -> None:
    settings = voice_file(tmp_path, 'engine = "silence"', name="ar-espeak")
    with pytest.raises(SettingsError, match="has the name of a voice that comes with audionews"):
        load_voice("ar-espeak", settings)


def test_a_voice_of_the_working_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    voice_file(tmp_path, 'engine = "silence"')
    monkeypatch.chdir(tmp_path)
    assert load_voice("mine", Settings(folder=tmp_path / "elsewhere")).engine == "silence"


def test_every_key_of_a_voice_is_read(tmp_path: Path) -> None:
    text = f"""
    engine = "hts"
    id = "x"
    language = "ar"
    title = "صوتي"
    speed = 0.9
    pitch = -1
    gain = 1.5
    pausal = false
    licence = "CC0-1.0"
    credit = "me"
    home = "https://example.org"
    [pacing]
    headline = 900
    [settings]
    file = "x.htsvoice"
    volume = 100
    warm = true
    depth = 0.5
    [[files]]
    name = "x.htsvoice"
    url = "https://example.org/x.htsvoice"
    size = 10
    sha256 = "{DIGEST}"
    """
    assert load_voice("mine", voice_file(tmp_path, text)) == Voice(
        name="mine",
        engine="hts",
        id="x",
        title="صوتي",
        speed=0.9,
        pitch=-1.0,
        gain=1.5,
        pausal=False,
        licence="CC0-1.0",
        credit="me",
        home="https://example.org",
        pacing=Pacing(headline=900),
        settings={"file": "x.htsvoice", "volume": 100, "warm": True, "depth": 0.5},
        files=(VoiceFile(name="x.htsvoice", url="https://example.org/x.htsvoice", size=10, sha256=DIGEST),),
    )


@pytest.mark.parametrize(("name", "remedy"), [("ar-espaek", 'did you mean "ar-espeak"?'), ("../x", "there are: ar-")])
def test_an_unknown_voice_is_answered_with_the_nearest(tmp_path: Path, name: str, remedy: str) -> None:
    with pytest.raises(SettingsError, match="there is no voice") as caught:
        load_voice(name, Settings(folder=tmp_path))
    assert caught.value.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 'the key "engine" is missing'),
        ('engin = "silence"', 'there is no key "engin"'),
        ('engine = "silence"\nname = "x"', 'there is no key "name"'),
        ('engine = "silence"\n[pacing]\nheadlin = 3', 'there is no key "pacing.headlin"'),
        ('engine = "silence"\n[pacing]\nheadline = "long"', "pacing.headline: expected"),
        ('engine = "silence"\npacing = 3', "pacing: expected"),
        ('engine = "silence"\nspeed = "fast"', "speed: expected"),
        (
            'engine = "silence"\n[settings]\nx = []',
            "settings.*: expected true or false or whole number",
        ),
        ('engine = "silence"\n[roles]\nheadlin = "x"', 'there is no key "roles.headlin"'),
        ('engine = "silence"\nroles = "x"', "roles: expected table, got text"),
        ('engine = "silence"\n[[files]]\nname = "x"', 'files[0]: the key "url" is missing'),
    ],
)
def test_a_wrong_key_of_a_voice_is_named(tmp_path: Path, text: str, words: str) -> None:
    assert words in complaint(tmp_path, text).message


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('engine = ""', "engine"),
        ('language = "Arabic"', "language"),
        ("speed = 0", "speed"),
        ("speed = nan", "speed"),
        ("pitch = 13", "pitch"),
        ("gain = -21", "gain"),
        ("pacing.clause = -1", "pacing.clause"),
    ],
)
def test_a_value_of_a_voice_that_makes_no_sense_is_named(tmp_path: Path, line: str, key: str) -> None:
    text = line if line.startswith("engine") else f'engine = "silence"\n{line}'
    assert f": {key} makes no sense" in complaint(tmp_path, text).message


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"name": '"../x"'}, "name"),
        ({"url": '"ftp://example.org/x"'}, "url"),
        ({"size": "0"}, "size"),
        ({"sha256": '""'}, "sha256"),
        ({"sha256": '"AB"'}, "sha256"),
        ({"md5": '"zz"'}, "sha256"),
        ({"extra": "1"}, "extra"),
    ],
)
def test_a_file_of_a_voice_that_makes_no_sense_is_named(tmp_path: Path, change: dict[str, str], key: str) -> None:
    entry = {"name": '"x"', "url": '"https://example.org/x"', "size": "1", "sha256": f'"{DIGEST}"'} | change
    lines = "\n".join(f"{name} = {value}" for name, value in entry.items())
    assert f"files[0].{key}" in complaint(tmp_path, f'engine = "silence"\n[[files]]\n{lines}').message
