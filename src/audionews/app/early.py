"""The show is rendered while a build runs, so that listeners need not wait for its last article, nor lose by a kill."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from audionews.app.show import bring_up_to_date, tell_published
from audionews.catalogue.folder_names import Names
from audionews.errors import AudionewsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from audionews.catalogue import Catalogue
    from audionews.model.events import Listener
    from audionews.settings import Settings

PAUSE = 2.0  # seconds between two renderings, at least
SHARE = 25  # and so many times as long as the last one took: 4 % of a build


class EarlyRendering:
    """Renders a show now and then during a build, and at its end.

    What the files are at the end does not depend on when they were rendered before.

    Args:
        settings: The settings of the show.
        catalogue: Its episodes.
        tell: Receives an event at the end, and notices.
        clock: Returns seconds that never go back.
    """

    def __init__(
        self, settings: Settings, catalogue: Catalogue, tell: Listener, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._tell = tell
        self._clock = clock
        self._due = -math.inf
        self._share = 0  # the first rendering also does what is done only once, like drawing the cover
        self._files = Names()

    def after_episode(self) -> None:
        """Render the show, unless the last rendering was a moment ago. If it fails, ``finish`` will tell why."""
        start = self._clock()
        if start < self._due:
            return
        try:
            self._render()
        except AudionewsError:
            self._due = math.inf
        else:
            end = self._clock()
            self._due = end + max(PAUSE, self._share * (end - start))
            self._share = SHARE

    def finish(self) -> None:
        """Render the show and tell how many files changed during the build.

        Raises:
            StoreError: A folder cannot be written.
            SettingsError: A template of the show fails.
        """
        tell_published(self._catalogue, self._render(), len(self._files), self._tell)

    def _render(self) -> int:
        """Render the show; return how many episodes listeners get."""
        done = bring_up_to_date(self._settings, self._catalogue, self._tell)
        self._files.update(done.files)
        return done.episodes
