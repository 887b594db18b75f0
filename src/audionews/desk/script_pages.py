"""The script of a draft: written and spoken side by side, readings that are fixed, and lines that are listened to."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec
from starlette.responses import JSONResponse, Response

from audionews.desk.inbox import is_building
from audionews.desk.newsroom import Proofed, WordFix
from audionews.desk.pages import see

if TYPE_CHECKING:
    from audionews.desk.newsroom import ScriptPage
    from audionews.desk.pages import Desk
    from audionews.desk.requests import Asked


def script(desk: Desk, asked: Asked) -> Response:
    """Return the script of a draft; with ``word`` in the query also what is known of that word."""
    newsroom = desk.newsroom
    draft = newsroom.draft(asked.draft)
    written = newsroom.script(draft.id)
    place = asked.query.get("word", "")
    word = newsroom.word(draft.id, place) if place else None
    proofing = newsroom.proofing(draft.id)
    proofed = newsroom.proofed(draft.id, written) if proofing else Proofed()
    return desk.page(
        "script",
        asked,
        draft=draft,
        building=is_building(desk, draft),
        script=written,
        doubts=_doubts(written),
        place=place,
        word=word,
        known=msgspec.json.encode(dict(word.entries)).decode() if word else "",
        voices=newsroom.voices(),
        fixes={reading.written: reading for reading in draft.readings},
        proofing=proofing,
        marks=proofed.marks,
        left=proofed.left,
        price=newsroom.proofing_price(draft.id) if proofing and proofing.done and "ask" in asked.query else 0.0,
    )


def fix(desk: Desk, asked: Asked) -> Response:
    """Fix how a word is read."""
    form = asked.form
    reading = form.get("own", "").strip() or form.get("reading", "")
    written = form.get("written", "")
    wanted = WordFix(
        place=form.get("word", ""),
        written=written,
        reading=reading,
        scope=form.get("scope", ""),
        known=asked.known.get(written, ""),
    )
    desk.newsroom.fix(asked.draft, asked.revision, wanted, asked.who)
    return _script(desk, asked)


def accept(desk: Desk, asked: Asked) -> Response:
    """Say that a word is spoken correctly."""
    desk.newsroom.accept(asked.draft, asked.revision, asked.form.get("word", ""), asked.who)
    return _script(desk, asked)


def sound(desk: Desk, asked: Asked) -> Response:
    """Return a line as it is spoken; if that costs, only after it was said that it may."""
    newsroom, voice, number = desk.newsroom, asked.form.get("voice", ""), int(asked.parts["line"])
    spoken = newsroom.speak(asked.draft, number, voice, pay=asked.form.get("pay") == "yes")
    if spoken.cost:
        return JSONResponse({"cost": spoken.cost}, HTTPStatus.PAYMENT_REQUIRED)
    cues = [(round(cue.begins, 3), round(cue.ends, 3), cue.place) for cue in spoken.cues]
    return Response(spoken.wav, media_type="audio/wav", headers={"x-words": msgspec.json.encode(cues).decode()})


def _doubts(written: ScriptPage) -> int:
    return sum(bool(word.doubt) for line in written.lines for word in line.words)


def _script(desk: Desk, asked: Asked) -> Response:
    """Return the way to the script; from the readings of a word in doubt to those of the next one."""
    place, path = asked.form.get("word", ""), f"/drafts/{asked.draft}/script"
    following = _next_doubt(desk.newsroom.script(asked.draft), place) if asked.form.get("follow") == "yes" else ""
    return see(f"{path}?word={following}#w{following}" if following else f"{path}#w{place}")


def _next_doubt(written: ScriptPage, place: str) -> str:
    """Return the place of the first word in doubt after a word, or ""."""
    words = iter([word for line in written.lines for word in line.words])
    for word in words:
        if word.place == place:
            break
    return next((word.place for word in words if word.doubt), "")
