"""What follows a change at the desk: the show is uploaded if the settings say so, and rendered if an episode is due.

It is done in a thread of its own. What is still to be done is kept in a file, so that the next desk does it if this one
is ended.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from audionews.desk.drafts import FOLDER
from audionews.desk.newsroom import Upload
from audionews.errors import AudionewsError
from audionews.stores import open_store
from audionews.stores.decoding import decode_json
from audionews.sync.schedule import retry_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from audionews.app.library import Show

_FILE = "publishing.json"  # in the folder of the desk
_LONGEST_PAUSE = 300.0  # seconds between two looks at what other programs have planned
_log = logging.getLogger(__name__)


class Publishing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is still to be done.

    Attributes:
        upload: How the upload stands.
        due: When the next episode becomes public, aware, or None.
    """

    upload: Upload = Upload()
    due: datetime | None = None


class DeskPublishing:
    """Uploads a show after changes, and renders it when an episode becomes public.

    Args:
        show: The show.
        clock: Returns the time, aware.
    """

    def __init__(self, show: Show, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._show = show
        self._clock = clock
        self._store = open_store(show.folder / FOLDER)
        self._changing = threading.Lock()
        self._wake = threading.Event()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None
        self._now = self._read()

    @property
    def state(self) -> Upload:
        """How the upload of the show stands."""
        return self._now.upload

    def start(self) -> None:
        """Begin to do what is to be done, from now on."""
        self._thread = threading.Thread(target=self._go_on, name="desk-publishing", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Wait for the upload that has begun, and begin no other."""
        self._closed.set()
        self._wake.set()
        if self._thread:
            self._thread.join()

    def changed(self) -> None:
        """Upload the show soon, because it has changed, and see when the next episode is due."""
        self._keep(pending=bool(self._show.settings.publish_to), next_try=None)
        self._wake.set()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Upload the show after a change, even if this process is ended right after it."""
        self._keep(pending=bool(self._show.settings.publish_to))
        yield
        self.changed()

    def work(self) -> float:
        """Do what is to be done now, and return after how many seconds to look again."""
        moment, next_try = self._clock(), self._now.upload.next_try
        if next_try is None or next_try <= moment:
            try:
                self._render_due(moment)
                if self._now.upload.pending:
                    self._upload(moment)
            except AudionewsError as error:
                self._failed(error)
        following = self._now.upload.next_try or self._now.due
        pause = (following - self._clock()).total_seconds() if following else _LONGEST_PAUSE
        return min(_LONGEST_PAUSE, max(1.0, pause))

    def _go_on(self) -> None:
        while not self._closed.is_set():
            self._wake.clear()
            try:
                pause = self.work()
            except Exception:  # noqa: BLE001 - the thread goes on
                _log.exception("internal error")
                pause = _LONGEST_PAUSE
            self._wake.wait(pause)

    def _render_due(self, moment: datetime) -> None:
        """Render the show if an episode has become public, and note when the next one does."""
        if self._now.due and self._now.due <= moment:
            self._show.render()
            self._keep(pending=bool(self._show.settings.publish_to))
        episodes = self._show.episodes() if self._show.folder.is_dir() else ()
        due = min((each.publish_at for each in episodes if each.state == "waiting" and each.publish_at), default=None)
        if due != self._now.due:
            self._now = msgspec.structs.replace(self._now, due=due)
            self._write()

    def _upload(self, moment: datetime) -> None:
        """Upload the show as it is now. What changes meanwhile is uploaded after it."""
        self._keep(pending=False, running=True)
        try:
            self._show.deploy(self._show.settings.publish_to)
        except AudionewsError:
            self._keep(pending=True, running=False)
            raise
        self._keep(running=False, done=moment, failures=0, next_try=None, error="", error_kind="", remedy="")

    def _failed(self, error: AudionewsError) -> None:
        """Keep why something failed; it is tried again, after longer and longer pauses."""
        failures = self._now.upload.failures + 1
        pause = timedelta(seconds=retry_at(0.0, failures))
        self._keep(
            failures=failures,
            next_try=self._clock().replace(microsecond=0) + pause,
            error=error.message,
            error_kind=type(error).__name__,
            remedy=error.remedy,
        )

    def _keep(self, **facts: object) -> None:
        with self._changing:
            upload = msgspec.structs.replace(self._now.upload, **facts)
            self._now = msgspec.structs.replace(self._now, upload=upload)
            self._write()

    def _write(self) -> None:
        self._store.write(_FILE, [msgspec.json.encode(self._now) + b"\n"])

    def _read(self) -> Publishing:
        """Return what is to be done; an upload that was cut short is begun again."""
        blob = self._store.read(_FILE)
        try:
            found = decode_json(blob, Publishing) if blob else Publishing()
        except msgspec.DecodeError:
            found = Publishing(upload=Upload(pending=True))
        upload = found.upload
        again = bool(self._show.settings.publish_to) and (upload.pending or upload.running)
        return msgspec.structs.replace(found, upload=msgspec.structs.replace(upload, pending=again, running=False))
