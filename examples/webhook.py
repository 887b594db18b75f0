"""A webhook: a content system posts an article when it is published, and gets its episode and the code of the player.

    AUDIONEWS_WEBHOOK_SECRET=... python webhook.py

What is posted is a post as WordPress gives it by its REST API, or any other form that `audionews build` reads. It
answers 201 with JSON, 422 with the reason if the article cannot be built, and 503 if the same call may succeed later.
Put a proxy with TLS before it, or keep it on this machine.
"""

import hmac
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from audionews import Show, build

SECRET = os.environ.get("AUDIONEWS_WEBHOOK_SECRET", "")
LARGEST = 1_000_000  # bytes of an article


class Webhook(BaseHTTPRequestHandler):
    """Builds what is posted. One article at a time: the others wait."""

    def do_POST(self) -> None:
        """Answer a call of the content system."""
        size = int(self.headers.get("Content-Length") or 0)
        if not hmac.compare_digest(self.headers.get("X-Secret", "").encode(), SECRET.encode()) or size > LARGEST:
            return self.send_error(403)
        show = Show.open("output")
        result = build([self.rfile.read(size)], show)
        made = [{"id": each.episode.id, "player": show.embed(each.episode.id, "script")} for each in result.episodes]
        failed = [{"what": each.error.message, "remedy": each.error.remedy} for each in result.failures]
        later = any(each.error.retryable for each in result.failures)
        self.send_response(503 if later else 422 if failed else 201)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"episodes": made, "failures": failed}, ensure_ascii=False).encode())
        return None


if __name__ == "__main__":
    if not SECRET:
        sys.exit("set AUDIONEWS_WEBHOOK_SECRET to what your system sends as X-Secret")
    if not Show.open("output").settings.show.base_url:
        sys.exit("write base_url into [show] of audionews.toml: the code of the player needs it")
    server = HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8020"))), Webhook)
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)  # noqa: T201 - a server says where it listens
    server.serve_forever()
