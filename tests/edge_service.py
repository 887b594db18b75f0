"""A stand-in for the voices of the Edge browser: the websocket protocol, on loopback."""

import asyncio
import json
import ssl
import threading
from typing import Self
from xml.etree import ElementTree as ET

from aiohttp import WSMsgType, web
from tests.services import GIVE_UP, LETTER_SECONDS, PAGE, PICTURE, STATUS, Fault, Stand, cut, mp3

TICKS = 10_000_000


class EdgeServer:
    """The service in a thread of its own, to be used as a context manager.

    Args:
        secure: Speak TLS with this certificate.
    """

    def __init__(self, secure: ssl.SSLContext | None = None) -> None:
        self.stand = Stand()
        self.port = 0
        self._secure = secure
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve)

    @property
    def address(self) -> str:
        """Return its own address."""
        return f"{'wss' if self._secure else 'ws'}://127.0.0.1:{self.port}/edge/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(GIVE_UP)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        runner = self._loop.run_until_complete(self._start())
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))

    async def _start(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_get("/edge/v1", self._connect)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self._secure)
        await site.start()
        self.port = runner.addresses[0][1]
        return runner

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        fault = self.stand.meet("")  # the text comes only after the handshake
        if fault in STATUS or fault is Fault.PAGE:
            return self._refuse(fault)
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        config, asked = await socket.receive(), await socket.receive()
        assert config.type is asked.type is WSMsgType.TEXT
        assert '"wordBoundaryEnabled":"true"' in config.data
        root = ET.fromstring(asked.data.partition("\r\n\r\n")[2])  # noqa: S314 - the client's own SSML
        prosody = root.find(".//{*}prosody")
        assert prosody is not None
        text, pace = "".join(root.itertext()), 1 + int(prosody.get("rate", "+0%").rstrip("%")) / 100
        self.stand.take(text, dict(request.headers))
        try:
            await asyncio.to_thread(self.stand.wait)
        finally:
            self.stand.leave()
        await self._speak(socket, text, pace, fault)
        await socket.close()
        return socket

    def _refuse(self, fault: Fault | None) -> web.Response:
        self.stand.take("", {})
        self.stand.leave()
        if fault is Fault.PAGE:
            return web.Response(body=PAGE, content_type="text/html")
        assert fault
        return web.Response(status=STATUS[fault], headers={"Retry-After": "7"} if fault is Fault.RATE else {})

    async def _speak(self, socket: web.WebSocketResponse, text: str, pace: float, fault: Fault | None) -> None:
        await socket.send_str("X-RequestId:1\r\nPath:turn.start\r\n\r\n{}")
        sound = b"" if fault is Fault.EMPTY else mp3(text, pace)
        if fault is Fault.TYPE:
            await socket.send_bytes(_message("image/png", PICTURE))
            return
        if fault is Fault.TRUNCATED:
            sound = cut(sound)
        for place in range(0, len(sound), 720):
            await socket.send_bytes(_message("audio/mpeg", sound[place : place + 720]))
            if fault in {Fault.NO_END, Fault.CUT, Fault.DRIP} and place:
                break
        if fault is Fault.DRIP:
            await asyncio.sleep(3)
        if fault is Fault.CUT and socket._req and socket._req.transport:  # noqa: SLF001 - there is no other way to hang up
            socket._req.transport.abort()  # noqa: SLF001 - as above
        if fault in {Fault.NO_END, Fault.CUT, Fault.DRIP}:
            return
        await self._words(socket, text, pace)
        await socket.send_str("X-RequestId:1\r\nPath:turn.end\r\n\r\n{}")

    async def _words(self, socket: web.WebSocketResponse, text: str, pace: float) -> None:
        clock = 0.0
        for word in text.split():
            length = LETTER_SECONDS * len(word) / pace
            data = {"Offset": int(clock * TICKS), "Duration": int(length * TICKS), "text": {"Text": word.strip("،.؟!")}}
            meta = json.dumps({"Metadata": [{"Type": "WordBoundary", "Data": data}]})
            await socket.send_str(f"X-RequestId:1\r\nPath:audio.metadata\r\n\r\n{meta}")
            clock += length + 0.05


def _message(kind: str, data: bytes) -> bytes:
    head = f"X-RequestId:1\r\nContent-Type:{kind}\r\nPath:audio\r\n".encode()
    return len(head).to_bytes(2, "big") + head + data
