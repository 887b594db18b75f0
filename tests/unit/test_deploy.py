"""Exactly the public files of a show are sent, once, and nothing else at the target is touched."""

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.newsroom import FACTS, public_files_of

from audionews.deploy import RenderedShow, deploy_show
from audionews.deploy.state import DeployState
from audionews.errors import SettingsError, StoreError
from audionews.model.events import Event, FileSent, Noticed, ShowSent
from audionews.model.media import GRACE
from audionews.stores.local import LocalStore
from audionews.stores.remote import RemoteStore

NOW = datetime(2024, 7, 1, tzinfo=UTC)
ID, OTHER = "2024-06-20-00000000", "2024-06-19-00000001"
PUBLIC = ("feed.xml", "section-sport.xml", "index.html", "cover.jpg", *public_files_of(ID))


class File(NamedTuple):
    path: str
    digest: str
    size: int


class Deployed:
    """A show in a folder that holds more than is public, and a target."""

    def __init__(self, folder: Path, target: str) -> None:
        self.store, self.target, self.told = LocalStore(folder), target, list[Event]()
        for name in (*PUBLIC, f"episodes/{ID}.json", "show.json", "audionews.toml", "lexicon.toml", "article.txt"):
            self.store.write(name, [f"bytes of {name}".encode()])
        self.public, self.hidden, self.now = list(PUBLIC), list[str](), NOW

    @property
    def files(self) -> list[File]:
        blobs = {name: self.store.read(name) or b"" for name in self.public}
        return [File(name, hashlib.sha256(blob).hexdigest(), len(blob)) for name, blob in blobs.items()]

    def deploy(self, tell: Callable[[Event], None] | None = None) -> list[str]:
        """Deploy, and return the names of the files that were sent."""
        self.told = []
        self.deploy_files(self.files, tell)
        return [event.name for event in self.told if isinstance(event, FileSent)]

    def deploy_files(self, files: list[File], tell: Callable[[Event], None] | None = None) -> None:
        show = RenderedShow(files=files, hidden=self.hidden, facts=FACTS, now=self.now)
        deploy_show(show, self.store, self.target, tell or self.told.append)

    def there(self) -> set[str]:
        return set(RemoteStore(self.target).names())

    def notices(self) -> list[str]:
        return [event.text for event in self.told if isinstance(event, Noticed)]


@pytest.fixture(params=["folder", "memory"])
def show(request: pytest.FixtureRequest, tmp_path: Path) -> Deployed:
    targets = {"folder": str(tmp_path / "www"), "memory": f"memory://{uuid.uuid4()}"}
    return Deployed(tmp_path / "output", targets[request.param])


def test_exactly_the_public_files_are_sent(show: Deployed) -> None:
    show.deploy()
    assert show.there() == set(PUBLIC)
    remote = RemoteStore(show.target)
    assert all(remote.read(name) == show.store.read(name) for name in PUBLIC)


def test_what_is_named_is_there_before_what_names_it(show: Deployed) -> None:
    sent = show.deploy()
    assert sent[-2:] == ["section-sport.xml", "feed.xml"]
    assert sent.index(f"episodes/{ID}.mp3") < sent.index(f"episodes/{ID}.html") < sent.index("section-sport.xml")


def test_only_what_changed_is_sent_again(show: Deployed) -> None:
    show.deploy()
    assert show.deploy() == []
    show.store.write("index.html", [b"news"])
    RemoteStore(show.target).remove(f"episodes/{ID}.vtt")
    assert show.deploy() == [f"episodes/{ID}.vtt", "index.html"]
    (done,) = (event for event in show.told if isinstance(event, ShowSent))
    assert (done.files, done.sent, done.removed) == (len(PUBLIC), 2, 0)
    assert done.feed == f"{FACTS.base_url}/feed.xml"


def test_what_was_sent_and_is_public_no_longer_is_removed_and_nothing_else(show: Deployed) -> None:
    show.deploy()
    RemoteStore(show.target).put("robots.txt", b"theirs")
    RemoteStore(show.target).put("episodes/old.mp3", b"theirs")
    show.public.remove("section-sport.xml")
    show.deploy()
    assert show.there() == {*PUBLIC, "robots.txt", "episodes/old.mp3"} - {"section-sport.xml"}
    assert show.deploy() == []


