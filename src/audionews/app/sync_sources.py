"""Asks the sources of a sync what they list, and records what follows from it."""

from __future__ import annotations

import hashlib
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from audionews.errors import ArticleError, Empty, SiteUnavailable, StoreError
from audionews.http import Limits
from audionews.model.events import SourceFailed, SourcePolled
from audionews.sources.fetched import Validators
from audionews.sync.folders import SETTLED, File, files_in, unsettled
from audionews.sync.places import MOST_LISTS, POSTS, list_address
from audionews.sync.schedule import DAY, is_ahead, retry_at
from audionews.sync.source_state import SourceState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from audionews.errors import AudionewsError
    from audionews.model import Blob
    from audionews.model.events import Listener
    from audionews.ports import ArticleReader
    from audionews.settings import Settings
    from audionews.settings.sync_sources import SyncSource
    from audionews.sources.fetched import Fetched
    from audionews.sources.url import Fetcher
    from audionews.sync.entries import Entry
    from audionews.sync.planner import KnownItem, Plan
    from audionews.sync.state import SyncState

LIMITS = Limits(raw=10_000_000, inflated=10_000_000)  # bytes; readers take no more


class HostClosed(SiteUnavailable):
    """A host has asked before to be left alone, and is."""


class NoneListed(Empty):
    """A source answers well, and lists no article."""


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


@dataclass(frozen=True, kw_only=True)
class Round:
    """What a round of a sync works with.

    Attributes:
        folder: The output folder.
        settings: The settings of the show.
        state: What is known.
        now: The time, in seconds since 1970.
        tell: Receives the events.
        fetcher: Fetches the lists of the sources, and pages on their hosts.
        public: Fetches pages on other hosts, which must be public.
        named: Whether the user has named the sources, so that they are asked even soon after a failure.
        codes: The exit codes of what failed.
        unchanged: The names of sources that say themselves that they have no news.
    """

    folder: Path
    settings: Settings
    state: SyncState
    now: float
    tell: Listener
    fetcher: Fetcher
    public: Fetcher
    named: bool = False
    codes: list[int] = field(default_factory=list)
    unchanged: set[str] = field(default_factory=set)

    def moment(self, seconds: float) -> datetime:
        """Return a time in UTC."""
        return datetime.fromtimestamp(seconds, UTC)

    @contextmanager
    def asking(self, url: str) -> Iterator[None]:
        """Run a fetch, unless its host wants to be left alone.

        Raises:
            SiteUnavailable: It does, as it has said now or in an earlier round.
        """
        host = _host(url)
        until = self.state.closed_until(host)
        if is_ahead(until, self.now):
            wait = until - self.now
            raise HostClosed(f"{host} has asked us to wait", f"try again in {wait:.0f} s", wait)
        try:
            yield
        except SiteUnavailable as error:
            if error.retry_after:
                self.state.close_host(host, self.now + error.retry_after)
            raise

    @cached_property
    def readers(self) -> tuple[ArticleReader, ...]:
        """The readers, with the word lists of the show."""
        from audionews.app.composition import open_readers  # noqa: PLC0415 - loads when used

        return open_readers(self.settings, self.tell)


def poll(source: SyncSource, work: Round) -> None:
    """Ask a source what it lists, and record what is to be done. A failure is told, and tried again later."""
    before, settings = work.state.source(source.title), settings_digest(source, work.settings)
    if before.settings != settings:  # all is read again
        before = SourceState(settings=settings)
    is_closed = not source.folder and is_ahead(work.state.closed_until(_host(source.place)), work.now)
    if is_closed or (before.failures and is_ahead(before.next_try, work.now) and not work.named):
        return
    try:
        event = _poll_folder(source, before, work) if source.folder else _poll_web(source, before, work)
    except (ArticleError, StoreError) as error:
        wanted = error.retry_after if isinstance(error, SiteUnavailable) else None
        next_try = retry_at(work.now, before.failures + 1, wanted)
        after = replace(before, failures=before.failures + 1, next_try=next_try, error=error.message, polled=work.now)
        work.state.polled(source.title, after)
        work.state.keep_empty(source.title, is_empty=isinstance(error, NoneListed))
        what = told(error)
        work.codes.append(error.exit_code)
        work.tell(SourceFailed(source=source.title, next_try=work.moment(next_try), **what))
    else:
        work.tell(event)


