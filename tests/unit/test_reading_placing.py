"""What markup, the user and a known headline say about lines, and rules that pages of the usual kinds do not show."""

from datetime import datetime

import pytest
from tests.reading import place_lines, read_text

from audionews.articles.addresses import is_address_row
from audionews.articles.blocks import Block, Hint, Stretch
from audionews.articles.credits import may_be_byline
from audionews.articles.likeness import are_alike, words_of
from audionews.articles.patterns import LinePattern
from audionews.articles.segment import place_blocks
from audionews.errors import NoHeadline
from audionews.model import Article, Known, Place, Reason, Status
from audionews.readers.compose import compose

HEADLINE = "افتتاح مكتبة جديدة في وسط المدينة القديمة"
FIRST = "افتتحت البلدية اليوم الخميس مكتبة عامة في وسط المدينة القديمة، وهي الأولى منذ عشرين عاما."
SECOND = "وقال رئيس البلدية إن المكتبة تضم ثلاثين ألف كتاب وقاعة للأطفال وأخرى للمحاضرات."
OTHER = "ارتفعت أسعار النفط في الأسواق الآسيوية صباح اليوم بعد تراجع المخزونات الأميركية."


def placed(*blocks: Block, given: Known | None = None) -> list[str]:
    """Return the place, or the reason, of every block."""
    return [str(each.reason or each.place) for each in place_blocks(blocks, given or Known())]


def stretches(*lines: str, given: Known | None = None) -> tuple[Stretch, ...]:
    return place_blocks([Block(line) for line in lines], given or Known())


def places(*lines: str, given: Known | None = None) -> list[str]:
    return placed(*map(Block, lines), given=given)


def article(*lines: str, given: Known | None = None) -> Article:
    found = compose([Block(line) for line in lines], "-", given or Known())
    assert isinstance(found, Article)
    return found


def test_an_element_that_is_marked_as_the_headline_is_it() -> None:
    assert placed(Block("أخبار محلية من كل المدن"), Block("مطر", Hint.H1), Block(FIRST), Block(SECOND)) == [
        "kicker",
        "headline",
        "body",
        "body",
    ]
    assert placed(Block(HEADLINE), Block("* *", Hint.H1), Block(FIRST))[0] == "headline"


def test_a_line_like_the_title_of_the_page_is_the_headline() -> None:
    lines = ("عنوان خبر آخر في الصحيفة نفسها", "مطر على الساحل", FIRST, SECOND)
    assert places(*lines, given=Known(titles=("مطر على الساحل - صحيفة المرايا",))) == [
        "kicker",
        "headline",
        "body",
        "body",
    ]
    assert places("مطر", FIRST, given=Known(headline=HEADLINE, titles=("مطر",))) == ["repeat", "body"]


def test_what_the_page_sets_apart_is_left_out_but_its_facts_are_kept() -> None:
    blocks = (
        Block("أخبار أخرى من المدينة", Hint.ASIDE),
        Block(HEADLINE, Hint.H1),
        Block("كتب: أحمد علي", Hint.ASIDE),
        Block("20 يونيو 2024", Hint.ASIDE),
        Block(FIRST, Hint.PARAGRAPH),
        Block(OTHER, Hint.ASIDE),
        Block("كتبت: منى سالم", Hint.ASIDE),
        Block("منى سالم", Hint.BYLINE),
        Block("في المكتبة الجديدة", Hint.CAPTION),
        Block("21 يونيو 2024", Hint.TIME),
        Block(SECOND, Hint.PARAGRAPH),
    )
    found = ["kicker", "headline", "byline", "date", "body", "page", "page", "byline", "caption", "date", "body"]
    assert placed(*blocks) == found


def test_a_headline_that_is_known_can_be_in_what_is_set_apart() -> None:
    blocks = (Block("الرئيسية والأقسام كلها"), Block(HEADLINE, Hint.ASIDE), Block(FIRST))
    assert placed(*blocks, given=Known(headline=HEADLINE)) == ["kicker", "repeat", "body"]


