"""Licences that need no address of their text: those of SPDX, and one more of the podcast namespace's own list."""

from __future__ import annotations

_ALL_RIGHTS = "ARR"  # not in SPDX


def known_licence(text: str) -> str:
    """Return the id of a well-known licence in its usual letters; "" for any other.

    >>> known_licence("cc-by-4.0"), known_licence("arr"), known_licence("ours")
    ('CC-BY-4.0', 'ARR', '')
    """
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression  # noqa: PLC0415 - loads when used

    if text.upper() == _ALL_RIGHTS:
        return _ALL_RIGHTS
    try:
        known = str(canonicalize_license_expression(text)) if text.strip() else ""
    except InvalidLicenseExpression:
        return ""
    return "" if " " in known or known.startswith("LicenseRef-") else known  # one licence, and not a private name


def licence_text(known: str) -> str:
    """Return the address of the text of a well-known licence."""
    if known == _ALL_RIGHTS:
        return "https://en.wikipedia.org/wiki/All_rights_reserved"
    return f"https://spdx.org/licenses/{known}.html"