def _poll_web(source: SyncSource, before: SourceState, work: Round) -> SourcePolled:
    """Ask a feed or a WordPress site."""
    is_known = bool(before.succeeded)
    sent = Validators(etag=before.etag, last_modified=before.last_modified) if is_known else None
    fetched = _fetch(list_address(source), work, sent)
    body = before.body if fetched.unchanged else hashlib.sha256(fetched.blob.content).hexdigest()
    validators = fetched.validators
    after = _well(before, work.now)
    if fetched.unchanged and fetched.blob.url == list_address(source):
        work.unchanged.add(source.title)
    if fetched.unchanged or (is_known and body == before.body):
        work.state.polled(source.title, after)
        return SourcePolled(source=source.title, unchanged=True)
    entries = _entries_listed(fetched.blob, source, work)
    known = work.state.items(source.title)
    _refuse_strangers(entries, known, source, before, work)
    if source.wordpress and known:
        entries = _with_more(entries, known, source, work)
    after = replace(after, etag=validators.etag, last_modified=validators.last_modified, body=body)
    return _accept(source, after, entries, known, work)


def _refuse_strangers(
    entries: list[Entry], known: Mapping[str, KnownItem], source: SyncSource, before: SourceState, work: Round
) -> None:
    """Refuse a list that has only articles of other hosts than it had before, until that is so for a day.

    Raises:
        SiteUnavailable: It is one.
    """
    hosts = {_host(row.link) for row in known.values() if row.listed and row.link}
    others = {_host(each.link) for each in entries if each.link}
    is_strange = hosts and others and hosts.isdisjoint(others) and not any(each.item in known for each in entries)
    if is_strange and work.now - before.succeeded < DAY:
        what = f"{source.place} lists only articles of {min(others)}, and none that it had before"
        raise SiteUnavailable(what, "check it; if it is so for a day, they are taken")


def _fetch(url: str, work: Round, validators: Validators | None = None) -> Fetched:
    with work.asking(url):
        return work.fetcher.fetch(url, validators, LIMITS)


def _entries_listed(blob: Blob, source: SyncSource, work: Round) -> list[Entry]:
    """Return what the first list of a source has.

    Raises:
        NoneListed: It has no articles.
        ArticleError: It cannot be read.
    """
    try:
        return _entries(blob, source, work)
    except Empty as error:
        if blob.content.strip():
            raise NoneListed(error.message, error.remedy) from error
        raise


def _entries(blob: Blob, source: SyncSource, work: Round, modified: float = 0.0) -> list[Entry]:
    """Return what a list of articles has.

    Raises:
        ArticleError: It cannot be read.
    """
    from audionews.app.sync_reading import entries_of  # noqa: PLC0415 - loads when used

    return entries_of(blob, source, work.settings, work.readers, modified)


def _with_more(entries: list[Entry], known: Mapping[str, KnownItem], source: SyncSource, work: Round) -> list[Entry]:
    """Return the posts of WordPress with those of the next lists, as long as all of the last one are new or changed."""
    page, last = 1, entries
    while len(last) >= POSTS and page < MOST_LISTS and not any(_is_old(each, known) for each in last):
        page += 1
        try:
            last = _entries(_fetch(list_address(source, page), work).blob, source, work)
        except ArticleError:  # there is no such list, or it is empty
            break
        entries = [*entries, *last]
    return entries


def _is_old(entry: Entry, known: Mapping[str, KnownItem]) -> bool:
    row = known.get(entry.item)
    return row is not None and entry.said in {row.said, row.waiting_said}


