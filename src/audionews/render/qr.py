"""The QR code of an address, which a phone's camera reads from a screen or from paper."""

from __future__ import annotations

from markupsafe import Markup

_LONGEST = 500  # characters of the address: a camera cannot read the code of a longer one from a screen
_MASK = 3  # any of the eight is right; trying them all takes five times as long


def qr_code(address: str, label: str) -> Markup:
    """Return the code as SVG for an HTML page, or "" if the address is too long. Source: ISO/IEC 18004.

    Args:
        address: An address in ASCII.
        label: What the picture is, for those who do not see it.
    """
    import segno  # noqa: PLC0415 - loads when a page is made

    if len(address) > _LONGEST:
        return Markup()
    code = segno.make(address, micro=False, error="l", boost_error=False, mask=_MASK, mode="byte")
    svg = code.svg_inline(omitsize=True, border=4, svgclass=None, lineclass=None)
    return Markup('<svg role="img" aria-label="{}"').format(label) + Markup(svg.removeprefix("<svg"))  # noqa: S704 - it holds no text
