"""Whatever is done to a show, in whatever order and by whom, its index says what its sidecars say."""

import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.catalogued import Feed, Pages, add, rebuilt, render
from tests.newsroom import make_episode

from audionews.catalogue import Catalogue
from audionews.catalogue.index import FILE
from audionews.catalogue.sidecars import encode_sidecar, read_sidecar
from audionews.errors import EpisodeChanged
from audionews.model import Episode  # noqa: TC001 - rules are read at run time
from audionews.model.paths import sidecar
from audionews.stores import open_store

NUMBERS = st.integers(0, 5)
WHO = st.sampled_from([0, 1])
OWN = ("archive-2019/old.mp3", "index-backup.txt", "section-logo.png")


class ShowMachine(RuleBasedStateMachine):
    """Two processes and a person work on one folder. ``expected`` says what must have become of it."""

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory()
        self.folder = Path(self.home.name)
        self.processes = [Catalogue.open(open_store(self.folder)) for _ in range(2)]
        self.expected: dict[str, Episode] = {}
        self.deleted = self.lost = False  # since the last rendering: then nothing knows whose the old page is
        for name in OWN:
            self.processes[0].store.write(name, [b"mine"])

    def teardown(self) -> None:
        for catalogue in self.processes:
            catalogue.close()
        self.home.cleanup()

    @rule(who=WHO, number=NUMBERS, title=st.sampled_from("ابت"))
    def make(self, who: int, number: int, title: str) -> None:
        try:
            made = add(self.processes[who], number, title=title)
        except EpisodeChanged:
            assert make_episode(number).id in self.expected
        else:
            assert made.id not in self.expected
            self.expected[made.id] = made

    @rule(who=WHO, number=NUMBERS, title=st.sampled_from("ابت"), late=st.booleans())
    def correct(self, who: int, number: int, title: str, late: bool) -> None:  # noqa: FBT001 - a rule gives names
        known = self.expected.get(make_episode(number).id)
        if known is None:
            return
        try:
            made = self.processes[who].update(
                known.id, known.revision - late, lambda current: replace(current or known, title=title)
            )
        except EpisodeChanged:
            assert late
        else:
            assert not late
            assert made.revision == known.revision + (title != known.title)
            self.expected[known.id] = made

    @rule(who=WHO, number=NUMBERS, removed=st.booleans())
    def mark(self, who: int, number: int, removed: bool) -> None:  # noqa: FBT001 - a rule gives names
        known = make_episode(number).id
        if known in self.expected:
            self.expected[known] = self.processes[who].mark_removed(known, removed=removed)

    @rule(number=NUMBERS, title=st.sampled_from("ثج"))
    def edit_by_hand(self, number: int, title: str) -> None:
        known = make_episode(number).id
        if known in self.expected:
            self.expected[known] = replace(self.expected[known], title=title)
            (self.folder / sidecar(known)).write_bytes(encode_sidecar(self.expected[known]))
            self.refresh()

    @rule(number=NUMBERS)
    def delete_by_hand(self, number: int) -> None:
        known = make_episode(number).id
        if known in self.expected and not self.lost:
            del self.expected[known]
            self.deleted = True
            (self.folder / sidecar(known)).unlink()
            self.refresh()

    @rule(who=WHO)
    def render(self, who: int) -> None:
        catalogue = self.processes[who]
        render(catalogue, Pages(), Feed())
        self.deleted = self.lost = False
        shown = {episode.id for episode in self.expected.values() if not episode.removed}
        files = {file.path: file for file in catalogue.public_files()}
        assert set((catalogue.store.read("feed.xml") or b"").decode().split()) == {"audionews", *shown}
        assert {path for path in files if path.endswith(".html") and "/" in path} == {
            f"episodes/{each}.html" for each in shown
        }
        on_disk = {name for name in catalogue.store.names() if name.endswith((".html", ".xml"))}
        assert on_disk == {path for path in files if path.endswith((".html", ".xml"))}
        for path in on_disk:
            assert hashlib.sha256(catalogue.store.read(path) or b"").hexdigest() == files[path].digest
        assert render(catalogue, Pages(), Feed()).rendered == 0

    @rule(who=WHO)
    def open_again(self, who: int) -> None:
        self.processes[who].close()
        self.processes[who] = Catalogue.open(open_store(self.folder))

    @rule()
    def lose_the_index(self) -> None:
        if self.deleted:
            return
        self.lost = True
        for catalogue in self.processes:
            catalogue.close()
        (self.folder / FILE).unlink(missing_ok=True)
        self.processes = [Catalogue.open(open_store(self.folder)) for _ in range(2)]

    def refresh(self) -> None:
        for catalogue in self.processes:
            catalogue.refresh()

    @invariant()
    def the_index_says_what_the_sidecars_say(self) -> None:
        fresh = rebuilt(self.processes[0].store)
        for catalogue in self.processes:
            assert catalogue.headers() == fresh
        store = self.processes[0].store
        assert {header.id: read_sidecar(store, header.id) for header in self.processes[0].headers()} == self.expected

    @invariant()
    def a_users_files_are_as_they_were(self) -> None:
        assert [(self.folder / name).read_bytes() for name in OWN] == [b"mine"] * len(OWN)


ShowMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestShow = ShowMachine.TestCase
