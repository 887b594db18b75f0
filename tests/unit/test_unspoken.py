from audionews.articles.unspoken import unspoken
from audionews.model import Place, Reason, SourceLine


def line(text: str, place: Place, reason: Reason | None = None) -> SourceLine:
    return SourceLine(number=1, text=text, place=place, reason=reason)


def test_the_share_counts_characters_that_are_neither_spoken_nor_kept() -> None:
    lines = [
        line("ع" * 60, Place.BODY),
        line("ع" * 20, Place.DROPPED, Reason.CHROME),
        line("ع" * 20, Place.CAPTION),
        line("ع" * 99, Place.DROPPED, Reason.REPEAT),
        line("ع" * 99, Place.DROPPED, Reason.PAGE),
        line("ع" * 99, Place.BYLINE),
    ]
    lost = unspoken(lines)
    assert (lost.share, lost.longest) == (0.4, 20)
    assert lost.is_notable


def test_a_long_line_is_notable_however_long_the_article_is() -> None:
    spoken = line("ع" * 10_000, Place.BODY)
    assert unspoken([spoken, line("ع" * 101, Place.DROPPED, Reason.TAIL)]).is_notable
    assert not unspoken([spoken, line("ع" * 100, Place.DROPPED, Reason.TAIL)]).is_notable


def test_no_lines_lose_nothing() -> None:
    assert unspoken([]) == (0.0, 0)
