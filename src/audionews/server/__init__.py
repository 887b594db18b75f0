"""A small web server for a finished show, on one's own machine: what a podcast client asks of a host.

Only files that listeners get are served. What a show holds besides, such as sidecars, is not found.
"""

from audionews.server.app import PublicFiles, make_app
from audionews.server.listening import HOST, PORT, listen, serve, url_of

__all__ = ["HOST", "PORT", "PublicFiles", "listen", "make_app", "serve", "url_of"]
