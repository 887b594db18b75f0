"""Language tags. Sources: RFC 5646 (BCP 47) for their form, ISO 639-1 for the codes of two letters."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"""(?P<language>[a-z]{2,3}) (?:-[a-z]{3}){0,3}  # Arabic has extended languages: ar-arz
    (?:-[a-z]{4})? (?:-(?:[a-z]{2}|[0-9]{3}))?       # script, region
    (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*+        # variants
    (?:-[a-wyz0-9](?:-[a-z0-9]{2,8})++)*+            # extensions
    (?:-x(?:-[a-z0-9]{1,8})++)?""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 99  # characters of a tag; the longest registered ones have a third of it
_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj
kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th
ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
CODES = frozenset(_CODES.split())
_SHORT = 2  # letters of a code of ISO 639-1


def is_language(text: str) -> bool:
    """Return whether a text is a language tag whose language exists.

    >>> is_language("ar"), is_language("ar-EG"), is_language("arabic"), is_language("xx"), is_language("ar_EG")
    (True, True, False, False, False)
    """
    match = _TAG.fullmatch(text) if len(text) <= _LONGEST else None
    return match is not None and (len(match["language"]) > _SHORT or match["language"].lower() in CODES)
