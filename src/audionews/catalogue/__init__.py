"""All episodes of a show and the files that were rendered from them. No sound and no page is made here.

The sidecars are the truth. The index makes them quick to find, the manifest lists the files that were rendered from
them, and ``render_show`` has renderers make those files again that a change affects.
"""

from audionews.catalogue.catalogue import Catalogue
from audionews.catalogue.manifest import PublicFile
from audionews.catalogue.rendering import RenderResult, changed_show, render_show

__all__ = ["Catalogue", "PublicFile", "RenderResult", "changed_show", "render_show"]
