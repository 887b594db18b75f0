"""Articles that wait in the review inbox, as drafts of the desk: brought in, followed, approved and rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from audionews.app import review
from audionews.app.desk_intake import draft_of, now
from audionews.articles.editing import editable_lines
from audionews.desk import edits
from audionews.desk.draft import Kind, State
from audionews.desk.edits import By
from audionews.errors import DraftChanged, UsageError
from audionews.sync.database import FILE
from audionews.sync.inbox import APPROVED

if TYPE_CHECKING:
    from audionews.app.builds import BuildRequest, Result
    from audionews.app.library import Show
    from audionews.desk.draft import Draft
    from audionews.desk.drafts import Drafts
    from audionews.model import Article
    from audionews.model.events import Listener
    from audionews.sync.inbox import WaitingArticle


class DeskReview:
    """The review inbox of a show, as drafts.

    Args:
        show: The show.
        drafts: Its drafts.
    """

    def __init__(self, show: Show, drafts: Drafts) -> None:
        self._show = show
        self._drafts = drafts

    def bring_in(self) -> None:
        """Make a draft of each article that waits, and bring those that nobody has edited up to date.

        Raises:
            StoreError: The inbox or the drafts cannot be read or written.
        """
        if not (self._show.folder / FILE).exists():
            return
        waiting = {each.id: each for each in review.waiting(self._show)}
        drafts = [draft for draft in self._drafts.all() if draft.review]
        for draft in drafts:
            if draft.state is State.WAITING:
                self._follow(draft, waiting.get(draft.review))
        opened = {draft.review for draft in drafts if draft.state is State.WAITING}
        for each in waiting.values():
            if each.id not in opened:
                self._drafts.add(self._draft_of(each))

    def is_outdated(self, draft: Draft) -> bool:
        """Return whether the newspaper has changed an article after somebody began to edit it."""
        if not draft.review or draft.state is not State.WAITING:
            return False
        return self.revision_of(draft) != draft.review_revision

    def refresh(self, draft: Draft, by: By) -> Draft:
        """Return the draft with the article as the newspaper has it now; what was fixed stays fixed.

        Raises:
            UsageError: It does not come from the review inbox.
        """
        if not draft.review:
            raise UsageError("the draft does not come from the review inbox", "paste the new text")
        return _with(draft, review.find(self._show, draft.review), by)

    def reject(self, draft: Draft, who: str) -> None:
        """Reject the article of a draft for good.

        Raises:
            ReviewChanged: The newspaper has changed it.
        """
        review.reject(self._show, draft.review, draft.review_revision, who)

    def build(self, draft: Draft, article: Article, request: BuildRequest, tell: Listener, who: str) -> Result:
        """Approve the article of a draft, as it was edited, and build it.

        Raises:
            ReviewChanged: The newspaper has changed it, or it does not wait any more.
            AudionewsError: As for ``build``.
        """
        if review.find(self._show, draft.review).state == APPROVED:  # by a desk that was ended
            return review.build_approved(self._show, draft.review, request, tell)
        edited = review.change(self._show, draft.review, article, draft.review_revision, who)
        return review.approve(self._show, draft.review, edited.revision, request, tell, who)

    def revision_of(self, draft: Draft) -> int:
        """Return the revision of the article of a draft in the review inbox; that of the draft if it is not there."""
        try:
            return review.find(self._show, draft.review).revision
        except UsageError:  # it was built
            return draft.review_revision

    def _draft_of(self, waiting: WaitingArticle) -> Draft:
        episode = self._show.episode(waiting.episode) if waiting.episode else None
        return msgspec.structs.replace(
            draft_of(waiting.article, ""),
            origin=waiting.source or "desk",
            why=waiting.why,
            voice=waiting.voice,
            error=waiting.error,
            remedy=waiting.remedy,
            episode=waiting.episode,
            episode_revision=episode.revision if episode else 0,
            review=waiting.id,
            review_revision=waiting.revision,
        )

    def _follow(self, draft: Draft, waiting: WaitingArticle | None) -> None:
        """Bring a draft up to date, unless somebody has edited it."""
        by = By(draft.origin, now())
        try:
            if waiting is None:
                if self._is_decided(draft):
                    self._drafts.change(draft.id, draft.revision, lambda one: self._decided(one, by))
            elif waiting.revision != draft.review_revision and not draft.undo and not draft.readings:
                self._drafts.change(draft.id, draft.revision, lambda one: _with(one, waiting, by))
        except DraftChanged:  # somebody edits it at this moment
            return

    def _decided(self, draft: Draft, by: By) -> Draft:
        """Return a draft whose article is no longer in the inbox: published if it was approved at the desk."""
        made = (each for each in review.decisions(self._show) if each.article == draft.review and each.what == "built")
        episode_id = next((each.episode for each in made), "")
        if not (draft.approval and episode_id):
            return edits.stated(draft, State.DISCARDED, by, Kind.DISCARDED)
        revision = self._show.episode(episode_id).revision
        return edits.stated(
            draft, State.PUBLISHED, by, Kind.PUBLISHED, episode=episode_id, episode_revision=revision, error=""
        )

    def _is_decided(self, draft: Draft) -> bool:
        """Return whether an article was withdrawn by its newspaper, or rejected elsewhere."""
        try:
            return review.find(self._show, draft.review).state in {"withdrawn", "rejected"}
        except UsageError:  # it was approved elsewhere, and built
            return True


def _with(draft: Draft, waiting: WaitingArticle, by: By) -> Draft:
    """Return the draft with another version of its article."""
    changed = msgspec.structs.replace(
        draft,
        facts=waiting.article,
        lines=editable_lines(waiting.article.lines, waiting.article),
        why=waiting.why,
        error=waiting.error,
        remedy=waiting.remedy,
        review_revision=waiting.revision,
        undo=(),
    )
    return edits.stated(changed, draft.state, by, Kind.REFRESHED)