def test_a_missing_or_damaged_file_is_told_before_anything_names_it(show: Deployed) -> None:
    files = show.files
    sound = show.store.path(f"episodes/{ID}.mp3")
    for damage in (lambda: sound.write_bytes(b"half"), sound.unlink):
        damage()
        with pytest.raises(StoreError, match=r"\.mp3 is missing or damaged"):
            show.deploy_files(files)
        assert not {"index.html", "feed.xml", f"episodes/{ID}.mp3"} & show.there()


def test_a_large_file_arrives_whole_or_not_at_all(show: Deployed) -> None:
    sound = f"episodes/{ID}.mp3"
    show.store.write(sound, [bytes([number]) * 1_000_003 for number in range(3)])
    show.deploy()
    assert RemoteStore(show.target).read(sound) == show.store.read(sound)
    show.store.write(sound, [bytes(3_000_009)])
    files = show.files
    show.store.path(sound).write_bytes(bytes(3_000_008))
    with pytest.raises(StoreError, match="damaged"):
        show.deploy_files(files)
    assert RemoteStore(show.target).read(sound, 0, 1) == b"\0"
    assert RemoteStore(show.target).sizes()[sound] == 3_000_009
    assert show.there() == set(PUBLIC)


def interrupt_after(count: int) -> Callable[[Event], None]:
    told: list[Event] = []

    def tell(event: Event) -> None:
        told.append(event)
        if len(told) == count:
            raise KeyboardInterrupt

    return tell


def test_an_interrupted_deploy_sends_nothing_twice(show: Deployed) -> None:
    more = [f"episodes/{number:04}.vtt" for number in range(200)]
    for name in more:
        show.store.write(name, [name.encode()])
    show.public += more
    for _ in range(2):  # more than fit into a file of the journal
        with pytest.raises(KeyboardInterrupt):
            show.deploy(interrupt_after(70))
    assert len(show.deploy()) == len(PUBLIC) + 200 - 140
    assert show.there() == {*PUBLIC, *more}
    assert show.deploy() == []


def test_what_is_known_of_a_target_is_kept_with_the_show_and_not_there(show: Deployed) -> None:
    show.deploy()
    kept = list(show.store.path(".audionews/deploy").rglob("*.json"))
    assert len(kept) == 1
    assert json.loads(kept[0].read_bytes())["target"] == show.target
    assert not any("published" in name or "audionews" in name for name in show.there())


def test_each_target_is_known_by_itself(show: Deployed, tmp_path: Path) -> None:
    first = show.deploy()
    show.target = str(tmp_path / "elsewhere")
    assert show.deploy() == first


@pytest.mark.parametrize("damage", [Path.unlink, lambda file: file.write_text("damaged")])
def test_if_nothing_is_known_all_is_sent_again_and_hidden_episodes_go(
    show: Deployed, damage: Callable[[Path], object]
) -> None:
    show.deploy()
    remote = RemoteStore(show.target)
    for name in (f"episodes/{OTHER}.mp3", f"episodes/{OTHER}.html", f"episodes/{OTHER}.notes.txt"):
        remote.put(name, b"of a removed episode")
    show.hidden = [OTHER]
    for file in show.store.path(".audionews/deploy").rglob("*.json"):
        damage(file)
    assert set(show.deploy()) == set(PUBLIC)
    assert show.there() == {*PUBLIC, f"episodes/{OTHER}.notes.txt"}


def test_hidden_files_stay_where_it_is_known_that_they_are_not_ours(show: Deployed) -> None:
    show.deploy()
    RemoteStore(show.target).put(f"episodes/{OTHER}.mp3", b"theirs")
    show.hidden = [OTHER]
    show.deploy()
    assert f"episodes/{OTHER}.mp3" in show.there()


def correct(show: Deployed) -> tuple[set[str], set[str]]:
    """Replace the sound, all that belongs to its times, and the cover of the show; return the old and the new names."""
    old = {name for name in show.public if name.endswith((".mp3", ".vtt", ".jpg"))}
    new = {f"{stem}.0d9b2f6a.{kind}" for stem, _, kind in (name.rpartition(".") for name in old)}
    for name in (*new, "feed.xml"):
        show.store.write(name, [f"new {name}".encode()])
    show.public = [*(set(show.public) - old), *new]
    return old, new


