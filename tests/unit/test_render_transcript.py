"""Transcripts and chapters: times, widths and nothing lost."""

import dataclasses
import html
import json
import re
from itertools import pairwise

import pytest
from tests.newsroom import FACTS, NEWEST, make_episode, make_show
from tests.newsroom import rendered as files_of

from audionews.arabic.calendar import arabic_date
from audionews.model import Chapter, Cue, CueWord, Episode, Role
from audionews.model.times import milliseconds, whole, whole_seconds
from audionews.render.chapters import ChaptersRenderer
from audionews.render.times import arabic_length, clock, short_clock
from audionews.render.transcript import SRT_WIDTH, VTT_WIDTH, TranscriptsRenderer, captions

EPISODE = make_episode(0)
RATE = 1000


def rendered(episode: Episode = EPISODE) -> dict[str, str]:
    show = dataclasses.replace(make_show(1), episodes=(episode,))
    files: dict[str, str] = {}
    for renderer in (TranscriptsRenderer(), ChaptersRenderer()):
        files |= {path: blob.decode() for path, blob in files_of(renderer, show).items()}
    return {path.removeprefix(f"episodes/{episode.id}."): text for path, text in files.items()}


def cue(text: str, words: tuple[CueWord, ...] = ()) -> Cue:
    return Cue(segment=0, role=Role.BODY, text=text, start=0, end=10_000, words=words)


def with_text(text: str) -> Episode:
    return dataclasses.replace(EPISODE, cues=(cue(text),))


def times(text: str) -> list[tuple[float, float]]:
    found = re.findall(r"(\d\d):(\d\d):(\d\d)[.,](\d{3}) --> (\d\d):(\d\d):(\d\d)[.,](\d{3})", text)
    seconds = [[int(part) for part in each] for each in found]
    return [(3600 * a + 60 * b + c + d / 1000, 3600 * e + 60 * f + g + h / 1000) for a, b, c, d, e, f, g, h in seconds]


@pytest.mark.parametrize(("kind", "width", "rows"), [("vtt", VTT_WIDTH, 1), ("srt", SRT_WIDTH, 2)])
def test_captions_hold_every_word_in_narrow_lines(kind: str, width: int, rows: int) -> None:
    blocks = [block.split("\n") for block in rendered()[kind].strip().split("\n\n")]
    lines = [block[1:] if kind == "vtt" else block[2:] for block in blocks if "-->" in "".join(block)]
    lines = [[re.sub("^<v.*?>", "", line) for line in block] for block in lines]
    assert max(len(line) for block in lines for line in block) <= width
    assert max(map(len, lines)) <= rows
    said = " ".join(line for block in lines for line in block)
    assert said.split() == " ".join(one.text for one in EPISODE.cues).split()


@pytest.mark.parametrize("kind", ["vtt", "srt"])
def test_caption_times_ascend_and_meet_their_cues_within_a_millisecond(kind: str) -> None:
    spans = times(rendered()[kind])
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    starts, ends = ({round(span[side], 3) for span in spans} for side in (0, 1))
    for one in EPISODE.cues:
        assert min(abs(start - one.start / EPISODE.rate) for start in starts) <= 0.001
        assert min(abs(end - one.end / EPISODE.rate) for end in ends) <= 0.001


def test_the_json_transcript_has_a_segment_a_line() -> None:
    transcript = json.loads(rendered()["transcript.json"])
    assert transcript["version"] == "1.0.0"
    assert [segment["body"] for segment in transcript["segments"]] == [one.text for one in EPISODE.cues]
    assert transcript["segments"][1]["startTime"] == pytest.approx(EPISODE.cues[1].start / EPISODE.rate, abs=0.001)
    assert {segment["speaker"] for segment in transcript["segments"]} == {"زياد"}


def test_chapters_are_written_in_version_1_2() -> None:
    chapters = json.loads(rendered()["chapters.json"])
    assert (chapters["version"], chapters["title"], chapters["podcastName"]) == ("1.2.0", EPISODE.title, FACTS.title)
    assert chapters["chapters"][1] == {"startTime": 4.77, "title": "الملخص", "endTime": 15.92}
    starts = [chapter["startTime"] for chapter in chapters["chapters"]]
    assert starts == sorted(starts)


def test_markup_and_arrows_in_a_line_stay_text() -> None:
    files = rendered(with_text("<b>خبر</b> & 00:00 --> 00:01"))
    assert html.unescape(files["vtt"].splitlines()[-1]).removeprefix("<v زياد>") == "<b>خبر</b> & 00:00 --> 00:01"
    assert files["vtt"].count("-->") == files["srt"].count("-->") == 1
    assert json.loads(files["transcript.json"])["segments"][0]["body"] == "<b>خبر</b> & 00:00 --> 00:01"


def test_a_long_line_is_divided_into_lines_of_about_equal_length() -> None:
    lines = [caption.lines[0] for caption in captions(cue("كلمة " * 14), RATE, VTT_WIDTH, 1)]
    assert [len(line) for line in lines] == [34, 34]


def test_a_word_of_181_letters_is_cut_but_not_before_its_mark() -> None:
    word = "بَ" * 90 + "ب"
    lines = [caption.lines[0] for caption in captions(cue(word), RATE, VTT_WIDTH, 1)]
    assert "".join(lines) == word
    assert max(map(len, lines)) <= VTT_WIDTH
    assert all(line[0] == "ب" for line in lines)


