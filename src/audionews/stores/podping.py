"""Podping: tells those who index podcasts that a feed has changed, so that they need not poll it.

Source: github.com/Podcastindex-org/podping.cloud.
"""

from __future__ import annotations

import os
from urllib.parse import urlencode

from audionews.errors import SettingsError
from audionews.http import Request
from audionews.stores.web import send_notice

TOKEN = "AUDIONEWS_PODPING_TOKEN"  # noqa: S105 - the name of the variable that holds it


def podping_token() -> str:
    """Return the token by which the server knows the show.

    Raises:
        SettingsError: It is not in the environment.
    """
    token = os.environ.get(TOKEN, "").strip()
    if not token or not token.isascii() or not token.isprintable():
        what = f"the environment has no {TOKEN}, which Podping needs"
        raise SettingsError(what, f'set {TOKEN} to the token of the server, or write podping = "" into [show]')
    return token


def podping(server: str, token: str, feed: str) -> None:
    """Tell a Podping server that a feed has changed.

    Raises:
        StoreError: The server refuses the notice.
        StoreUnavailable: It cannot be reached, or fails.
    """
    notice = urlencode({"url": feed, "reason": "update", "medium": "podcast"})
    headers = {"Authorization": token, "User-Agent": "audionews"}
    request = Request(f"{server.rstrip('/')}/?{notice}", headers=headers, method="GET")
    remedy = f"run audionews publish again later: only notices will be sent; look at {TOKEN} if it is refused"
    send_notice(request, f"the Podping server {server}", remedy)
