"""A server in this process that remembers what it was asked: (method, path, status)."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from tests.newsroom import Public, write_feeds

from audionews.model import Show
from audionews.server import listen, make_app, server_of, url_of
from audionews.server.files import Served

Log = list[tuple[str, str, int]]


class _Logged:
    def __init__(self, app: ASGIApp, log: Log) -> None:
        self.app = app
        self.log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.log.append((scope["method"], scope["path"], message["status"]))
            await send(message)

        await self.app(scope, receive, note)


@contextmanager
def logged(
    folder: Path, load_show: Callable[[], Show] | None = None, served: Served | None = None
) -> Iterator[tuple[str, Log]]:
    """Give the URL of a server of the folder, whose show has no base URL, and the log that it writes.

    Args:
        folder: The folder.
        load_show: Returns a show, whose feeds are written first.
        served: Knows which files are served; without it all are.
    """
    if load_show:
        write_feeds(load_show(), folder)
    log: Log = []
    server = server_of(_Logged(make_app(folder, served or Public(base_url="")), log))
    with listen("127.0.0.1", 0) as door:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        try:
            yield url_of(door), log
        finally:
            server.should_exit = True
            thread.join()
