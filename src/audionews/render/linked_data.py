"""What the page of an episode tells machines: Open Graph properties and the words of schema.org."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from audionews.arabic.wording import source_type
from audionews.model import Role
from audionews.model.paths import FEED, photo_file
from audionews.model.times import whole_seconds
from audionews.render.excerpt import excerpt
from audionews.render.markup import web_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.model import Episode, ShowFacts

_OPENING = 200  # characters
_SOURCES = {
    "trainedAlgorithmicMedia": "TrainedAlgorithmicMediaDigitalSource",
    "algorithmicMedia": "AlgorithmicMediaDigitalSource",
}


def opening_of(episode: Episode, most: int = _OPENING) -> str:
    """Return the first summary point, or how the article begins, in so many characters, cut where it reads well."""
    return excerpt(next(segment.text for segment in episode.segments if segment.role is not Role.HEADLINE), most)


def properties(episode: Episode, facts: ShowFacts) -> Mapping[str, str]:
    """Return the Open Graph properties of the page of an episode."""
    found = {
        "og:type": "article",
        "og:site_name": facts.title,
        "og:locale": episode.language.replace("-", "_"),
        "article:published_time": episode.published.isoformat(),
        "article:modified_time": episode.updated.isoformat(),
    }
    if facts.base_url:
        page, stem = (f"{facts.base_url}/episodes/{name}" for name in (episode.id, episode.stem))
        found |= {"og:url": f"{page}.html", "og:image": f"{stem}.jpg", "og:audio": f"{stem}.mp3"}
        found |= {"og:audio:type": "audio/mpeg"}
        if episode.photo:
            photo = episode.photo
            found |= {"og:image": f"{facts.base_url}/{photo_file(episode)}", "og:image:alt": photo.caption}
            found |= {"og:image:width": str(photo.width), "og:image:height": str(photo.height)}
    return found


def linked_data(episode: Episode, facts: ShowFacts) -> Mapping[str, object]:
    """Return the episode in the words of schema.org. Addresses are relative while the show has none of its own."""
    folder = f"{facts.base_url}/episodes/" if facts.base_url else ""
    stem = f"{folder}{episode.stem}"
    length = f"PT{whole_seconds(episode.samples, episode.rate)}S"
    sound = {
        "@type": "AudioObject",
        "contentUrl": f"{stem}.mp3",
        "encodingFormat": "audio/mpeg",
        "contentSize": str(episode.size),
        "duration": length,
        "transcript": " ".join(cue.text for cue in episode.cues),
        "caption": {"@type": "MediaObject", "contentUrl": f"{stem}.vtt", "encodingFormat": "text/vtt"},
        "digitalSourceType": f"https://schema.org/{_SOURCES[source_type(episode.voice)]}",
    }
    series = {"@type": "PodcastSeries", "name": facts.title, "webFeed": f"{facts.base_url or '..'}/{FEED}"}
    photo = folder + posixpath.basename(photo_file(episode)) if episode.photo else ""
    link = web_address(episode.link)
    corrections = [
        {"@type": "CorrectionComment", "text": each.note, "datePublished": each.date.isoformat()}
        for each in episode.corrections
        if each.note
    ]
    return {
        "@context": "https://schema.org",
        "@type": "PodcastEpisode",
        "name": episode.title,
        "url": f"{folder}{episode.id}.html",
        "image": [photo, f"{stem}.jpg"] if photo else f"{stem}.jpg",
        "inLanguage": episode.language,
        "datePublished": episode.published.isoformat(),
        "dateModified": episode.updated.isoformat(),
        "description": opening_of(episode),
        "timeRequired": length,
        "associatedMedia": sound,
        "partOfSeries": series,
        **({"isBasedOn": link} if link else {}),
        **({"correction": corrections} if corrections else {}),
    }
