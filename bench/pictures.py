"""Draws the pictures of the documentation.

    python bench/pictures.py covers docs/covers.png

``covers`` draws the show's cover and those of three headlines, a row a style.
"""

import argparse
import io
from dataclasses import replace
from pathlib import Path

from PIL import Image

from audionews.artwork.cover import episode_cover, show_cover
from audionews.model import ShowFacts

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


PICTURES = {"covers": covers}


def main() -> None:
    """Draw the picture that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("picture", choices=PICTURES)
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    PICTURES[given.picture]().save(given.file, optimize=True)
    print(f"{given.file}: {given.file.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
