"""Texts as services want them: without what XML forbids, and as SSML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from audionews.model import Voice

__all__ = ["percent", "plain_text", "ssml"]

# What is no character of XML 1.0 (2.2): controls, lone surrogates and the two non-characters.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_text(text: str) -> str:
    """Return the text with a space for every character that XML forbids, so that positions stay."""
    return _FORBIDDEN.sub(" ", text)


def percent(speed: float) -> str:
    """Return a speed as a change in percent: 1.1 is "+10%"."""
    return f"{round((speed - 1) * 100):+d}%"


def ssml(text: str, voice: Voice) -> str:
    """Return the text in SSML 1.0, with rate and pitch only where the voice changes them: tags cost as text does."""
    inner = escape(plain_text(text))
    changes = {"rate": percent(voice.speed)} if voice.speed != 1.0 else {}
    changes |= {"pitch": f"{voice.pitch:+g}st"} if voice.pitch else {}
    if changes:
        inner = f"<prosody {' '.join(f'{key}={quoteattr(value)}' for key, value in changes.items())}>{inner}</prosody>"
    return (
        f'<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang={quoteattr(voice.language)}>'
        f"<voice name={quoteattr(voice.id)}>{inner}</voice></speak>"
    )
