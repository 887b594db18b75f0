"""The home of a voice: serves one file over HTTP on loopback, as well or as badly as it is told."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NAME = "ara_norm_ziad_hts.htsvoice"


class Home(BaseHTTPRequestHandler):
    """Serves one file, with ranges, as well or as badly as the server is told."""

    server: "HomeServer"

    def do_GET(self) -> None:
        home = self.server
        asked = self.headers.get("Range", "")
        home.ranges.append(asked)
        if home.status != 200:
            self.send_response(home.status)
            self.send_header("Retry-After", "7")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if home.elsewhere and self.path == "/":
            self.send_response(302)
            self.send_header("Location", home.elsewhere)
            self.end_headers()
            return
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked and home.goes_on else 0
        if home.dawdles:
            self._dawdle()
        self.send_response(206 if start else 200)
        told = {"Content-Length": str(len(home.blob) - start)} if home.tells_length else {}
        if start:
            told["Content-Range"] = f"bytes {start}-{len(home.blob) - 1}/{len(home.blob)}"
        for header, value in (told | home.lies).items():
            self.send_header(header, value)
        self.end_headers()
        body = home.blob[start : home.cut]
        for offset in range(0, len(body), home.piece):
            self.wfile.write(body[offset : offset + home.piece])
            if home.rests:
                home.closing.wait()
                return

    def _dawdle(self) -> None:
        """Begin an answer, and never come to its end."""
        self.wfile.write(b"HTTP/1.0 200 ")
        while not self.server.closing.wait(0.05):
            self.wfile.write(b"well ")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Say nothing."""


class HomeServer(ThreadingHTTPServer):
    """The home of a voice."""

    def __init__(self, blob: bytes) -> None:
        super().__init__(("127.0.0.1", 0), Home)
        self.blob = blob
        self.status = 200
        self.goes_on = True  # answers to Range
        self.tells_length = True
        self.lies: dict[str, str] = {}  # headers instead of the true ones
        self.cut = len(blob)  # ends the connection after so many bytes
        self.piece = 1 << 20
        self.rests = False  # is silent after the first piece
        self.dawdles = False  # never gets to the end of the status line
        self.elsewhere = ""  # where the file is instead of here
        self.ranges: list[str] = []
        self.closing = threading.Event()
        self.hung_up = threading.Event()  # a client did not take all

    def server_close(self) -> None:
        """Close, and let go of those who still wait."""
        self.closing.set()
        super().server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Note that a client hung up."""
        self.hung_up.set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"
