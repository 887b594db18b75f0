"""How the player looks on another site."""

from __future__ import annotations

from dataclasses import dataclass

THEMES = ("auto", "light", "dark")  # the first of each is what a player does that is not asked
SIZES = ("full", "compact")
LANGUAGES = ("ar", "en", "fr")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerLook:
    """What is asked of the player on another site.

    Attributes:
        theme: One of ``THEMES``: light, dark, or as the page around it is.
        accent: Its colour, "#rrggbb", or "" for the show's.
        size: One of ``SIZES``: the whole player, or a button that becomes a bar.
        language: One of ``LANGUAGES``: of its own words.
        fluid: Whether a frame takes the height that it needs; this takes a script on the page around it.
    """

    theme: str = THEMES[0]
    accent: str = ""
    size: str = SIZES[0]
    language: str = LANGUAGES[0]
    fluid: bool = False
