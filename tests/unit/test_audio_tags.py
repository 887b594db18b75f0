import io
import struct
from dataclasses import replace
from datetime import timedelta

import pytest
from mutagen.id3 import ID3
from tests.audio_tagged import DATE, EPISODE, SHOW, TITLES, VOICE

from audionews.artwork.cover import LARGEST_OF_EPISODE
from audionews.audio.tags import MOST, id3
from audionews.model import Chapter, Episode, Role, Segment

ART = b"\xff\xd8\xff" + bytes(5000)


def read(tag: bytes) -> ID3:
    return ID3(io.BytesIO(tag), translate=False)


def names(tag: bytes) -> list[str]:
    """Walk the frames by hand; sizes are plain 32-bit numbers in version 2.3."""
    found, place = [], 10
    while place < len(tag):
        name, size, flags = struct.unpack(">4sIH", tag[place : place + 10])
        assert flags == 0
        found.append(name.decode("ascii"))
        place += 10 + size
    assert place == len(tag)
    return found


def test_every_frame_is_there_in_the_given_order() -> None:
    facts = "TIT2 TPE1 TALB TCON TRCK TLAN TLEN TYER TDAT TIME TDRL PCST TGID"
    rest = "TDES COMM USLT TXXX TXXX WFED WOAF CTOC CHAP CHAP CHAP APIC"
    assert names(id3(EPISODE, SHOW, ART)) == [*facts.split(), *rest.split()]


def test_the_tag_is_version_2_3_and_as_long_as_it_says() -> None:
    tag = id3(EPISODE, SHOW, ART)
    size = sum(byte << shift for byte, shift in zip(tag[6:10], (21, 14, 7, 0), strict=True))
    assert tag[:6] == b"ID3\3\0\0"
    assert all(byte < 128 for byte in tag[6:10])
    assert size == len(tag) - 10


def test_arabic_is_written_as_utf_16() -> None:
    tag = id3(EPISODE, SHOW, b"")
    assert EPISODE.title.encode("utf-16-le") in tag
    assert EPISODE.title.encode() not in tag


def test_facts_are_read_back_as_they_were_written() -> None:
    tag = read(id3(EPISODE, SHOW, ART))
    wanted = {
        "TIT2": EPISODE.title,
        "TPE1": SHOW.author,
        "TALB": SHOW.title,
        "TCON": "Podcast",
        "TRCK": "241720057",
        "TLAN": "ara",
        "TLEN": "90000",
        "TYER": "2024",
        "TDAT": "2006",
        "TIME": "0057",
        "TDRL": "2024-06-19 21:57:00",
        "TGID": EPISODE.guid,
        "WFED": "https://example.org/show/feed.xml",
        "WOAF": "https://example.org/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D9%85%D9%83%D8%AA%D8%A8%D8%A9?id=1%20",
    }
    assert {name: str(tag[name]) for name in wanted} == wanted
    assert tag["APIC:"].data == ART


def test_texts_say_what_the_article_says_and_who_speaks() -> None:
    tag = read(id3(EPISODE, SHOW, ART))
    assert str(tag["USLT::ara"]) == "العنوان\n\nالمتن"
    assert str(tag["COMM::ara"]).startswith("النقطة الأولى\nالنقطة الثانية\n")
    assert "بالذكاء الاصطناعي" in str(tag["COMM::ara"])
    assert str(tag["TXXX:ai-content"]).startswith("audio: trainedAlgorithmicMedia; ")
    assert str(tag["TXXX:voice"]) == "الصوت: صوت التجربة\nالمحرّك: silence 1"


def test_a_voice_made_by_rules_is_not_called_learned() -> None:
    tag = read(id3(replace(EPISODE, voice=replace(VOICE, learned=False)), SHOW, ART))
    assert str(tag["TXXX:ai-content"]).startswith("audio: algorithmicMedia; ")
    assert "الذكاء" not in str(tag["COMM::ara"])


