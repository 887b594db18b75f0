"""The desk: a local web application in which editors see what will be spoken, listen to it, correct it and publish it.

It shows pages and checks requests. What it does to a show is done by the library, which it knows only as ``Newsroom``.
"""

from audionews.desk.sessions import Sessions
from audionews.desk.web import make_desk

__all__ = ["Sessions", "make_desk"]