def test_a_replaced_sound_is_at_the_target_for_a_day_after_the_feed_that_does_not_name_it(show: Deployed) -> None:
    show.deploy()
    old, new = correct(show)
    show.now += timedelta(days=30)  # since the last deploy
    sent = show.deploy()
    assert set(sent) == {*new, "feed.xml"}
    assert sent[-1] == "feed.xml"
    assert show.there() == {*PUBLIC, *new}
    show.now += GRACE - timedelta(seconds=1)
    show.deploy()
    assert show.there() == {*PUBLIC, *new}
    show.now += timedelta(seconds=1)
    assert show.deploy() == []
    assert show.there() == {*PUBLIC, *new} - old


def test_a_sound_that_comes_back_is_not_removed_on_the_day_of_its_first_end(show: Deployed) -> None:
    show.deploy()
    public, (old, new) = list(show.public), correct(show)
    show.deploy()
    show.public = public
    show.now += GRACE / 2
    show.deploy()
    show.public = [*(set(public) - old), *new]
    show.now += GRACE
    show.deploy()
    assert show.there() == {*PUBLIC, *new}


def test_a_taken_down_episode_is_removed_at_once_with_its_replaced_sounds(show: Deployed) -> None:
    show.deploy()
    correct(show)
    show.deploy()
    show.public, show.hidden = ["feed.xml", "index.html"], [ID]
    show.deploy()
    assert not [name for name in show.there() if name.startswith("episodes/")]


def test_if_nothing_is_known_replaced_sounds_are_found_again(show: Deployed) -> None:
    show.deploy()
    _, new = correct(show)
    show.deploy()
    for file in show.store.path(".audionews/deploy").rglob("*.json"):
        file.unlink()
    RemoteStore(show.target).put("episodes/notes.0d9b2f6a.mp3", b"theirs")
    show.deploy()
    show.now += GRACE
    show.deploy()
    assert show.there() & {f"episodes/{ID}.mp3", f"episodes/{ID}.vtt"} == set()
    assert {*new, "episodes/notes.0d9b2f6a.mp3", f"episodes/{ID}.html"} <= show.there()


def test_what_0_1_0_left_at_the_target_is_taken_over_and_removed(show: Deployed) -> None:
    show.deploy()
    for file in show.store.path(".audionews/deploy").rglob("*.json"):
        file.unlink()
    remote = RemoteStore(show.target)
    remote.put("gone.html", b"sent by 0.1.0")
    old = {file.path: file.digest for file in show.files} | {"gone.html": "digest"}
    remote.put("published.json", json.dumps({"files": old, "told": {"feed.xml": "digest"}}).encode())
    assert show.deploy() == []
    assert show.there() == set(PUBLIC)
    assert show.notices() == [f"what was sent is kept with the show now: published.json is removed from {show.target}"]
    assert show.deploy() == []
    assert show.notices() == []


def test_a_file_of_that_name_that_is_not_ours_stays(show: Deployed) -> None:
    RemoteStore(show.target).put("published.json", b'["theirs"]')
    show.deploy()
    assert show.there() == {*PUBLIC, "published.json"}
    assert show.notices() == []


def test_a_target_that_nothing_knows_is_told(show: Deployed) -> None:
    show.target = "nowhere://x/y"
    with pytest.raises(SettingsError, match="nowhere"):
        show.deploy()


class Stopping(LocalStore):
    """A store that is interrupted when a file of the journal is to be removed."""

    stops = True

    def remove(self, name: str) -> None:
        if self.stops and name.endswith("-1.json"):
            raise KeyboardInterrupt
        super().remove(name)


def test_a_state_that_was_interrupted_while_it_was_written_is_whole(tmp_path: Path) -> None:
    store = Stopping(tmp_path)
    state = DeployState(store, "www")
    names = [f"{number}.vtt" for number in range(200)]
    for name in names:
        state.sent(name, "digest")
    state.removed("7.vtt")
    with pytest.raises(KeyboardInterrupt):
        state.save()
    store.stops = False
    again = DeployState(store, "www")
    assert again.remembered
    assert set(again.files) == set(names) - {"7.vtt"}
