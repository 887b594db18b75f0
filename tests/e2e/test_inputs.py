"""What a newsroom has, as the command line takes it: files of several kinds, pages, feeds and sites on loopback."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.pasted import Result, article
from tests.web_sites import PRIVATE, Reply, Site, site

LEAD = "افتتحت البلدية اليوم الخميس مكتبة عامة في وسط المدينة القديمة، وهي الأولى منذ عشرين عاما."
MORE = "وقال رئيس البلدية إن المكتبة تضم ثلاثين ألف كتاب وقاعة للأطفال وأخرى للمحاضرات."
LAST = "وكان سكان الأحياء القديمة قد طالبوا منذ سنوات بمكان يقرأ فيه أبناؤهم بعد المدرسة."
HEADLINE = "عودة الكتاب إلى المدينة القديمة"
PAGE = f"""<!doctype html><html lang="ar"><head><title>{HEADLINE} | صحيفة المدينة</title>
<meta property="og:type" content="article"><link rel="canonical" href="https://example.org/4512">
<meta property="article:published_time" content="2025-11-24T17:45:00+03:00"></head>
<body><nav><a href="/">الرئيسية</a> <a href="/s">ثقافة</a></nav><article><h1>{HEADLINE}</h1>
<p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></article><footer>جميع الحقوق محفوظة</footer></body></html>"""
CONTENT = "http://purl.org/rss/1.0/modules/content/"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def item(title: str, link: str, description: str, content: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>Mon, 24 Nov 2025 17:45:00 +0300</pubDate><description><![CDATA[{description}]]></description>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded></item>"
    )


@pytest.fixture
def newspaper(socket_enabled: None) -> Iterator[Site]:  # noqa: ARG001 - opens the loopback
    with site(PRIVATE) as found:
        found.pages["/4512"] = Reply(PAGE.encode(), headers=HTML)
        yield found


def at(newspaper: Site, path: str) -> str:
    return newspaper.at(path, PRIVATE)


def inspected(run: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in run.out.splitlines()]


def test_an_article_is_read_by_its_address(audionews: Callable[..., Result], newspaper: Site) -> None:
    run = audionews("inspect", at(newspaper, "/4512"), "--allow-private", "--json")
    (found,) = inspected(run)
    assert run.code == 0
    assert (found["headline"], found["body"]) == (HEADLINE, [LEAD, MORE, LAST])
    assert (found["link"], found["date"]) == ("https://example.org/4512", "2025-11-24T17:45:00+03:00")


def test_an_address_of_the_own_network_is_refused_unless_it_is_allowed(
    audionews: Callable[..., Result], newspaper: Site
) -> None:
    run = audionews("inspect", at(newspaper, "/4512"), "--json")
    assert run.code == 65
    (found,) = inspected(run)
    assert "loopback" in str(found["error"])
    assert "--allow-private" in str(found["remedy"])
    assert newspaper.asked == []


def test_a_feed_gives_whole_items_follows_partial_ones_and_goes_on_after_a_bad_one(
    audionews: Callable[..., Result], newspaper: Site
) -> None:
    paragraphs = [LEAD, MORE, LAST, *(f"{LAST[:-1]}، وهذه هي الفقرة رقم {number}." for number in ("أربعة", "خمسة"))]
    whole = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    items = (
        item("خبر كامل عن المكتبة الجديدة", "https://example.org/1", "", whole),
        item("خبر ضائع عن المكتبة", at(newspaper, "/lost"), "افتتحت البلدية..."),
        item(HEADLINE, at(newspaper, "/4512"), "افتتحت البلدية اليوم..."),
    )
    feed = f'<rss version="2.0" xmlns:content="{CONTENT}"><channel><title>صحيفة</title>{"".join(items)}</channel></rss>'
    newspaper.pages["/feed"] = Reply(feed.encode(), headers={"Content-Type": "application/rss+xml"})
    run = audionews("inspect", at(newspaper, "/feed"), "--allow-private", "--json")
    first, lost, partial = inspected(run)
    assert run.code == 1
    assert (first["body"], partial["body"]) == (paragraphs, [LEAD, MORE, LAST])
    assert "404" in str(lost["error"])
    assert partial["date_source"] == "feed"


def test_a_stranger_s_feed_leads_nowhere_inside(audionews: Callable[..., Result], newspaper: Site) -> None:
    with site(PRIVATE) as inner:
        inner.pages["/4512"] = Reply(PAGE.encode(), headers=HTML)
        items = item(HEADLINE, inner.at("/4512", PRIVATE), "افتتحت البلدية اليوم...")
        newspaper.pages["/feed"] = Reply(
            f'<rss version="2.0" xmlns:content="{CONTENT}"><channel>{items}</channel></rss>'.encode()
        )
        run = audionews("inspect", at(newspaper, "/feed"), "--allow-private", "--json")
        assert run.code == 65
        assert inner.asked == []


def test_a_site_of_wordpress_is_read_by_its_address(audionews: Callable[..., Result], newspaper: Site) -> None:
    links = (f'<article><h2><a href="/{n}">خبر {n} عن المكتبة</a></h2><p>{MORE}</p></article>' for n in range(9))
    api = f'<link rel="https://api.w.org/" href="{at(newspaper, "/wp-json/")}">'
    home = f"<!doctype html><html><head><title>صحيفة</title>{api}</head><body>{''.join(links)}"
    newspaper.pages["/"] = Reply(home.encode(), headers=HTML)
    post = {
        "id": 7,
        "date": "2025-11-24T17:45:00",
        "date_gmt": "2025-11-24T14:45:00",
        "guid": {"rendered": "https://example.org/?p=7"},
        "link": "https://example.org/7",
        "status": "publish",
        "title": {"rendered": HEADLINE},
        "content": {"rendered": f"<p>{LEAD}</p><p>{MORE}</p>", "protected": False},
        "excerpt": {"rendered": "", "protected": False},
    }
    posts = Reply(json.dumps([post]).encode(), headers={"Content-Type": "application/json; charset=UTF-8"})
    newspaper.pages |= dict.fromkeys(("/wp-json/wp/v2/posts", "/wp-json/wp/v2/posts?_embed=1"), posts)
    run = audionews("inspect", at(newspaper, "/"), "--allow-private", "--json")
    (found,) = inspected(run)
    assert (found["headline"], found["body"], found["link"]) == (HEADLINE, [LEAD, MORE], "https://example.org/7")


def test_files_of_several_kinds_are_inspected_together_and_a_failure_is_shown(
    audionews: Callable[..., Result], tmp_path: Path
) -> None:
    for name, text in {
        "a.txt": f"{HEADLINE}\n\n{LEAD}",
        "b.md": f"# {HEADLINE}\n\n{LEAD}",
        "c.html": PAGE,
        "d.csv": "title,body\nخبر,نص\n",
        "e.txt": "WEBVTT\n\n00:00.000 --> 00:02.000\nخبر\n",
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    files = sorted(tmp_path.glob("?.*"))
    run = audionews("inspect", *files, "--html", tmp_path / "report.html")
    assert run.code == 1
    assert run.out.count(LEAD) == 3
    assert "d.csv is a table (CSV)" in run.err
    assert "e.txt is a file of subtitles (WebVTT)" in run.err
    report = (tmp_path / "report.html").read_text("utf-8")
    assert report.count(f">{LEAD}<") == 3
    assert "is a table (CSV)" in report
    assert run.out.endswith(f"{tmp_path / 'report.html'}\n")


def test_a_folder_is_read_with_files_of_all_kinds(audionews: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.MD").write_text(f"# {HEADLINE}\n\n{LEAD}", "utf-8")
    (tmp_path / "news" / "b.html").write_text(PAGE, "utf-8")
    (tmp_path / "news" / "notes.log").write_text("log", "utf-8")
    assert len(inspected(audionews("inspect", tmp_path / "news", "--json"))) == 2


def test_a_page_s_hostile_text_is_only_text_in_the_report(audionews: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{HEADLINE}\n\n{LEAD}\n\n<script>alert(1)</script> {MORE}", "utf-8")
    audionews("inspect", tmp_path / "a.txt", "--html", tmp_path / "report.html")
    assert "<script>" not in (tmp_path / "report.html").read_text("utf-8")


def test_what_the_user_says_is_in_the_article(audionews: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{HEADLINE}\n\n{LEAD}\n\n{MORE}\n\n{LAST}", "utf-8")
    options = (
        "--link",
        "https://example.org/9",
        "--id",
        "9",
        "--byline",
        "سعاد فهمي",
        "--date",
        "2025-11-24T18:00+03:00",
    )
    run = audionews(
        "inspect", tmp_path / "a.txt", *options, "--drop", "رئيس البلدية", "--headline", "المكتبة", "--json"
    )
    (found,) = inspected(run)
    assert found["headline"] == "المكتبة"
    assert found["body"] == [HEADLINE, LEAD, LAST]
    assert (found["link"], found["source_id"], found["byline"]) == ("https://example.org/9", "9", "سعاد فهمي")
    assert (found["date"], found["date_source"]) == ("2025-11-24T18:00:00+03:00", "user")


def test_a_link_for_one_article_is_not_given_to_a_second(audionews: Callable[..., Result], tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{HEADLINE}\n\n{LEAD}", "utf-8")
    run = audionews("inspect", tmp_path / "a.txt", tmp_path / "b.txt", "--link", "https://example.org/9", "--json")
    first, second = inspected(run)
    assert first["link"] == "https://example.org/9"
    assert "the link was given for one article" in str(second["error"])


def test_a_date_that_is_none_is_refused(audionews: Callable[..., Result], tmp_path: Path) -> None:
    run = audionews("inspect", tmp_path / "a.txt", "--date", "أمس")
    assert run.code == 2
    assert "2024-06-20T18:00+03:00" in run.err


def test_a_build_says_how_much_is_not_spoken(audionews: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{HEADLINE}\n\n{LEAD}\n\n{MORE}\n\n{LAST}", "utf-8")
    plain = audionews("build", tmp_path / "a.txt", "--voice", "silence", "--out", tmp_path / "out")
    assert "not spoken" not in plain.err
    run = audionews("build", tmp_path / "a.txt", "--voice", "silence", "--out", tmp_path / "out", "--drop", "nothing")
    assert "not spoken" not in run.err
    tail = "\n".join(["ذات صلة", *(f"خبر آخر رقم {number} عن المدينة والمكتبات" for number in range(9))])
    (tmp_path / "b.txt").write_text(f"{HEADLINE} مرة أخرى\n\n{LEAD}\n\n{tail}", "utf-8")
    run = audionews("build", tmp_path / "b.txt", "--voice", "silence", "--out", tmp_path / "out")
    assert "are not spoken; to see why: audionews inspect" in run.err


def test_the_output_of_builds_is_no_folder_of_articles(audionews: Callable[..., Result]) -> None:
    Path("news").mkdir()
    Path("news/article.txt").write_text(article(), "utf-8")
    built = audionews("build", "news", "--voice", "silence", "--out", "news/output")
    assert (built.code, len(built.out.splitlines())) == (0, 3)
    again = audionews("build", "news", "--voice", "silence", "--out", "news/output", "--json")
    assert [each["change"] for each in again.named("episode_written")] == ["unchanged"]
    refused = audionews("build", "news/output", "--voice", "silence")
    assert (refused.code, "news/output has a show, and no articles" in refused.err) == (2, True)
