"""Where sentences end, and where a reader takes breath in them."""

from itertools import pairwise

import pytest

from audionews.arabic.phrase_breaks import cut, weigh_cuts
from audionews.arabic.quotes import outermost, quotations
from audionews.arabic.sentences import sentences

TRICKY = {
    "a stop": ["انتهى الاجتماع.", "وغادر الوفد."],
    "an Arabic question mark": ["هل تنتهي الحرب؟", "لا أحد يعرف."],
    "an exclamation mark": ["يا للعجب!", "قالها وخرج."],
    "a title": ["قال د. سامي إن اللقاح آمن.", "وشكر الفريق."],
    "a double title": ["افتتح أ.د. سامي حسن المؤتمر."],
    "a title behind a particle": ["والتقى بد. علي ود. هند في المكتب."],
    "an engineer": ["وأوضح م. خالد أن المشروع اكتمل."],
    "an era": ["بُني المعبد عام 300 ق.م. على ضفة النهر."],
    "Greenwich time": ["بدأت الجلسة عند 06:00 ت.غ. وانتهت ظهراً."],
    "a unit after a number": ["طول الجسر 300 م.", "وعرضه عشرون."],
    "a currency after a number": ["بلغ السعر 20 د.ك. ثم هبط."],
    "a decimal number": ["ارتفع المؤشر 3.5 نقطة ثم 2.1 نقطة.", "وهبط النفط."],
    "a year at the end": ["وقعت الحرب عام 1967.", "ثم توقفت."],
    "an address": ["نشر الخبر على www.example.com/a.b ثم حذفه.", "ولم يعلق."],
    "an e-mail address": ["راسلونا على news@example.com لمزيد من الأخبار."],
    "initials": ["التقى ج. ك. رولينغ في لندن.", "وتحدثا طويلاً."],
    "Latin initials": ["قال جورج W. بوش إن القرار صعب."],
    "a Latin abbreviation": ["زار شركة Apple Inc. في كاليفورنيا."],
    "a lettered group": ["فاز منتخب المجموعة أ.", "وخسر منتخب المجموعة ب."],
    "an enumeration": ["1. وقف إطلاق النار."],
    "an enumeration over lines": ["أولاً:", "1. وقف النار", "2. تبادل الأسرى"],
    "an ellipsis": ["سنرى…", "ثم نقرر."],
    "three dots at a word": ["هدنة قريبة...", "والدوحة ترد."],
    "two dots": ["هنية يبحث التهدئة..", "والدوحة ترد."],
    "dots that stand apart": ["كان يقول ... ثم سكت."],
    "a stop inside quotes": ["قال: «سنعود. لن ننسى» ثم خرج.", "وصفق الناس."],
    "a stop that closes quotes": ["قال: «سنعود.»", "ثم خرج."],
    "a question inside quotes": ["سأل «متى تنتهي الحرب؟» ثم سكت."],
    "a shout and a comma": ["هتفوا «يسقط الظلم!»، ثم تفرقوا."],
    "straight quotes": ['قال "نعم. سنأتي" وابتسم.', "ثم مضى."],
    "a forgotten quote": ['قال "سنأتي.', 'وأضاف "لن ننسى. أبداً" ثم مضى.'],
    "an unbalanced quote": ["قال «سنأتي.", "ثم مضى."],
    "brackets": ["أعلن البنك (انظر الجدول. والملحق) أرباحه.", "ونجح."],
    "a stop without a space": ["انتهى الاجتماع.", "وقال الوزير إنه نجح."],
    "a question without a space": ["من فاز؟", "الجميع فاز."],
    "a stop before a comma": ["قال إلخ.، ثم سكت."],
    "a question and a shout together": ["حقاً؟!", "نعم."],
    "marks on an abbreviation": ["قال دَ. سامي نعم."],
    "a stop before a dash": ["انتهى. - هكذا قال."],
    "a number that begins": ["كتب سامي.", "12 شخصاً غادروا."],
}


@pytest.mark.parametrize("case", TRICKY)
def test_a_sentence_ends_where_a_reader_would_end_it(case: str) -> None:
    expected = TRICKY[case]
    between = "\n" if "lines" in case else "" if "without a space" in case else " "
    text = between.join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_sentences_leave_out_white_space_only() -> None:
    assert sentences("  نعم.  لا.\n\n") == [(2, 6), (8, 11)]
    assert sentences(" \n ") == []


def test_a_dotted_word_without_a_space_is_no_end() -> None:
    assert len(sentences("موعدنا عند ت.غ بعد الظهر")) == 1


def test_quotations_nest_and_stay_on_their_line() -> None:
    assert quotations("«أ (ب) ج» (د\n) هـ]") == [(3, 6), (0, 9)]


def test_a_closing_mark_closes_what_was_forgotten_inside() -> None:
    assert quotations("«أ (ب» ج)") == [(0, 6)]


