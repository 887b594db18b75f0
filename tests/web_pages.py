"""Web pages for tests: articles and the many pages that are none, as content management systems write them."""

PARAGRAPHS = tuple(
    """
افتتحت بلدية المرسى صباح اليوم محطة جديدة لمعالجة مياه الصرف الصحي تخدم نحو خمسة وأربعين ألف نسمة، بعد سنوات من الأشغال.
وقال رئيس البلدية سالم الكعبي في كلمة بالمناسبة إن المحطة ستعيد استخدام ستين في المئة من المياه في ري الحدائق العامة.
وأوضحت المهندسة هدى النجار، المشرفة على المشروع، أن المرحلة الثانية ستبدأ في الربيع المقبل وتشمل مدّ أنابيب جديدة.
وكان سكان الأحياء الشمالية قد اشتكوا مراراً من الروائح ومن تسرّب المياه إلى الشاطئ في فصل الصيف، وطالبوا بنقل المحطة.
""".strip().split("\n")
)
TITLE = "بلدية المرسى تفتتح محطة جديدة لمعالجة مياه الصرف"
TITLES = (
    "وزارة النقل تعلن مواعيد القطارات في عطلة العيد",
    "انطلاق مهرجان التمور في الواحة بمشاركة مئة عارض",
    "المنتخب يبدأ معسكره استعداداً لكأس القارة",
    "أسعار القمح تتراجع للأسبوع الثالث على التوالي",
    "افتتاح معرض الكتاب بحضور كتّاب من عشرين بلداً",
    "دراسة: المشي نصف ساعة يومياً يحسن النوم",
    "جسر جديد يربط ضفتي النهر قبل نهاية العام",
    "نقابة الصيادين تطالب بمنع الصيد في موسم التكاثر",
    "مدرسة القرية تستقبل تلاميذها بعد ترميمها",
    "متحف الآثار يعرض قطعاً تخرج من مخازنه أول مرة",
)
TEASER = (
    "قالت مصادر مطلعة إن القرار سيدخل حيز التنفيذ مطلع الشهر المقبل، وإن اللجنة المكلفة تعكف على إعداد التفاصيل "
    "النهائية قبل عرضها على المجلس."
)
NAVIGATION = (
    '<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/politics">سياسة</a></li>'
    '<li><a href="/economy">اقتصاد</a></li><li><a href="/sport">رياضة</a></li></ul></nav>'
)


def page(body: str, head: str = "", title: str = TITLE, attributes: str = "") -> str:
    """Return a whole page."""
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body{attributes}>{body}</body></html>"
    )


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts or PARAGRAPHS)


def article(head: str = "", title: str = TITLE, inside: str = "", around: str = "") -> str:
    """Return the page of an article with what most sites put around it."""
    return page(
        f"<header><a>المرسى اليوم</a>{NAVIGATION}</header>"
        f"<main><article><h1>{TITLE}</h1>{inside}{paragraphs()}</article></main>{around}"
        "<aside><h3>الأكثر قراءة</h3><a href='/9'>خبر آخر عن أمر آخر</a></aside><footer>جميع الحقوق محفوظة</footer>",
        head,
        title,
    )


