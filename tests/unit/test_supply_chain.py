"""Every package is known: the bill of materials is that of the locks, and every licence is an allowed one."""

import importlib.metadata
import json
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "requirements/sbom.py"))
LICENCES = TOOL["licences"]()
ALLOWED = set(LICENCES["allowed"])
NOTICE = (ROOT / "NOTICE").read_text("utf-8")
EXTRAS = ("", "alternate", "edge", "hts", "piper")
ELSEWHERE = {"audioop-lts", "colorama"}  # only on other versions of Python, and on Windows

# What packages write that say their licence in words of their own.
SAID = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 3-Clause License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
}


def installed() -> set[str]:
    """Return the names of all packages that audionews and its extras bring here."""
    found: set[tuple[str, str]] = set()
    wanted = [("audionews", extra) for extra in EXTRAS]
    while wanted:
        name, extra = wanted.pop()
        if (name, extra) not in found:
            found.add((name, extra))
            for requirement in map(Requirement, importlib.metadata.requires(name) or ()):
                if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                    wanted += [(canonicalize_name(requirement.name), each) for each in ("", *requirement.extras)]
    return {name for name, _ in found} - {"audionews"}


def declared(name: str) -> str:
    """Return the licence that an installed package declares, as an SPDX expression, or ""."""
    facts = importlib.metadata.metadata(name)
    classifiers = facts.get_all("Classifier") or []
    words = [each.rpartition(":: ")[2] for each in classifiers if each.startswith("License ::")]
    said = [*(facts.get_all("License-Expression") or ()), *(facts.get_all("License") or ()), *words]
    short = next((each for each in said if each and len(each) < 60), "")
    return SAID.get(short, short)


def choices(expression: str) -> Iterator[set[str]]:
    """Yield the licences of each alternative of an expression."""
    for alternative in expression.split(" OR "):
        yield set(alternative.split(" AND "))


def test_the_bill_of_materials_is_that_of_the_locks() -> None:
    assert TOOL["SBOM"].read_bytes() == TOOL["sbom"](), "make lock, or make sbom, writes it"
    components = {(each["name"], each["version"]) for each in json.loads(TOOL["SBOM"].read_bytes())["components"]}
    locks = "".join((ROOT / f"requirements/{lock}.txt").read_text("utf-8") for lock in ("run", "dev", "measure"))
    pinned = re.findall(r"^([a-z0-9-]+)(?:\[.*\])?==([^\s;]+)", locks, re.MULTILINE)
    assert components == set(pinned)
    assert len(components) > 100


def test_the_bill_of_materials_names_no_host_and_no_time() -> None:
    text = TOOL["SBOM"].read_text("utf-8").replace("http://cyclonedx.org/schema/", "")
    assert "://" not in text
    assert not {"timestamp", "serialNumber"} & set(json.loads(text)) | {"timestamp"} & set(json.loads(text)["metadata"])


def test_every_package_that_a_user_installs_has_a_licence_that_is_allowed() -> None:
    known = LICENCES["packages"]
    assert installed() | {name for name, _ in TOOL["pins"]("run")} == set(known)
    refused = {name: said for name, said in known.items() if not any(each <= ALLOWED for each in choices(said))}
    assert refused == {}
    inner = {said for libraries in LICENCES["native"].values() for said in libraries.values()}
    assert not [said for said in inner if not any(each <= ALLOWED for each in choices(said))]


@pytest.mark.parametrize("name", sorted(set(LICENCES["packages"]) - ELSEWHERE))
def test_a_licence_is_the_one_that_the_package_declares_or_it_is_told_why_not(name: str) -> None:
    if name == "tzdata" and name not in installed():
        pytest.skip("only on Windows")
    is_exception = name in LICENCES["exceptions"]
    assert (declared(name) != LICENCES["packages"][name]) == is_exception, declared(name)


def test_the_notice_names_every_library_in_machine_code_with_its_licence() -> None:
    for package, libraries in LICENCES["native"].items():
        assert package in LICENCES["packages"]
        for library in libraries:
            assert library in NOTICE, f"{library} in {package}"
    assert re.search(r"espeakng-loader.*declares no\s+licence", NOTICE)
