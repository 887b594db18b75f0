"""Faults that were found in the field, each retold with invented contents: what must come out of it."""

from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

import pytest
from tests.reading import read_text

from audionews.model import Article, Place, Precision

H = "بلدية المرسى تفتتح محطة لمعالجة المياه"
A = "افتتحت بلدية المرسى صباح الأحد محطة جديدة لمعالجة مياه الصرف شمال المدينة، بكلفة بلغت أربعين مليون درهم."
B = "وقال رئيس البلدية إن المحطة ستخدم مئتي ألف ساكن، وإنها تقلل ما يصل إلى الشاطئ من مياه غير معالجة."
C = "وأوضحت المهندسة المشرفة أن المرحلة الثانية تبدأ في الربيع المقبل، وتشمل خطا للري يمتد خمسة كيلومترات."
D = "وختم رئيس البلدية كلمته بشكر العاملين في المحطة الجديدة على جهودهم في إنجازها."
LONG = (A, B, C, D, A[:-1], B[:-1])
OLD = "بلدية المرسى تفتتح محطات لمعالجة المياه"


class Trial(NamedTuple):
    """A text, and what is spoken of it below the headline."""

    text: str
    body: tuple[str, ...]
    headline: str = H


SPOKEN = {
    "short lines are no bylines": Trial(
        "وفاة ثلاثة في حادث سير\n\nوقع الحادث فجر اليوم على الطريق الساحلي\n\nسالم العمري (45 عاما)\n"
        "هند العمري (طالبة جامعية)\n\nوفتحت الشرطة تحقيقا لمعرفة أسباب الحادث الذي وقع قرب الجسر الشمالي.",
        (
            "وقع الحادث فجر اليوم على الطريق الساحلي",
            "سالم العمري (45 عاما)",
            "هند العمري (طالبة جامعية)",
            "وفتحت الشرطة تحقيقا لمعرفة أسباب الحادث الذي وقع قرب الجسر الشمالي.",
        ),
        "وفاة ثلاثة في حادث سير",
    ),
    "a recipe is an article": Trial(
        "كعك التمر على طريقة جدتي\n\nالمقادير:\nكوبان من الطحين\nنصف كوب سمن\n\n"
        "الطريقة:\nيخلط الطحين بالسمن\nيخبز في فرن حار",
        ("المقادير:", "كوبان من الطحين", "نصف كوب سمن", "الطريقة:", "يخلط الطحين بالسمن", "يخبز في فرن حار"),
        "كعك التمر على طريقة جدتي",
    ),
    "the article goes on behind a box": Trial(
        f"{H}\n\n{A}\n\nأخبار ذات صلة\nحريق في مخزن بالميناء القديم\nارتفاع أسعار الخبز في العاصمة\n\n{B}\n\n{C}",
        (A, B, C),
    ),
    "the article goes on behind sources and links": Trial(
        f"{H}\n\n{A}\n\nالمصدر: وزارة المياه\n\n{B}\n\nالمصادر\n\n{C}\n\nاقرأ أيضا\nخبر عن حريق في الميناء\n\n{D}",
        (A, B, C, D),
    ),
    "paragraphs on one line are no headlines": Trial(f"{H}\n\n{'   '.join(LONG)}", (" ".join(LONG),)),
    "tags and entities are not spoken": Trial(
        f"{H}\n<p>وقالت <strong>الوزيرة</strong> إن المحطة &quot;جاهزة&quot;&#1548; وتعمل منذ أمس في المدينة كلها.</p>",
        ('وقالت الوزيرة إن المحطة "جاهزة"، وتعمل منذ أمس في المدينة كلها.',),
    ),
    "a section is no headline": Trial(f"أخبار الرياضة\n\n{H}\n\n{A}", (A,)),
    "thanks, a masthead and a section are no headline": Trial(
        f"شكرا على الإبلاغ!\nرئيس التحرير: سالم العمري\nالعرب والعالم\n{H}\n\n{A}", (A,)
    ),
    "a long ticker is no headline": Trial(f"{'خبر عاجل من المدينة عن الطقس والماء  ' * 8}\n{H}\n\n{A}", (A,)),
    "a credited line and a dated line are no headline": Trial(
        f"رئيس الحكومة يزور الميناء الجديد («الشرق الأوسط»)\nأبرز أخبار السبت 27 ماي 2017\n{H}\n\n{A}", (A,)
    ),
    "an old headline below is not spoken": Trial(
        f"بلدية المرسى تفتتح محطات لمعالجة المياه\n\n{H}\n\n{A}\n\n{B}",
        (A, B),
        "بلدية المرسى تفتتح محطات لمعالجة المياه",
    ),
    "one credited paragraph is the article": Trial(f"{H}\n\n{A} (أ ف ب)", (f"{A} (أ ف ب)",)),
    "what follows an article is not spoken": Trial(
        f"{H}\n\n{A}\n\n{B}\n\nاظهر المزيد\nRelated Articles\nخبر آخر\nLeave a Reply\n"
        "Your email address will not be published.\nBack to top\n"
        "قراءة المزيد\nرأيك في الموضوع\nالكلمات المتعلقة\nمصدر الخبر\n"
        "المقالات تعبّر عن آراء كتّابها وليس بالضرورة عن رأي الصحيفة\nرابط الخبر بصحيفة الوطن: https://x.example.org/1\n"
        "مقالات أخرى للكاتب\nارسل رسالة SMS\nسمات المياه\nNext Previous\nnews@example.org",
        (A, B),
    ),
    "marks of agencies are not spoken": Trial(
        f"عام / {H}\n{A}\n{B} (النهاية)\nم ن / ا ب\nر.س/ف.ع\n14:20 ت م\n// انتهى //", (A, B)
    ),
    "addresses are not spoken and rows of numbers are": Trial(
        f"{H}\n\n{A} @news_marsa\n\nt.me/marsa\n#المرسى #مياه\n\nالنوع | العدد\n300 | 400\n\n{B} pic.twitter.com/xyz",
        (A, "النوع | العدد", "300 | 400", B),
    ),
}
ZONE = timezone(timedelta(hours=3))
DAY = datetime(2025, 11, 26)  # noqa: DTZ001 - in the zone of the show
DATES = {
    "26/11/2025": DAY,
    "2025-11-26": DAY,
    "نشر: 26/11/2025": DAY,
    "26 – 11 – 2025": DAY,
    "26 ـ 11 ـ 2025": DAY,
    "26\\11\\2025": DAY,
    "2025 نوفمبر 26": DAY,
    "26 نوفمبر تشرين الثاني 2025": DAY,
    "26 فيفيري 2025": datetime(2025, 2, 26),  # noqa: DTZ001 - as above
    "2025-11-26T17:45:00+03:00": datetime(2025, 11, 26, 17, 45, tzinfo=ZONE),
    "2025-11-26T17:45:00Z": datetime(2025, 11, 26, 17, 45, tzinfo=UTC),
    "26 نوفمبر 2025 17:45 (توقيت غرينتش)": datetime(2025, 11, 26, 17, 45, tzinfo=UTC),
}


