"""A small web server for a finished show on this machine, with all that a podcast client needs.

Only public files are served. Other files of a show, such as sidecars, are not found.
"""

from audionews.server.app import PublicFiles, make_app
from audionews.server.listening import HOST, PORT, listen, serve, url_of

__all__ = ["HOST", "PORT", "PublicFiles", "listen", "make_app", "serve", "url_of"]