def test_chapters_stand_in_time_order_and_meet() -> None:
    tag = id3(EPISODE, SHOW, ART)
    found = read(tag)
    chapters = [found[f"CHAP:ch{number}"] for number in range(3)]
    assert [(chapter.start_time, chapter.end_time) for chapter in chapters] == [
        (0, 30000),
        (30000, 60000),
        (60000, 90000),
    ]
    assert [str(chapter.sub_frames["TIT2"]) for chapter in chapters] == list(TITLES)
    assert found["CTOC:toc"].child_element_ids == ["ch0", "ch1", "ch2"]
    places = [tag.index(f"ch{number}\0".encode(), tag.index(b"CHAP")) for number in range(3)]
    assert places == sorted(places)


def long_episode(characters: int) -> Episode:
    """Return an episode of sixty chapters and an article of so many characters."""
    text = ("كلمة من المقال الطويل. " * (1 + characters // 23))[:characters]
    chapters = tuple(
        Chapter(title=f"فصل طويل العنوان رقم {at}", start=at * 44100, end=44100 + at * 44100) for at in range(60)
    )
    return replace(EPISODE, segments=(Segment(role=Role.BODY, text=text),), chapters=chapters)


def test_a_tag_with_a_long_article_sixty_chapters_and_the_heaviest_cover_holds_all_of_it() -> None:
    tag = id3(long_episode(40_000), SHOW, bytes(LARGEST_OF_EPISODE))
    assert len(tag) < MOST
    assert len(str(read(tag)["USLT::ara"])) == 40_000


@pytest.mark.parametrize("ending", ["", "🎉" * 200_000])
def test_an_article_that_would_make_the_tag_too_large_ends_in_an_ellipsis(ending: str) -> None:
    long = long_episode(100_000)
    whole = f"ا{long.segments[0].text}"[: 10_001 if ending else None] + ending
    tag = id3(replace(long, segments=(Segment(role=Role.BODY, text=whole),)), SHOW, bytes(LARGEST_OF_EPISODE))
    assert MOST - 4 <= len(tag) <= MOST
    text = str(read(tag)["USLT::ara"])
    assert text.endswith("…")
    assert whole.startswith(text[:-1])
    assert names(tag)[-1] == "APIC"


@pytest.mark.parametrize(("written", "frame"), [
    ("© صحيفة الضاد", "2024 صحيفة الضاد"),
    ("Copyright © 2019 صحيفة الضاد", "2019 صحيفة الضاد"),
    ("© ٢٠٢٣ صحيفة الضاد", "٢٠٢٣ صحيفة الضاد"),
    ("(C) صحيفة الضاد", "2024 صحيفة الضاد"),
])  # fmt: skip
def test_the_copyright_begins_with_a_year_and_without_the_sign(written: str, frame: str) -> None:
    assert str(read(id3(EPISODE, replace(SHOW, copyright=written), ART))["TCOP"]) == frame


def test_two_episodes_of_one_day_keep_their_order_where_players_sort_by_the_track_number() -> None:
    numbers = [
        int(str(read(id3(replace(EPISODE, published=DATE + timedelta(minutes=minutes)), SHOW, ART))["TRCK"]))
        for minutes in (0, 1, 60, 24 * 60, 300 * 24 * 60)
    ]
    assert numbers == sorted(set(numbers))
    assert max(numbers) < 2**31


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(EPISODE, link="", chapters=())
    found = names(id3(bare, replace(SHOW, base_url=""), b""))
    assert not {"WOAF", "WFED", "CTOC", "CHAP", "APIC"} & set(found)


def test_the_same_values_give_the_same_bytes() -> None:
    assert id3(EPISODE, SHOW, ART) == id3(replace(EPISODE, size=5, sha256="x"), SHOW, ART)


@pytest.mark.parametrize("hour", [0, 9, 23])
def test_the_hour_of_publication_is_kept(hour: int) -> None:
    tag = read(id3(replace(EPISODE, published=DATE.replace(hour=hour, minute=0)), SHOW, b""))
    assert str(tag["TIME"]) == f"{hour:02}00"
