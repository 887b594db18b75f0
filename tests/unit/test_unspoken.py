from audionews.articles.traits import Kind
from audionews.articles.unspoken import unspoken
from audionews.model import Place, Reason, SourceLine

SENTENCE = "وكان سكان الأحياء القديمة قد طالبوا منذ سنوات بمكتبة."
SPOKEN = "ع" * 160


def line(text: str, place: Place, reason: Reason | None = None, why: str = "") -> SourceLine:
    return SourceLine(number=1, text=text, place=place, reason=reason, why=why)


def dropped(text: str, reason: Reason = Reason.TAIL, why: str = "") -> SourceLine:
    return line(text, Place.DROPPED, reason, why)


def test_the_share_counts_characters_that_are_neither_spoken_nor_kept() -> None:
    lines = [
        line("ع" * 60, Place.BODY),
        dropped("ع" * 40),
        dropped("ع" * 99, Reason.REPEAT),
        dropped("ع" * 99, Reason.PAGE),
        line("ع" * 99, Place.BYLINE),
    ]
    assert unspoken(lines) == (40, 0.4, 40)


def test_what_is_surely_no_text_of_the_article_counts_only_if_it_is_long() -> None:
    lines = [
        line("ع" * 60, Place.BODY),
        line("ع" * 90, Place.CAPTION),
        dropped("ع" * 91, Reason.CREDIT),
        dropped("ع" * 92, Reason.CHROME, Kind.CONTROL),
        dropped("a" * 300),
    ]
    assert unspoken(lines) == (0, 0.0, 92)


def test_above_the_headline_only_sentences_count() -> None:
    headline = line("عودة الكتاب", Place.HEADLINE)
    assert unspoken([dropped(SENTENCE), headline]).longest == len(SENTENCE)
    assert unspoken([dropped(f"«{SENTENCE}»"), headline]).longest == len(SENTENCE) + 2
    assert unspoken([dropped(f"{SENTENCE} عودة الكتاب"), headline]).longest == 0
    assert unspoken([headline, dropped(f"{SENTENCE} عودة الكتاب")]).longest == len(SENTENCE) + 12


def test_a_large_share_is_notable_unless_it_is_a_few_words() -> None:
    spoken = line(SPOKEN, Place.BODY)
    assert unspoken([spoken, dropped("ع" * 51), dropped("ع" * 50)]).is_notable
    assert not unspoken([spoken, dropped("ع" * 50), dropped("ع" * 50)]).is_notable
    assert not unspoken([*[spoken] * 4, dropped("ع" * 51), dropped("ع" * 50)]).is_notable


def test_a_long_line_is_notable_however_long_the_article_is() -> None:
    spoken = line("ع" * 10_000, Place.BODY)
    assert unspoken([spoken, dropped("ع" * 101)]).is_notable
    assert not unspoken([spoken, dropped("ع" * 100)]).is_notable


def test_no_lines_lose_nothing() -> None:
    assert unspoken([]) == (0, 0.0, 0)
