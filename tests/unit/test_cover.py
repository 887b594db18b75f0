"""Covers: size, colour, and text that fits."""

import dataclasses
import io

import pytest
from PIL import Image, ImageChops
from tests.newsroom import FACTS, make_episode

from audionews.artwork import colour
from audionews.artwork.cover import LARGEST, LARGEST_OF_EPISODE, MARGIN, episode_cover, show_cover
from audionews.artwork.typeset import Block, draw, typeset
from audionews.errors import SettingsError

HEADLINE = make_episode(0).title


def block(text: str, weight: str = "Bold") -> Block:
    return Block(text=text, weight=weight, top=0.2, height=0.5, margin=0.09, sizes=(0.11, 0.05))


def drawn(text: str) -> Image.Image:
    picture = Image.new("RGB", (1400, 1400))
    draw(picture, block(text), colour.WHITE)
    return picture


def lean(picture: Image.Image) -> int:
    """Return by how much more is drawn in the right half of what is drawn than in its left half."""
    grey = picture.crop(picture.getbbox()).convert("L")
    half = grey.width // 2
    left, right = (
        sum(grey.crop(box).tobytes()) for box in ((0, 0, half, grey.height), (half, 0, 2 * half, grey.height))
    )
    return right - left


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg))


def test_show_cover_is_what_apple_takes() -> None:
    jpeg = show_cover(FACTS)
    picture = opened(jpeg)
    assert (picture.size, picture.mode, picture.format) == ((3000, 3000), "RGB", "JPEG")
    assert len(jpeg) < LARGEST


def test_episode_cover_is_a_square_of_1400_pixels() -> None:
    picture = opened(episode_cover(FACTS, HEADLINE))
    assert (picture.size, picture.mode, picture.format) == ((1400, 1400), "RGB", "JPEG")


@pytest.mark.parametrize("ground", ["#0b5d4e", "#f2c200"])
def test_the_heaviest_cover_leaves_room_in_the_tag(ground: str) -> None:
    letters = "ضصثقفغعهخحجد شسيبلاتنمكطذ ئءؤرلاىةوزظ " * 30
    facts = dataclasses.replace(FACTS, cover="frame", colour=ground)
    assert len(episode_cover(facts, letters)) <= LARGEST_OF_EPISODE


def test_same_headline_gives_the_same_bytes_and_another_gives_others() -> None:
    assert episode_cover(FACTS, HEADLINE) == episode_cover(FACTS, HEADLINE)
    assert episode_cover(FACTS, HEADLINE) != episode_cover(FACTS, "خبر آخر")


@pytest.mark.parametrize(("ground", "dark_ink"), [("#ffffff", True), ("#f2c200", True), ("#000000", False)])
def test_text_stands_out_from_any_colour(ground: str, *, dark_ink: bool) -> None:
    picture = opened(episode_cover(dataclasses.replace(FACTS, colour=ground), HEADLINE)).convert("L")
    darkest, lightest = picture.getextrema()
    assert isinstance(darkest, int)
    assert isinstance(lightest, int)
    assert darkest < 20 if dark_ink else lightest > 235


def test_nothing_is_drawn_on_the_margins() -> None:
    picture = opened(episode_cover(FACTS, "كلمة" * 45)).convert("L")
    row = [picture.getpixel((10, y)) for y in range(400, 1000, 50)]
    assert all(isinstance(value, int) and value < 110 for value in row)


def test_a_colour_that_is_none_is_refused_with_an_example() -> None:
    with pytest.raises(SettingsError, match="is not a colour") as caught:
        show_cover(dataclasses.replace(FACTS, colour="green"))
    assert "#0b5d4e" in caught.value.remedy


def test_a_headline_is_set_whole_in_lines_of_about_equal_length() -> None:
    lines = typeset(block(HEADLINE), 1400).lines
    assert " ".join(lines) == HEADLINE
    assert min(map(len, lines)) > 0.6 * max(map(len, lines))


def test_no_word_is_left_alone_on_the_last_line() -> None:
    text = "وزير الطاقة يعلن خطة جديدة لتطوير شبكات الكهرباء في القرى البعيدة خلال عام واحد فقط"
    assert len(typeset(block(text), 1400).lines[-1].split()) > 1


def test_a_longer_headline_is_set_smaller() -> None:
    assert typeset(block(HEADLINE * 2), 1400).size < typeset(block(HEADLINE), 1400).size


def test_a_headline_too_long_for_the_smallest_size_ends_in_an_ellipsis() -> None:
    setting = typeset(block(" ".join([HEADLINE] * 10)), 1400)
    assert setting.size == 70
    assert setting.lines[-1].endswith("…")
    assert sum(line.count("…") for line in setting.lines) == 1


def test_a_word_of_181_letters_is_cut() -> None:
    assert typeset(block("ا" * 181), 1400).lines[0].endswith("ا…")


def test_a_latin_word_that_is_cut_has_its_ellipsis_at_its_own_end() -> None:
    cut = typeset(block("موقع internationalization.example.org/very-long-address-of-a-page"), 1400).lines[-1]
    assert cut.endswith("…\u200e")  # the mark keeps it there: without one it would stand before the word


def test_one_word_that_is_too_long_does_not_make_the_others_small() -> None:
    assert typeset(block("خبر " + "ب" * 60), 1400).size > 1.2 * 70


