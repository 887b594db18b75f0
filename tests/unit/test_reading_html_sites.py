from pathlib import Path

import pytest
from cssselect import HTMLTranslator
from tests.reading import articles
from tests.web_pages import PARAGRAPHS, TITLE, TITLES, page, paragraphs

from audionews.errors import SettingsError
from audionews.model import Article, Blob, Known, Place, SiteRules
from audionews.readers.html import HtmlReader
from audionews.readers.html.sites import shipped_rules
from audionews.settings import FILE, load_settings

OTHER = "خبر قديم عن افتتاح الحديقة العامة في وسط المدينة، نعيد نشره لمن فاته أن يقرأه في حينه على صفحات الجريدة."
PAGE = page(
    f"<h1>المرسى اليوم</h1><h2 class='t'>{TITLE}</h2><div class='old'>{paragraphs(OTHER)}</div>"
    f"<div class='text'>{paragraphs()}<div class='box'>{paragraphs(OTHER)}</div>"
    f"<p>من الأرشيف</p>{paragraphs(OTHER)}</div>",
    title="المرسى اليوم",
)
RULES = SiteRules(host="news.example", headline=".t", body=".text", drop=(".box",), tail=("من الارشيف:",))


def read(text: str, url: str, *rules: SiteRules) -> Article:
    (found,) = articles(HtmlReader().read(Blob(content=text.encode(), name="a", url=url), Known(sites=rules)))
    return found


def test_the_rules_of_a_site_say_what_is_the_article() -> None:
    found = read(PAGE, "https://www.news.example/water", RULES)
    assert (found.headline, found.body) == (TITLE, PARAGRAPHS)
    whys = {line.text: line.why for line in found.lines if line.place is Place.DROPPED}
    assert whys["من الأرشيف"] == "below the tail that the rules of the site name"
    boxed = [line.why for line in found.lines if line.text == OTHER]
    assert boxed[1] == '".box" of news.example'


def test_rules_are_of_their_host_and_its_subdomains_only() -> None:
    for url in ("https://mynews.example/", "https://news.example.org/", "http://[bad", ""):
        assert OTHER in read(PAGE, url, RULES).body
    canonical = PAGE.replace("</head>", '<link rel="canonical" href="https://news.example/water"></head>')
    assert read(canonical, "", RULES).body == PARAGRAPHS


def test_the_longest_host_counts_and_rules_of_the_user_come_first() -> None:
    whole = SiteRules(host="news.example", drop=("p",))
    local = SiteRules(host="local.news.example", body=".text", drop=(".box",), tail=("من الأرشيف",))
    assert read(PAGE, "https://local.news.example/1", whole, local).body == PARAGRAPHS
    shipped = PAGE.replace("class='text'", "class='wysiwyg--all-content'").replace("class='box'", "class='more-on'")
    url = "https://www.aljazeera.net/news/1"
    assert read(shipped, url).body == (*PARAGRAPHS, "من الأرشيف", OTHER)
    own = SiteRules(host="aljazeera.net", body=".old")
    assert read(shipped, url, own).body == (OTHER,)


def test_selectors_that_find_nothing_change_nothing() -> None:
    rules = SiteRules(host="news.example", headline="h6", body=".none", drop=("table",), tail=(TITLES[0],))
    text = page(f"<h1>{TITLE}</h1>{paragraphs()}")
    found = read(text, "https://news.example/1", rules)
    assert (found.headline, found.body) == (TITLE, PARAGRAPHS)


def test_the_rules_that_ship_are_valid() -> None:
    assert shipped_rules()
    for rules in shipped_rules():
        assert "." in rules.host
        for selector in filter(None, (rules.headline, rules.body, *rules.drop)):
            HTMLTranslator().css_to_xpath(selector)


def settings(folder: Path, text: str) -> tuple[SiteRules, ...]:
    file = folder / FILE
    file.write_text(text, encoding="utf-8")
    return load_settings(file).sites


def test_rules_are_read_from_the_settings(tmp_path: Path) -> None:
    text = """
    [[sites]]
    host = "news.example"
    headline = ".t"
    body = ".text"
    drop = [".box"]
    tail = ["من الارشيف:"]
    [[sites]]
    host = "other.example"
    """
    assert settings(tmp_path, text) == (RULES, SiteRules(host="other.example"))
    assert settings(tmp_path, "") == ()


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ('[[sites]]\nbody = "p"', 'sites.1: the key "host" is missing', "add it"),
        ('[[sites]]\nhost = "news.example"\nbodi = "p"', 'no key "sites.1.bodi"', 'did you mean "body"?'),
        ('[[sites]]\nhost = "https://news.example/"', "sites.1.host cannot be", 'write a host like "example.org"'),
        ('[[sites]]\nhost = "news.example"\nbody = "p["', "sites.1.body: 'p[' is no CSS selector", "write one like"),
        ('[[sites]]\nhost = "news.example"\ndrop = [""]', "sites.1.drop: '' is no CSS selector", "write one like"),
        ('[[sites]]\nhost = "news.example"\ntail = "x"', "sites.1.tail: expected list, got text", "give the key"),
        ("sites = 3", "sites: expected list", "give the key"),
    ],
)
def test_wrong_rules_are_named(tmp_path: Path, text: str, message: str, remedy: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, text)
    assert message in caught.value.message
    assert caught.value.remedy.startswith(remedy)
