"""What every engine that asks a service promises, over its real protocol on loopback."""

import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from edge_tts import communicate
from tests.edge_service import EdgeServer
from tests.online import EDGE, KEY, ONLINE, OPENAI, Online, Rig
from tests.running import running
from tests.services import HttpServer, Reply, tone

from audionews.audio.pcm import decode
from audionews.building.cache import Cache
from audionews.building.synthesis import ClipFacts, Synthesizer, synthesize
from audionews.building.voice_set import VoiceSet
from audionews.engines.edge import EdgeEngine
from audionews.errors import BadInput, Blocked, EngineError, SettingsError, Transient
from audionews.model import Container, Line, Role
from audionews.stores.memory import MemoryStore

LINE = "قال الوزير إن المدارس تفتح أبوابها غدا."


@pytest.mark.parametrize("online", ONLINE, ids=lambda online: online.name)
def test_the_text_arrives_and_its_sound_comes_back(rig: Rig, online: Online) -> None:
    engine, voice, stand = rig.set_up(online)
    pcm = decode(engine.speak(LINE, voice))
    assert stand.asked == [LINE]
    assert abs(pcm.samples.size - len(tone(LINE)) / 2) < 3 * 1152


@pytest.mark.parametrize("online", ONLINE, ids=lambda online: online.name)
def test_markup_in_a_text_is_text(rig: Rig, online: Online) -> None:
    engine, voice, stand = rig.set_up(online)
    engine.speak("سعر & <break/> \x01كبير", voice)
    assert stand.asked[0].replace("\x01", " ") == "سعر & <break/>  كبير"


@pytest.mark.parametrize(
    "online", [online for online in ONLINE if online.name != "gtts"], ids=lambda online: online.name
)
def test_pace_is_asked_for_in_the_units_of_the_service(rig: Rig, online: Online) -> None:
    engine, voice, _ = rig.set_up(online)
    usual, quick = (decode(engine.speak(LINE, replace(voice, speed=speed))).samples.size for speed in (1.0, 1.25))
    assert quick == pytest.approx(usual / 1.25, rel=0.1)


@pytest.mark.parametrize("online", ONLINE, ids=lambda online: online.name)
def test_a_service_is_asked_for_as_many_lines_at_once_as_it_allows(rig: Rig, online: Online) -> None:
    engine, voice, stand = rig.set_up(online)
    allowed = engine.caps.concurrency or 1
    stand.barrier = threading.Barrier(allowed)  # fewer at once are never answered
    texts = [f"خبر رقم {number}" for number in range(3 * allowed)]
    lines = [Line(segment=0, role=Role.BODY, offset=0, written=text, spoken=text, pause=0) for text in texts]
    voices = VoiceSet(Synthesizer(engine, voice, Cache(MemoryStore(), "clips", ClipFacts)))
    with ThreadPoolExecutor(1) as executor:
        synthesize(lines, voices, executor, "a.txt", lambda _: None)
    assert stand.busiest == allowed
    assert sorted(stand.asked) == sorted(texts)


def test_the_key_goes_to_the_service_and_nowhere_else(rig: Rig, capfd: pytest.CaptureFixture[str]) -> None:
    engine, voice, stand = rig.set_up(OPENAI)
    clip = engine.speak(LINE, voice)
    assert stand.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in f"{clip}{capfd.readouterr()}"


