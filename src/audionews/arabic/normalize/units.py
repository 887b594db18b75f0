"""Units, currencies and the other nouns that our own words bring in after a number."""

from __future__ import annotations

import re

from audionews.arabic.letters import fold
from audionews.arabic.numbers.cardinal import BILLION, MILLION, THOUSAND, TRILLION, Gender, Scale
from audionews.arabic.numbers.counted_noun import Noun

_F = Gender.FEMININE


def _noun(singular: str, plural: str = "", adjective: str = "", tail: str = "") -> Noun:
    gender = _F if singular.endswith("ة") else Gender.MASCULINE
    return Noun(
        singular=singular,
        plural=plural or singular,
        gender=gender,
        adjective=adjective,
        tail=tail,
        frozen=not plural,
    )


_METRE, _KILOMETRE = ("متر", "أمتار"), ("كيلومتر", "كيلومترات")
DEGREE = _noun("درجة", "درجات")
_CELSIUS = _noun("درجة", "درجات", "مئوي")
_UNITS = {
    "كلم كم km": _noun(*_KILOMETRE),
    "م m": _noun(*_METRE),
    "سم cm": _noun("سنتيمتر", "سنتيمترات"),
    "ملم مم mm": _noun("مليمتر", "مليمترات"),
    "م² م2 m² m2": _noun(*_METRE, "مربع"),
    "كم² كلم² كم2 كلم2 km² km2": _noun(*_KILOMETRE, "مربع"),
    "م³ م3 m³ m3": _noun(*_METRE, "مكعب"),
    "م³/ث م3/ث م³/ثانية م3/ثانية m³/s m3/s": _noun(*_METRE, "مكعب", tail="في الثانية"),
    "كم/س كلم/س كم/ساعة كلم/ساعة كم/سا كلم/سا كلم-ساعة كم-ساعة km/h": _noun(*_KILOMETRE, tail="في الساعة"),
    "كم/ث كم/ثانية": _noun(*_KILOMETRE, tail="في الثانية"),
    "م/ث م/ثانية m/s": _noun(*_METRE, tail="في الثانية"),
    "كغ كغم كجم كلغ كلغم kg": _noun("كيلوغرام", "كيلوغرامات"),
    "غ غم جم": _noun("غرام", "غرامات"),
    "ملغ ملغم mg": _noun("مليغرام", "مليغرامات"),
    "مل ملل ml mL": _noun("مليلتر", "مليلترات"),
    "ل L": _noun("لتر", "لترات"),
    "°م °س °C º C° ℃ ºC": _CELSIUS,
    "°": DEGREE,
    "°ف °F ℉": _noun("درجة", "درجات", tail="فهرنهايت"),
    "kW كيلوواط": _noun("كيلوواط"),
    "kWh": _noun("كيلوواط", tail="في الساعة"),
    "MW": _noun("ميغاواط"),
    "GW": _noun("غيغاواط"),
    "KB": _noun("كيلوبايت"),
    "MB": _noun("ميغابايت"),
    "GB": _noun("غيغابايت"),
    "TB": _noun("تيرابايت"),
    "Mbps": _noun("ميغابت", tail="في الثانية"),
    "Gbps": _noun("غيغابت", tail="في الثانية"),
    "Hz": _noun("هرتز"),
    "MHz": _noun("ميغاهرتز"),
    "GHz": _noun("غيغاهرتز"),
    "mph": _noun("ميل", "أميال", tail="في الساعة"),
}
_DOLLAR, _EURO, _POUND = _noun("دولار", "دولارات"), _noun("يورو"), ("جنيه", "جنيهات")
_RIYAL, _DINAR, _LIRA, _DIRHAM = ("ريال", "ريالات"), ("دينار", "دنانير"), ("ليرة", "ليرات"), ("درهم", "دراهم")
_CURRENCIES = {
    "$ US$ USD": _DOLLAR,
    "€ EUR": _EURO,
    "£ GBP": _noun(*_POUND, "إسترليني"),
    "¥ JPY": _noun("ين"),
    "CNY RMB": _noun("يوان", "يوانات"),
    "₪ ILS NIS": _noun("شيكل", "شواكل"),
    "₺ TRY": _noun(*_LIRA, "تركي"),
    "₹ INR": _noun("روبية", "روبيات"),
    "₽ RUB": _noun("روبل", "روبلات"),
    "﷼": _noun(*_RIYAL),
    "ر.س SAR": _noun(*_RIYAL, "سعودي"),
    "ر.ق QAR": _noun(*_RIYAL, "قطري"),
    "ر.ع OMR": _noun(*_RIYAL, "عماني"),
    "ر.ي YER": _noun(*_RIYAL, "يمني"),
    "د.إ AED": _noun(*_DIRHAM, "إماراتي"),
    "د.م MAD": _noun(*_DIRHAM, "مغربي"),
    "د.ك KWD": _noun(*_DINAR, "كويتي"),
    "د.ب BHD": _noun(*_DINAR, "بحريني"),
    "د.أ JOD": _noun(*_DINAR, "أردني"),
    "د.ع IQD": _noun(*_DINAR, "عراقي"),
    "د.ت TND": _noun(*_DINAR, "تونسي"),
    "د.ج DZD": _noun(*_DINAR, "جزائري"),
    "د.ل LYD": _noun(*_DINAR, "ليبي"),
    "ج.م EGP": _noun(*_POUND, "مصري"),
    "ج.س SDG": _noun(*_POUND, "سوداني"),
    "ل.ل LBP": _noun(*_LIRA, "لبناني"),
    "ل.س SYP": _noun(*_LIRA, "سوري"),
    "CHF": _noun("فرنك", "فرنكات", "سويسري"),
}
_CENT = _noun("سنت", "سنتات")
# The hundredth of a currency, where two decimals are said as such: ثلاثة دولارات وخمسة وعشرين سنتاً.
HUNDREDTHS = {"دولار": _CENT, "يورو": _CENT, "جنيه": _noun("قرش", "قروش")}


