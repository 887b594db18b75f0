"""Draws the pictures of the documentation.

    python bench/pictures.py covers docs/covers.png
    python bench/pictures.py page docs/episode-page.png output/episodes/2025-03-14-4beff336.html

``covers`` draws the show's cover and those of three headlines, a row a style. ``page`` is what Chromium shows of a page
of a show while its episode is at second 23, for example of the demonstration that `make demo` builds.
"""

import argparse
import io
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from PIL import Image

from audionews.artwork.cover import episode_cover, show_cover
from audionews.model import ShowFacts

sys.path.insert(0, str(Path(__file__).parents[1]))

SCREEN, SECOND = {"width": 1200, "height": 900}, 23
EDGE, GAP = 230, 8  # pixels
COLOURS = 256  # keep the file small
FACTS = ShowFacts(title="صوت المدينة", description="أخبار المدينة", author="صحيفة المدينة")
HEADLINES = (
    "افتتاح مكتبة عامة جديدة في وسط المدينة",
    "شركة Nakheel تزرع 70,000 نخلة وترفع إنتاج التمور بنسبة 3.5%",
    "مجلس المدينة يقرّ خطة من عشر سنوات لتجديد شبكة المياه القديمة في الأحياء الشرقية، وسكانها يسألون متى يبدأ العمل",
)
LOOKS = (("wave", "#0b5d4e"), ("band", "#f2c200"), ("frame", "#8a1c2b"))


def covers() -> Image.Image:
    """Return a sheet of covers."""
    sheet = Image.new("RGB", (4 * EDGE + 5 * GAP, len(LOOKS) * (EDGE + GAP) + GAP), "#ffffff")
    for row, (style, colour) in enumerate(LOOKS):
        facts = replace(FACTS, cover=style, colour=colour)
        for column, jpeg in enumerate((show_cover(facts), *(episode_cover(facts, title) for title in HEADLINES))):
            small = Image.open(io.BytesIO(jpeg)).resize((EDGE, EDGE), Image.Resampling.LANCZOS)
            sheet.paste(small, (GAP + column * (EDGE + GAP), GAP + row * (EDGE + GAP)))
    return sheet.quantize(COLOURS)


def page(file: Path) -> Image.Image:
    """Return a picture of a page of an episode in a browser."""
    from tests.browser import launched, opened  # noqa: PLC0415 - playwright loads when used
    from tests.loopback import serving  # noqa: PLC0415 - loads when used

    program = shutil.which("chromium") or sys.exit("chromium is not installed")
    with serving(file.parents[1]) as site, launched(program) as browser:
        address = f"{site}/episodes/{file.name}#t={SECOND}"
        with opened(browser, address, viewport=SCREEN, color_scheme="light") as (shown, _):
            shown.locator(".lit").wait_for()
            blob = shown.screenshot()
    return Image.open(io.BytesIO(blob)).convert("RGB").quantize(COLOURS)


def main() -> None:
    """Draw the picture that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="picture", required=True)
    for name in ("covers", "page"):
        kinds.add_parser(name).add_argument("file", type=Path)
    kinds.choices["page"].add_argument("page", type=Path)
    given = parser.parse_args()
    picture = covers() if given.picture == "covers" else page(given.page.resolve())
    picture.save(given.file, optimize=True)
    print(f"{given.file}: {given.file.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