@pytest.mark.parametrize("trial", SPOKEN.values(), ids=SPOKEN)
def test_what_is_spoken_is_the_article(trial: Trial) -> None:
    article = read_text(trial.text)
    assert article.headline == trial.headline
    assert article.body == trial.body
    assert article.byline == ""


@pytest.mark.parametrize(("line", "date"), DATES.items())
def test_a_date_line_is_the_date_of_the_article(line: str, date: datetime) -> None:
    article = read_text(f"{H}\n{line}\n\n{A}")
    assert (article.date, article.body) == (date, (A,))
    assert article.date is not None
    assert article.date.tzinfo == date.tzinfo
    assert article.date_precision is (Precision.MINUTE if date.hour else Precision.DAY)


@pytest.mark.parametrize(
    "text",
    [
        f"{H}\nالمرسى 26-11-2025 وفا- {A}",
        f"{H}\nالمرسى 4 جمادى الآخرة 1447 هـ الموافق 26 نوفمبر 2025 م واس\n{A}",
    ],
)
def test_a_dateline_is_the_date_and_is_not_spoken(text: str) -> None:
    article = read_text(text)
    assert (article.date, article.body) == (DAY, (A,))


def test_the_day_of_the_page_does_not_win_over_the_date_of_the_article() -> None:
    assert read_text(f"الخميس 27 نوفمبر 2025\nالطقس 22\n{H}\n26 نوفمبر 2025\n\n{A}").date == DAY


def test_an_embargo_holds_the_article_back_and_is_not_its_date() -> None:
    article = read_text(f"محظور النشر حتى الساعة 18:00 من يوم الخميس 27 نوفمبر 2025\n{H}\n26 نوفمبر 2025\n\n{A}")
    assert (article.date, article.publish_at) == (DAY, datetime(2025, 11, 27, 18))  # noqa: DTZ001 - as above


def test_a_point_that_quotes_a_paragraph_stays_beside_it() -> None:
    article = read_text(f"{H}\n\nملخص\n- {A}\n- نقطة ثانية عن المحطة\n\n{A}\n\n{B}")
    assert (article.summary, article.body) == ((A, "نقطة ثانية عن المحطة"), (A, B))


def test_a_verse_and_ligatures_are_kept_in_the_text() -> None:
    verse = "وتلا القارئ ﴿ٱلۡحَمۡدُ لِلَّهِ﴾ في مطلع الحفل، ثم بدأ ﷽ كلمته بذكر ﷻ والنبي ﷺ أمام الحضور."
    assert read_text(f"{H}\n\n{verse}").body == (verse,)


def placed(article: Article, text: str) -> Place:
    return next(line.place for line in article.lines if line.text == text)


def test_every_line_of_a_trial_says_where_it_went_and_why() -> None:
    article = read_text(SPOKEN["what follows an article is not spoken"].text)
    assert placed(article, "Back to top") is Place.DROPPED
    assert all(line.why for line in article.lines)