def _by_sign(table: dict[str, Noun]) -> dict[str, Noun]:
    return {sign: noun for signs, noun in table.items() for sign in signs.split()}


UNITS, CURRENCIES = _by_sign(_UNITS), _by_sign(_CURRENCIES)


def any_of(signs: dict[str, Noun]) -> str:
    """Return a regular expression for the signs, longest first."""
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))


_COUNTED = """
مدني/مدنيين لاجئ/لاجئين نازح/نازحين عامل/عمال طالب/طلاب منزل/منازل أسير/أسرى شهيد/شهداء مصاب/مصابين راكب/ركاب
موظف/موظفين مسلح/مسلحين معتقل/معتقلين مهاجر/مهاجرين صحفي/صحفيين صحافي/صحافيين طبيب/أطباء لاعب/لاعبين مقعد/مقاعد
صوت/أصوات متر/أمتار غرام/غرامات بيت/بيوت كتاب/كتب فيلم/أفلام حزب/أحزاب نائب/نواب قرن/قرون عقد/عقود كلب/كلاب
هزيمة/هزائم تعادل/تعادلات غارة/غارات قذيفة/قذائف قنبلة/قنابل ضربة/ضربات امرأة/نساء فتاة/فتيات مباراة/مباريات جثة/جثث
"""
# Written out by the author: their form changes only after 1, 2 and a half.
_WRITTEN = (
    *(_noun(*pair) for pair in (_METRE, _KILOMETRE, _RIYAL, _DINAR, _LIRA, _DIRHAM, _POUND)),
    *(_DOLLAR, _EURO, DEGREE, _CENT),
    _noun("شخص", "أشخاص"),
    _noun("يوم", "أيام"),
    _noun("ساعة", "ساعات"),
    _noun("دقيقة", "دقائق"),
    _noun("سنة", "سنوات"),
    _noun("عام", "أعوام"),
    _noun("شهر", "أشهر"),
    _noun("أسبوع", "أسابيع"),
    _noun("مرة", "مرات"),
    _noun("نقطة", "نقاط"),
    _noun("طن", "أطنان"),
    _noun("لتر", "لترات"),
    _noun("برميل", "براميل"),
    _noun("كيلوغرام", "كيلوغرامات"),
    _noun("كيلو"),
    _noun("سنتيمتر", "سنتيمترات"),
    _noun("ميل", "أميال"),
    _noun("جندي", "جنود"),
    _noun("قتيل", "قتلى"),
    _noun("جريح", "جرحى"),
    _noun("طفل", "أطفال"),
    _noun("رجل", "رجال"),
    _noun("طائرة", "طائرات"),
    _noun("سيارة", "سيارات"),
    _noun("شركة", "شركات"),
    _noun("دولة", "دول"),
    _noun("مدينة", "مدن"),
    _noun("حالة", "حالات"),
    _noun("إصابة", "إصابات"),
    _noun("هدف", "أهداف"),
    _noun("باخرة", "بواخر"),
    _noun("صاروخ", "صواريخ"),
    *(_noun(*pair.split("/")) for pair in _COUNTED.split()),
)
NOUNS = {fold(form): noun for noun in _WRITTEN for form in (noun.singular, noun.plural, noun.singular + "ا")}
SCALES: dict[str, Scale] = {
    fold(form): scale
    for scale, forms in (
        (THOUSAND, "ألف ألفا آلاف"),
        (MILLION, "مليون مليونا ملايين"),
        (BILLION, "مليار مليارا مليارات بليون بليونا بليونات بلايين"),
        (TRILLION, "تريليون ترليون تريليونا ترليونا تريليونات ترليونات"),
    )
    for form in forms.split()
}
