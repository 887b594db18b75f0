"""Shows through the command line: listed, held back, removed, checked, embedded and published."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pasted import Result, article

from audionews import Show
from audionews.errors import SettingsError, UsageError
from audionews.model.events import Event, FileSent, Noticed

Run = Callable[..., Result]
SETTINGS = """
[show]
base_url = "https://example.org/podcast"
email = "news@example.org"
[show.sections]
sport = "رياضة"
[shows.night]
title = "نشرة المساء"
base_url = "https://example.org/night"
"""


@pytest.fixture(autouse=True)
def settings() -> None:
    Path("audionews.toml").write_text(SETTINGS, "utf-8")


@pytest.fixture
def build(audionews: Run) -> Callable[..., str]:
    """Build an article and return the id of its episode."""

    def call(headline: str, *options: str) -> str:
        file = Path(f"{headline}.txt")
        file.write_text(article(headline), "utf-8")
        result = audionews("build", file, "--voice", "silence", "--json", *options)
        assert result.code == 0, result.err
        return str(result.named("episode_written")[0]["id"])

    return call


Build = Callable[..., str]


def listed(audionews: Run, *options: str) -> dict[str, dict[str, object]]:
    return {str(one["id"]): one for one in audionews("list", "--json", *options).events}


def feed(name: str = "feed.xml", folder: str = "output") -> str:
    return Path(folder, name).read_text("utf-8")


def test_list_tells_id_state_length_section_and_headline(audionews: Run, build: Build) -> None:
    known = build("فوز كبير للمنتخب", "--section", "رياضة")
    result = audionews("list")
    assert result.out.split() == [known, "published", *result.out.split()[2:3], "sport", "فوز", "كبير", "للمنتخب"]
    assert listed(audionews)[known]["seconds"] == pytest.approx(25, abs=20)


def test_a_section_has_its_own_feed_and_page(audionews: Run, build: Build) -> None:
    sport, other = build("فوز كبير للمنتخب", "--section", "sport"), build("افتتاح الميناء الجديد")
    assert sport in feed("section-sport.xml")
    assert other not in feed("section-sport.xml")
    assert sport in feed()
    assert f"episodes/{sport}.html" in feed("section-sport.html")
    kept = json.loads(Path("output/show.json").read_text("utf-8"))
    assert f"<podcast:guid>{kept['sections']['sport']}</podcast:guid>" in feed("section-sport.xml")
    assert audionews("check").code == 0
    assert audionews("check", "output/section-sport.xml").code == 0


def test_a_section_that_the_settings_do_not_know_is_refused(audionews: Run) -> None:
    Path("a.txt").write_text(article(), "utf-8")
    result = audionews("build", "a.txt", "--voice", "silence", "--section", "sprt")
    assert result.code == 2
    assert 'no section "sprt"' in result.err
    assert '"sport"' in result.err


def test_an_episode_waits_for_its_time(build: Build, audionews: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    known = build("قرار يعلن مساء الغد", "--publish-at", "2024-06-21T18:00")
    assert known.startswith("2024-06-21")
    assert "<item>" not in feed()
    assert not Path(f"output/episodes/{known}.html").exists()
    assert Path(f"output/episodes/{known}.mp3").exists()
    assert "waiting until 2024-06-21 18:00" in audionews("list").out
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1718982001")  # a second after 18:00 in Riyadh
    assert audionews("publish", "www").code == 0
    assert known in feed(folder="www")
    assert "Fri, 21 Jun 2024 18:00:00 +0300" in feed()


def test_a_removed_episode_is_gone_and_its_sound_is_kept(build: Build, audionews: Run) -> None:
    known, other = build("خبر يزال من البرنامج"), build("خبر يبقى في البرنامج")
    assert audionews("remove", known[:10] + known[10:14]).code == 0
    files = {path.name.partition(".")[2] for path in Path("output/episodes").glob(f"{known}.*")}
    assert files == {"mp3", "jpg", "json", "script.json"}
    for path in Path("output").glob("*.[hx]*"):
        assert known not in path.read_text("utf-8"), path
    assert other in feed()
    assert listed(audionews)[known]["state"] == "removed"
    assert audionews("check").code == 0


def test_a_build_does_not_bring_a_removed_episode_back(build: Build, audionews: Run) -> None:
    known = build("خبر يزال من البرنامج")
    audionews("remove", known)
    result = audionews("build", "خبر يزال من البرنامج.txt", "--voice", "silence")
    assert result.code == 0
    assert f"audionews remove --restore {known}" in result.err
    planned = audionews("build", "خبر يزال من البرنامج.txt", "--voice", "silence", "--dry-run").out
    assert "removed, 0 of" in planned
    assert known not in feed()


def test_a_removed_episode_comes_back_with_its_guid(build: Build, audionews: Run) -> None:
    known = build("خبر يزال من البرنامج")
    before = feed()
    audionews("remove", known)
    assert audionews("remove", "--restore", known).code == 0
    assert feed() == before
    assert Path(f"output/episodes/{known}.html").exists()


def test_a_purged_episode_keeps_only_its_sidecar_and_its_script_and_can_be_built_again(
    build: Build, audionews: Run
) -> None:
    known = build("خبر يحذف من البرنامج")
    audionews("remove", "--purge", known)
    left = {path.name for path in Path("output/episodes").iterdir()}
    assert left == {f"{known}.json", f"{known}.script.json"}
    result = audionews("remove", "--restore", known)
    assert result.code == 2
    assert "build its article again" in result.err
    assert build("خبر يحذف من البرنامج") == known
    assert known in feed()


OWN = ("archive-2019/old.mp3", "archive.txt", "feed-notes", "index-backup.txt", "section-logo.png", "section-old.xml")


def test_a_users_own_files_in_the_output_folder_stay(build: Build, audionews: Run) -> None:
    known = build("خبر يزال من البرنامج")
    for name in OWN:
        Path("output", name).parent.mkdir(exist_ok=True)
        Path("output", name).write_bytes(b"mine")
    build("خبر يبقى في البرنامج")
    assert audionews("remove", known).code == 0
    assert [Path("output", name).read_bytes() for name in OWN] == [b"mine"] * len(OWN)


def test_a_restored_episode_has_its_second_file_again(build: Build, audionews: Run) -> None:
    pytest.importorskip("av")
    Path("audionews.toml").write_text(f'{SETTINGS}[sound]\nalternate = "opus"\n', "utf-8")
    known = build("خبر يزال من البرنامج")
    before = feed()
    assert f"{known}.opus" in before
    audionews("remove", known)
    assert Path(f"output/episodes/{known}.opus").exists()
    assert audionews("remove", "--restore", known).code == 0
    assert feed() == before
    assert audionews("check").code == 0
    audionews("remove", "--purge", known)
    assert not Path(f"output/episodes/{known}.opus").exists()


def test_lists_without_episodes_go(build: Build, audionews: Run) -> None:
    known = build("خبر يزال من البرنامج")
    assert Path("output/archive-2024-06.html").exists()
    audionews("remove", known)
    assert not Path("output/archive-2024-06.html").exists()


@pytest.mark.parametrize("name", ["2024", "1999", ""])
def test_an_id_has_to_name_one_episode(build: Build, audionews: Run, name: str) -> None:
    build("خبر أول في النشرة")
    build("خبر ثان في النشرة")
    result = audionews("remove", name)
    assert result.code == 2
    assert "audionews list" in result.err


def test_purge_and_restore_exclude_each_other(audionews: Run) -> None:
    assert audionews("remove", "x", "--purge", "--restore").code == 2


def test_each_show_of_the_settings_has_its_folder_and_name(audionews: Run, build: Build) -> None:
    day, night = build("خبر الصباح في المدينة"), build("خبر المساء في المدينة", "--show", "night")
    assert (day in feed(), night in feed()) == (True, False)
    assert "نشرة المساء" in feed(folder="output/night")
    assert list(listed(audionews, "--show", "night")) == [night]


def test_a_folder_without_episodes_is_called_so(audionews: Run) -> None:
    Path("empty").mkdir()
    result = audionews("list", "--out", "empty")
    assert (result.code, result.out, result.err) == (0, "", "there is no episode in empty yet\n")
    assert audionews("list", "--out", "empty", "--json").err == ""


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("--iframe", '<iframe src="https://example.org/podcast/episodes/{}.embed.html"'),
        ("--script", '<audio-news src="https://example.org/podcast/episodes/{}">'),
        ("--oembed", '"version":"1.0","type":"rich"'),
    ],
)
def test_embed_prints_what_another_site_needs(build: Build, audionews: Run, kind: str, expected: str) -> None:
    known = build("خبر أول في النشرة")
    assert expected.format(known) in audionews("embed", known, kind).out


def test_embed_prints_the_looks_that_are_asked_for(build: Build, audionews: Run) -> None:
    known = build("خبر أول في النشرة")
    look = ("--theme", "dark", "--accent", "#c8102e", "--size", "compact", "--language", "en")
    frame = audionews("embed", known, *look, "--fluid").out
    query = "?theme=dark&amp;accent=%23c8102e&amp;size=compact&amp;lang=en"
    assert f'{known}.embed.html{query}"' in frame
    assert 'height="130"' in frame
    assert '<script src="https://example.org/podcast/audionews-frames.js" defer></script>' in frame
    script = audionews("embed", known, "--script", *look).out
    assert ' theme="dark" accent="#c8102e" size="compact" lang="en">' in script
    assert query in json.loads(audionews("embed", known, "--oembed", *look).out)["html"]


def test_a_look_that_does_not_exist_is_a_mistake_of_the_command_line(build: Build, audionews: Run) -> None:
    known = build("خبر أول في النشرة")
    colour = audionews("embed", known, "--accent", "green")
    assert colour.code == 2
    assert '"green" is not a colour' in colour.err
    assert "#0b5d4e" in colour.err
    assert audionews("embed", known, "--theme", "blue").code == 2


def test_without_a_base_url_nothing_is_embedded_or_published(build: Build, audionews: Run) -> None:
    known = build("خبر أول في النشرة")
    Path("audionews.toml").write_text("", "utf-8")
    for result in (audionews("embed", known), audionews("publish", "www")):
        assert result.code == 78
        assert "base_url" in result.err


def test_publish_sends_only_what_changed_and_the_feed_last(build: Build, audionews: Run) -> None:
    known = build("خبر أول في النشرة")
    sent = [str(one["name"]) for one in audionews("publish", "www", "--json").named("file_sent")]
    assert sent[-1] == "feed.xml"
    assert sent.index(f"episodes/{known}.mp3") < sent.index(f"episodes/{known}.html") < sent.index("index.html")
    assert not {"show.json", f"episodes/{known}.json"} & set(sent)
    assert audionews("publish", "www", "--json").named("show_sent")[0]["sent"] == 0
    build("خبر ثان في النشرة")
    again = [str(one["name"]) for one in audionews("publish", "www", "--json").named("file_sent")]
    assert f"episodes/{known}.mp3" not in again
    assert "feed.xml" in again
    assert audionews("check", "www").code == 0


def test_publish_mends_what_went_missing_and_takes_away_what_was_removed(build: Build, audionews: Run) -> None:
    known, other = build("خبر أول في النشرة"), build("خبر ثان في النشرة")
    audionews("publish", "www")
    Path(f"www/episodes/{other}.mp3").unlink()
    (kept,) = Path("output/.audionews/deploy").glob("*.json")
    kept.write_text("damaged", "utf-8")
    audionews("remove", known)
    result = audionews("publish", "www", "-v")
    assert f"episodes/{other}.mp3: " in result.err
    assert audionews("check", "www").code == 0
    audionews("remove", other)
    audionews("publish", "www")
    assert not Path(f"www/episodes/{other}.mp3").exists()


def test_publish_sends_nothing_private_even_from_a_folder_that_holds_the_settings(build: Build, audionews: Run) -> None:
    known = build("خبر أول في النشرة", "--out", ".")
    Path("lexicon.toml").write_text("", "utf-8")
    assert audionews("publish", "www", "--out", ".").code == 0
    sent = {path.relative_to("www").as_posix() for path in Path("www").rglob("*") if path.is_file()}
    assert {"feed.xml", f"episodes/{known}.mp3"} <= sent
    assert not {name for name in sent if name.endswith((".toml", ".txt", "show.json", f"{known}.json"))}


def test_a_template_of_the_show_makes_its_pages_and_a_broken_one_is_told(build: Build, audionews: Run) -> None:
    Path("templates").mkdir()
    Path("templates/archive.html.j2").write_text("{{ facts.title }}", "utf-8")
    build("خبر أول في النشرة")
    assert feed("archive.html") == "نشرة الأخبار الصوتية"
    Path("templates/archive.html.j2").write_text("{% nonsense %}", "utf-8")
    result = audionews("publish", "www")
    assert result.code == 78
    assert "archive.html.j2, line 1" in result.err


def test_publish_starts_over_if_the_show_is_rendered_meanwhile(build: Build) -> None:
    first, others = build("خبر أول في النشرة"), list[str]()

    def tell(event: object) -> None:
        if isinstance(event, FileSent) and not others:
            others.append(build("خبر ثان في النشرة"))

    Show.open().deploy("www", tell)
    assert all(each in feed(folder="www") for each in (first, *others))
    assert all(Path(f"www/episodes/{each}.mp3").exists() for each in (first, *others))
    assert feed(folder="www") == feed()


def test_a_damaged_sound_is_not_published_and_the_old_feed_stays(build: Build, audionews: Run) -> None:
    build("خبر أول في النشرة")
    audionews("publish", "www")
    before = feed(folder="www")
    known = build("خبر ثان في النشرة")
    Path(f"output/episodes/{known}.mp3").write_bytes(b"half")
    result = audionews("publish", "www")
    assert result.code == 78
    assert f"{known}.mp3 is missing or damaged" in result.err
    assert feed(folder="www") == before


@pytest.mark.parametrize("suffix", ["html", "vtt"])
def test_publish_renders_again_what_somebody_has_changed(build: Build, audionews: Run, suffix: str) -> None:
    path = Path(f"output/episodes/{build('خبر أول في النشرة')}.{suffix}")
    before = path.read_bytes()
    path.write_bytes(b"changed by hand")
    assert audionews("publish", "www").code == 0
    assert path.read_bytes() == before
    assert Path("www/episodes", path.name).read_bytes() == before


def test_a_page_of_the_user_is_kept_when_the_show_has_one_of_that_name(build: Build, audionews: Run) -> None:
    Path("output").mkdir()
    Path("output/index.html").write_text("my own page", "utf-8")
    build("خبر أول في النشرة")
    (kept,) = Path("output").glob("index.html.kept-*")
    assert kept.read_text("utf-8") == "my own page"
    assert "audionews" in feed("index.html")
    audionews("publish", "www")
    assert not list(Path("www").glob("*kept*"))


def test_check_prints_findings_with_remedies_and_exits_with_1(build: Build, audionews: Run) -> None:
    known = build("خبر أول في النشرة")
    Path(f"output/episodes/{known}.vtt").unlink()
    result = audionews("check")
    assert result.code == 1
    assert f"error: episodes/{known}.vtt: named in feed.xml, line " in result.out
    assert "1 error, 1 warning" in result.out
    found = [(one["rule"], one["level"]) for one in audionews("check", "--json").events]
    assert found == [("missing", "error"), ("no-items", "warning")]  # the section has no episode yet


def test_a_library_can_list_and_find(build: Build) -> None:
    known = build("خبر أول في النشرة")
    show = Show.open()
    assert show.episode(known).id == known
    assert [each.id for each in show.episodes()] == [known]
    with pytest.raises(UsageError):
        show.episode("none")
    with pytest.raises(SettingsError, match="nowhere"):
        show.deploy("nowhere://x/y")


def test_a_damaged_memory_of_guids_is_told(build: Build, audionews: Run) -> None:
    build("خبر أول في النشرة")
    Path("output/show.json").write_text("{", "utf-8")
    told: list[Event] = []
    Show.open().render(told.append)
    assert "show.json is damaged" in next(event.text for event in told if isinstance(event, Noticed))
    assert audionews("publish", "www").code == 0


def test_a_removal_moves_the_build_date_of_the_feed(
    build: Build, audionews: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = build("خبر يزال من البرنامج")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")
    assert audionews("remove", known).code == 0
    assert "Tue, 01 Jan 2030 00:00:00 +0000</lastBuildDate>" in feed()


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('category = ["News", "Local News"]', "show.category cannot be"),
        ('licence = "ours"', "show.licence cannot be 'ours'"),
        ('podroll = [{ giud = "1" }]', 'there is no key "show.podroll.giud"'),
    ],
)
def test_a_setting_that_no_directory_accepts_ends_the_program_before_anything_is_built(
    build: Build, audionews: Run, line: str, what: str
) -> None:
    build("خبر يبقى")
    before = feed()
    Path("audionews.toml").write_text(f"[show]\n{line}\n", "utf-8")
    for command in (("build", "a.txt"), ("publish", "www")):
        result = audionews(*command)
        assert result.code == 78
        assert what in result.err
        assert "  try: " in result.err
    assert feed() == before


def test_podping_without_its_token_ends_the_upload_before_it_begins(
    build: Build, audionews: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUDIONEWS_PODPING_TOKEN", raising=False)
    build("خبر يبقى")
    lines = '[show]\nbase_url = "https://example.org/podcast"\npodping = "https://podping.example"\n'
    Path("audionews.toml").write_text(lines, "utf-8")
    result = audionews("publish", "www")
    assert result.code == 78
    assert "AUDIONEWS_PODPING_TOKEN" in result.err
    assert not Path("www").exists()