def test_short_paragraphs_of_markup_are_paragraphs() -> None:
    text = "افتتحت البلدية اليوم الخميس مكتبة عامة في وسط المدينة القديمة"
    blocks = (Block(HEADLINE, Hint.H1), Block("نقطة", Hint.ITEM), Block(text, Hint.PARAGRAPH), Block("بند", Hint.ITEM))
    assert placed(*blocks) == ["headline", "summary", "body", "body"]


def test_a_row_of_numbers_stays_with_its_table() -> None:
    head = (Block(HEADLINE), Block(FIRST))
    assert placed(*head, Block("عدد الكتب", Hint.ROW), Block("30", Hint.ROW))[2:] == ["body", "body"]
    assert placed(*head, Block("عدد الكتب:"), Block("30"))[2:] == ["body", "body"]
    assert placed(*head, Block("عدد الكتب"), Block("30"))[2:] == ["body", "chrome"]
    assert placed(Block(HEADLINE), Block("30"), Block(FIRST)) == ["headline", "chrome", "body"]


def test_the_user_keeps_and_leaves_out_lines() -> None:
    lines = (HEADLINE, FIRST, "رويترز", "اقرأ أيضاً: خبر آخر", SECOND)
    known = Known(keep=("اقرا ايضا",), drop=("رئيس * المكتبة",))
    assert places(*lines, given=known) == ["headline", "body", "credit", "body", "user"]
    assert places(*lines, given=Known(keep=("افتتاح", "غير موجود"))) == ["headline", "body", "credit", "tail", "body"]
    assert places("عنوان لا يريده أحد في النص", HEADLINE, FIRST, given=Known(drop=("لا يريده",)))[:2] == [
        "user",
        "headline",
    ]
    assert stretches(*lines, given=known)[3].why == "the user keeps it"


def test_a_pattern_without_words_matches_nothing() -> None:
    assert not LinePattern("*").is_in(FIRST)
    assert not LinePattern("ثانٍ*أَوّل").is_in("الأول ثم الثاني")
    assert LinePattern("أَوّل*ثانٍ").is_in("الأول ثم الثاني")
    assert LinePattern("الأولى*عاما").is_in(FIRST)


def test_every_line_says_why_it_is_where_it_is() -> None:
    found = stretches("سياسة", HEADLINE, "20 يونيو 2024", FIRST, "شارك", "أخبار ذات صلة", "خبر آخر")
    assert all(each.why for each in found)


def test_an_embargo_whose_end_is_unclear_withholds_the_article() -> None:
    clear = article("محظور النشر حتى الساعة 18:00 من يوم الخميس 27 نوفمبر 2025", HEADLINE, FIRST)
    assert clear.publish_at == datetime(2025, 11, 27, 18)  # noqa: DTZ001 - in the zone of the show
    unclear = article(HEADLINE, FIRST, "محظور النشر حتى إشعار آخر")
    assert (unclear.publish_at, unclear.status) == (None, Status.WITHHELD)
    given = article("محظور النشر حتى إشعار آخر", HEADLINE, FIRST, given=Known(publish_at=clear.publish_at))
    assert (given.publish_at, given.status) == (clear.publish_at, Status.USABLE)


def test_a_date_that_is_glued_to_the_headline_or_the_paragraph_counts() -> None:
    assert article("date 2026-01-08 " + HEADLINE, FIRST).date == datetime(2026, 1, 8)  # noqa: DTZ001 - as written
    glued = article(HEADLINE, "نشر: 8 يناير 2026 - " + FIRST)
    assert glued.date == datetime(2026, 1, 8)  # noqa: DTZ001 - as written
    assert glued.body == (FIRST,)


def test_marks_and_addresses_at_the_end_of_a_paragraph_are_not_spoken() -> None:
    found = stretches(HEADLINE, FIRST + " (النهاية)", SECOND + " https://example.org/a #مكتبة #كتب")
    assert [each.text for each in found] == [HEADLINE, FIRST, SECOND]
    assert [each.unspoken for each in found][1:] == [("(النهاية)",), ("https://example.org/a #مكتبة #كتب",)]


@pytest.mark.parametrize(
    "text",
    ["راسلونا على news@example.org", "(الموقع الإلكتروني www.example.org)", "وصل الوفد إلى #غزة", "قال @"],
)
def test_an_address_that_a_sentence_needs_stays(text: str) -> None:
    assert stretches(HEADLINE, FIRST, text)[-1].text == text


