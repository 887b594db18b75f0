"""Stand-ins on loopback that speak the real protocols of the services, on good days and on bad ones.

One HTTP server is Google Translate (batchexecute), OpenAI (audio/speech) and Azure Speech (REST), by its paths; another
one is Edge (websocket). Both count what they are asked, and ask ``fate`` what goes wrong with each request.
"""

import base64
import json
import math
import threading
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias
from urllib.parse import parse_qs
from xml.etree import ElementTree as ET

import lameenc

RATE = 24_000
LETTER_SECONDS = 0.065
GIVE_UP = 60.0  # seconds, for tests that would hang where they fail


class Fault(StrEnum):
    """What can go wrong with one request."""

    RATE = "429 with Retry-After"
    FORBIDDEN = "403"
    ERROR = "500"
    PAGE = "200 with a web page"
    EMPTY = "empty audio"
    TRUNCATED = "truncated audio"
    NO_END = "closed without turn.end"
    DRIP = "slow drip"
    CUT = "cut connection"
    TYPE = "wrong content type"


HTTP_FAULTS = tuple(fault for fault in Fault if fault is not Fault.NO_END)
EDGE_FAULTS = tuple(Fault)
PAGE = b"<!doctype html><html><title>Sorry</title>Our systems have detected unusual traffic.</html>"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(500)
STATUS = {Fault.RATE: 429, Fault.FORBIDDEN: 403, Fault.ERROR: 500}

Fate: TypeAlias = Callable[[str, int], Fault | None]


def no_fault(_text: str, _number: int) -> Fault | None:
    """Return what goes wrong on a good day: nothing."""
    return None