def test_a_run_of_marks_longer_than_a_line_still_ends() -> None:
    lines = [caption.lines[0] for caption in captions(cue("ب" + "\u064e" * 100), RATE, VTT_WIDTH, 1)]
    assert sum(map(len, lines)) == 101


def test_where_words_have_times_captions_begin_with_their_word() -> None:
    text = "كلمة " * 13 + "أخيرة"
    words = tuple(CueWord(start=100 * n, end=100 * n + 90, first=5 * n, last=5 * n + 4) for n in range(14))
    first, second = captions(cue(text, words), RATE, VTT_WIDTH, 1)
    assert (first.start, first.end, second.start, second.end) == (0, 700, 700, 10_000)


def test_where_the_last_words_have_no_time_it_is_their_share_of_the_text() -> None:
    text = "كلمة " * 13 + "أخيرة"
    first, second = captions(cue(text, (CueWord(start=0, end=90, first=0, last=4),)), RATE, VTT_WIDTH, 1)
    assert first.end == second.start == 10_000 * 35 // len(text)


def test_a_line_of_nothing_gives_no_caption() -> None:
    assert list(captions(cue(" "), RATE, VTT_WIDTH, 1)) == []


def test_times_are_rounded_once_to_the_millisecond() -> None:
    assert milliseconds(22_050, 22_050) == 1000
    assert milliseconds(11, 22_050) == 0
    assert milliseconds(12, 22_050) == 1
    assert all(abs(milliseconds(n, 44_100) / 1000 - n / 44_100) <= 0.0005 for n in range(0, 10**8, 9_999_991))


def test_clocks_read_as_their_formats_want() -> None:
    assert (clock(3_723_004), clock(59, ",")) == ("01:02:03.004", "00:00:00,059")
    assert [short_clock(62), short_clock(3600), short_clock(62, hours=True)] == ["1:02", "01:00:00", "00:01:02"]
    assert (whole_seconds(1, RATE), whole_seconds(1499, RATE), whole_seconds(1500, RATE)) == (1, 1, 2)
    assert whole_seconds(24_000 * 118 - 12_001, 24_000) == whole(117_500) == 118, "of milliseconds, halves up"


def test_dates_and_lengths_read_as_arabic() -> None:
    assert arabic_date(NEWEST) == "الخميس 20 يونيو 2024"
    lengths = [1, 2, 7, 45, 60, 125, 300, 720, 6180]
    assert [arabic_length(length) for length in lengths] == [
        "ثانية واحدة",
        "ثانيتان",
        "7 ثوانٍ",
        "45 ثانية",
        "دقيقة واحدة",
        "دقيقتان",
        "5 دقائق",
        "12 دقيقة",
        "103 دقائق",
    ]


def test_every_caption_of_the_vtt_names_the_voice() -> None:
    shown = [line for line in rendered()["vtt"].splitlines() if line.startswith("<v")]
    assert len(shown) == rendered()["vtt"].count("-->")
    assert all(line.startswith("<v زياد>") for line in shown)
    odd = dataclasses.replace(EPISODE, voice=dataclasses.replace(EPISODE.voice, title="زيد > عمرو & بكر\n--> "))
    assert "<v زيد &gt; عمرو &amp; بكر --&gt;>" in rendered(odd)["vtt"]


def test_the_transcript_in_html_is_that_of_the_namespace() -> None:
    text = rendered()["transcript.html"]
    assert text.startswith('<html lang="ar" dir="rtl">')
    assert "<script" not in text
    assert "<nav" not in text
    pieces = re.findall(r"<cite>(.*?):</cite>\s<time>(\d+:\d\d)</time>\s<p>(.*?)</p>", text)
    assert len(pieces) == text.count("<p>") == len(EPISODE.segments)
    assert {voice for voice, _, _ in pieces} == {"زياد"}
    assert [html.unescape(said) for _, _, said in pieces] == [segment.text for segment in EPISODE.segments]
    assert pieces[0][1] == "0:00"
    assert "&lt;b&gt;" in rendered(with_text("<b>خبر</b>"))["transcript.html"]


def test_a_chapter_of_an_edition_has_the_address_of_its_article() -> None:
    chapters = (
        Chapter(title="المقدّمة", start=0, end=9),
        Chapter(title="خبر", start=9, end=10, url="https://news.example.org/خبر"),
    )
    edition = dataclasses.replace(EPISODE, chapters=chapters, stories=("2024-06-20-1f0c9a3e",), link="")
    found = json.loads(rendered(edition)["chapters.json"])["chapters"]
    assert [chapter.get("url") for chapter in found] == [None, "https://news.example.org/%D8%AE%D8%A8%D8%B1"]


def test_the_first_chapter_of_an_article_has_its_address_and_its_cover() -> None:
    first, *rest = json.loads(rendered()["chapters.json"])["chapters"]
    assert first["url"] == EPISODE.link
    assert first["img"] == f"{FACTS.base_url}/episodes/{EPISODE.id}.jpg"
    assert not any({"url", "img"} & chapter.keys() for chapter in rest)
    show = dataclasses.replace(make_show(1), facts=dataclasses.replace(FACTS, base_url=""))
    (blob,) = files_of(ChaptersRenderer(), show).values()
    assert "img" not in json.loads(blob)["chapters"][0]