def test_the_sender_of_a_message_is_not_spoken() -> None:
    found = stretches(HEADLINE, "[26/11/2025, 9:14 ص] منى: " + FIRST)
    assert (found[1].text, found[1].unspoken) == (FIRST, ("[26/11/2025, 9:14 ص] منى:",))


def test_a_text_in_a_box_that_reads_like_another_article_stays_out() -> None:
    title = "أسعار النفط ترتفع في آسيا"
    assert places(HEADLINE, FIRST, "أخبار ذات صلة", title, OTHER)[-1] == "tail"
    assert places(HEADLINE, FIRST, "اترك تعليقا", "سامي", "قبل يومين", OTHER)[-1] == "tail"
    assert places(HEADLINE, FIRST, "أخبار ذات صلة", title, "وزارة الطاقة تعلن زيادة الإنتاج في الحقول القديمة...")[
        -1
    ] == ("tail")
    assert places(HEADLINE, FIRST, "أخبار ذات صلة", title, title, "المصدر: وكالات", OTHER, SECOND)[-2:] == [
        "body",
        "body",
    ]


def test_a_long_paragraph_in_a_box_is_of_the_article() -> None:
    long = " ".join([OTHER] * 5)
    assert places(HEADLINE, FIRST, "أخبار ذات صلة", "خبر من مدينة بعيدة", long)[-1] == "body"


def test_the_headline_of_another_story_below_the_article_is_never_the_headline() -> None:
    lines = ("مطر", FIRST, "مقالات ذات صلة", "أسعار النفط ترتفع في الأسواق الآسيوية", OTHER)
    assert places(*lines)[0] == "headline"


def test_the_card_of_the_author_below_the_article_is_left_out() -> None:
    lines = (HEADLINE, "كتب: أحمد علي", FIRST, SECOND, "أحمد علي", "صحافي مقيم في تونس", "شكرا")
    assert places(*lines)[-3:] == ["tail", "tail", "body"]
    assert places(HEADLINE, FIRST, "كاتب وصحافي من تونس")[-1] == "tail"


def test_a_name_below_the_article_is_spoken_unless_a_label_says_who_it_is() -> None:
    assert places(HEADLINE, FIRST, "أحمد علي")[-1] == "body"
    assert places(HEADLINE, FIRST, "بقلم أحمد علي")[-1] == "byline"


def test_two_names_one_of_a_city_above_the_first_paragraph_are_a_byline() -> None:
    assert places(HEADLINE, "عين المدينة – واشنطن", FIRST)[1] == "byline"
    assert places(HEADLINE, "عين المدينة – واشنطن", "سطر قصير", FIRST)[1] == "body"


def test_a_section_below_the_headline_is_left_out_but_not_in_a_list() -> None:
    assert places(HEADLINE, "محليات", "20 يونيو 2024", FIRST)[1] == "chrome"
    assert places(HEADLINE, "مصر", "تونس", "المغرب", "كلها تشارك في المعرض") == ["headline", *["body"] * 4]


def test_a_credited_paragraph_that_goes_on_is_spoken() -> None:
    last = "وأضاف أن أبواب المكتبة ستفتح للقراء كل يوم حتى منتصف الليل (رويترز)"
    assert places(HEADLINE, FIRST, last)[-1] == "body"
    assert places(HEADLINE, FIRST, "رفوف المكتبة الجديدة في المدينة (رويترز)", SECOND)[2] == "caption"


def test_several_lines_with_brackets_are_a_list() -> None:
    lines = (HEADLINE, "أفضل رواية عربية: سالم (تونس)", "أفضل ديوان شعر: منى (عمان)", FIRST, SECOND)
    assert places(*lines)[1] == "body"


def test_a_row_of_headlines_in_the_article_is_spoken_and_around_it_not() -> None:
    row = "أول سطر طويل    ثاني سطر طويل    ثالث سطر    رابع سطر    خامس سطر"
    assert places(HEADLINE, FIRST, row, SECOND)[2] == "body"
    assert places(HEADLINE, row, FIRST)[1] == "chrome"
    assert places(HEADLINE, FIRST, row)[2] == "tail"


