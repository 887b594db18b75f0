"""A stand-in for Google Translate: speaks its protocol (batchexecute) on loopback."""

import base64
import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import lameenc

RATE = 24_000
LETTER_SECONDS = 0.065


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the service answers."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def speech(text: str, *, slow: bool) -> Reply:
    """Return the reply of a good day: silence as long as the text."""
    letters = sum(map(str.isalnum, text))
    sound = base64.b64encode(_mp3(letters * LETTER_SECONDS * (2 if slow else 1))).decode()
    inner = json.dumps(json.dumps([sound], separators=(",", ":")))
    body = f')]}}\'\n\n99\n[["wrb.fr","jQ1olc",{inner},null,null,null,"generic"]]\n'
    return Reply(headers={"Content-Type": "application/json; charset=utf-8"}, body=body.encode())


def _mp3(seconds: float) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)
    encoder.set_bit_rate(32)
    return bytes(encoder.encode(bytes(2 * int(RATE * seconds))) + encoder.flush())


class Translate(BaseHTTPRequestHandler):
    """Answers one request."""

    server: "TranslateServer"

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        parameters = json.loads(form["f.req"][0])[0][0][1]
        text, language, slow, last = json.loads(parameters)
        self.server.asked.append([text, language, slow, last])
        reply = self.server.reply or speech(text, slow=bool(slow))
        self.send_response_only(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Say nothing."""


class TranslateServer(ThreadingHTTPServer):
    """The stand-in: ``asked`` has what it was asked, ``reply`` is its answer to all, or None for speech."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Translate)
        self.asked: list[list[object]] = []
        self.reply: Reply | None = None

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients hang up on answers that are too large."""

    @property
    def address(self) -> str:
        """Return its own address."""
        return f"http://127.0.0.1:{self.server_port}"
