"""The photo that an article names, for the page of its episode: fetched only where the settings of the show say so."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.artwork.photo import make_photo
from audionews.errors import ArticleError
from audionews.model import Photo
from audionews.model.events import Noticed
from audionews.model.paths import photo_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from audionews.building.plan import Plan
    from audionews.model import Episode
    from audionews.model.events import Listener
    from audionews.ports import BlobStore


@dataclass(frozen=True, slots=True)
class Photos:
    """Fetches the photos of articles.

    Attributes:
        store: The output folder.
        fetch: Returns the bytes at an address, or raises an ArticleError.
    """

    store: BlobStore
    fetch: Callable[[str], bytes]

    def of(self, plan: Plan, tell: Listener) -> tuple[Photo, bytes] | None:
        """Return the photo of an article; None if it names none, or one that cannot be used, which is told.

        A photo that the episode has already is not fetched again.
        """
        image = plan.draft.image
        if image is None:
            return None
        kept = plan.existing and self._kept(plan.existing, image.url)
        try:
            made = make_photo(kept or self.fetch(image.url))
        except ArticleError as error:
            tell(Noticed(text=f"{plan.source}: the photo at {image.url} is left out: {error.message}"))
            return None
        blob = kept or made.blob
        digest = hashlib.sha256(blob).hexdigest()
        photo = Photo(
            url=image.url,
            caption=image.caption,
            credit=image.credit,
            width=made.width,
            height=made.height,
            size=len(blob),
            sha256=digest,
        )
        return photo, blob

    def _kept(self, episode: Episode, url: str) -> bytes | None:
        photo = episode.photo
        blob = self.store.read(photo_file(episode)) if photo and photo.url == url else None
        return blob if photo and blob and hashlib.sha256(blob).hexdigest() == photo.sha256 else None