def linked_data(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def cards(count: int = 8, *, teaser: bool = True, tag: str = "h2") -> str:
    """Return the cards of a list of articles."""
    return "".join(
        f'<article class="post card"><{tag}><a href="/{number}">{title}</a></{tag}>'
        f'<time datetime="2025-11-{number + 10}">منذ يوم</time>{f"<p>{TEASER}</p>" if teaser else ""}</article>'
        for number, title in enumerate(TITLES[:count])
    )


def table_portal() -> str:
    """Return the front page of a site of twenty years ago: tables in tables, no headings."""
    rows = "".join(
        f'<tr><td><a href="{at}.asp"><b>{title}</b></a><br>{TEASER}<br><a href="{at}.asp">التفاصيل</a></td></tr>'
        for at, title in enumerate(TITLES)
    )
    table = f"<center><table><tr><td><table>{rows}</table></td></tr></table></center>"
    return f"<html><head><title>بوابة الأخبار</title></head><body>{table}</body></html>"


LIST_PAGES = {
    "front page of a WordPress": page(
        NAVIGATION + cards(), '<meta property="og:type" content="website">', "المرسى اليوم", ' class="home blog"'
    ),
    "front page that is named like its site": page(
        f"{NAVIGATION}<h1>المرسى اليوم</h1>{cards(10)}", title="المرسى اليوم"
    ),
    "category with JSON-LD": page(
        f"<h1>أخبار الرياضة</h1>{cards()}",
        '<meta property="og:type" content="article">' + linked_data('{"@type": "CollectionPage", "name": "رياضة"}'),
        "أخبار الرياضة | المرسى اليوم",
    ),
    "section without teasers": page(f"{NAVIGATION}<h1>سياسة</h1>{cards(10, teaser=False)}", title="سياسة - المرسى"),
    "tag": page(
        f"<h1>وسم: المياه</h1><p>كل ما نشرناه عن المياه.</p>{cards(6, tag='h3')}", "", "المياه", ' class="archive tag"'
    ),
    "results of a search": page(
        "<h1>نتائج البحث عن: محطة</h1><ul>"
        + "".join(f'<li><a href="/{at}">{title}</a><p>{TEASER}</p></li>' for at, title in enumerate(TITLES))
        + "</ul>",
        '<link rel="canonical" href="https://news.example/?s=محطة">',
        "نتائج البحث",
    ),
    "author": page(
        f"<h1>منى سالم</h1><p>صحفية تكتب في شؤون البيئة والمدن منذ عشر سنوات، وحاصلة على جائزة الصحافة المحلية مرتين "
        f"في مسيرتها المهنية الطويلة.</p>{cards(9)}",
        linked_data('{"@graph": [{"@type": "ProfilePage"}, {"@type": "Person", "name": "منى سالم"}]}'),
        "منى سالم",
    ),
    "list with a node for each article": page(
        f"<h1>آخر الأخبار</h1>{cards()}",
        linked_data(
            '[{"@type": "NewsArticle", "headline": "خبر أول"}, {"@type": "NewsArticle", "headline": "خبر ثان"}]'
        ),
        "آخر الأخبار",
    ),
    "page three of an archive": page(
        f"<h1>الأرشيف</h1>{cards(10)}<div class='pagination'><a href='/page/2'>السابق</a></div>",
        '<link rel="canonical" href="https://news.example/local/page/3/">',
        "الأرشيف - صفحة 3",
    ),
    "portal of tables": table_portal(),
    "headings and paragraphs of one container": page(
        "<h1>اقتصاد</h1><div>"
        + "".join(f'<h3><a href="/{at}">{title}</a></h3><p>{TEASER}</p>' for at, title in enumerate(TITLES))
        + "</div>",
        title="اقتصاد",
    ),
    "Drupal view": page(
        "<h1>محليات</h1><div class='view-content'>"
        + "".join(
            f"<div class='views-row'><div class='field'><a href='/node/{at}'>{title}</a></div>"
            f"<div class='field'>{TEASER}</div></div>"
            for at, title in enumerate(TITLES)
        )
        + "</div>",
        title="محليات",
    ),
    "notices in many boxes": page(
        "".join(
            f"<section><h2>{title}</h2><div>{TEASER} <a href='/{at}'>المزيد</a></div></section>"
            for at, title in enumerate(TITLES)
        ),
        title="بوابة",
    ),
    "notices in parts of their own": page(
        "".join(f"<section><div><h2>{title}</h2><div><p>{TEASER}</p></div></div></section>" for title in TITLES),
        title="بوابة",
    ),
    "directory of links": page(
        "<ul>"
        + "".join(f'<li><a href="/{at}">{title}</a> - {TEASER}</li>' for at, title in enumerate(TITLES))
        + "</ul>",
        title="دليل المواقع",
    ),
    "headlines in boxes": page(
        "".join(
            f"<section><h2>{name}</h2><ul>"
            + "".join(f'<li><a href="/{name}/{at}">{title}</a></li>' for at, title in enumerate(TITLES))
            + "</ul></section>"
            for name in ("سياسة", "اقتصاد", "رياضة", "ثقافة")
        ),
        title="المرسى اليوم",
    ),
}

ARTICLE_PAGES = {
    "of no metadata": page(f"<h1>{TITLE}</h1><div>{paragraphs()}</div>"),
    "short": page(f"<h1>{TITLE}</h1><div><p>{PARAGRAPHS[0]}</p></div>"),
    "of twenty years ago": page(
        f"<table><tr><td><font size=5><b>{TITLE}</b></font></td></tr>"
        f"<tr><td>{'<br><br>'.join(PARAGRAPHS)}</td></tr></table>"
    ),
    "of paragraphs that are elements div": page(
        f"<h1>{TITLE}</h1><div class='body'>" + "".join(f"<div>{text}</div>" for text in PARAGRAPHS) + "</div>"
    ),
    "with related articles below": article(around=f"<section><h2>اقرأ أيضاً</h2>{cards(6)}</section>"),
    "with related articles in it": page(
        f"<h1>{TITLE}</h1><div class='entry'>{paragraphs(*PARAGRAPHS[:2])}<div><a href='/1'>{TITLES[0]}</a></div>"
        f"{paragraphs(*PARAGRAPHS[2:])}</div>"
    ),
    "of WordPress": page(
        f"<h1>{TITLE}</h1><div class='entry-content'>{paragraphs()}</div>{cards(4)}",
        '<meta property="article:published_time" content="2025-11-26T09:14:00+01:00">',
        attributes=' class="single single-post postid-4512"',
    ),
    "of a list of advice": page(
        f"<h1>{TITLE}</h1><div>"
        + "".join(f"<h2>نصيحة رقم {at}</h2><p>{text}</p>" for at, text in enumerate(PARAGRAPHS))
        + "</div>"
    ),
}
