"""The pages as HTML: what is on them, what never is, and that they are well-formed."""

import dataclasses
import gzip
import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import pytest
from tests.newsroom import BASE, FACTS, RATE, VOICE, changed_show, make_episode, make_show, outputs

from audionews.arabic.wording import voice_notice, voice_rows
from audionews.artwork.picture import Picture, read_picture
from audionews.model import Cue, CueWord, Episode, Role, Segment, Show, ShowFacts
from audionews.render.environment import Templates
from audionews.render.markup import compact_json
from audionews.render.pages import PagesRenderer
from audionews.render.search import search_outputs

SHOW = make_show()
NEWS = SHOW.episodes[0]
UNPUBLISHED = dataclasses.replace(FACTS, base_url="")
VOID = {"meta", "link", "img", "input", "br"}


def rendered(show: Show = SHOW) -> dict[str, str]:
    files = {output.path: b"".join(output.pieces) for output in outputs(PagesRenderer(), show)}
    return {path: blob.decode() for path, blob in files.items() if not path.endswith(".png")}


def page_of(episode: Episode, facts: ShowFacts = FACTS) -> str:
    return rendered(Show(facts=facts, episodes=(episode,)))[f"episodes/{episode.id}.html"]


class Outline(HTMLParser):
    """The elements of a page with their attributes; complains when tags do not nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "script":
            self.words.append(data.strip())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_every_file_is_named_once_and_pages_come_after_what_they_need() -> None:
    paths = [output.path for output in outputs(PagesRenderer(), SHOW)]
    assert len(paths) == len(set(paths))
    lists = [path for path in paths if not path.startswith("episodes/")]
    scripts = [
        f"audionews{name}.js" for name in ("", "-more", "-words", "-reading", "-framed", "-embed", "-frames", "-search")
    ]
    assert lists[:9] == ["audionews.css", *scripts]
    assert paths[-1] == "index.html"
    assert {f"episodes/{NEWS.id}.{kind}" for kind in ("html", "embed.html", "player.json", "oembed.json")} <= set(paths)


def test_every_page_is_well_formed_arabic_from_right_to_left_under_a_strict_policy() -> None:
    for path, page in rendered().items():
        if path.endswith(".html"):
            outline = Outline(page)
            assert outline.all("html") == [{"lang": "ar", "dir": "rtl"}]
            policy = next(meta["content"] for meta in outline.all("meta") if "http-equiv" in meta) or ""
            assert policy.startswith("default-src 'none'")
            assert "unsafe" not in policy
            assert len(outline.all("main")) == len(outline.all("h1")) == 1


def test_pages_hold_no_inline_script_or_style_and_load_from_their_own_site_only() -> None:
    for path, page in rendered().items():
        if path.endswith(".html"):
            for tag, attributes in Outline(page).elements:
                assert not any(name == "style" or name.startswith("on") for name in attributes)
                assert tag != "style"
                if tag in {"script", "img", "audio"}:
                    source = attributes.get("src")
                    assert source is None or not source.startswith(("http", "//"))


def test_style_and_player_name_no_other_site() -> None:
    files = rendered()
    for name in ("audionews.css", "audionews.js"):
        assert re.findall(r"https?://(?!\.\.\.)", files[name]) == []


def test_a_page_stays_small() -> None:
    long = dataclasses.replace(NEWS, segments=(*NEWS.segments, *(NEWS.segments[3:] * 8)))
    assert len(page_of(long).encode()) < 60_000
    sizes = {path: len(gzip.compress(text.encode(), 9)) for path, text in rendered().items()}
    assert max(size for path, size in sizes.items() if path.endswith(".js")) < 5000
    assert sizes["audionews.css"] < 4000


def test_the_episode_page_shows_the_article_as_written_with_the_times_of_its_paragraphs() -> None:
    outline = Outline(page_of(NEWS))
    assert {one.text for one in NEWS.segments} <= set(outline.words)
    timed = [attributes for _, attributes in outline.elements if "data-start" in attributes]
    starts = [float(one["data-start"] or 0) for one in timed]
    assert len(timed) == len(NEWS.segments)
    assert starts == sorted(starts)
    assert all(float(one["data-start"] or 0) < float(one["data-end"] or 0) for one in timed)


def test_the_times_of_words_count_utf_16_units_of_the_paragraph() -> None:
    segment = Segment(role=Role.BODY, text="🌊 موج. ثم هدوء.")
    words = (CueWord(start=0, end=9, first=0, last=1), CueWord(start=RATE, end=2 * RATE, first=2, last=6))
    later = (CueWord(start=3 * RATE, end=4 * RATE, first=0, last=2),)
    cues = (
        Cue(segment=1, role=Role.BODY, text="🌊 موج.", start=0, end=2 * RATE, words=words),
        Cue(segment=1, role=Role.BODY, text="ثم هدوء.", start=3 * RATE, end=5 * RATE, words=later),
    )
    page = page_of(dataclasses.replace(NEWS, segments=(NEWS.segments[0], segment), cues=cues))
    assert 'data-start="0.0" data-end="5.0" data-words="0:0.0 3:1.0 8:3.0"' in page
    assert '<script src="../audionews-words.js" defer></script>' in page
    assert "audionews-words.js" not in page_of(dataclasses.replace(NEWS, cues=()))


def test_a_segment_that_is_not_spoken_has_no_time() -> None:
    silent = dataclasses.replace(NEWS, segments=(*NEWS.segments, Segment(role=NEWS.segments[-1].role, text="ختام")))
    assert "<p>ختام</p>" in page_of(silent)


def test_chapters_link_into_the_sound() -> None:
    links = [link for link in Outline(page_of(NEWS)).all("a") if "data-chapter" in link]
    assert [link["href"] for link in links][:2] == [f"{NEWS.id}.mp3#t=0.0", f"{NEWS.id}.mp3#t=4.77"]
    assert len(links) == len(NEWS.chapters)


def test_the_listener_is_told_what_reads() -> None:
    page = page_of(NEWS)
    assert voice_notice(VOICE) in page
    assert all(text in page for _, text in voice_rows(VOICE))
    assert [text for _, text in voice_rows(VOICE)] == ["زياد", "hts 1.2", "سُجّل الصوت لأغراض البحث", "CC-BY-4.0"]
    plain = dataclasses.replace(VOICE, title="", credit="", licence="", engine_version="")
    assert [text for _, text in voice_rows(plain)] == ["ar-test", "hts"]


def test_corrections_are_shown_with_their_day() -> None:
    assert "تصويبات" not in page_of(NEWS)
    page = page_of(SHOW.episodes[1])
    assert "تصويبات" in page
    assert "صُحّح عدد الطيور" in page


def test_neighbours_are_linked_both_ways() -> None:
    pages = rendered()
    middle = Outline(pages[f"episodes/{SHOW.episodes[1].id}.html"])
    links = {link.get("rel"): link["href"] for link in middle.all("a")}
    assert links["prev"] == f"{NEWS.id}.html"
    assert links["next"] == f"{SHOW.episodes[2].id}.html"
    assert "حلقات أخرى" not in page_of(NEWS)


def test_a_published_page_says_who_it_is_to_machines() -> None:
    page = page_of(NEWS)
    stem = f"{BASE}/episodes/{NEWS.id}"
    outline = Outline(page)
    links = {(link["rel"], link.get("type")): link["href"] for link in outline.all("link")}
    assert links["canonical", None] == f"{stem}.html"
    assert links["alternate", "application/rss+xml"] == "../feed.xml"
    assert links["alternate", "application/json+oembed"] == f"{stem}.oembed.json"
    properties = {meta["property"]: meta["content"] for meta in outline.all("meta") if "property" in meta}
    assert properties["og:audio"] == f"{stem}.mp3"
    assert properties["og:image"] == f"{stem}.jpg"
    data = linked_data(page)
    assert data["@type"] == "PodcastEpisode"
    assert data["associatedMedia"]["contentUrl"] == f"{stem}.mp3"
    assert data["associatedMedia"]["digitalSourceType"].endswith("TrainedAlgorithmicMediaDigitalSource")
    assert data["isBasedOn"] == NEWS.link


def linked_data(page: str) -> Any:  # noqa: ANN401 - JSON
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    return json.loads(found[1])


def test_an_unpublished_page_names_no_address_of_its_own() -> None:
    bare = dataclasses.replace(NEWS, link="")
    files = rendered(Show(facts=dataclasses.replace(UNPUBLISHED, link=""), episodes=(bare,)))
    assert f"episodes/{NEWS.id}.oembed.json" not in files
    for path, page in files.items():
        if path.endswith(".html"):
            assert re.findall('https?://[^"]*', page.replace("https://schema.org", "")) == []
            assert "canonical" not in page


def test_the_index_leads_with_the_newest_and_lists_the_others() -> None:
    outline = Outline(rendered()["index.html"])
    titles = [word for word in outline.words if word in {one.title for one in SHOW.episodes}]
    assert titles == [one.title for one in SHOW.episodes]


def test_the_index_offers_apps_only_once_the_feed_has_an_address() -> None:
    assert f'href="podcast://{BASE.removeprefix("https://")}/feed.xml"' in rendered()["index.html"]
    unpublished = rendered(make_show(1, UNPUBLISHED))["index.html"]
    assert "podcast://" not in unpublished
    assert 'href="feed.xml"' in unpublished


def test_a_lead_without_a_summary_begins_with_its_first_paragraph() -> None:
    alone = rendered(Show(facts=FACTS, episodes=(make_episode(2),)))["index.html"]
    assert make_episode(2).segments[1].text in alone
    assert "حلقات سابقة" not in alone


def test_older_episodes_stand_on_further_index_pages() -> None:
    files = rendered(make_show(65))
    assert {path for path in files if path.startswith("index")} == {"index.html", "index-2.html", "index-3.html"}
    counts = [files[path].count("<article") for path in ("index.html", "index-3.html", "index-2.html")]
    assert counts == [25, 20, 20]
    assert 'rel="next" href="index-3.html"' in files["index.html"]
    assert 'rel="prev" href="index.html"' in files["index-3.html"]
    assert 'rel="next" href="index-2.html"' in files["index-3.html"]
    assert 'rel="next"' not in files["index-2.html"]


def test_a_show_without_episodes_has_a_page() -> None:
    assert "لم تُنشر أي حلقة بعد" in rendered(Show(facts=FACTS, episodes=()))["index.html"]


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> \"'&]]></title></script> \u202e\x00"


def test_hostile_words_stay_words_on_every_page() -> None:
    bad = dataclasses.replace(
        make_episode(0, title=HOSTILE),
        byline=HOSTILE,
        summary=(HOSTILE,),
        link="javascript:alert(1)",
        voice=dataclasses.replace(VOICE, title=HOSTILE, credit=HOSTILE),
    )
    facts = dataclasses.replace(FACTS, title=HOSTILE, description=HOSTILE, author=HOSTILE, link='"><script>')
    names = [f"audionews{name}.js" for name in ("", "-words", "-embed", "-framed", "-search")]
    known = {f"{root}{name}" for root in ("", "../", "/akhbar/") for name in names}
    for path, page in rendered(Show(facts=facts, episodes=(bad,))).items():
        if path.endswith(".html"):
            outline = Outline(page)
            assert {script.get("src") for script in outline.all("script")} <= {*known, None}
            assert not any("onerror" in attributes for _, attributes in outline.elements)
            assert "javascript:" not in page
            assert "\u202e" not in page
            assert "\x00" not in page


def test_json_inside_html_cannot_close_its_element() -> None:
    assert json.loads(compact_json({"a": "</script><!-- &"})) == {"a": "</script><!-- &"}
    assert not set("<>&") & set(compact_json({"a": "</script><!-- &"}))


def test_a_player_on_another_site_gets_the_facts_and_the_text_with_its_times() -> None:
    facts = json.loads(rendered()[f"episodes/{NEWS.id}.player.json"])
    assert (facts["title"], facts["show"], facts["notice"]) == (NEWS.title, FACTS.title, voice_notice(VOICE))
    assert (facts["sound"], facts["cover"], facts["page"]) == (f"{NEWS.id}.mp3", f"{NEWS.id}.jpg", f"{NEWS.id}.html")
    assert [line["text"] for line in facts["lines"]] == [segment.text for segment in NEWS.segments]
    assert [one["title"] for one in facts["chapters"]] == [one.title for one in NEWS.chapters]
    assert facts["seconds"] == pytest.approx(NEWS.samples / RATE, abs=0.001)
    assert all(line["start"] < line["end"] for line in facts["lines"])


def test_the_notice_about_the_voice_is_no_text_of_the_article() -> None:
    notice = Segment(role=Role.NOTICE, text="قُرئ عليكم هذا النص بصوت اصطناعي.")
    cue = Cue(segment=len(NEWS.segments), role=Role.NOTICE, text=notice.text, start=NEWS.samples - 9, end=NEWS.samples)
    episode = dataclasses.replace(NEWS, segments=(*NEWS.segments, notice), cues=(*NEWS.cues, cue))
    pages = rendered(Show(facts=FACTS, episodes=(episode,)))
    assert notice.text not in pages[f"episodes/{NEWS.id}.player.json"]


def test_oembed_offers_the_frame() -> None:
    answer = json.loads(rendered()[f"episodes/{NEWS.id}.oembed.json"])
    frame = Outline(answer["html"]).all("iframe")[0]
    assert (answer["type"], answer["version"]) == ("rich", "1.0")
    assert frame["src"] == f"{BASE}/episodes/{NEWS.id}.embed.html"
    assert "allow-same-origin" not in (frame["sandbox"] or "")
    assert frame["title"] == NEWS.title


@pytest.mark.parametrize("colour", ["#0b5d4e", "#f2c200"])
def test_the_colour_of_the_show_reaches_style_and_emblem(colour: str) -> None:
    files = rendered(make_show(1, dataclasses.replace(FACTS, colour=colour)))
    assert f"--ground:{colour}" in files["audionews.css"]
    assert f'fill="{colour}"' in files["audionews.svg"]


def test_same_show_gives_the_same_bytes() -> None:
    assert rendered() == rendered(make_show())


def test_shares_and_apps_are_offered_beside_the_player() -> None:
    apps = {"spotify": "https://open.spotify.com/show/1", "apple": "https://podcasts.apple.com/id1"}
    page = Outline(page_of(NEWS, dataclasses.replace(FACTS, apps=apps)))
    links = [link["href"] or "" for link in page.all("a")]
    assert {*apps.values()} <= {*links}
    assert not any(link.startswith("podcast://") for link in links), "the show is in that app already"
    (whatsapp,) = (link for link in links if "wa.me" in link)
    assert unquote(whatsapp).endswith(f"{NEWS.title} {BASE}/episodes/{NEWS.id}.html")
    assert whatsapp.isascii()
    plain = Outline(page_of(NEWS, dataclasses.replace(UNPUBLISHED, apps=apps)))
    assert apps["apple"] in [link["href"] for link in plain.all("a")]
    assert not any("wa.me" in (link["href"] or "") for link in plain.all("a"))


def test_a_long_headline_is_set_smaller() -> None:
    long = dataclasses.replace(NEWS, title="عنوان طويل " * 28)
    assert Outline(page_of(long)).all("h1")[0]["class"] == "long"
    assert "class" not in Outline(page_of(NEWS)).all("h1")[0]


def test_the_page_for_wrong_addresses_links_from_the_root_of_the_site() -> None:
    page = Outline(rendered()["404.html"])
    assert "/akhbar/search.html" in [link["href"] for link in page.all("a")]
    assert page.all("link")[0]["href"] == "/akhbar/audionews.css"
    local = rendered(make_show(1, UNPUBLISHED))["404.html"]
    assert 'href="audionews.css"' in local


def test_a_phone_can_keep_the_show() -> None:
    files = {output.path: b"".join(output.pieces) for output in outputs(PagesRenderer(), SHOW)}
    manifest = json.loads(files["manifest.webmanifest"])
    assert (manifest["name"], manifest["dir"], manifest["start_url"]) == (FACTS.title, "rtl", "index.html")
    for picture in manifest["icons"][1:]:
        edge = int(picture["sizes"].partition("x")[0])
        assert read_picture(files[picture["src"]]) == Picture(format="PNG", mode="RGB", width=edge, height=edge)
    touch = read_picture(files["apple-touch-icon.png"])
    assert touch
    assert (touch.width, touch.height) == (180, 180)
    assert Outline(files["index.html"].decode()).all("script")[0]["data-worker"] == "sw.js"
    assert Outline(files[f"episodes/{NEWS.id}.html"].decode()).all("script")[0]["data-worker"] == "../sw.js"
    assert "data-worker" not in files[f"episodes/{NEWS.id}.embed.html"].decode(), "a frame is another site's"


def test_titles_for_the_search_are_chained_from_the_newest_file_to_the_oldest() -> None:
    found = list(search_outputs(changed_show(make_show(1200)), Templates()))
    files = {output.path: json.loads(b"".join(output.pieces)) for output in found[:-1]}
    assert [output.path for output in found] == ["titles-2.json", "titles.json", "search.html"]
    assert (files["titles.json"]["older"], files["titles-2.json"]["older"]) == ("titles-2.json", "")
    assert [len(one["episodes"]) for one in files.values()] == [500, 700]
    assert files["titles.json"]["episodes"][0] == [NEWS.id, NEWS.title, f"{NEWS.published:%Y-%m-%d}", ""]
