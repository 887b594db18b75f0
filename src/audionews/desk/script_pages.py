"""The script of a draft: written and spoken side by side, readings that are fixed, and lines that are listened to."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec
from starlette.responses import JSONResponse, Response

from audionews.desk.inbox import is_building
from audionews.desk.newsroom import WordFix
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
    return desk.page(
        "script",
        asked,
        draft=draft,
        building=is_building(desk, draft),
        script=written,
        doubts=_doubts(written),
        place=place,
        word=newsroom.word(draft.id, place) if place else None,
        voices=newsroom.voices(),
        fixes={reading.written: reading for reading in draft.readings},
    )


def fix(desk: Desk, asked: Asked) -> Response:
    """Fix how a word is read."""
    form = asked.form
    reading = form.get("own", "").strip() or form.get("reading", "")
    wanted = WordFix(
        place=form.get("word", ""), written=form.get("written", ""), reading=reading, scope=form.get("scope", "")
    )
    desk.newsroom.fix(asked.draft, asked.revision, wanted, asked.who)
    return _script(asked)


def accept(desk: Desk, asked: Asked) -> Response:
    """Say that a word is spoken correctly."""
    desk.newsroom.accept(asked.draft, asked.revision, asked.form.get("word", ""), asked.who)
    return _script(asked)


def sound(desk: Desk, asked: Asked) -> Response:
    """Return a line as it is spoken; if that costs, only after it was said that it may."""
    newsroom, voice = desk.newsroom, asked.form.get("voice", "")
    number = int(asked.parts["line"])
    cost = 0.0 if asked.form.get("pay") == "yes" else newsroom.price(asked.draft, number, voice)
    if cost:
        return JSONResponse({"cost": cost}, HTTPStatus.PAYMENT_REQUIRED)
    spoken = newsroom.speak(asked.draft, number, voice)
    cues = [(round(cue.begins, 3), round(cue.ends, 3), cue.place) for cue in spoken.cues]
    return Response(spoken.wav, media_type="audio/wav", headers={"x-words": msgspec.json.encode(cues).decode()})


def _doubts(written: ScriptPage) -> int:
    return sum(bool(word.doubt) for line in written.lines for word in line.words)


def _script(asked: Asked) -> Response:
    place = asked.form.get("word", "")
    return see(f"/drafts/{asked.draft}/script#w{place}")