def test_openers_where_no_article_has_begun_are_of_the_page() -> None:
    assert places(HEADLINE, "اقرأ أيضاً", "خبر آخر", FIRST, SECOND) == ["headline", "chrome", "chrome", "body", "body"]
    assert places(HEADLINE, "التعليقات") == ["headline", "chrome"]


def test_a_given_headline_below_the_article_is_no_beginning() -> None:
    given = Known(headline=HEADLINE)
    assert places(FIRST, SECOND, HEADLINE, given=given) == ["body", "body", "repeat"]
    assert places("الرئيسية والأقسام كلها", HEADLINE, FIRST, given=given) == ["kicker", "repeat", "body"]


def test_a_subject_that_says_nothing_is_no_headline() -> None:
    with pytest.raises(NoHeadline):
        read_text("الموضوع: خبر للنشر\n" + FIRST)
    assert places("Subject: " + HEADLINE, FIRST)[0] == "headline"


def test_a_title_with_the_name_of_the_site_gives_way_to_the_headline() -> None:
    assert places(f"{HEADLINE} | صحيفة المرايا", "محليات", HEADLINE, FIRST) == ["repeat", "kicker", "headline", "body"]
    assert places("مطر غزير | صحيفة المرايا", "محليات", "مطر غزير", FIRST)[2] == "headline"


def test_an_unlabelled_date_below_all_text_is_the_date_and_one_in_it_is_spoken() -> None:
    assert places(HEADLINE, FIRST, "20 يونيو 2024")[-1] == "date"
    assert places(HEADLINE, FIRST, "20 يونيو 2024", SECOND)[2] == "body"
    assert places(HEADLINE, FIRST, "18:30", SECOND)[2] == "chrome"


def test_forms_of_one_headline_are_alike_and_others_not() -> None:
    words = words_of(HEADLINE)
    assert are_alike(words, words_of("إفتتاح مكتبه جديده في وسط المدينة القديمه"))
    assert are_alike(words, words_of("افتتاح مكتبة جديدة وسط المدينة القديمة"))
    assert not are_alike(words, words_of("افتتاح حديقة كبيرة في طرف البلدة الحديثة"))
    assert not are_alike(words, words_of(HEADLINE + " 2"))
    assert not are_alike(words_of("مطر غزير"), words_of("مطر غزيرة"))
    assert not are_alike(words, words_of("كلمة " * 70))


def test_lines_keep_their_order() -> None:
    text = f"{HEADLINE}\nمقدمة قصيرة للخبر\n- نقطة أولى\n- نقطة ثانية\n{FIRST}"
    assert [each.place for each in place_lines(text)] == [Place.HEADLINE, *[Place.BODY] * 4]


def test_a_headline_that_stands_above_another_text_too_is_the_one_near_the_article() -> None:
    about = "صفحة تجمع كل جديد عن الكتب والقراء والكتاب في بلاد كثيرة وتصدر كل أسبوع في أربع لغات مع صور"
    blocks = (Block(HEADLINE), Block(f"{about}، {about}"), Block(HEADLINE, Hint.H1), Block(FIRST), Block(SECOND))
    assert placed(*blocks) == ["repeat", "chrome", "headline", "body", "body"]


def test_a_line_with_an_address_is_hardly_the_headline() -> None:
    lines = ("صفحة المكتبة الجديدة في الموقع https://example.org/a للقراء", HEADLINE, FIRST)
    assert places(*lines)[1] == "headline"


def test_a_long_line_of_addresses_is_no_row_of_them() -> None:
    assert not is_address_row("https://example.org/a " * 100)


def test_a_long_line_is_no_byline() -> None:
    assert not may_be_byline("أحمد علي - " + "محمد سالم " * 20)


def test_reasons_tell_the_page_from_the_tail() -> None:
    found = {each.reason for each in stretches("سياسة", HEADLINE, FIRST, "شارك", "أخبار ذات صلة", "خبر آخر")}
    assert found == {None, Reason.KICKER, Reason.CHROME, Reason.TAIL}
