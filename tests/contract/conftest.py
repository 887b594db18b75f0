"""A stand-in for Google Translate on the loopback interface."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import lameenc
import pytest

LETTER_MS = 65


def mp3(seconds: float) -> bytes:
    """Return silence as the service packs it: MP3, 24 kHz, mono."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(24_000)
    encoder.set_out_sample_rate(24_000)
    encoder.set_bit_rate(32)
    return bytes(encoder.encode(bytes(2 * int(24_000 * seconds))) + encoder.flush())


class Translate(BaseHTTPRequestHandler):
    """Answers as batchexecute does, or as the test says."""

    server: "TranslateServer"

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        form = parse_qs(self.rfile.read(size).decode())
        ((_, parameters, *_),) = json.loads(form["f.req"][0])[0]
        asked = json.loads(parameters)
        self.server.asked.append(asked)
        status, headers, body = self.server.answer(*asked[:3])
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Say nothing."""


def speech(text: str, _language: str = "ar", slow: object = None) -> tuple[int, dict[str, str], bytes]:
    """Return the service's answer to a text."""
    letters = sum(map(str.isalnum, text))
    sound = base64.b64encode(mp3(letters * LETTER_MS / 1000 * (2 if slow else 1))).decode()
    inner = json.dumps(json.dumps([sound]))
    return 200, {"Content-Type": "application/json"}, f')]}}\'\n\n99\n[["wrb.fr","jQ1olc",{inner},null]]\n'.encode()


class TranslateServer(ThreadingHTTPServer):
    """The stand-in; ``answer`` may be exchanged, ``asked`` has what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Translate)
        self.asked: list[list[object]] = []
        self.answer: Callable[[str, str, object], tuple[int, dict[str, str], bytes]] = speech

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@pytest.fixture
def translate(socket_enabled: None) -> Iterator[TranslateServer]:  # noqa: ARG001 - opens the loopback
    """Return a running stand-in."""
    with TranslateServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