def test_what_the_font_does_not_have_is_not_drawn_as_a_box() -> None:
    assert (
        typeset(block("فوز المنتخب 🎉🏆 في النهائي 🇸🇦 👨\u200d👩\u200d👧 1\ufe0f\u20e3"), 1400).lines
        == typeset(block("فوز المنتخب في النهائي 1"), 1400).lines
    )
    assert " ".join(typeset(block("لقاء مع Владимир وزيارة Erdoğan"), 1400).lines) == "لقاء مع … وزيارة Erdogan"
    assert typeset(block("🎉"), 1400).lines == ()


def test_stretched_letters_are_set_plainly_and_the_sign_of_the_era_stays() -> None:
    assert typeset(block("خبـــــر عام 1445هـ"), 1400).lines == ("خبر عام 1445هـ",)


def test_punctuation_does_not_begin_a_line() -> None:
    lines = typeset(block("هل تنجح المحادثات الجديدة في وقف النار هذا العام ؟"), 1400).lines
    assert lines[-1].endswith("العام ؟")


def test_a_line_does_not_end_with_a_word_that_leans_on_the_next() -> None:
    lines = typeset(block("افتتاح مكتبة عامة جديدة في وسط المدينة"), 1400).lines
    assert not any(line.endswith(" في") for line in lines)


def test_lines_with_vowel_marks_stand_further_apart_than_those_with_a_tanwin() -> None:
    tanwin, marked = typeset(block("السعر ثلاثون دولارًا"), 1400), typeset(block("اِفْتِتَاحُ مَكْتَبَةٍ"), 1400)
    assert tanwin.leading < marked.leading


def test_a_percent_sign_stands_left_of_its_number_on_every_line() -> None:
    """At the beginning of a line nothing Arabic is before it, so it would stand at the right."""
    text = "كلمةطويلةجداهناا 1%"
    assert typeset(block(text), 1400).lines[-1] == "1%"
    alone, second = drawn("1%"), drawn(text).crop((0, 700, 1400, 1400))
    assert (lean(alone) > 0) != (lean(second) > 0)


@pytest.mark.parametrize("style", ["wave", "band", "frame"])
@pytest.mark.parametrize("text", ["كلمة " * 100, "ب" * 300, "اِفْتِتَاحُ " * 30, "Internationalization " * 9])
def test_text_stays_within_the_safe_margins(style: str, text: str) -> None:
    empty = opened(episode_cover(dataclasses.replace(FACTS, cover=style, title=" "), ""))
    full = opened(episode_cover(dataclasses.replace(FACTS, cover=style, title=" "), text))
    inside = (80, 140, 1320, 1260 if style == "frame" else 1000)  # below are shapes that come of the text
    empty, full = (picture.crop(inside) for picture in (empty, full))
    difference = ImageChops.difference(empty, full).convert("L").point(lambda value: 255 * (value > 60))
    box = difference.getbbox()
    assert box is not None
    assert box[0] + inside[0] > 1400 * MARGIN - 20
    assert box[2] + inside[0] < 1400 * (1 - MARGIN) + 20
    assert box[1] + inside[1] > 0.2 * 1400


@pytest.mark.parametrize("ground", ["#eb0000", "#008700", "#767676", "#777777", "#0b5d4e", "#ffff00"])
def test_the_quiet_text_is_readable_too(ground: str) -> None:
    """The name of the show is small: it is what stands out least."""
    plain = dataclasses.replace(FACTS, colour=ground, cover="band")
    with_name = opened(episode_cover(plain, "")).crop((0, 100, 1400, 250))
    shown = {colour.Colour(*pixel[:3]) for _, pixel in with_name.getcolors(1 << 20) or [] if isinstance(pixel, tuple)}
    assert max(colour.contrast(one, colour.parse(ground)) for one in shown) >= 4.4  # JPEG is off by a little


def test_a_headline_with_half_a_character_is_drawn() -> None:
    assert episode_cover(FACTS, "خبر \udc00\x00 عاجل")


def test_bidi_controls_do_not_reach_the_cover() -> None:
    assert typeset(block("خبر \u202eعاجل"), 1400).lines == ("خبر عاجل",)


def test_a_font_that_is_missing_says_what_to_install() -> None:
    with pytest.raises(SettingsError, match="font") as caught:
        typeset(block("خبر", weight="Heaviest"), 1400)
    assert "pip install" in caught.value.remedy


def test_contrast_agrees_with_the_examples_of_the_standard() -> None:
    assert round(colour.contrast(colour.BLACK, colour.WHITE), 2) == 21
    assert round(colour.contrast(colour.parse("#767676"), colour.WHITE), 2) == 4.54


@pytest.mark.parametrize("text", ["#0b5d4e", "#ffff00", "#808080", "#000000", "#ffffff"])
@pytest.mark.parametrize("background", ["#fbfaf7", "#14171a"])
def test_any_colour_is_made_readable_on_light_and_dark(text: str, background: str) -> None:
    ground = colour.parse(background)
    assert colour.contrast(colour.readable(colour.parse(text), ground), ground) >= 4.5


def test_a_colour_that_is_readable_stays_as_it_is() -> None:
    assert str(colour.readable(colour.parse("#0b5d4e"), colour.WHITE)) == "#0b5d4e"
