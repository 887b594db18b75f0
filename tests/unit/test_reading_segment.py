from tests.reading import place_lines

from audionews.articles.segment import segments
from audionews.articles.wrap import unwrap
from audionews.model import Article, Place, Reason, Role

HEADLINE = "افتتاح مكتبة جديدة في وسط المدينة القديمة"
FIRST = "افتتحت البلدية اليوم الخميس مكتبة عامة في وسط المدينة القديمة، وهي الأولى منذ عشرين عاما."
SECOND = "وقال رئيس البلدية إن المكتبة تضم ثلاثين ألف كتاب وقاعة للأطفال وأخرى للمحاضرات."


def places(text: str, headline: str = "") -> list[str]:
    """Return the place, or the reason, of every line that is not blank."""
    stretches = place_lines(text, headline)
    return [str(stretch.reason or stretch.place) for stretch in stretches if stretch.reason is not Reason.BLANK]


def lines(*texts: str) -> str:
    return "\n".join(texts)


def test_the_first_line_that_is_no_date_chrome_or_credit_is_the_headline() -> None:
    text = lines("20 يونيو 2024", "شارك", "رويترز", "سوق في المدينة (رويترز)", HEADLINE, "", FIRST)
    assert places(text) == ["date", "chrome", "credit", "caption", "headline", "body"]


def test_a_headline_may_be_three_words_or_a_question() -> None:
    assert places(lines("عودة المطر أخيرا", FIRST))[0] == "headline"
    assert places(lines("هل تكفي مياه السدود لصيف طويل وحار هذا العام في البلاد كلها؟", FIRST))[0] == "headline"


def test_a_paragraph_is_no_headline() -> None:
    assert "headline" not in places(lines(FIRST, SECOND))
    assert "headline" not in places("كلمة " * 60)


def test_a_repeated_headline_confirms_it() -> None:
    assert places(lines("شؤون المدينة", HEADLINE, "TT", HEADLINE, FIRST)) == [
        "kicker",
        "headline",
        "chrome",
        "repeat",
        "body",
    ]


def test_a_single_word_above_the_headline_is_no_headline() -> None:
    assert places(lines("فلسطين", HEADLINE, FIRST)) == ["kicker", "headline", "body"]


def test_a_short_headline_that_is_repeated_stays_the_headline() -> None:
    assert places(lines("زلزال اليابان", FIRST, "زلزال اليابان")) == ["headline", "body", "repeat"]


def test_a_long_line_under_a_kicker_does_not_become_the_headline() -> None:
    assert places(lines("زلزال", FIRST + " " + SECOND)) == ["headline", "body"]


def test_a_given_headline_takes_no_line() -> None:
    assert places(lines("أول الغيث بعد عام من الجفاف", FIRST), "عنوان") == ["body", "body"]
    assert places(lines(HEADLINE, FIRST), HEADLINE) == ["repeat", "body"]


def test_captions_said_twice_are_kept_once() -> None:
    caption = "رئيس البلدية أمام باب المكتبة الجديدة يوم الافتتاح"
    text = lines(HEADLINE, caption, caption, "أحمد علي", "أحمد علي", FIRST)
    assert places(text) == ["headline", "caption", "repeat", "caption", "repeat", "body"]


def test_a_sentence_said_twice_is_body_once() -> None:
    assert places(lines(HEADLINE, FIRST, FIRST, SECOND)) == ["headline", "body", "repeat", "body"]


def test_the_line_under_the_headline_is_read_out_when_it_is_long_enough() -> None:
    deck = "المكتبة تضم ثلاثين ألف كتاب وقاعتين"
    text = lines(HEADLINE, deck, "كتب: أحمد علي", "عمال المكتبة يرتبون الكتب (البلدية)", FIRST)
    assert places(text) == ["headline", "body", "byline", "caption", "body"]


def test_bullets_before_the_body_are_the_summary() -> None:
    text = lines(HEADLINE, "- نقطة أولى عن المكتبة", "• نقطة ثانية", FIRST, "- نقطة في المتن")
    stretches = place_lines(text)
    assert [stretch.place for stretch in stretches] == [
        Place.HEADLINE,
        Place.SUMMARY,
        Place.SUMMARY,
        Place.BODY,
        Place.BODY,
    ]
    assert [stretch.text for stretch in stretches][1:3] == ["نقطة أولى عن المكتبة", "نقطة ثانية"]
    assert stretches[4].text == "نقطة في المتن"


def test_an_opened_summary_needs_no_bullets() -> None:
    text = lines(HEADLINE, "ملخص", "المكتبة تضم ثلاثين ألف كتاب كلها جديدة.", "القاعة للأطفال.", "", FIRST)
    assert places(text) == ["headline", "chrome", "summary", "summary", "body"]


def test_an_opened_summary_does_not_swallow_an_article_without_blank_lines() -> None:
    assert places(lines(HEADLINE, "ملخص", FIRST, SECOND)) == ["headline", "chrome", "body", "body"]


def test_bullets_are_the_body_when_there_is_nothing_else() -> None:
    assert places(lines(HEADLINE, "- " + FIRST, "- " + SECOND)) == ["headline", "body", "body"]
    assert places(lines(HEADLINE, "اظهر الملخص", "- " + FIRST)) == ["headline", "chrome", "summary"]


def test_subheads_between_paragraphs_are_read_out() -> None:
    assert places(lines(HEADLINE, FIRST, "قاعة للأطفال", SECOND)) == ["headline", "body", "body", "body"]