def test_a_service_of_ones_own_needs_no_key(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, voice, stand = rig.set_up(OPENAI)
    monkeypatch.delenv("OPENAI_API_KEY")
    engine.speak(LINE, replace(voice, settings={**voice.settings, "key": "", "format": "mp3"}))
    assert "Authorization" not in stand.headers[0]


def test_an_mp3_is_taken_as_it_is(rig: Rig) -> None:
    engine, voice, _ = rig.set_up(OPENAI)
    settings = {**voice.settings, "format": "mp3", "instructions": "slowly"}
    assert engine.speak(LINE, replace(voice, settings=settings)).container is Container.MP3


def test_edge_tells_when_each_word_sounds(rig: Rig) -> None:
    engine, voice, _ = rig.set_up(EDGE)
    words = engine.speak(LINE, voice).words
    assert [LINE[word.start : word.end] for word in words] == [word.strip(".") for word in LINE.split()]


def test_two_voices_of_edge_reach_each_their_own_service_at_once(rig: Rig) -> None:
    engine, voice, first = rig.set_up(EDGE)
    with EdgeServer() as other, ThreadPoolExecutor(2) as threads:
        first.barrier = other.stand.barrier = threading.Barrier(2)  # neither is answered before both are asked
        calls = [
            threads.submit(engine.speak, "إلى الأول", voice),
            threads.submit(engine.speak, "إلى الثاني", EDGE.voice(other.address)),
        ]
        assert all(call.result().sound for call in calls)
    assert (first.asked, other.stand.asked) == (["إلى الأول"], ["إلى الثاني"])
    assert communicate.WSS_URL.startswith("wss://speech.platform.bing.com/")  # type: ignore[attr-defined] # no export


@pytest.mark.parametrize(
    "online", [online for online in ONLINE if online.name != "edge"], ids=lambda online: online.name
)
def test_tls_verification_is_on(rig: Rig, online: Online, self_signed: ssl.SSLContext) -> None:
    server = HttpServer()
    server.socket = self_signed.wrap_socket(server.socket, server_side=True)
    with running(server):
        engine, _, _ = rig.set_up(online)
        voice = online.voice(server.address.replace("http://", "https://"))
        with pytest.raises(EngineError, match=r"the certificate of \S*127\.0\.0\.1\S* cannot be verified") as caught:
            engine.speak(LINE, voice)
    assert type(caught.value) is EngineError
    assert server.stand.asked == []


def test_tls_verification_is_on_for_edge(rig: Rig, self_signed: ssl.SSLContext) -> None:
    rig.set_up(EDGE)
    with EdgeServer(self_signed) as server:
        with pytest.raises(EngineError, match=r"the certificate of \S*127\.0\.0\.1\S* cannot be verified") as caught:
            EdgeEngine().speak(LINE, EDGE.voice(server.address))
        assert type(caught.value) is EngineError
        assert server.stand.asked == []


@pytest.mark.parametrize(
    ("online", "change", "what"),
    [
        (OPENAI, {"pitch": 1.0}, "cannot change the pitch"),
        (OPENAI, {"settings": {"format": "opus"}}, "settings.format"),
        (OPENAI, {"settings": {"model": 7}}, "settings.model is 7"),
        (OPENAI, {"settings": {"base_url": "ftp://x"}}, "no http or https address"),
        (ONLINE[2], {"id": "salma"}, 'id is "salma"'),
        (ONLINE[2], {"settings": {"region": "uae north/"}}, "no Azure region"),
        (EDGE, {"id": "salma"}, 'id is "salma"'),
        (EDGE, {"settings": {"hertz": 0}}, "settings.hertz is 0"),
    ],
)
def test_what_a_service_does_not_have_is_refused_before_it_is_asked(
    rig: Rig, online: Online, change: dict[str, object], what: str
) -> None:
    engine, voice, stand = rig.set_up(online)
    with pytest.raises(SettingsError, match=what):
        engine.speak(LINE, replace(voice, **change))  # type: ignore[arg-type] # fields of a voice
    assert stand.asked == []


@pytest.mark.parametrize("key", ["سر", "two\nlines"])
def test_a_key_that_is_none_is_not_repeated(rig: Rig, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    engine, voice, _ = rig.set_up(OPENAI)
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with pytest.raises(SettingsError, match="holds more than a key") as caught:
        engine.speak(LINE, voice)
    assert key not in str(caught.value)


@pytest.mark.parametrize("online", ONLINE, ids=lambda online: online.name)
def test_a_text_that_is_too_long_is_not_sent(rig: Rig, online: Online) -> None:
    engine, voice, stand = rig.set_up(online)
    with pytest.raises(BadInput, match="more than"):
        engine.speak("س" * 3000, voice)
    assert stand.asked == []


def answered(rig: Rig, status: int, body: bytes, **headers: str) -> EngineError:
    """Return the error that an answer of the service leads to."""
    engine, voice, stand = rig.set_up(OPENAI)
    stand.reply = Reply(status=status, body=body, headers=headers)
    with pytest.raises(EngineError) as caught:
        engine.speak(LINE, voice)
    return caught.value


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, BadInput), (401, Blocked), (404, BadInput), (408, Transient), (409, EngineError), (503, Transient)],
)
def test_each_status_is_the_right_error(rig: Rig, status: int, kind: type[EngineError]) -> None:
    assert type(answered(rig, status, b"{}")) is kind


def test_a_service_that_repeats_the_key_does_not_make_us_repeat_it(rig: Rig) -> None:
    filler = b"x" * 190
    error = answered(rig, 400, filler + f" voice not found, key {KEY}".encode())
    assert KEY[:6] not in error.message
    assert "voice" in error.message
    assert KEY not in answered(rig, 400, f"bad key {KEY}".encode()).message


def test_a_redirect_is_not_followed_with_the_key(rig: Rig) -> None:
    with running(HttpServer()) as other:
        error = answered(rig, 307, b"", Location=f"{other.address}/v1/audio/speech")
    assert "answered 307" in error.message
    assert other.stand.asked == []


def test_a_netrc_does_not_replace_the_key(rig: Rig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login mallory password secret")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    engine, voice, stand = rig.set_up(OPENAI)
    engine.speak(LINE, voice)
    assert stand.headers[0]["Authorization"] == f"Bearer {KEY}"


def test_a_broken_handshake_may_pass(rig: Rig) -> None:
    engine, _, _ = rig.set_up(OPENAI)
    plain = rig.services.address.replace("http://", "https://")
    with pytest.raises(Transient, match="the encrypted connection broke"):
        engine.speak(LINE, OPENAI.voice(plain))
