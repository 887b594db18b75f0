"""Each rule of the phonemes with its example, as a linguist would check it. "+" stands for a word after, not shown."""

import pytest

from audionews.arabic.phonemes import line, spelling, tables
from audionews.arabic.phonemes.line import Ending, Phrase, phoneme_line, phonemes
from audionews.arabic.word_lists import shipped_lists

AFTER, SPOKEN_AFTER = " هُنَا", " | h u n aa"

RULES = {
    "short and long vowels": (
        "كَتَبَ كِتَابٍ يَقُولُ كَبِيرٍ+",
        "k a t a b a | k i t aa b ia n | y A q uu l u | k a b ii r ia n",
    ),
    "a long vowel needs no short mark before it": (
        "كانَ نورٌ أَميرُ هُنا",
        "k aa n a | n uu r ua n | ah a m ii r u | h u n aa",
    ),
    "diphthongs": ("يَوْمُ بَيْتٍ كَيفَ+", "y a w m u | b a y t ia n | k a y f a"),
    "every consonant": (
        "ءَ بَ تَ ثَ جَ حَ خَ دَ ذَ رَ زَ سَ شَ صَ ضَ طَ ظَ عَ غَ فَ قَ كَ لَ مَ نَ هَ وَ يَ",
        (
            "ah a | b a | t a | ^ a | j a | H a | x a | d a | th a | r a | z a | s a | ch a | S a | D a | T a | "
            "Z a | E a | g a | f a | q a | k a | l a | m a | n a | h a | w a | y a"
        ),
    ),
    "hamza on every seat": (
        "أَبٌ إِنَّ رَأْسٌ سُؤَالٌ بِئْرٌ جَاءَ آخَرُ+",
        "ah a b ua n | ah i nn a | r a ah s ua n | s u ah aa l ua n | b i ah r ua n | j aa ah a | ah aa x a r u",
    ),
    "hamza below the alif is an i without a mark": ("إيران إسلام+", "ah ii r aa n | ah i s l aa m"),
    "shadda doubles": (
        "مُدَرِّسٌ شَتَّى حَظُّهُ هَذَّبَ سَخَّرَ بَشَّرَ سَأَّلَ+",
        (
            "m u d a rr i s ua n | ch a tt aa | H A ZZ u h u | h a thh a b a | s a xx a r a | b a chh a r a | "
            "s a ahh a l a"
        ),
    ),
    "shadda before or after its vowel": ("مُدَرِّسٌ مُدَرِّسٌ+", "m u d a rr i s ua n | m u d a rr i s ua n"),
    "tanwin": ("بَيْتٌ بَيْتٍ بَيْتًا+", "b a y t ua n | b a y t ia n | b a y t a n"),
    "tanwin on the alif, before it, or on both": (
        "شُكْراً شُكْرًا شُكْرًاً+",
        "ch u k r a n | ch u k r a n | ch u k r a n",
    ),
    "tanwin and alif maqsura": ("مُسْتَوًى عَالٍ+", "m u s t a w a n | E aa l ia n"),
    "tanwin and ta marbuta": ("مَدِينَةٌ كَبِيرَةً+", "m a d ii n a t ua n | k a b ii r a t a n"),
    "tanwin on a hamza": ("مَسَاءً+", "m a s aa ah a n"),
    "alif maqsura": ("عَلَى مَبْنَى+", "E a l aa | m a b n aa"),
    "a last ya written ى": ("فِى نَادِى+", "f ii | n aa d ii"),
    "ى with a vowel is a ya": ("هِىَ+", "h i y a"),
    "moon letters": ("الْقَمَرُ وَالْبَيْتُ+", "ah a l q a m a r u | w a l b a y t u"),
    "sun letters swallow the lam": ("الشَّمْسُ وَالنَّاسُ+", "ah a chh a m s u | w a nn aa s u"),
    "a sun letter without its shadda": ("الشَمسُ+", "ah a chh a m s u"),
    "a sun letter with shadda and the lam with sukun": ("الْشَّمْسُ+", "ah a chh a m s u"),
    "a lam of the word's own is spoken": ("الْتِزَامٌ+", "ah i l t i z aa m ua n"),
    "the article before a wasl is ali": (
        "الِاجْتِمَاعُ وَالْاِقْتِصَادُ+",
        "ah a l i j t i m aa E u | w a l I q t I S aa d u",
    ),
    "article and first letter in one": ("الَّذِي+", "ah a ll a th ii"),
    "li and the article": (
        "لِلْبَيْتِ لِلنَّاسِ لِلِاسْتِثْمَارِ للاسْتِثْمَارِ+",
        "l i l b a y t i | l i nn aa s i | l i l i s t i ^ m aa r i | l i l i s t i ^ m aa r i",
    ),
    "li and a doubled lam": ("لِلَّاعِبِ وَلِلْبَيْتِ+", "l i ll aa E i b i | w a l i l b a y t i"),
    "li and a word with l": ("لِلُبْنَانَ لِلْتِزَامٍ+", "l i l u b n aa n a | l i l t i z aa m ia n"),
    "a wasl after a pause is heard": ("اِجْتَمَعَ+", "ah i j t a m a E a"),
    "a wasl before u is u": ("اسْتُخْدِمَ ادْخُلْ+", "ah u s t u x d i m a | d x ua l"),
    "a wasl after a vowel is silent": ("مَعَ الْوَزِيرِ اجْتَمَعَ", "m a E a | l w a z ii r i | j t a m a E"),
    "ٱ is a wasl": ("مَعَ ٱلْوَزِيرِ", "m a E a | l w a z ii r"),
    "a wasl after a one-letter word is silent": (
        "وَاسْتَقْبَلَ بِاجْتِمَاعٍ وَاتَّفَقَ فَادَّعَى+",
        "w a s t A q b a l a | b i j t i m aa E ia n | w a tt a f A q a | f a dd a E aa",
    ),
    "no wasl after a letter of the root": (
        "وَالِدٌ كَافَّةً بَالِغٌ+",
        "w aa l i d ua n | k aa ff a t a n | b aa l i g ua n",
    ),
    "a long vowel is cut short before a wasl": (
        "فِي الْبَيْتِ هَذَا الْبَيْتُ ذُو الْقَلَمِ",
        "f i | l b a y t i | h aa th a | l b a y t u | th u | l q a l a m",
    ),
    "min before the article is mina": (
        "مِنْ الْبَيْتِ وَمِن الْبَيْتِ",
        "m i n a | l b a y t i | w a m i n a | l b a y t",
    ),
    "min before another wasl is mini": ("مِنْ اسْتِخْدَامٍ", "m i n i | s t i x d aa m"),
    "man before the article is mani": ("مَنْ الْوَزِيرُ", "m a n i | l w a z ii r"),
    "another closed word has i before a wasl": (
        "عَنْ الْبَيْتِ قَدْ اجْتَمَعَتْ الْأُمَمُ",
        "E a n i | l b a y t i | q a d i | j t a m a E a t i | l ah u m a m",
    ),
    "written helping vowels are kept": (
        "مِنَ الْبَيْتِ عَنِ الْبَيْتِ هُمُ الَّذِينَ",
        "m i n a | l b a y t i | E a n i | l b a y t i | h u m u | ll a th ii n",
    ),
    "plural pronouns have u before a wasl": (
        "هُمْ الَّذِينَ بَيْتِهِمْ الْكَبِيرِ لَكُمْ الْبَيْتُ قُلْتُمْ الْحَقَّ",
        (
            "h u m u | ll a th ii n a | b a y t i h i m u | l k a b ii r i | l a k u m u | l b a y t u | "
            "q u l t u m u | l H A qq"
        ),
    ),
    "lam and kam are no pronouns": ("لَمْ الْبَيْتُ كَمْ الْبَيْتُ", "l a m i | l b a y t u | k a m i | l b a y t"),
    "the plural aw has u before a wasl": ("دَعَوْا النَّاسَ", "d a E a w u | nn aa s"),
    "aw, or, has i before a wasl": ("أَوْ النَّاسَ", "ah a w i | nn aa s"),
    "the dual ay has i before a wasl": ("مُنْتَخَبَيْ الْبَلَدِ", "m u n t a x a b a y i | l b a l a d"),
    "tanwin has i before a wasl": ("خَالِدٌ الْعَبْدُ", "x aa l i d u n i | l E a b d"),
    "tanwin falls before bn": ("عَلِيٌّ بْنُ حَمَدٍ", "E a l i yy u | b n u | H a m a d"),
    "bn after a pause is ibn": ("بْنُ حَمَدٍ", "ah i b n u | H a m a d"),
    "pausal: short vowels and tanwin fall": (
        "الْبَيْتُ، بَيْتٌ، كَتَبَ.",
        "ah a l b a y t ، b a y t ، k a t a b .",
    ),
    "pausal: an with an alif is aa": ("بَيْتًا، هُدًى، مَسَاءً.", "b a y t aa ، h u d aa ، m a s aa ah aa ."),
    "pausal: ta marbuta is a": ("مَدِينَةٌ، مَدِينَةً، صَلَاةُ.", "m a d ii n a ، m a d ii n a ، S a l aa ."),
    "pausal: huwa and hiya are long": ("هُوَ، هِيَ.", "h uu ، h ii ."),
    "pausal: one-letter words keep their vowel": ("وَ، لِ.", "w a ، l i ."),
    "pausal: a nisba keeps its shadda": ("عَرَبِيٌّ.", "E a r a b i yy ."),
    "pausal: shadda stays": ("مُسْتَمِرٌّ.", "m u s t a m i rr ."),
    "long a that is not written": (
        "هَذَا هَذِهِ هَؤُلَاءِ هَكَذَا ذَلِكَ وَكَذَلِكَ لِذَلِكَ لَكِنَّ وَلَكِنْ لَكِنَّهُمْ+",
        (
            "h aa th aa | h aa th i h i | h aa ah u l aa ah i | h aa k a th aa | th aa l i k a | "
            "w a k a th aa l i k a | l i th aa l i k a | l aa k i nn a | w a l aa k ia n | l aa k i nn a h ua m"
        ),
    ),
    "long a in ulaika and ilah": (
        "أُولَئِكَ إِلَهُ الْإِلَهِ+",
        "ah u l aa ah i k a | ah i l aa h u | l ah i l aa h i",
    ),
    "long a in rahman and samawat": ("الرَّحْمَنِ السَّمَوَاتِ+", "ah a rr a H m aa n i | ss a m aa w aa t i"),
    "Taha, Dawud and Tawus": ("طَه دَاوُدُ طَاوُسُ+", "T aa h aa | d aa w uu d u | T aa w uu s u"),
    "a written dagger alif": ("هَٰذَا الرَّحْمَٰنِ مُوسَىٰ+", "h aa th a | rr a H m aa n i | m uu s aa"),
    "God": (
        "اللهُ وَاللَّهِ بِاللهِ لِلَّهِ لله اللَّهُمَّ+",
        "ah a ll aa h u | w a ll aa h i | b i ll aa h i | l i ll aa h i | l i ll aa h | a ll aa h u mm a",
    ),
    "servants of God are two words": (
        "عَبْدِاللهِ عبدالرحمن عَبْدُ اللهِ+",
        "E a b d i | ll aa h i | E a b d | a rr a H m aa n | E a b d u | ll aa h i",
    ),
    "silent alif of the plural": ("كَانُوا دَعَوْا كَتَبُوا+", "k aa n uu | d a E a w | k a t a b uu"),
    "silent waw of Amr": ("عَمْرٌو عَمْرُو بْنُ+", "E a m r ua n | E a m r u | b n u"),
    "a silent alif in mia": (
        "مِائَةٌ مائة مِائَتَيْنِ ثَلَاثُمِائَةٍ+",
        "m i ah a t ua n | m i ah a | m i ah a t a y n i | ^ a l aa ^ u m i ah a t ia n",
    ),
    "colour before an emphatic": (
        "مَنْطِقَةٌ طَاقَةٌ قِطْعَةٌ فَيْضُ نُقْطَةٍ+",
        "m a n T I q a t ua n | T AA q a t ua n | q I T E a t ua n | f a y D u | n U q T a t ia n",
    ),
    "long vowels take colour too": ("فَاضَ نَقِيضُ يَقُوضُ+", "f AA D a | n A q II D u | y A q UU D u"),
    "no colour from a sun letter": ("وَالصَّفُّ الطِّفْلُ لِلصِّرَاعِ+", "w a SS a ff u | TT i f l u | l i SS i r aa E i"),
    "a closed last syllable": ("مِنْ كُمْ لَهُمْ بِهِمْ+", "m ia n | k ua m | l a h ua m | b i h ia m"),
    "foreign letters": (
        "پاريس ڤيينا گوگل تشاد چاد+",
        "b aa r ii s | v ii n aa | g uu g a l | t a ch aa d | ch aa d",
    ),
    "Persian keys": ("کَتَبَ یَوْمُ+", "k a t a b a | y a w m u"),
    "a construct without marks keeps its t": ("وزارة الخارجية", "w i z aa r a t | a l x aa r j i yy a"),
    "no construct, no t": ("وزارة خارجية", "w i z aa r a | x aa r j i yy a"),
    "an article after an unmarked end keeps its a": ("وزير الخارجية", "w a z ii r | a l x aa r j i yy a"),
    "words without marks": (
        "مكتب كاتب بحث حرب وفد متحدث رسمي عربيّ",
        "m a k t a b | k aa t ia b | b a H a ^ | H a r a b | w a f a d | m a t H a d a ^ | r a s m ii | E a r b i yy",
    ),
    "frequent words without marks": (
        "من ومن في هذا الذي على إلى أن هو",
        "m ia n | w a m ia n | f ii | h aa th a | ll a th ii | E a l aa | ah i l aa | ah a nn a | h uu",
    ),
    "a prefix or the root in words without marks": (
        "والوزير والد وكالة واليوم بالغ",
        "w a l w a z ii r | w aa l ia d | w i k aa l a | w a l y a w m | b aa l ia g",
    ),
    "a wasl in words without marks": (
        "واستقبل واجتمع التزام وقال",
        "w a s t A q b a l | w a j t a m a E | i l t a z aa m | w A q aa l",
    ),
    "nisba endings without marks": (
        "هنية سياسية اتفاقيات",
        "h a n i yy a | s i y aa s i yy a t | i t f AA q i yy aa t",
    ),
    "glides without marks": (
        "جواب سياحة زيادة تعاون قوات",
        "j a w aa b | s i y aa H a | z i y aa d a | t a E aa w ia n | q a w aa t",
    ),
    "a vowel letter alone": ("ا ى و ي آ", "ah aa | y | w a | y | ah aa"),
    "madda within a word": ("القرآن الآن", "ah a l q a r ah aa n | a l ah aa n"),
    "tatweel and other marks are passed over": ("كَـتَـبَ قُرْءٓانٌ+", "k a t a b a | q u r ah aa n ua n"),
    "a long vowel after a sukun": ("مَبْا+", "m a b aa"),
    "three consonants are parted": ("كونترا فيلم+", "k uu n t a r aa | f ii l a m"),
    "foreign words begin as they are written": ("إِزْ بْرَايْتْ بْلَاكْ سْتْرِيتْ+", "ah ia z | b r aa y t | b l aa k | s t r ii t"),
    "a shadda on the first letter": ("مِن رَّبِّهِمْ", "m ia n | rr a bb i h ia m"),
    "u and a waw with sukun are long": ("تُوْنُسَ مِيْزَةٌ+", "t uu n u s a | m ii z a t ua n"),
}


