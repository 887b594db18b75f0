"""A small web server for a finished show on this machine, with all that a podcast client needs.

Only public files are served. Other files of a show, such as sidecars, are not found.
"""

from audionews.server.app import make_app
from audionews.server.files import Served
from audionews.server.hosts import Hosts, host_name
from audionews.server.listening import HOST, PORT, listen, serve, server_of, url_of

__all__ = ["HOST", "PORT", "Hosts", "Served", "host_name", "listen", "make_app", "serve", "server_of", "url_of"]
