"""The sound of a show through the command line: notice, bitrate, second encoding, editions and the caches."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import ID3
from tests.audio_facts import probe
from tests.newsroom import FACTS
from tests.pasted import Result, article

from audionews.artwork.cover import LARGEST_OF_EPISODE, episode_cover
from audionews.audio.tags import MOST

Run = Callable[..., Result]


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(article(), "utf-8")
    return path


def settings(folder: Path, sound: str) -> Path:
    file = folder / "audionews.toml"
    file.write_text(f'voice = "silence"\n[sound]\n{sound}\n', "utf-8")
    return file


def sidecar(folder: Path) -> dict[str, Any]:
    (name,) = (path for path in (folder / "episodes").glob("*.json") if path.name.count(".") == 1)
    found: dict[str, Any] = json.loads(name.read_text("utf-8"))
    return found


def test_the_voice_says_at_the_end_that_it_is_artificial(audionews: Run, pasted: Path) -> None:
    audionews("build", pasted, "--voice", "silence", "--out", "out")
    known = sidecar(Path("out"))
    assert "بصوت اصطناعي" in known["cues"][-1]["text"]
    assert known["cues"][-1]["role"] == "notice"
    (page,) = (path for path in Path("out/episodes").glob("*.html") if path.name.count(".") == 1)
    marked = re.findall(r"data-start", page.read_text("utf-8"))
    assert len(marked) == len({cue["segment"] for cue in known["cues"]}) - 1


def test_the_settings_can_leave_out_notice_and_music(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    file = settings(tmp_path, 'notice = false\nintro = ""\ntransition = ""\noutro = ""')
    audionews("build", pasted, "--settings", file, "--out", "out")
    known = sidecar(Path("out"))
    assert "notice" not in {cue["role"] for cue in known["cues"]}
    assert known["story"][0] == 0


def test_a_sound_that_is_not_there_is_named_with_what_there_is(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    result = audionews("build", pasted, "--settings", settings(tmp_path, 'intro = "rize"'), "--out", "out")
    assert result.code == 78
    assert 'there is no sound "rize"' in result.err
    assert 'did you mean "rise"? (or name a file beside audionews.toml)' in result.err
    assert 'did you mean "rise"?' in result.err


@pytest.mark.parametrize("name", ["picture.mp3", "text.wav"])
def test_a_file_that_is_no_sound_is_refused_before_anything_is_spoken(
    audionews: Run, pasted: Path, tmp_path: Path, tool: Callable[[str], str], *, name: str
) -> None:
    tool("ffmpeg")
    blob = b"some text" if name == "text.wav" else episode_cover(FACTS, "")
    (tmp_path / name).write_bytes(blob)
    result = audionews("build", pasted, "--settings", settings(tmp_path, f'outro = "{name}"'), "--out", "out", "--json")
    assert result.code == 78
    assert "sound.outro: the jingle cannot be decoded" in result.err
    assert not result.named("speech_planned")


def test_a_hostile_headline_becomes_one_clean_title_and_a_cover(audionews: Run, pasted: Path) -> None:
    hostile = "خبر \u202eعاجل\x00\x1b \udcff🎉 " + "كلمة " * 300
    built = audionews("build", pasted, "--voice", "silence", "--headline", hostile, "--out", "out", "--json")
    (written,) = built.named("episode_written")
    tag = ID3(str(written["path"]))
    assert tag["TIT2"].text == ["خبر عاجل 🎉 " + " ".join(["كلمة"] * 300)]
    assert tag.size < MOST
    assert len(tag["APIC:"].data) <= LARGEST_OF_EPISODE


@pytest.mark.parametrize("bitrate", [64, 80, 96, 112, 128, 160, 192])
def test_every_bitrate_makes_an_mp3_of_that_bitrate(audionews: Run, pasted: Path, bitrate: int) -> None:
    audionews("build", pasted, "--voice", "silence", "--bitrate", str(bitrate), "--out", "out")
    (sound,) = Path("out/episodes").glob("*.mp3")
    assert probe(sound.read_bytes()).bitrate == bitrate


def test_a_bitrate_that_there_is_not_is_refused(audionews: Run, pasted: Path) -> None:
    result = audionews("build", pasted, "--voice", "silence", "--bitrate", "65")
    assert result.code == 2
    assert "one of 64" in result.err


@pytest.mark.parametrize(("kind", "suffix", "media_type"), [("opus", "opus", "audio/ogg"), ("aac", "m4a", "audio/mp4")])
def test_a_second_encoding_stands_beside_the_mp3_and_in_the_feed(
    audionews: Run, pasted: Path, tmp_path: Path, *, kind: str, suffix: str, media_type: str
) -> None:
    audionews("build", pasted, "--settings", settings(tmp_path, f'alternate = "{kind}"'), "--out", "out")
    (sound,) = Path("out/episodes").glob(f"*.{suffix}")
    feed = Path("out/feed.xml").read_text("utf-8")
    assert f'<podcast:alternateEnclosure type="{media_type}" length="{sound.stat().st_size}"' in feed
    assert sound.name in feed


def test_the_day_becomes_an_edition_which_keeps_its_guid(audionews: Run, pasted: Path) -> None:
    audionews("build", pasted, "--voice", "silence", "--out", "out")
    first = sidecar(Path("out"))
    made = audionews("edition", "--voice", "silence", "--out", "out", "--json")
    (told,) = made.named("episode_written")
    edition = json.loads(Path(str(told["path"])).with_suffix(".json").read_text("utf-8"))
    assert edition["stories"] == [first["id"]]
    assert [chapter["title"] for chapter in edition["chapters"]] == ["المقدّمة", first["title"], "الختام"]
    assert edition["guid"] != first["guid"]
    assert told["spoken"] == 3  # opening and farewell; the notice is in the cache already
    again = audionews("edition", "--voice", "silence", "--out", "out", "--json")
    assert [event["change"] for event in again.named("episode_written")] == ["unchanged"]
    renamed = audionews("edition", "--voice", "silence", "--out", "out", "--title", "نشرة المساء", "--json")
    (event,) = renamed.named("episode_written")
    assert (event["change"], event["id"]) == ("corrected", told["id"])


@pytest.mark.parametrize(
    ("words", "what"), [(["2020-01-01-00000000"], "no episode 2020"), (["--date", "2001-01-01"], "no episode of 2001")]
)
def test_an_edition_of_nothing_is_refused(audionews: Run, pasted: Path, words: list[str], what: str) -> None:
    audionews("build", pasted, "--voice", "silence", "--out", "out")
    result = audionews("edition", *words, "--voice", "silence", "--out", "out")
    assert result.code == 2
    assert what in result.err


def build_two(audionews: Run, pasted: Path, tmp_path: Path) -> list[str]:
    other = tmp_path / "other.txt"
    other.write_text(article("مدرسة جديدة في وسط المدينة"), "utf-8")
    built = [
        audionews("build", pasted, "--voice", "silence", "--out", "out", "--json"),
        audionews("build", other, "--voice", "silence", "--bitrate", "96", "--out", "out", "--json"),
    ]
    return [str(result.named("episode_written")[0]["id"]) for result in built]


def test_episodes_of_two_bitrates_become_an_edition_and_that_is_told(
    audionews: Run, pasted: Path, tmp_path: Path
) -> None:
    first, second = build_two(audionews, pasted, tmp_path)
    made = audionews("edition", second[:16], first, "--voice", "silence", "--out", "out", "--json")
    (told,) = made.named("noticed")
    assert re.match(f"({first}|{second}) is encoded again, from 48000 Hz, (64|96) kbit/s to", str(told["text"]))
    (written,) = made.named("episode_written")
    edition = json.loads(Path(str(written["path"])).with_suffix(".json").read_text("utf-8"))
    assert edition["stories"] == [second, first]
    assert probe(Path(str(written["path"])).read_bytes()).samples == edition["samples"]


def test_an_edition_whose_file_was_lost_is_the_same_again_and_no_correction(audionews: Run, pasted: Path) -> None:
    audionews("build", pasted, "--voice", "silence", "--out", "out")
    words = ("edition", "--voice", "silence", "--out", "out", "--json")
    (first,) = audionews(*words).named("episode_written")
    sound = Path(str(first["path"]))
    blob = sound.read_bytes()
    sound.unlink()
    (again,) = audionews(*words).named("episode_written")
    assert (again["change"], again["id"], again["spoken"]) == ("remade", first["id"], 0)
    assert sound.read_bytes() == blob
    assert json.loads(sound.with_suffix(".json").read_text("utf-8")).get("corrections", []) == []


def test_what_is_no_published_article_is_not_taken_into_an_edition(
    audionews: Run, pasted: Path, tmp_path: Path
) -> None:
    first, second = build_two(audionews, pasted, tmp_path)
    words = ("--voice", "silence", "--out", "out", "--json")
    (made,) = audionews("edition", *words).named("episode_written")
    name = str(made["id"])
    assert f"{name} is an edition itself" in audionews("edition", name, *words).err
    audionews("remove", second, "--out", "out")
    assert f"{second} is removed" in audionews("edition", first, second, *words).err
    (fewer,) = audionews("edition", *words).named("episode_written")
    assert fewer["change"] == "corrected"
    assert json.loads(Path(f"out/episodes/{name}.json").read_text("utf-8"))["stories"] == [first]
    audionews("remove", name, "--out", "out")
    refused = audionews("edition", *words)
    assert refused.code == 2
    assert f"audionews remove --restore {name}" in refused.err


def test_an_empty_show_has_no_edition(audionews: Run) -> None:
    assert "no episode yet" in audionews("edition", "--voice", "silence", "--out", "out").err


def test_the_caches_can_be_seen_checked_and_made_smaller(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    audionews("build", pasted, "--voice", "silence", "--out", "out")
    rows = [json.loads(row) for row in audionews("cache", "info", "--json").out.splitlines()]
    assert {"clips", "frames", "marks", "pictures"} <= {row["kind"] for row in rows}
    assert "frames" in audionews("cache", "info").out
    assert json.loads(audionews("cache", "verify", "--json").out)["removed"] == 0
    victims = sorted(path for path in (tmp_path / "cache" / "frames").rglob("*") if path.is_file() and not path.suffix)
    victims[0].write_bytes(victims[0].read_bytes()[:-1])
    victims[1].rename(victims[1].with_name("0" * 62))
    swept = json.loads(audionews("cache", "verify", "--json").out)
    assert swept["removed"] == 3  # the cut one, the stray one, and the note that lost its bytes
    kept = swept["kept_size"]
    pruned = json.loads(audionews("cache", "prune", "--max-size", f"{kept // 2}", "--json").out)
    assert pruned["kept_size"] <= kept // 2
    assert pruned["removed_size"] + pruned["kept_size"] == kept
    assert "removed" in audionews("cache", "prune", "--max-size", "0k").out
    assert audionews("cache", "info").out == "the caches are empty\n"
    assert audionews("cache", "prune", "--max-size", "much").code == 2
    again = audionews("build", pasted, "--voice", "silence", "--out", "out")
    assert again.code == 0