@pytest.mark.parametrize(("text", "phones"), RULES.values(), ids=RULES.keys())
def test_the_rule_holds(text: str, phones: str) -> None:
    more = text.endswith("+")
    assert phoneme_line(text.rstrip("+") + AFTER * more) == phones + SPOKEN_AFTER * more


def test_a_phrase_ends_at_punctuation_and_keeps_its_mark() -> None:
    phrases = line.phonemes("قَالَ: نَعَمْ، «لَا»؛ مَتَى؟ (غَدًا)")
    assert [phrase.mark for phrase in phrases] == [":", "،", "؛", "؟", ")"]


def test_a_line_break_ends_a_phrase_without_a_mark() -> None:
    assert [phrase.mark for phrase in line.phonemes("نَعَمْ\nلَا")] == ["", ""]


def test_words_know_where_they_stand() -> None:
    text = " قَالَ «نَعَمْ» ، عَبْدُاللهِ"
    words = [word for phrase in line.phonemes(text) for word in phrase.words]
    assert [text[word.start : word.end] for word in words] == ["قَالَ", "نَعَمْ", "عَبْدُ", "اللهِ"]


def test_full_forms_are_said_when_asked_for() -> None:
    assert phoneme_line("بَيْتٌ، مَدِينَةً", pausal=False) == "b a y t ua n ، m a d ii n a t a n"


