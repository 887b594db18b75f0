"""Reads articles from web pages: from files, saved pages, fragments, and what was fetched."""

from audionews.readers.html.reader import HtmlReader

__all__ = ["HtmlReader"]
