"""Whether the program is installed with all that it needs, and which extras it has."""

from __future__ import annotations

import platform
import shutil
import sys
import sysconfig
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

from audionews import __version__, registry
from audionews.artwork.typeset import check_shaping
from audionews.errors import SettingsError
from audionews.packages import install_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.app.doctor.findings import Area, Finding
    from audionews.model.events import Event

_PACKAGE = "audionews"


def findings(area: Area) -> Iterator[Finding]:
    """Yield the versions, what is missing, the extras, plug-ins that do not load, and another program of this name."""
    yield area.ok(f"audionews {__version__}, Python {platform.python_version()} in {sys.prefix}")
    needed = [Requirement(each) for each in requirements()]
    always = [each for each in needed if _applies(each, "")]
    wrong = [each for each in always if _problem(each)]
    for each in wrong:
        yield area.error(SettingsError(_problem(each), install_command(_text(each))))
    if not wrong:
        yield area.ok(f"all {len(always)} packages that it needs are installed")
    extras = sorted(distribution(_PACKAGE).metadata.get_all("Provides-Extra") or ())
    missing = set()
    for extra in extras:
        own = [each for each in needed if _applies(each, extra) and not _applies(each, "")]
        absent = [each for each in own if _problem(each)]
        if absent:
            missing.add(extra)
            yield area.note(f"extra {extra}: {_problem(absent[0])}", install_command(f"{_PACKAGE}[{extra}]"))
        else:
            yield area.ok(f"extra {extra}: {', '.join(f'{each.name} {version(each.name)}' for each in own)}")
    yield from _plugin_findings(area, missing)
    yield from _library_findings(area)
    yield from _path_findings(area)


def requirements() -> list[str]:
    """Return the packages that the program needs, those of its extras included."""
    return distribution(_PACKAGE).requires or []


def _applies(requirement: Requirement, extra: str) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def _problem(requirement: Requirement) -> str:
    """Return why a requirement is not met, or ""."""
    try:
        found = version(requirement.name)
    except PackageNotFoundError:
        return f"the package {requirement.name} is not installed"
    fits = requirement.specifier.contains(found, prereleases=True)
    return "" if fits else f"the package {requirement.name} {found} is installed, and {requirement.specifier} is needed"


def _text(requirement: Requirement) -> str:
    """Return a requirement without its marker."""
    return f"{requirement.name}{requirement.specifier}"


def _plugin_findings(area: Area, missing: set[str]) -> Iterator[Finding]:
    """Yield the plug-ins that cannot be loaded, unless the extra of their name is missing, which was said."""
    loaded = 0
    for name in registry.engine_names():
        try:
            registry.engine(name)
            loaded += 1
        except SettingsError as error:
            if name not in missing:
                yield area.error(error)
    told: list[Event] = []
    loaded += len(registry.readers(told.append)) + len(registry.renderers(None, told.append))
    for event in told:
        yield area.warning(str(getattr(event, "text", event)), "update or remove the package that registers it")
    registry.mark_model()
    yield area.ok(f"{loaded + 1} plug-ins load: engines, readers, renderers and the diacritizer")


def _library_findings(area: Area) -> Iterator[Finding]:
    """Yield whether the one library is there that no package brings."""
    try:
        check_shaping()
    except SettingsError as error:
        yield area.error(error)
    else:
        yield area.ok("covers can be drawn: Pillow finds FriBiDi")


def _path_findings(area: Area) -> Iterator[Finding]:
    """Yield a finding if the shell would not find this program, or would find another one."""
    found = shutil.which("audionews")
    own = Path(sysconfig.get_path("scripts"))
    if found is None:
        yield area.note("the command audionews is in no folder of PATH", f"export PATH={own}:$PATH")
    elif Path(found).resolve().parent != own.resolve():
        yield area.warning(f"the shell finds another audionews first: {found}", f"export PATH={own}:$PATH")