def _poll_folder(source: SyncSource, before: SourceState, work: Round) -> SourcePolled:
    """Look at the files of a folder; only those that are new or have changed are read.

    Raises:
        StoreError: The folder cannot be read, or is empty though it had articles: it may be a disk that is missing.
    """
    folder, kept = work.settings.folder / source.folder, work.state.files(source.title)
    files, unfinished = _settled_files(folder, source)
    if not files and kept and not unfinished:
        what, remedy = f"the folder {folder} is empty, and had {len(kept)} files", "check that its disk is there"
        raise StoreError(what, f"{remedy}; to withdraw its last articles: audionews remove")
    files |= {name: File(*kept[name]) for name in unfinished if name in kept}  # as if they were not being written
    # An article whose file is gone may be in another one too.
    afresh = not before.succeeded or (source.remove_missing and kept.keys() - files.keys())
    changed = [name for name in sorted(files) if afresh or kept.get(name) != tuple(files[name])]
    after = _well(before, work.now)
    if not changed and files.keys() == kept.keys():
        work.unchanged.add(source.title)
        work.state.polled(source.title, after)
        return SourcePolled(source=source.title, unchanged=True)
    entries = [entry for name in changed for entry in _entries_in_file(folder, name, source, work)]
    unread = files.keys() - set(changed)
    event = _accept(source, after, entries, work.state.items(source.title), work, unread)
    work.state.keep_files(source.title, files)
    return event


def _settled_files(folder: Path, source: SyncSource) -> tuple[dict[str, File], Sequence[str]]:
    """Return the files of a folder, and the names of those that were written within the last moment."""
    try:
        files = files_in(folder)
        if unsettled(files, time.time_ns()):
            time.sleep(SETTLED)
            files = files_in(folder)
    except OSError as error:
        what = f"the folder {folder} cannot be read: {error.strerror}"
        raise StoreError(what, f"check its name and permissions (folder of [[sync]] {source.title})") from error
    unfinished = unsettled(files, time.time_ns())
    return {name: file for name, file in files.items() if name not in set(unfinished)}, unfinished


def _entries_in_file(folder: Path, name: str, source: SyncSource, work: Round) -> list[Entry]:
    from audionews.app.sync_reading import entries_in_file  # noqa: PLC0415 - loads when used

    return entries_in_file(folder, name, source, work.settings, work.readers)


def _well(before: SourceState, now: float) -> SourceState:
    return replace(before, polled=now, succeeded=now, failures=0, next_try=0.0, error="")


def _accept(
    source: SyncSource,
    after: SourceState,
    entries: list[Entry],
    known: Mapping[str, KnownItem],
    work: Round,
    unread: Sequence[str] | set[str] = (),
) -> SourcePolled:
    """Record what is to be done, and tell about it.

    Args:
        source: The source.
        after: What is known of it now.
        entries: What it lists.
        known: What was known of its articles.
        work: The round.
        unread: Files of a folder that have not changed, whose articles are not among the entries.
    """
    from audionews.app.sync_reading import missing_for  # noqa: PLC0415 - loads when used
    from audionews.sync.entries import newest_versions  # noqa: PLC0415 - loads when used
    from audionews.sync.filters import why_not  # noqa: PLC0415 - loads when used
    from audionews.sync.planner import make_plan  # noqa: PLC0415 - loads when used

    listed = newest_versions(entries)
    last = work.state.source(source.title)
    afresh = not last.succeeded or last.settings != after.settings
    plan = make_plan(listed, known, partial(why_not, source=source), missing_for(source, unread), afresh=afresh)
    work.state.accept(source.title, after, plan, work.now)
    _tell(source, plan, work)
    return SourcePolled(
        source=source.title,
        listed=len(listed),
        queued=len(plan.queued),
        withdrawn=len(plan.withdrawn),
        left_out=len(plan.skipped),
        failed=len(plan.failed),
    )


def _tell(source: SyncSource, plan: Plan, work: Round) -> None:
    from audionews.model.events import ArticleFailed, ArticleLeftOut  # noqa: PLC0415 - loads when used

    for entry, why in plan.skipped:
        work.tell(ArticleLeftOut(source=source.title, article=entry.name, why=why))
    for entry in plan.failed:
        if error := entry.error:
            what = told(error)
            work.tell(ArticleFailed(source=entry.name, **what))


def settings_digest(source: SyncSource, settings: Settings) -> str:
    """Return a digest of the settings that change how a source is read: if it is another one, all is read again."""
    facts = (source, settings.sites, settings.show.sections, settings.show.timezone)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def told(error: AudionewsError) -> dict[str, Any]:
    """Return what an event tells about an error."""
    return {"what": error.message, "remedy": error.remedy, "code": error.exit_code}
