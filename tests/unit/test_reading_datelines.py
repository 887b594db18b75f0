import pytest

from audionews.articles.datelines import city_and_name, split_dateline

SENTENCE = "افتتحت البلدية محطة جديدة لمعالجة المياه."


@pytest.mark.parametrize(
    ("dateline", "city", "agency", "day"),
    [
        ("رام الله 26-11-2025 وفا-", "رام الله", "وفا", "2025-11-26"),
        ("لندن 24 أكتوبر 2024 م (وال) _", "لندن", "وال", "2024-10-24"),
        ("نشر بتاريخ:لندن 24 أكتوبر 2024 م (وال) _", "لندن", "وال", "2024-10-24"),
        ("بكين 26 نوفمبر 2025 (شينخوا) --", "بكين", "شينخوا", "2025-11-26"),
        ("القاهرة 26-11-2025 -", "القاهره", "", "2025-11-26"),
        ("القاهرة (د ب أ) -", "القاهره", "د ب ا", None),
        ("كييف (رويترز)", "كييف", "رويترز", None),
        ("الكويت في 26 نوفمبر / كونا /", "الكويت", "كونا", None),
        ("الكويت - 26 - 11 (كونا) --", "الكويت", "كونا", None),
        ("عواصم - وكالات:", "عواصم", "وكالات", None),
        ('غزة - "القدس العربي":', "غزه", "القدس العربي", None),
        ("غزة ورام الله - وفا -", "غزه ورام الله", "وفا", None),
        ("أبوظبي في 26 نوفمبر/ وام /", "ابوظبي", "وام", None),
        ("رام الله- معا-", "رام الله", "معا", None),
        ("الرياض واس -", "الرياض", "واس", None),
        ("المرسى - كونا -", "المرسي", "كونا", None),
        ("واس- الرياض:", "الرياض", "واس", None),
        ("القاهرة - رويترز، أ ف ب -", "القاهره", "رويترز، ا ف ب", None),
        ("دبي، الإمارات العربية المتحدة (CNN)--", "دبي", "cnn", None),
        ("(رويترز) -", "", "رويترز", None),
    ],
)
def test_a_dateline_is_cut_from_its_paragraph(dateline: str, city: str, agency: str, day: str | None) -> None:
    found = split_dateline(f"{dateline} {SENTENCE}")
    assert found is not None
    assert (found.text, found.rest) == (dateline, SENTENCE)
    assert (found.city, found.agency) == (city, agency)
    assert (found.date and str(found.date.at.date())) == day


@pytest.mark.parametrize(
    ("line", "city", "agency", "day", "byline"),
    [
        ("الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس", "الرياض", "واس", "2015-08-10", ""),
        ("المرسى/ منى سالم/ الأناضول", "المرسي", "الاناضول", None, "منى سالم"),
        ("بيروت - من ليلى عباس - رويترز", "بيروت", "رويترز", None, "من ليلى عباس"),
        ("واشنطن - أ ف ب", "واشنطن", "ا ف ب", None, ""),
        ("رويترز - برلين", "برلين", "رويترز", None, ""),
    ],
)
def test_a_dateline_can_be_a_line_of_its_own(line: str, city: str, agency: str, day: str | None, byline: str) -> None:
    found = split_dateline(line)
    assert found is not None
    assert (found.text, found.rest) == (line, "")
    assert (found.city, found.agency, found.byline) == (city, agency, byline)
    assert (found.date and str(found.date.at.date())) == day


@pytest.mark.parametrize(
    "text",
    [
        "نحن - معا - نبني الوطن",
        "لنكن معا - قال الوزير",
        "الرياض - سبق أن أعلن الوزير",
        "الشرق الأوسط - المنطقة المشتعلة - يعيش أزمة",
        "وأضافت الوكالة - رويترز - أن الحريق أخمد",
        "قالت رويترز - نقلا عن مصدر - إن الحريق أخمد",
        "غزة 7 أكتوبر 2023: بداية الحرب",
        "غزة 7 أكتوبر 2023",
        "26 نوفمبر 2025: اندلاع الحرب",
        "القاهرة - محمد علي: افتتحت البلدية محطة",
        "القاهرة - منى سالم - اليوم - افتتحت",
        "القاهرة - 26 نوفمبر - منى سالم - افتتحت",
        "المصدر: رويترز",
        "اجتماع مجلس المدينة (رويترز)",
        "غزة: رويترز تعلن عن جوائزها",
        "غزة كوب 28 - قال الوزير",
        "(إكس) - قال الوزير",
        "قالت رويترز",
        "عمان أجمل المدن العربية",
        "م ن / ا ب",
        "القاهرة، رويترز، قال الوزير",
        "الرياض - واس " + "- " * 60,
        "نشر بتاريخ:",
        "- - -",
        SENTENCE,
        "",
    ],
)
def test_a_sentence_keeps_its_beginning(text: str) -> None:
    assert split_dateline(text) is None


def test_a_quote_behind_a_dateline_stays_whole() -> None:
    found = split_dateline("غزة - وفا - «انتهت الأشغال»، قال الوزير")
    assert found is not None
    assert found.rest == "«انتهت الأشغال»، قال الوزير"


@pytest.mark.parametrize(
    ("line", "city", "name"),
    [
        ("القاهرة - محمد علي:", "القاهرة", "محمد علي"),
        ("منى سالم وعلي عباس  - جدة", "جدة", "منى سالم وعلي عباس"),
        ("محمد سالم (جدة)", "جدة", "محمد سالم"),
        ("بيروت: هدى عباس", "بيروت", "هدى عباس"),
        ("جدة ـ علي سالم", "جدة", "علي سالم"),
    ],
)
def test_a_city_beside_a_name_is_told_from_it(line: str, city: str, name: str) -> None:
    assert city_and_name(line) == (city, name)


@pytest.mark.parametrize(
    "line",
    [
        "رويترز - برلين",
        "محمد علي - كاتب",
        "القاهرة - محمد",
        "القاهرة",
        "القاهرة - 5 قتلى جدد",
        "القاهرة - " + "من " * 60,
    ],
)
def test_other_pairs_are_no_city_and_name(line: str) -> None:
    assert city_and_name(line) is None
