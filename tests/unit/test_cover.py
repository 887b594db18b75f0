"""Covers: size, colour, and text that fits."""

import dataclasses
import io

import pytest
from PIL import Image
from tests.newsroom import FACTS, make_episode

from audionews.audio import colour
from audionews.audio.cover import LARGEST, episode_cover, show_cover
from audionews.audio.typeset import Block, fit
from audionews.errors import SettingsError

HEADLINE = make_episode(0).title


def block(text: str, weight: str = "Bold") -> Block:
    return Block(text=text, weight=weight, top=0.2, height=0.5, margin=0.09, sizes=(0.11, 0.05))


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
    with pytest.raises(SettingsError, match="is no colour") as caught:
        show_cover(dataclasses.replace(FACTS, colour="green"))
    assert "#0b5d4e" in caught.value.remedy


def test_a_headline_is_set_whole_in_lines_of_about_equal_length() -> None:
    lines = fit(block(HEADLINE), 1400).lines
    assert " ".join(lines) == HEADLINE
    assert min(map(len, lines)) > 0.6 * max(map(len, lines))


def test_no_word_is_left_alone_on_the_last_line() -> None:
    text = "وزير الطاقة يعلن خطة جديدة لتطوير شبكات الكهرباء في القرى البعيدة خلال عام واحد فقط"
    assert len(fit(block(text), 1400).lines[-1].split()) > 1


def test_a_longer_headline_is_set_smaller() -> None:
    assert fit(block(HEADLINE * 2), 1400).size < fit(block(HEADLINE), 1400).size


def test_a_headline_too_long_for_the_smallest_size_ends_in_an_ellipsis() -> None:
    setting = fit(block(" ".join([HEADLINE] * 10)), 1400)
    assert setting.size == 70
    assert setting.lines[-1].endswith("…")
    assert sum(line.count("…") for line in setting.lines) == 1


def test_a_word_of_181_letters_is_cut() -> None:
    assert fit(block("ا" * 181), 1400).lines[0].endswith("ا…")


def test_bidi_controls_do_not_reach_the_cover() -> None:
    assert fit(block("خبر \u202eعاجل"), 1400).lines == ("خبر عاجل",)


def test_a_font_that_is_missing_says_what_to_install() -> None:
    with pytest.raises(SettingsError, match="font") as caught:
        fit(block("خبر", weight="Heaviest"), 1400)
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
