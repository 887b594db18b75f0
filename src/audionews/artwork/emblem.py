"""The emblem of a show: five bars of a sound on its colour, for tabs, home screens and pages."""

from __future__ import annotations

import io

from audionews.artwork.colour import BLACK, WHITE, Colour, contrast, parse

_EDGE = 64  # of the drawing, in its own units
_HALVES = (6, 14, 9, 17, 7)  # half the height of each bar
_FIRST, _STEP, _WIDTH, _MIDDLE, _RADIUS = 12, 10, 5, 32, 14
_FINER = 4  # how much larger it is drawn, so that scaling smooths the round ends


def svg(colour: str) -> bytes:
    """Return the emblem as SVG.

    Args:
        colour: Of the show, "#rrggbb".
    """
    ground = parse(colour)
    path = "".join(f"M{_FIRST + _STEP * bar} {_MIDDLE - half}v{2 * half}" for bar, half in enumerate(_HALVES))
    bars = f'<path d="{path}" stroke="{_ink(ground)}" stroke-width="{_WIDTH}" stroke-linecap="round"/>'
    box = f'<rect width="{_EDGE}" height="{_EDGE}" rx="{_RADIUS}" fill="{ground}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_EDGE} {_EDGE}">{box}{bars}</svg>\n'.encode()


def png(colour: str, edge: int) -> bytes:
    """Return the emblem as an opaque PNG, as home screens want it: they round the corners themselves.

    Args:
        colour: Of the show, "#rrggbb".
        edge: Pixels.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - loads when used

    ground = parse(colour)
    scale = _FINER * edge / _EDGE
    picture = Image.new("RGB", (_FINER * edge, _FINER * edge), ground)
    pen = ImageDraw.Draw(picture)
    for bar, half in enumerate(_HALVES):
        middle, reach = _FIRST + _STEP * bar, _WIDTH / 2
        box = (middle - reach, _MIDDLE - half - reach, middle + reach, _MIDDLE + half + reach)
        pen.rounded_rectangle(tuple(round(scale * each) for each in box), radius=scale * reach, fill=_ink(ground))
    sink = io.BytesIO()
    picture.resize((edge, edge), Image.Resampling.BOX).save(sink, "PNG", optimize=True)
    return sink.getvalue()


def _ink(ground: Colour) -> Colour:
    return max((WHITE, BLACK), key=lambda one: contrast(one, ground))
