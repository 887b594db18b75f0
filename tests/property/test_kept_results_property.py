"""A build that keeps what it has read and scripted makes, tells and refuses the same as one that keeps nothing."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from audionews import app
from audionews.app.show import list_episodes, remove_episode, restore_episode
from audionews.arabic.lexicon import Entry
from audionews.model import Known
from audionews.settings import load_settings

NAMES = ("port.txt", "match.html", "birds.md")
HEADLINES = ("افتتاح الميناء الجديد", "فوز فريق المدينة", "خبر اليوم")
TEXTS = (
    "افتتح الوزير الميناء الجديد يوم 12 مايو بحضور 250 ضيفا، وقال د. سالم إن العمل بدأ كما نقلت ظ.غ.ض عنه.",
    "افتتح الوزير الميناء الجديد يوم 12 مايو بحضور 300 ضيف، وقال د. سالم إن العمل بدأ كما نقلت ظ.غ.ض عنه.",
    "فاز فريق المدينة على ضيفه 3-1 في مباراة حضرها قرابة 2000 متفرج، وسجل سالم هدفين.",
    "- 5 / 5",  # nothing to speak
)
DAYS = ("", "2024-06-19", "20 يونيو 2024", "2031-01-01")
SHOWS = (
    'title = "أخبار"',
    'title = "نشرة"',
    'title = "أخبار"\nlanguage = "ar-EG"',
    'title = "أخبار"\ntimezone = "Asia/Riyadh"',
)
LEXICONS = ("", '[people]\n"سالم" = "سَالُوم"\n', '[people]\n"سالم" = "سَالِيم"\n')
LISTS = (
    None,
    "written\tkind\tspoken\nظ.غ.ض\tspaced\tقناة المدينة الجديدة\n",
    "written\tkind\tspoken\nظ.غ.ض\tspaced\tقناة المدينة\n",
)
REQUESTS = (
    app.BuildRequest(voice="silence"),
    app.BuildRequest(voice="silence", new=True),
    app.BuildRequest(voice="silence", section="رياضة"),
    app.BuildRequest(voice="silence", given=Known(drop=("*سالم*",))),
    app.BuildRequest(voice="slow", workers="threads:2"),
)
SILENT = 'engine = "silence"\n'
CLOCKS = ("1718872496", "1718958896")
KINDS = ("articles", "scripts")  # of what is kept


class Newsroom(RuleBasedStateMachine):
    """Two shows of the same articles and settings; before each build of the second, what is kept is removed."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.home = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.patch = self.stack.enter_context(pytest.MonkeyPatch.context())
        self.patch.chdir(self.home)
        (self.home / "articles").mkdir()
        (self.home / "voices").mkdir()
        (self.home / "words").mkdir()
        (self.home / "voices/slow.toml").write_text(f"{SILENT}speed = 0.8\n", "utf-8")
        self.patch.setenv("SOURCE_DATE_EPOCH", CLOCKS[0])
        self.settings = {"show": SHOWS[0], "notice": "true"}

    def teardown(self) -> None:
        self.stack.close()

    @initialize()
    def begin(self) -> None:
        for name, headline, text in zip(NAMES, HEADLINES, TEXTS[1:], strict=True):
            self.write(name, headline, text, DAYS[1])
        self.build(REQUESTS[0])

    @rule(
        name=st.sampled_from(NAMES),
        headline=st.sampled_from(HEADLINES),
        text=st.sampled_from(TEXTS),
        day=st.sampled_from(DAYS),
    )
    def write(self, name: str, headline: str, text: str, day: str) -> None:
        parts = [part for part in (headline, day, text) if part]
        kinds = {".html": "".join(f"<p>{part}</p>" for part in parts), ".md": "# " + "\n\n".join(parts)}
        (self.home / "articles" / name).write_text(kinds.get(Path(name).suffix, "\n\n".join(parts)), "utf-8")

    @rule(show=st.sampled_from(SHOWS), notice=st.sampled_from(["true", "false"]))
    def set_up(self, show: str, notice: str) -> None:
        self.settings = {"show": show, "notice": notice}

    @rule(lexicon=st.sampled_from(LEXICONS), added=st.sampled_from(LISTS))
    def teach(self, lexicon: str, added: str | None) -> None:
        (self.home / "lexicon.toml").write_text(lexicon, "utf-8")
        rows = self.home / "words/abbreviations.tsv"
        rows.unlink(missing_ok=True)
        if added:
            rows.write_text(added, "utf-8")

    @rule(clock=st.sampled_from(CLOCKS))
    def wait(self, clock: str) -> None:
        self.patch.setenv("SOURCE_DATE_EPOCH", clock)

    @rule(number=st.integers(0, 3), removed=st.booleans())
    def take_down(self, number: int, removed: bool) -> None:  # noqa: FBT001 - a rule gives names
        change = remove_episode if removed else restore_episode
        for show in self.shows():
            ids = self.ids(show)
            change(show.settings, show.store(), ids[number % len(ids)], lambda _: None)

    @rule(number=st.integers(0, 3), reading=st.sampled_from(["اَلْعَمَلَ", "اَلْعَمَلُ"]))
    def fix(self, number: int, reading: str) -> None:
        entry = Entry(written="العمل", reading=reading, kind="words")
        for show in self.shows():
            ids = self.ids(show)
            file = Path(show.folder, "episodes", f"{ids[number % len(ids)]}.readings.json")
            file.unlink(missing_ok=True)
            app.add_reading(show.settings, show.place, ids[number % len(ids)], entry)

    @rule(number=st.integers(0, 3))
    def damage(self, number: int) -> None:
        for show in self.shows():
            ids = self.ids(show)
            Path(show.folder, "episodes", f"{ids[number % len(ids)]}.mp3").write_bytes(b"damaged")

    @rule(request=st.sampled_from(REQUESTS))
    def build(self, request: app.BuildRequest) -> None:
        kept, plain = (self.built(show, request) for show in self.shows())
        assert kept == plain

    def built(self, show: app.Show, request: app.BuildRequest) -> tuple[object, ...]:
        """Build all articles; return what was told, what was done, and all files of the show."""
        name = Path(show.place).name
        cache = self.home / f"{name}-cache"
        self.patch.setenv("AUDIONEWS_CACHE", str(cache))
        if name == "plain":
            for kind in KINDS:
                shutil.rmtree(cache / kind, ignore_errors=True)
        told: list[object] = []
        done = app.build(["articles"], show, request, told.append)
        files = (path for path in Path(show.place).rglob("*") if path.is_file() and ".audionews" not in str(path))
        events = msgspec.json.encode(told).replace(os.fsencode(name), b"show")
        failures = [(failed.source, type(failed.error), str(failed.error)) for failed in done.failures]
        shown = {path.relative_to(show.place): path.read_bytes() for path in files}
        return events, failures, [(each.source, each.change, each.spoken) for each in done.episodes], shown

    def shows(self) -> list[app.Show]:
        """Return the show whose builds keep what they read, and the one whose builds do not."""
        sound, show = f"[sound]\nnotice = {self.settings['notice']}\n", f"[show]\n{self.settings['show']}\n"
        text = f"{sound}{show}sections = {{ sport = 'رياضة' }}\n"
        (self.home / "audionews.toml").write_text(text, "utf-8")
        loaded = load_settings()
        return [app.Show(place=self.home / name, settings=replace(loaded)) for name in ("kept", "plain")]

    def ids(self, show: app.Show) -> list[str]:
        """Return the ids of all episodes of a show."""
        return [each.id for each in list_episodes(show.store(), lambda _: None)]


Newsroom.TestCase.settings = settings(
    max_examples=3, stateful_step_count=8, deadline=None, phases=[Phase.reuse, Phase.generate]
)  # each step takes seconds: a failure is not made shorter
test_a_build_does_the_same_with_and_without_what_is_kept = Newsroom.TestCase