@pytest.mark.parametrize("text", ["", " ", "abc 12", "...", "ًٌ", "😀", "\ud800", "中国"])
def test_what_has_no_arabic_letter_has_no_phrase(text: str) -> None:
    assert line.phonemes(text) == ()


def test_digits_and_latin_letters_are_passed_over() -> None:
    assert phoneme_line("عَامَ 2024 BBC قَالَتْ") == "E aa m a | q aa l a t"


def test_a_phrase_is_never_empty() -> None:
    (phrase,) = line.phonemes("، نَعَمْ،، ،")
    assert isinstance(phrase, Phrase)


def test_marks_on_nothing_are_passed_over() -> None:
    assert phoneme_line(" َّ هُنَا") == "h u n aa"


def test_every_unwritten_vowel_and_silent_letter_stands_in_a_group() -> None:
    patterns = [pattern for _, pattern in tables.UNWRITTEN + tables.SILENT]
    assert all("(" in pattern.replace("(?:", "") for pattern in patterns)


def test_frequent_words_only_gain_marks_but_for_misspelled_hamza() -> None:
    changed = {
        word
        for word, marked in shipped_lists().mapping("unmarked_words").items()
        if word != "".join(letter.char for letter in spelling.parse(marked))
    }
    assert changed == {"الى", "الا", "الان", "فى"}


@pytest.mark.parametrize(
    ("text", "endings"),
    [
        ("هَلْ عَادَ، أَمْ بَقِيَ؟", [Ending.CONTINUATION, Ending.QUESTION]),
        ("(هَلْ عَادَ)؟ نَعَمْ!", [Ending.QUESTION, Ending.EXCLAMATION]),
        ("عَادَ!؟", [Ending.QUESTION]),
        ("عَادَ؟!", [Ending.QUESTION]),
        ("عَادَ. ثُمَّ مَضَى", [Ending.STATEMENT, Ending.STATEMENT]),
        ("عَادَ\nثُمَّ مَضَى…", [Ending.STATEMENT, Ending.STATEMENT]),
        ("أَوَّلًا: عَادَ –", [Ending.CONTINUATION, Ending.CONTINUATION]),
    ],
)
def test_a_phrase_tells_how_it_ends(text: str, endings: list[Ending]) -> None:
    assert [phrase.ending for phrase in phonemes(text)] == endings


def test_a_word_of_one_sound_before_an_article_can_be_said() -> None:
    (phrase,) = phonemes("مٹاهد مٹ الم")
    assert all(word.phones for word in phrase.words)