@cache
def tone(text: str, pace: float = 1.0) -> bytes:
    """Return PCM as long as the text would take: a note of its own for each text, with a gap after each word."""
    pitch = 150 + sum(text.encode()) % 200
    samples = array("h")
    for word in text.split() or ["x"]:
        length = int(RATE * LETTER_SECONDS * max(1, len(word)) / pace)
        samples.extend(round(9000 * math.sin(2 * math.pi * pitch * at / RATE)) for at in range(length))
        samples.extend(bytes(RATE // 20))
    return samples.tobytes()


def wav(pcm: bytes) -> bytes:
    """Return PCM as a WAV file."""
    form = b"".join(
        n.to_bytes(size, "little") for n, size in ((1, 2), (1, 2), (RATE, 4), (2 * RATE, 4), (2, 2), (16, 2))
    )
    head = b"WAVEfmt " + len(form).to_bytes(4, "little") + form + b"data" + len(pcm).to_bytes(4, "little")
    return b"RIFF" + (len(head) + len(pcm)).to_bytes(4, "little") + head + pcm


@cache
def mp3(text: str, pace: float = 1.0) -> bytes:
    """Return the tone as an MP3."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)
    encoder.set_bit_rate(48)
    return bytes(encoder.encode(tone(text, pace)) + encoder.flush())


def cut(sound: bytes) -> bytes:
    """Return the first half of a sound; of an MP3, up to the middle of a frame (144 bytes)."""
    return sound[: len(sound) // 288 * 144 + 72]


def batch(sound: bytes) -> bytes:
    """Return a sound as Google Translate wraps it."""
    inner = json.dumps(json.dumps([base64.b64encode(sound).decode()], separators=(",", ":")))
    return f')]}}\'\n\n99\n[["wrb.fr","jQ1olc",{inner},null,null,null,"generic"]]\n'.encode()


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a service answers to everything."""

    status: int = 200
    kind: str = "application/json"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class Stand:
    """What both servers share: the count of what is asked, the fate of each request, how many are under way."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.questions: list[list[object]] = []  # to Google Translate: text, language, whether slow
        self.headers: list[dict[str, str]] = []
        self.fate: Fate = no_fault
        self.reply: Reply | None = None  # instead of any sound
        self.latency = 0.0
        self.barrier: threading.Barrier | None = None  # where each request waits for others
        self.busy = self.busiest = 0
        self.lock = threading.Lock()

    def meet(self, text: str) -> Fault | None:
        """Return what goes wrong with the request that comes now; the text is "" where it is not known yet."""
        with self.lock:
            return self.fate(text, self.asked.count(text) if text else len(self.asked))

    def take(self, text: str, headers: dict[str, str]) -> None:
        """Note a request."""
        with self.lock:
            self.asked.append(text)
            self.headers.append(headers)
            self.busy += 1
            self.busiest = max(self.busy, self.busiest)

    def wait(self) -> None:
        """Wait for as many requests as there should be, if that is what the test is about."""
        time.sleep(self.latency)
        if self.barrier:
            self.barrier.wait(GIVE_UP)

    def leave(self) -> None:
        """Note that a request will now be answered; the next one may come before the answer has gone."""
        with self.lock:
            self.busy -= 1


class Handler(BaseHTTPRequestHandler):
    """Answers one request after another on a connection."""

    server: "HttpServer"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        text, kind, sound = self._understood(body)
        stand = self.server.stand
        fault = stand.meet(text)
        stand.take(text, dict(self.headers))
        try:
            stand.wait()
        finally:
            stand.leave()
        self._answer(fault, kind, sound)

    def _understood(self, body: str) -> tuple[str, str, bytes]:
        """Return the text, the media type of the answer, and its sound."""
        if self.path.endswith("/batchexecute"):
            text, language, slow, _ = json.loads(json.loads(parse_qs(body)["f.req"][0])[0][0][1])
            self.server.stand.questions.append([text, language, slow])
            return text, "application/json", mp3(text, 0.5 if slow else 1.0)
        if self.path.endswith("/audio/speech"):
            asked = json.loads(body)
            make = {"wav": lambda: wav(tone(asked["input"], asked["speed"])), "mp3": lambda: mp3(asked["input"])}
            return asked["input"], "audio/" + asked["response_format"], make[asked["response_format"]]()
        assert self.path == "/cognitiveservices/v1"
        root = ET.fromstring(body)  # noqa: S314 - our own SSML
        prosody = root.find(".//{*}prosody")
        rate = prosody.get("rate", "+0%") if prosody is not None else "+0%"
        text = "".join(root.itertext())
        return text, "audio/x-wav", wav(tone(text, 1 + int(rate.rstrip("%")) / 100))

    def _answer(self, fault: Fault | None, kind: str, sound: bytes) -> None:
        reply = self.server.stand.reply
        if reply:
            self._send(reply.status, reply.kind, reply.body, reply.headers)
            return
        match fault:
            case Fault.RATE | Fault.FORBIDDEN | Fault.ERROR:
                self._send(STATUS[fault], "text/plain", b"no", {"Retry-After": "7"} if fault is Fault.RATE else {})
            case Fault.PAGE:
                self._send(200, "text/html", PAGE)
            case Fault.EMPTY:
                self._send(200, kind, self._packed(kind, b""))
            case Fault.TRUNCATED:
                self._send(200, kind, self._packed(kind, cut(sound)))
            case Fault.TYPE:
                self._send(200, "image/png", PICTURE)
            case Fault.DRIP | Fault.CUT:
                self._trickle(fault, kind, self._packed(kind, sound))
            case _:
                self._send(200, kind, self._packed(kind, sound))

    def _packed(self, kind: str, sound: bytes) -> bytes:
        return batch(sound) if kind == "application/json" else sound

    def _send(self, status: int, kind: str, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response_only(status)  # with no Date but the reply's own
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _trickle(self, fault: Fault, kind: str, body: bytes) -> None:
        """Send a byte at a time and never finish, or hang up in the middle."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if fault is Fault.CUT:
            self.wfile.write(body[: len(body) // 2])
        else:
            for place in range(60):
                self.wfile.write(body[place : place + 1])
                time.sleep(0.05)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Say nothing."""


class HttpServer(ThreadingHTTPServer):
    """Google Translate, OpenAI and Azure Speech."""

    request_queue_size = 64
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.stand = Stand()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients hang up in these tests."""

    @property
    def address(self) -> str:
        """Return its own address."""
        return f"http://127.0.0.1:{self.server_port}"