def test_short_lines_can_be_a_whole_article() -> None:
    text = lines(
        HEADLINE, "افتتحت البلدية اليوم الخميس مكتبة عامة", "تضم المكتبة ثلاثين ألف كتاب جديد", "المساهمون", "سامي"
    )
    assert places(text) == ["headline", "body", "body", "tail", "tail"]


def test_the_tail_begins_only_after_the_body() -> None:
    text = lines("ذات صلة", HEADLINE, "اقرأ أيضاً", FIRST, "إقرأ أيضا:", SECOND)
    assert places(text) == ["chrome", "headline", "chrome", "body", "tail", "body"]


def test_a_link_between_paragraphs_does_not_end_the_article() -> None:
    text = lines(HEADLINE, FIRST, "اقرأ أيضاً: حديقة جديدة", "حديقة في الشمال", SECOND, "المصدر: وكالات", FIRST)
    assert places(text) == ["headline", "body", "tail", "tail", "body", "tail", "repeat"]


def test_a_box_to_jump_over_is_left_out() -> None:
    box = lines("تخطى الأكثر قراءة وواصل القراءة", "الأكثر قراءة", "خبر آخر عن مدينة أخرى", "الأكثر قراءة نهاية")
    assert places(lines(HEADLINE, FIRST, box, SECOND)) == ["headline", "body", *["chrome"] * 4, "body"]


def test_a_box_without_an_end_stops_at_the_next_paragraph() -> None:
    text = lines(HEADLINE, FIRST, "تخطى الأكثر قراءة وواصل القراءة", "خبر آخر", SECOND)
    assert places(text) == ["headline", "body", "chrome", "chrome", "body"]


def test_a_box_with_a_long_text_in_it_is_left_out_to_its_end() -> None:
    text = lines(HEADLINE, FIRST, "تخطى البودكاست وواصل القراءة", SECOND, "البودكاست نهاية", SECOND)
    assert places(text) == ["headline", "body", "chrome", "chrome", "chrome", "body"]


def test_a_list_of_links_between_paragraphs_does_not_end_the_article() -> None:
    box = lines("اقرأ أيضا", "list of 2 items", "list 1 of 2", "خبر أول", "list 2 of 2", "خبر آخر", "end of list")
    assert places(lines(HEADLINE, FIRST, box, SECOND)) == ["headline", "body", *["chrome"] * 7, "body"]


def test_a_row_of_other_headlines_is_left_out_above_and_below() -> None:
    row = "الذهب يرتفع    وزير يستقيل    مباراة مؤجلة    أمطار غدا    افتتاح معرض    لقاء في جدة"
    assert places(lines(row, HEADLINE, FIRST, row)) == ["chrome", "headline", "body", "tail"]


def test_in_the_body_only_labelled_dates_and_bylines_are_taken_out() -> None:
    text = lines(HEADLINE, FIRST, "7 أكتوبر 2023", SECOND, "تاريخ النشر: 20 يونيو 2024", "إعداد: منى سالم", "رويترز")
    assert places(text) == ["headline", "body", "body", "body", "date", "byline", "credit"]


def test_a_line_of_hidden_characters_is_dropped_as_such() -> None:
    assert places(lines(HEADLINE, "\u200f\u200b", FIRST)) == ["headline", "control", "body"]


def test_an_empty_text_has_no_lines() -> None:
    assert place_lines("") == ()


def test_wrapped_lines_become_one_paragraph() -> None:
    wrapped = lines(
        "افتتحت البلدية اليوم الخميس مكتبة عامة في وسط",
        "المدينة القديمة، وهي الأولى منذ عشرين عاما، في",
        "حفل حضره الكتّاب وسكان الحي وتلاميذ المدارس في",
        "المدينة.",
        "",
        "وقال رئيس البلدية إن المكتبة تضم ثلاثين ألفا من",
        "الكتب وقاعة للأطفال وأخرى للمحاضرات والندوات.",
    )
    stretches = place_lines(lines("عودة الكتاب", "", wrapped))
    body = [stretch for stretch in stretches if stretch.place is Place.BODY]
    assert [len(stretch.raw) for stretch in body] == [4, 2]
    assert body[0].text.endswith("في حفل حضره الكتّاب وسكان الحي وتلاميذ المدارس في المدينة.")


def test_paragraphs_that_were_not_wrapped_stay_apart() -> None:
    assert unwrap([FIRST, SECOND, "", FIRST + SECOND]) == [(0,), (1,), (2,), (3,)]
    assert unwrap(["قصير", "قصير", "قصير", "قصير", "قصير", "قصير"]) == [(at,) for at in range(6)]
    assert unwrap([]) == []


def test_segments_are_headline_summary_and_body() -> None:
    article = Article(source="-", headline="عنوان", summary=("نقطة",), body=("فقرة", "أخرى"))
    assert [(segment.role, segment.text) for segment in segments(article)] == [
        (Role.HEADLINE, "عنوان"),
        (Role.SUMMARY, "نقطة"),
        (Role.BODY, "فقرة"),
        (Role.BODY, "أخرى"),
    ]


def test_a_line_that_is_too_long_for_a_credit_is_one_of_the_article() -> None:
    places = [stretch.place for stretch in place_lines("وصول الوفد إلى المدينة\nتصوير: " + "كلمة " * 100)]
    assert places == [Place.HEADLINE, Place.BODY]
