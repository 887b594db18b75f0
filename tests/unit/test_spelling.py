from collections.abc import Callable

import pytest
from tests.reading import read_text

from audionews.arabic.spelling import egyptian_speller, is_foreign, persian_speller
from audionews.arabic.word_lists import WordLists
from audionews.errors import NotArabic

EGYPTIAN = "افتتح الرئيس المصرى فى القاهرة أمس مستشفى كبيرا، وهى المرة الثانية التى يزور فيها النادى الأهلى هذا العام."
PROPER = "افتتح الرئيس المصري في القاهرة أمس مستشفى كبيرا، وهي المرة الثانية التي يزور فيها النادي الأهلي هذا العام."
PERSIAN = "شهرداری امروز یک کتابخانه در مرکز شهر گشود که نخستین کتابخانه در بیست سال گذشته است."
URDU = "شہر کے مرکز میں آج ایک نیا کتب خانہ کھول دیا گیا ہے جو بیس سال میں پہلا ہے۔ اس کی عمارت بہت بڑی ہے۔"
KURDISH = "ئەمڕۆ کتێبخانەیەکی نوێ لە ناوەندی شارەکە کرایەوە کە یەکەم کتێبخانەیە لە بیست ساڵی ڕابردوودا بۆ خەڵک."
PASHTO = "نن د ښار په مرکز کې یو نوی کتابتون پرانیستل شو چې په تېرو شلو کلونو کې لومړی کتابتون دی."


def speller(text: str, lists: WordLists | None = None) -> Callable[[str], str]:
    """Return both spellers, one after the other, as an article meets them."""
    persian = persian_speller(text, lists)
    egyptian = egyptian_speller(persian(text), lists)
    return lambda line: egyptian(persian(line))


def persian_keys(text: str) -> str:
    return text.translate(str.maketrans("يىكة", "ییکة"))


@pytest.mark.parametrize("text", [EGYPTIAN, persian_keys(PROPER)], ids=["Egyptian", "Persian keyboard"])
def test_a_text_with_other_final_letters_is_put_right(text: str) -> None:
    assert speller(text)(text) == PROPER


def test_a_text_in_the_usual_letters_stays_as_it_is() -> None:
    assert speller(PROPER)(PROPER) == PROPER
    assert speller("plain")("plain") == "plain"


def test_one_word_in_other_letters_does_not_change_how_a_text_spells() -> None:
    text = f"{PROPER} وكتب المصرى اسمه."
    assert speller(text)(text) == text


@pytest.mark.parametrize(
    "words",
    [
        "على المستوى",
        "موسى ويحيى وعيسى ومصطفى",
        "ليلى وسلمى وهدى ومنى",
        "المستشفى ومستشفى وبمستشفى وللمستشفى",
        "وإلى حتى لدى متى",
        "ويبقى وسيبقى وليبقى وأعطى فأعطى",
        "مَدَى إِلَى",
        "الموسيقى والأضحى والعيسى",
        "عَلَىٰ هدىٰ",
    ],
)
def test_words_that_end_in_alif_maqsura_keep_it(words: str) -> None:
    spell = speller(EGYPTIAN)
    assert spell(words) == words


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("السلمى السنوى", "السلمي السنوي"),
        ("نادى الأهلى", "نادي الأهلي"),
        ("مرسى وفكرى وقوى", "مرسي وفكري وقوى"),
        ("مصرىٌّ", "مصريٌّ"),
        ("قال الدكتور على جمعة على هامش اللقاء", "قال الدكتور علي جمعة على هامش اللقاء"),
        ("حصل الدكتور على الجائزة", "حصل الدكتور على الجائزة"),
        ("وصل محمد على، ثم على عبد العال", "وصل محمد علي، ثم علي عبد العال"),
    ],
)
def test_other_words_get_the_letter_that_is_said(written: str, right: str) -> None:
    assert speller(EGYPTIAN)(written) == right


def test_a_show_may_add_words() -> None:
    lists = WordLists({"alif_maqsura": (("ندوى", "word"),)})
    assert speller(EGYPTIAN, lists)("ندوى والندوى") == "ندوى والندوى"
    assert speller(EGYPTIAN)("ندوى والندوى") == "ندوي والندوي"


def test_persian_letters_are_put_right_although_all_yehs_are_dotted() -> None:
    text = "زار الوزير مكتبة کبيرة في المدينة"
    assert speller(text)(text) == "زار الوزير مكتبة كبيرة في المدينة"


def test_an_egyptian_article_is_shown_as_it_was_written() -> None:
    article = read_text(f"الرئيس المصرى يزور النادى الأهلى\nكتب: سامى فهمى\n{EGYPTIAN}\n")
    assert (article.headline, article.byline) == ("الرئيس المصرى يزور النادى الأهلى", "سامى فهمى")
    assert article.body == (EGYPTIAN,)


def test_the_facts_of_a_text_from_a_persian_keyboard_are_put_right_as_well() -> None:
    head = persian_keys("الرئيس المصري يزور النادي الأهلي\nكتب: سامي فهمي\nميدان في القاهرة (غيتي)\n- نقطة عن النادي\n")
    article = read_text(head + persian_keys(PROPER))
    assert article.byline == "سامي فهمي"
    assert article.captions == ("ميدان في القاهرة (غيتي)",)
    assert article.summary == ("نقطة عن النادي",)
    assert article.lines[0].text == persian_keys("الرئيس المصري يزور النادي الأهلي")


def test_a_given_headline_is_put_right_with_its_text() -> None:
    given = read_text(persian_keys(f"{PROPER}\n"), headline=persian_keys("النادي الأهلي"))
    assert given.headline == "النادي الأهلي"


def test_arabic_from_a_persian_keyboard_is_read() -> None:
    article = read_text(persian_keys(f"الرئيس المصري يزور النادي الأهلي\n{PROPER}\n"))
    assert article.headline == "الرئيس المصري يزور النادي الأهلي"
    assert article.body == (PROPER,)


@pytest.mark.parametrize("text", [PERSIAN, URDU, KURDISH, PASHTO], ids=["Persian", "Urdu", "Kurdish", "Pashto"])
def test_other_languages_in_arabic_script_are_refused(text: str) -> None:
    assert is_foreign(text)
    with pytest.raises(NotArabic, match="Persian or Urdu"):
        read_text(f"{' '.join(text.split()[:5])}\n{text}\n{text}\n")


def test_an_arabic_text_may_quote_another_language() -> None:
    quoted = "وكتب على الباب: «کتابخانه در مرکز شهر است»، وهي لغة الجيران."
    article = read_text(f"افتتاح مكتبة في وسط المدينة القديمة\n{PROPER}\n{PROPER[:-5]} أيضا.\n{quoted}\n")
    assert len(article.body) == 3
