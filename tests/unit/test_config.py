"""audionews.toml becomes a frozen value, or an error that names the file, the key and the remedy."""

import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

from audionews.errors import SettingsError
from audionews.model import ShowFacts
from audionews.model.podcasting import RemoteFeed
from audionews.settings import FILE, Settings, load_settings, template
from audionews.settings.network import NetworkSettings
from audionews.voices import read_lexicons


def written(folder: Path, text: str) -> Path:
    file = folder / FILE
    file.write_text(text, encoding="utf-8")
    return file


def complaint(folder: Path, text: str) -> SettingsError:
    file = written(folder, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(file)
    assert caught.value.message.startswith(f"{file}: ")
    assert caught.value.remedy
    assert "\n" not in caught.value.message + caught.value.remedy
    return caught.value


def test_without_a_file_there_are_sensible_arabic_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    assert (settings.voice, settings.bitrate, settings.loudness) == ("auto", 64, -16.0)
    assert settings.show.title == "نشرة الأخبار الصوتية"
    assert settings.folder.resolve() == tmp_path.resolve()


def test_the_file_in_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, '[show]\ntitle = "صحيفة المدينة"')
    monkeypatch.chdir(tmp_path)
    assert load_settings().show.title == "صحيفة المدينة"


def test_the_template_says_the_defaults(tmp_path: Path) -> None:
    assert load_settings(written(tmp_path, template())) == Settings(folder=tmp_path)


def test_the_template_shows_every_key() -> None:
    table = tomllib.loads(template())
    assert set(table["show"]) == {field.name for field in fields(ShowFacts)} - {
        "guid",
        "section_guids",
        "cover_version",
        "cover_digest",
        "logo_digest",
    }
    assert set(table) == {"voice", "max_cost", "prices", "cache", "publish_to", "show", "shows", "sound", "network"}
    assert set(table["sound"]) == {field.name for field in fields(Settings)} - {
        "show",
        "voice",
        "max_cost",
        "prices",
        "cache",
        "network",
        "sites",
        "sync",
        "publish_to",
        "folder",
    }
    assert set(table["network"]) == {field.name for field in fields(NetworkSettings)}


def test_what_the_file_leaves_out_is_the_default(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, 'voice = "silence"\n[sound]\nbitrate = 96\nloudness = -19'))
    assert settings == Settings(voice="silence", bitrate=96, loudness=-19.0, folder=tmp_path)


def test_a_byte_order_mark_is_no_harm(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_bytes(b'\xef\xbb\xbfvoice = "silence"\r\n')
    assert load_settings(file).voice == "silence"


def test_values_of_the_show_are_taken_over(tmp_path: Path) -> None:
    text = """
    [show]
    base_url = "https://example.org/podcast"
    email = "news@example.org"
    link = "https://example.org/?edition=1"
    category = ["News"]
    language = "ar-EG"
    timezone = "Africa/Cairo"
    colour = "#A0b1C2"
    frequency = "FREQ=WEEKLY;BYDAY=MO,TH"
    explicit = true
    """
    show = load_settings(written(tmp_path, text)).show
    assert show == replace(
        Settings().show,
        base_url="https://example.org/podcast",
        email="news@example.org",
        link="https://example.org/?edition=1",
        category=("News",),
        language="ar-EG",
        timezone="Africa/Cairo",
        colour="#A0b1C2",
        frequency="FREQ=WEEKLY;BYDAY=MO,TH",
        explicit=True,
    )


def test_a_missing_file_that_was_named_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no file") as caught:
        load_settings(tmp_path / "other.toml")
    assert "audionews init" in caught.value.remedy


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path)


