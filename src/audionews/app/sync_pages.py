"""The pages of the articles of a sync: reads them, and asks whether they are still there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audionews.app.inputs import called
from audionews.app.sync_reading import known_of
from audionews.app.sync_sources import LIMITS
from audionews.building import stages
from audionews.catalogue.links import is_home
from audionews.errors import ArticleError, NotAnArticle, PageGone
from audionews.model import Article, Failed
from audionews.sources.fetched import Validators
from audionews.sync.places import MOST_NUMBERS, numbers_address
from audionews.sync.state import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.app.sync_sources import Round
    from audionews.model import Pointer
    from audionews.settings.sync_sources import SyncSource
    from audionews.sources.fetched import Fetched


def read_page(source: SyncSource, pointer: Pointer, before: Page, work: Round) -> tuple[Article | None, Page]:
    """Return the article on a page, None if the page has not changed since it was read, and what is known of the page.

    Args:
        source: The source that lists the article.
        pointer: Its address, and what the source says about it.
        before: What is known of the page.
        work: The round.

    Raises:
        PageGone: There is no such page, or it leads to the front page of the site.
        ArticleError: It cannot be fetched or has no article.
    """
    validators = Validators(etag=before.etag, last_modified=before.last_modified) if before.wording else None
    fetched = _fetch(pointer.url, source, work, validators)
    if fetched.unchanged:
        return None, before
    given = known_of(source, work.settings).or_else(pointer.given)
    found = next(stages.read(fetched.blob, given, work.readers), None)
    if isinstance(found, Failed):
        raise _of_article(found)
    if not isinstance(found, Article):
        raise NotAnArticle(f"{pointer.url} is only a list of articles", "leave such pages out of the feed")
    said = fetched.validators
    return called(found, fetched.blob), Page(said.etag, said.last_modified)


def _of_article(failed: Failed) -> ArticleError:
    error = failed.error
    return error if isinstance(error, ArticleError) else ArticleError(error.message, error.remedy)


def ask_page(source: SyncSource, url: str, work: Round) -> None:
    """Ask for a page, to see whether it is still there.

    Raises:
        PageGone: It is not.
        ArticleError: It cannot be fetched now.
    """
    _fetch(url, source, work)


def _fetch(url: str, source: SyncSource, work: Round, validators: Validators | None = None) -> Fetched:
    own = urlsplit(url).netloc.lower() == urlsplit(source.place).netloc.lower()
    with work.asking(url):
        fetched = (work.fetcher if own else work.public).fetch(url, validators, LIMITS)
    if is_home(fetched.blob.url) and not is_home(url):
        raise PageGone(f"{url} leads to the front page of its site", "check the address")
    return fetched


def published_posts(source: SyncSource, numbers: Sequence[str], listed: Sequence[str], work: Round) -> set[str]:
    """Return those of some numbers of posts that WordPress still lists.

    Args:
        source: The site.
        numbers: The numbers.
        listed: Numbers of posts that it has just listed, which are asked for too.
        work: The round.

    Raises:
        ArticleError: It does not answer, or with something else than a list of these posts.
    """
    import msgspec  # noqa: PLC0415 - loads when used

    asked = list(dict.fromkeys([*numbers, *listed]))[:MOST_NUMBERS]
    url = numbers_address(source, asked)
    with work.asking(url):
        blob = work.fetcher.fetch(url, None, LIMITS).blob
    try:
        posts = msgspec.json.decode(blob.content, type=list[dict[str, object]])
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise NotAnArticle(f"{url} is no list of posts", "check the address of the WordPress site") from error
    found = {str(post.get("id")) for post in posts}
    if found - set(asked) or (listed and found.isdisjoint(listed)):
        what = f"{url} does not list the posts that were asked for"
        raise NotAnArticle(what, "check what caches and security plug-ins do to the parameter include")
    return found
