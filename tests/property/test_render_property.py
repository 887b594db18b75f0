"""Whatever was written, feeds parse, pages nest and captions hold every word."""

import dataclasses
import html
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from tests.newsroom import FACTS, RATE, make_episode, rendered

from audionews.model import Cue, Role, Show
from audionews.render.feed import FeedRenderer
from audionews.render.markup import escape, legal
from audionews.render.transcript import captions

WRITTEN = st.text(min_size=1) | st.text(alphabet="<>&\"'];/ابتث َ\u202e\x0b", min_size=1)


@given(title=WRITTEN, point=WRITTEN, author=WRITTEN)
def test_any_words_make_a_feed_that_parses_and_says_them(title: str, point: str, author: str) -> None:
    episode = dataclasses.replace(make_episode(0), title=title, summary=(point,), byline=author)
    show = Show(facts=dataclasses.replace(FACTS, author=author), episodes=(episode,))
    feed = rendered(FeedRenderer(), show)["feed.xml"]
    item = ET.fromstring(feed).find("channel/item")  # noqa: S314 - our own feed
    assert item is not None
    normal = legal(title).replace("\r\n", "\n").replace("\r", "\n")  # as XML reads the ends of lines
    assert (item.findtext("title") or "") == normal


@given(text=WRITTEN)
def test_escaped_text_reads_back_and_holds_no_markup(text: str) -> None:
    assert html.unescape(escape(text)) == html.unescape(html.escape(legal(text)))
    assert not set("<>\"'") & set(escape(text))


@given(text=st.text(min_size=1, max_size=400), width=st.integers(5, 65), lines=st.integers(1, 2))
def test_captions_hold_the_text_in_order_and_last_as_long_as_its_line(text: str, width: int, lines: int) -> None:
    cue = Cue(segment=0, role=Role.BODY, text=text, start=RATE, end=9 * RATE)
    made = list(captions(cue, RATE, width, lines))
    shown = "".join("".join(caption.lines) for caption in made)
    assert "".join(shown.split()) == "".join(legal(text).split())
    assert all(len(line) <= width for caption in made for line in caption.lines)
    assert all(len(caption.lines) <= lines for caption in made)
    times = [time for caption in made for time in (caption.start, caption.end)]
    assert times == sorted(times)
    assert not made or (times[0] >= 1000 and times[-1] == 9000)