def test_another_encoding_than_utf_8_is_named(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_bytes('[show]\ntitle = "الأخبار"'.encode("cp1256"))
    with pytest.raises(SettingsError, match="is not UTF-8") as caught:
        load_settings(file)
    assert caught.value.remedy == "save it as UTF-8"


def test_a_syntax_error_names_its_line(tmp_path: Path) -> None:
    assert "line 2" in complaint(tmp_path, "[show]\ntitle = خبر").message


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        ('voise = "x"', '"voise"', 'did you mean "voice"?'),
        ('[show]\ntitel = "x"', '"show.titel"', 'did you mean "title"?'),
        ('[show]\nguid = "x"', '"show.guid"', "there are: "),
        ("[sound]\nbitrat = 64", '"sound.bitrat"', 'did you mean "bitrate"?'),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest(tmp_path: Path, text: str, key: str, remedy: str) -> None:
    error = complaint(tmp_path, text)
    assert f"there is no key {key}" in error.message
    assert error.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("voice = 3", "voice: expected"),
        ("show = 3", "show: expected"),
        ("[show]\ntitle = 3", "show.title: expected text, got whole number"),
        ("[shows]\nsport = 3", "shows.*: expected table"),
        ("[shows.sport]\nvoice = 3", "shows.sport.voice: expected text or"),
        ('[show]\ncategory = ["News", 3]', "show.category[1]: expected"),
        ('[show]\nexplicit = "no"', "show.explicit: expected"),
        ('[sound]\nbitrate = "64"', "sound.bitrate: expected"),
        ("[sound]\nbitrate = 64.5", "sound.bitrate: expected"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(tmp_path: Path, text: str, place: str) -> None:
    assert place in complaint(tmp_path, text).message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[show]\ntitle = "خبر\\u0000"', "show.title holds the control character U+0000"),
        ('[show]\nauthor = "هيئة\\nالتحرير"', "show.author holds the control character U+000A"),
        ('[show]\ncopyright = "\\u001B"', "show.copyright holds the control character U+001B"),
        ('[show]\ncategory = ["News\\uFFFF"]', "show.category holds the control character U+FFFF"),
        ('[show]\nsections = { sport = "رياضة\\u0085" }', "show.sections.sport holds the control character U+0085"),
        ('[shows.sport]\ntitle = "\\u007F"', "shows.sport.title holds the control character U+007F"),
    ],
)
def test_a_control_character_is_refused_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    assert place in complaint(tmp_path, text).message


def test_a_description_may_have_lines_and_texts_bidi_marks(tmp_path: Path) -> None:
    text = '[show]\ntitle = "أخبار \u200fX"\ndescription = """سطر\n\tوسطر"""'
    assert load_settings(written(tmp_path, text)).show.description == "سطر\n\tوسطر"