def _lines(text: str, limit: int) -> list[str]:
    words = text.split()
    sizes = [len(word) for word in words]
    ends = cut(sizes, [1] * (len(words) - 1), weigh_cuts(words, sizes, limit), limit)
    return [" ".join(words[first:last]) for first, last in pairwise([0, *ends])]


def test_a_sentence_that_fits_is_one_line() -> None:
    assert _lines("قال نعم، ثم خرج.", 100) == ["قال نعم، ثم خرج."]


def test_a_semicolon_is_cut_before_a_comma() -> None:
    text = "وصل الوفد صباحاً، والتقى الوزير؛ ثم عقد الجانبان جلسة، واتفقا على موعد آخر."
    first, second = _lines(text, 50)
    assert first.endswith("الوزير؛")
    assert second.startswith("ثم عقد")


def test_a_clause_with_waw_is_cut_before_a_plain_space() -> None:
    text = "أعلن المجلس نتائج الاجتماع الطارئ أمس وأكد الرئيس التزام الجميع بالقرار الأخير كاملا"
    assert [line.split(maxsplit=1)[0] for line in _lines(text, 60)] == ["أعلن", "وأكد"]


def test_a_word_that_begins_with_its_own_waw_is_no_clause() -> None:
    calm = weigh_cuts(["التقى", "وزير", "الدولة", "وقال", "نعم"], [5, 4, 6, 4, 3], 100)
    assert calm[0] > calm[2]


def test_a_breath_comes_before_a_preposition_not_after_it() -> None:
    costs = weigh_cuts(["سافر", "الوفد", "إلى", "الدوحة"], [4, 5, 3, 6], 100)
    assert costs[1] < costs[0] < costs[2]


def test_a_number_stays_with_its_noun_and_a_name_with_its_name() -> None:
    costs = weigh_cuts(["أصيب", "12", "شخصاً", "بينهم", "محمد", "بن", "علي"], [4, 2, 5, 5, 4, 2, 3], 100)
    assert min(costs[1], costs[4], costs[5]) > 5


def test_a_title_stays_with_its_name() -> None:
    costs = weigh_cuts(["قال", "د.", "علي", "وفي", "غزة"], [3, 2, 3, 3, 3], 100)
    assert costs[1] > costs[0]
    assert costs[3] > costs[0]


def test_a_quotation_that_fits_stays_together() -> None:
    text = "أكد الناطق الرسمي باسم الوزارة في بيان «أن القافلة الأولى، وهي الأكبر، وصلت إلى المدينة» بعد يومين من السفر"
    assert any(line.count("«") == 1 and line.count("»") == 1 for line in _lines(text, 60))


def test_a_clause_is_cut_before_an_opening_quote() -> None:
    costs = weigh_cuts(["قال", "«نعم»", "ثم", "مضى"], [3, 5, 2, 3], 100)
    assert costs[0] < 1


def test_two_even_lines_are_better_than_three_with_cheaper_cuts() -> None:
    text = "وصل الوفد صباحاً، والتقى الوزير، ثم عقد الجانبان جلسة، واتفقا على موعد آخر."
    assert len(_lines(text, 50)) == 2


def test_clauses_are_even_rather_than_full_and_a_rest() -> None:
    text = " ".join(["كلمات"] * 20)
    lengths = [len(line) for line in _lines(text, 100)]
    assert len(lengths) == 2
    assert max(lengths) - min(lengths) <= 6


def test_a_paragraph_without_any_stop_is_cut_to_the_limit() -> None:
    text = " ".join(["المفاوضات", "في", "المدينة", "والوفد"] * 450)
    assert len(text) > 10_000
    lines = _lines(text, 220)
    assert sentences(text) == [(0, len(text))]
    assert max(map(len, lines)) <= 220
    assert " ".join(lines) == text


def test_a_word_that_no_limit_fits_gets_a_line_of_its_own() -> None:
    assert cut([3, 50, 3], [1, 1], [1.0, 1.0, 1.0], 10) == [1, 2, 3]
    assert cut([], [], [], 10) == []


def test_a_quotation_that_fits_on_no_line_is_cut() -> None:
    text = "قال «" + " ".join(["كلمة"] * 10) + "» نعم"
    assert all(len(line) <= 20 for line in _lines(text, 20))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ('قال ("نعم "لا) ثم', [(4, 14)]),  # the first quote was forgotten: the second one takes its place
        ('"ا" "ب"', [(0, 3), (4, 7)]),
        ("(ا [ب) ج]", [(0, 6)]),
        ("(ا\nب)", []),
    ],
)
def test_marks_are_paired_with_the_nearest_open_one(text: str, spans: list[tuple[int, int]]) -> None:
    assert quotations(text) == spans


def test_a_stop_inside_of_quotes_that_stand_in_brackets_ends_no_sentence() -> None:
    assert outermost(quotations('(ا "ب" ج) د')) == [(0, 9)]
    assert sentences('(ا. "ب. ب". ج. ح) د. ذذذ') == [(0, 24)]
