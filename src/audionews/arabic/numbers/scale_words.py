"""The written forms of ألف, مليون, مليار and تريليون."""

from __future__ import annotations

from audionews.arabic.letters import fold
from audionews.arabic.numbers.cardinal import BILLION, MILLION, THOUSAND, TRILLION

SCALE_WORDS = {
    fold(form): scale
    for scale, forms in (
        (THOUSAND, "ألف ألفا آلاف"),
        (MILLION, "مليون مليونا ملايين"),
        (BILLION, "مليار مليارا مليارات بليون بليونا بليونات بلايين"),
        (TRILLION, "تريليون ترليون تريليونا ترليونا تريليونات ترليونات"),
    )
    for form in forms.split()
}
