"""What listeners are told about the voice, in Arabic: on the page, in the feed and in the tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audionews.model import VoiceFacts

_LEARNED = "قُرئت هذه المادة بصوت مولَّد بالذكاء الاصطناعي، ولم يقرأها إنسان."
_RULES = "قُرئت هذه المادة آليًّا بصوت اصطناعي يولّده الحاسوب، ولم يقرأها إنسان."

_SPOKEN_LEARNED = "قُرئ عليكم هذا النص بصوت مُوَلَّد بالذكاء الاصطناعي."
_SPOKEN_RULES = "قُرئ عليكم هذا النص بصوت اصطناعي."

FAREWELL = "كانت هذه نهاية النشرة. شكرًا لاستماعكم."  # at the end of an edition


def voice_notice(voice: VoiceFacts) -> str:
    """Return the sentence that says that no human reads this."""
    return _LEARNED if voice.learned else _RULES


def voice_name(voice: VoiceFacts) -> str:
    """Return what the voice is, in a listener's words.

    >>> from audionews.model import VoiceFacts
    >>> voice_name(VoiceFacts(name="ar-ziad", engine="hts", engine_version="1", title="زياد"))
    'صوت اصطناعي: زياد'
    """
    return f"صوت اصطناعي: {voice.title}" if voice.title else "صوت اصطناعي"


def spoken_notice(*, learned: bool) -> str:
    """Return the sentence that the voice says about itself after the article.

    Args:
        learned: It was trained on recordings.
    """
    return _SPOKEN_LEARNED if learned else _SPOKEN_RULES


def source_type(voice: VoiceFacts) -> str:
    """Return the IPTC digital source type: learned from recordings, or made by rules.

    Source: cv.iptc.org/newscodes/digitalsourcetype.
    """
    return "trainedAlgorithmicMedia" if voice.learned else "algorithmicMedia"


def voice_rows(voice: VoiceFacts) -> tuple[tuple[str, str], ...]:
    """Return what there is to say about the voice, each with its label: whom its licence asks to name as well."""
    rows = (
        ("الصوت", voice.title or voice.name),
        ("المحرّك", f"{voice.engine} {voice.engine_version}".strip()),
        ("بفضل", voice.credit),
        ("رخصة الصوت", voice.licence),
    )
    return tuple((label, text) for label, text in rows if text)