@pytest.mark.parametrize(
    "line",
    [
        'title = " "',
        'description = ""',
        'author = ""',
        'email = "news"',
        'base_url = "https://example.org/podcast/"',
        'base_url = "ftp://example.org"',
        'base_url = "https://example.org/?a=b"',
        'base_url = "https://user@example.org"',
        'base_url = "https://"',
        'link = "example.org"',
        'language = "Arabic"',
        "category = []",
        'category = ["News", "Daily News", "Politics"]',
        'timezone = "Asia/Riyad"',
        'timezone = "Asia"',
        'timezone = "../etc/passwd"',
        'timezone = ""',
        'colour = "green"',
        'funding = "give"',
        'frequency = "daily"',
        'frequency = "FREQ=OFTEN"',
        'frequency = "FREQ=DAILY;COUNT=3"',
        'frequency = "FREQ=DAILY;FREQ=DAILY"',
        'frequency = "FREQ=WEEKLY;BYDAY=XX"',
        'frequency = "FREQ=WEEKLY;BYMONTH=13"',
        'frequency = "FREQ=WEEKLY;WKST=MO,TU"',
        'frequency = "FREQ=WEEKLY;OFTEN=2"',
        'category = ["Daily News"]',
        'category = ["Nwes"]',
        'category = ["News", "Local News"]',
        'language = "xx"',
        'language = "ar_EG"',
        'email = "a..b@example.org"',
        'email = "Desk <news@example.org>"',
        'email = "news@example.org."',
        'licence = "CC BY 4.0"',
        'licence = "ours"',
        'licence = "MIT OR CC0-1.0"',
        'licence_url = "licence.html"',
        'link = "https://exa mple.org"',
        'new_feed_url = "feed.xml"',
        'podping = "podping.cloud"',
        'enclosure_prefix = "https://op3.dev/e"',
        'enclosure_prefix = "http://op3.dev/e/"',
        'enclosure_prefix = "op3.dev/e/"',
        'enclosure_prefix = "https://op3.dev/e/?a=/"',
        'enclosure_prefix = "https://op3.dev//"',
        'enclosure_prefix = "https://op3.dev/e,pg={id}/"',
        'enclosure_prefix = "https://عداد.test/e/"',
        'txt = { verify = "" }',
        'txt = { "ai-content" = "false" }',
        'podroll = [{ guid = "1" }]',
        'podroll = [{ url = "https://example.org/feed.xml" }]',
        'publisher = { guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810", url = "feed" }',
        'location = [{ name = "" }]',
        'location = [{ name = "عمّان", rel = "home" }]',
        'location = [{ name = "عمّان", geo = "31.95,35.93" }]',
        'location = [{ name = "عمّان", geo = "geo:91,35.93" }]',
        'location = [{ name = "عمّان", osm = "2704092" }]',
        'location = [{ name = "عمّان", country = "Jordan" }]',
        'comments = [{ protocol = "activitypup", uri = "https://example.org/1" }]',
        'comments = [{ protocol = "activitypub" }]',
        f'licence = "{"a" * 129}"\nlicence_url = "https://example.org/l"',
    ],
)
def test_a_value_of_the_show_that_makes_no_sense_is_named(tmp_path: Path, line: str) -> None:
    assert f"show.{line.split(maxsplit=1)[0]}" in complaint(tmp_path, f"[show]\n{line}").message


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ('category = ["Daily News"]', 'write ["News", "Daily News"]'),
        ('category = ["News", "Politcs"]', 'did you mean "Politics"?'),
        ('licence = "CC BY 4.0"', 'did you mean "CC-BY-4.0"?'),
        ('licence = "ours"', "licence_url"),
        ('frequency = "FREQ=DAILY;COUNT=3"', "COUNT counts from a day"),
        ('comments = [{ protocol = "activitypup" }]', 'did you mean "activitypub"?'),
        ('podroll = [{ giud = "1" }]', 'did you mean "guid"?'),
        ('location = [{ name = "عمّان", osm = "2" }]', 'write osm like "R2704092"'),
    ],
)
def test_the_remedy_for_a_value_of_a_list_names_what_is_near(tmp_path: Path, line: str, remedy: str) -> None:
    error = complaint(tmp_path, f"[show]\n{line}")
    assert remedy in f"{error.message}, {error.remedy}"


def test_values_are_stored_as_clients_need_them(tmp_path: Path) -> None:
    guid = "917393E3-1B1E-5CEF-ACE4-EDAA54E1F810"
    text = f"""
    [show]
    base_url = "https://صحيفة.test/بودكاست"
    link = "https://صحيفة.test"
    funding = "https://صحيفة.test/ادعم?من=قارئ#هنا"
    email = "news@صحيفة.test"
    category = ["society and culture", "documentary"]
    licence = "cc-by-4.0"
    podroll = [{{ guid = "{guid}", url = "https://صحيفة.test/feed.xml" }}, {{ guid = "{guid}" }}]
    location = [{{ name = "عمّان", geo = "geo:31.95,35.93", country = "jo" }}]
    comments = [{{ protocol = "nostr", uri = "nostr:note1x" }}, {{ protocol = "disabled" }}]
    """
    show = load_settings(written(tmp_path, text)).show
    host = "https://xn--ogbhx3c3b.test"
    assert (show.base_url, show.link) == (f"{host}/%D8%A8%D9%88%D8%AF%D9%83%D8%A7%D8%B3%D8%AA", host)
    assert show.funding == (f"{host}/%D8%A7%D8%AF%D8%B9%D9%85?%D9%85%D9%86=%D9%82%D8%A7%D8%B1%D8%A6#%D9%87%D9%86%D8%A7")
    assert show.email == "news@xn--ogbhx3c3b.test"
    assert show.category == ("Society & Culture", "Documentary")
    assert show.licence == "CC-BY-4.0"
    assert show.podroll == (RemoteFeed(guid=guid.lower(), url=f"{host}/feed.xml"), RemoteFeed(guid=guid.lower()))
    assert show.location[0].country == "JO"
    assert [thread.uri for thread in show.comments] == ["nostr:note1x", ""]


