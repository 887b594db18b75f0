"""docs/reference/voice-file.md is made from the voice and the engines. AUDIONEWS_GOLDEN=write writes it anew."""

import dataclasses
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.reference_pages import cell, entries, matches, plain, sections

from audionews.errors import SettingsError
from audionews.model import Pacing, Role, Voice, VoiceFile
from audionews.registry import engine, engine_names
from audionews.settings import load_settings
from audionews.voices import load_voice

INTRO = """# The voice file

Made from the program's own descriptions. A voice is a file `voices/NAME.toml` beside `audionews.toml`; only `engine` is
needed. `audionews voices show NAME` prints a voice with all of its values. An unknown key or a wrong value is an error
that names the file and the key. [Add a voice](../how-to/add-a-voice.md) says how to use this.
"""
EXAMPLE = """engine = "neural"
title = "صوت المساء"
speed = 0.9
fallback = ["ar-neural"]

[pacing]
headline = 1400

[roles]
headline = "ar-neural-headline"

[settings]
sharpness = 1.1
"""
TABLES = {
    "pacing": "A table, see below.",
    "settings": "A table, see below.",
    "files": "A list of tables, see below.",
    "roles": "A table with these keys: " + ", ".join(f"`{role}`" for role in Role),
}
PAUSES = {
    "headline": "after the headline",
    "point": "after a point of the summary",
    "paragraph": "after a paragraph",
    "sentence": "after a sentence within a paragraph",
    "clause": "where a long sentence is cut",
    "end": "after the last line",
}
RANGES = {"speed": "From 0.5 to 2.0", "pitch": "From -12 to 12", "gain": "From -20 to 20"}


def default(field: dataclasses.Field[object]) -> str:
    """Return the default of a field as it stands in a file, or "" if it has none."""
    value = field.default
    if isinstance(value, Mapping | tuple) or value is dataclasses.MISSING:
        return ""
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def keys(kind: type) -> Iterator[str]:
    """Yield the rows of a table of the keys of a dataclass, with what its docstring says of each."""
    said = entries(sections(kind).get("Attributes", ""))
    yield "| key | default | meaning |\n| --- | --- | --- |"
    for field in dataclasses.fields(kind):
        if (kind, field.name) != (Voice, "name"):  # it is that of the file
            notes = [said.get(field.name, ""), TABLES.get(field.name, ""), RANGES.get(field.name, "")]
            notes += [PAUSES[field.name]] if kind is Pacing else []
            yield f"| `{field.name}` | {default(field)} | {cell(' '.join(filter(None, notes)))} |"
    yield ""


def options(name: str) -> type | None:
    """Return the settings of the voices of an engine, or None if it has none."""
    module = vars(sys.modules[type(engine(name)).__module__])
    own = [each for key, each in module.items() if key.endswith("Options") and each.__module__ == module["__name__"]]
    return own[0] if own else None


def render() -> str:
    """Return the page."""
    lines = [INTRO, f"```toml\n{EXAMPLE}```\n", "## Keys\n", *keys(Voice)]
    lines += ["## `[pacing]`\n", "Silence after what ends, in milliseconds, from 0 to 10,000.\n", *keys(Pacing)]
    lines += ["## `[[files]]`\n", f"{plain(sections(VoiceFile)[''])}\n", *keys(VoiceFile)]
    lines.append("## `[settings]`, by engine\n")
    for name in engine_names():
        lines.append(f"### {name}\n")
        lines.append(f"{plain(sections(type(engine(name)))[''])}\n")
        caps, kind = engine(name).caps, options(name)
        facts = ["Offline" if caps.offline else "Asks a service"]
        facts += [f"lines of at most {caps.max_chars} characters"] if caps.max_chars else []
        facts += [f"key in `{caps.key}`"] if caps.key else []
        facts += ["`" + "`, `".join(caps.sensitive) + "` to be trusted first"] if caps.sensitive else []
        lines.append(f"{'; '.join(facts)}.\n")
        lines += keys(kind) if kind else []
    return "\n".join(lines).rstrip() + "\n"


def test_the_reference_is_what_voices_and_engines_say() -> None:
    assert matches("voice-file.md", render())


def test_every_key_has_its_meaning() -> None:
    for kind in (Voice, VoiceFile, *filter(None, map(options, engine_names()))):
        names = {field.name for field in dataclasses.fields(kind)}
        assert names <= set(entries(sections(kind)["Attributes"])), kind


def test_the_example_is_a_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("voices").mkdir()
    Path("voices/evening.toml").write_text(EXAMPLE, "utf-8")
    assert load_voice("evening", load_settings(None)).pacing.headline == 1400


@pytest.mark.parametrize("key", ["speed", "pitch", "gain"])
def test_the_ranges_are_right(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("voices").mkdir()
    least, most = map(float, RANGES[key].removeprefix("From ").split(" to "))
    for value, fine in ((least, True), (most, True), (least - 0.1, False), (most + 0.1, False)):
        Path("voices/mine.toml").write_text(f'engine = "silence"\n{key} = {value}\n', "utf-8")
        if fine:
            assert getattr(load_voice("mine", load_settings(None)), key) == value
        else:
            with pytest.raises(SettingsError):
                load_voice("mine", load_settings(None))
