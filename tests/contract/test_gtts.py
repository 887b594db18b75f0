"""The service's bad days, over real HTTP on loopback."""

from dataclasses import replace

import pytest
from tests.online import GTTS, Rig
from tests.services import Reply, Stand, batch, mp3

from audionews.engines.gtts import MOST_CHARS, GttsEngine
from audionews.engines.toolkit.http import MOST_BYTES
from audionews.errors import BadInput, Blocked, EngineError, NoAudio, RateLimited, SettingsError, Transient
from audionews.model import Voice

LINE = "قال الوزير إن المدارس تفتح أبوابها غدا."


@pytest.fixture
def voice(rig: Rig) -> Voice:
    return rig.set_up(GTTS)[1]


@pytest.fixture
def translate(rig: Rig) -> Stand:
    return rig.set_up(GTTS)[2]


def test_the_service_is_asked_once_with_the_text_as_it_is(translate: Stand, voice: Voice) -> None:
    GttsEngine().speak("سلام، Dr. سلام! سلام.", voice)
    assert translate.questions == [["سلام، Dr. سلام! سلام.", "ar", None]]


def test_half_the_speed_is_the_slow_voice(translate: Stand, voice: Voice) -> None:
    GttsEngine().speak(LINE, replace(voice, speed=0.5))
    assert translate.questions[0][2] is True


def test_another_language_is_asked_for_by_its_id(translate: Stand, voice: Voice) -> None:
    GttsEngine().speak(LINE, replace(voice, id="fr"))
    assert translate.questions[0][1] == "fr"


def test_as_many_characters_as_the_service_takes_are_one_request(translate: Stand, voice: Voice) -> None:
    text = ("سلام " * 30)[:MOST_CHARS].replace("م ", "م.", 1)
    GttsEngine().speak(text, voice)
    assert translate.asked == [text.strip()]


def test_one_character_more_is_refused_and_not_sent(translate: Stand, voice: Voice) -> None:
    with pytest.raises(BadInput, match="more than 100 characters"):
        GttsEngine().speak("س" * (MOST_CHARS + 1), voice)
    assert translate.asked == []


def test_a_line_without_letters_is_refused_and_not_sent(translate: Stand, voice: Voice) -> None:
    with pytest.raises(BadInput, match="no letter"):
        GttsEngine().speak("...", voice)
    assert translate.asked == []


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(body=b"<!doctype html><title>Sorry</title>"), NoAudio),
        (Reply(body=b""), NoAudio),
        (Reply(body=rb'[["wrb.fr","jQ1olc",null,null,null,[3]]]'), NoAudio),
        (Reply(body=rb'[["wrb.fr","jQ1olc","[\"\"]"]]'), NoAudio),
        (Reply(body=rb'[["wrb.fr","jQ1olc","[\"abc\"]"]]'), NoAudio),
        (Reply(body=rb'[["wrb.fr","jQ1olc","[\"PGh0bWw+\"]"]]'), NoAudio),
        (Reply(body=batch(mp3(LINE))[:2000]), NoAudio),
        (Reply(body=bytes(MOST_BYTES + 1)), NoAudio),
        (Reply(status=400), BadInput),
        (Reply(status=409), EngineError),
        (Reply(status=403), Blocked),
        (Reply(status=429, headers={"Retry-After": "30"}), RateLimited),
        (Reply(status=429, headers={"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}), RateLimited),
        (Reply(status=500), Transient),
        (Reply(body=b"half", headers={"Transfer-Encoding": "chunked", "Connection": "close"}), Transient),
    ],
)
def test_a_bad_answer_is_the_right_error(translate: Stand, voice: Voice, reply: Reply, kind: type[EngineError]) -> None:
    translate.reply = reply
    with pytest.raises(kind) as caught:
        GttsEngine().speak(LINE, voice)
    assert type(caught.value) is kind
    assert "voice" in caught.value.remedy


@pytest.mark.parametrize(
    ("after", "seconds"),
    [("30", 30.0), ("soon", None), ("Wed, 21 Oct 2026 07:28:00 GMT", 480.0), ("Wed, 21 Oct 2026 07:18:00 GMT", 0.0)],
)
def test_the_time_to_wait_is_handed_on(translate: Stand, voice: Voice, after: str, seconds: float | None) -> None:
    translate.reply = Reply(status=429, headers={"Retry-After": after, "Date": "Wed, 21 Oct 2026 07:20:00 GMT"})
    with pytest.raises(RateLimited) as caught:
        GttsEngine().speak(LINE, voice)
    assert caught.value.retry_after == seconds


def test_a_service_that_is_not_there_may_be_there_later(rig: Rig, voice: Voice) -> None:
    rig.services.server_close()
    with pytest.raises(Transient, match="cannot be reached"):
        GttsEngine().speak(LINE, voice)


@pytest.mark.parametrize("change", [{"pitch": 1.0}, {"speed": 0.9}])
def test_what_the_service_cannot_do_is_refused(voice: Voice, change: dict[str, float]) -> None:
    changed = Voice(name="x", engine="gtts", settings=voice.settings, **change)  # type: ignore[arg-type] # two floats
    with pytest.raises(SettingsError, match="cannot change the pitch, and has but two speeds"):
        GttsEngine().speak(LINE, changed)