@pytest.mark.parametrize(
    "line",
    [
        'frequency = "FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=1"',
        'frequency = "FREQ=DAILY;INTERVAL=2;BYHOUR=0,23;UNTIL=20261231T235959Z"',
        'licence = "ARR"',
        'licence = "رخصة الصحيفة"\nlicence_url = "https://example.org/l"',
        'language = "ar-Arab-SA"',
        'language = "ar-arz"',
        'language = "apc"',
        'link = "https://Example.org:8080/A?b=c#d"',
        'base_url = "http://[::1]:8000/x"',
        'email = "first.last+podcast@news.example.org"',
    ],
)
def test_a_value_that_clients_understand_is_taken_as_it_is(tmp_path: Path, line: str) -> None:
    show = load_settings(written(tmp_path, f"[show]\n{line}")).show
    key, value = tomllib.loads(line).popitem()
    assert getattr(show, key) == value


@pytest.mark.parametrize("amount", ["-1", "nan"])
def test_a_cost_that_is_no_amount_is_refused(tmp_path: Path, amount: str) -> None:
    error = complaint(tmp_path, f"max_cost = {amount}")
    assert f"{FILE}: max_cost cannot be {float(amount)!r}" in error.message


@pytest.mark.parametrize("line", ["bitrate = 65", "bitrate = 0", "loudness = 0", "loudness = nan", "loudness = -60.0"])
def test_a_sound_that_makes_no_sense_is_named(tmp_path: Path, line: str) -> None:
    assert f"sound.{line.split(maxsplit=1)[0]}" in complaint(tmp_path, f"[sound]\n{line}").message


def test_the_shows_own_lexicon_comes_last(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.toml"
    file.write_text('[words]\n"بيروت" = "بَيْرُوت"', encoding="utf-8")
    assert read_lexicons(Settings(folder=tmp_path))[-1] == (str(file), {"words": {"بيروت": "بَيْرُوت"}})


def test_a_broken_lexicon_is_named(tmp_path: Path) -> None:
    (tmp_path / "lexicon.toml").write_text("words", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"lexicon\.toml"):
        read_lexicons(Settings(folder=tmp_path))


SHOWS = """
voice = "ar-espeak"
[show]
author = "صحيفة المدينة"
[shows.sport]
title = "نشرة الرياضة"
voice = "silence"
[shows.news]
title = "نشرة الأخبار"
"""


def test_a_show_of_several_has_its_own_values_before_the_common_ones(tmp_path: Path) -> None:
    file = written(tmp_path, SHOWS)
    sport, news = load_settings(file, "sport"), load_settings(file, "news")
    assert (sport.show.title, sport.show.author, sport.voice) == ("نشرة الرياضة", "صحيفة المدينة", "silence")
    assert (news.show.title, news.voice) == ("نشرة الأخبار", "ar-espeak")
    assert load_settings(file).show.title == Settings().show.title


def test_a_show_that_is_not_in_the_file_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match='no show "sprot"') as caught:
        load_settings(written(tmp_path, SHOWS), "sprot")
    assert "sport" in caught.value.remedy


def test_a_wrong_key_of_one_show_is_named_with_its_table(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"shows\.sport\.colour cannot be 'green'"):
        load_settings(written(tmp_path, '[shows.sport]\ncolour = "green"'))


@pytest.mark.parametrize("key", ["Sport", "sport-2", "سياسة", "../x"])
def test_the_key_of_a_section_can_stand_in_a_file_name(tmp_path: Path, key: str) -> None:
    with pytest.raises(SettingsError, match=r"show\.sections"):
        load_settings(written(tmp_path, f'[show.sections]\n"{key}" = "قسم"'))
