"""All episodes of a show and the files that were rendered of them. Nothing is made here, and no file's bytes are known.

The sidecars are the truth. The index makes them quick to find, the manifest knows what was rendered of them, and
``render_show`` brings the files up to date by what changed.
"""

from audionews.catalogue.catalogue import Catalogue
from audionews.catalogue.manifest import PublicFile
from audionews.catalogue.rendering import RenderResult, changed_show, render_show

__all__ = ["Catalogue", "PublicFile", "RenderResult", "changed_show", "render_show"]
