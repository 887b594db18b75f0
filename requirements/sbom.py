"""Writes sbom.cdx.json, the bill of materials (CycloneDX 1.6), from the locks and licences.toml beside this file.

It has no time and no random number, so the same locks give the same bytes. The scope of a component is "required" if
every user installs it, "optional" if it comes with an extra, and "excluded" if only developers install it.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
SBOM = HERE / "sbom.cdx.json"
LOCKS = ("run", "dev", "measure")  # the first that has a package says its scope
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


def pins(lock: str) -> Iterator[tuple[str, str]]:
    """Yield the normalized name and the version of each package in a lock."""
    for name, version in _PIN.findall((HERE / f"{lock}.txt").read_text("utf-8")):
        yield re.sub("[-_.]+", "-", name).lower(), version


def licences() -> dict[str, dict[str, dict[str, str]]]:
    """Return licences.toml."""
    return tomllib.loads((HERE / "licences.toml").read_text("utf-8"))


def component(name: str, version: str, scope: str) -> dict[str, object]:
    """Return a package as a component, with the libraries in machine code inside it."""
    table, purl = licences(), f"pkg:pypi/{name}@{version}"
    made: dict[str, object] = {"type": "library", "bom-ref": purl, "name": name, "version": version, "scope": scope}
    if name in table["packages"]:
        made["licenses"] = [{"expression": table["packages"][name]}]
    made["purl"] = purl
    if native := table["native"].get(name):
        made["components"] = [
            {"type": "library", "bom-ref": f"{purl}#{inner}", "name": inner, "licenses": [{"expression": licence}]}
            for inner, licence in native.items()
        ]
    return made


def sbom() -> bytes:
    """Return the bill of materials."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    known, scopes = licences()["packages"], dict[tuple[str, str], str]()
    for lock in LOCKS:
        for name, version in pins(lock):
            scope = "required" if lock == "run" else "optional" if name in known and lock == "dev" else "excluded"
            scopes.setdefault((name, version), scope)
    root = f"pkg:pypi/{project['name']}@{project['version']}"
    components = [component(*package, scope) for package, scope in sorted(scopes.items())]
    needed = [each["bom-ref"] for each in components if each["scope"] == "required"]
    whole = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"expression": project["license"]}],
                "purl": root,
            }
        },
        "components": components,
        "dependencies": [{"ref": root, "dependsOn": needed}],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False).encode() + b"\n"


if __name__ == "__main__":
    SBOM.write_bytes(sbom())
    sys.stdout.write(f"{SBOM}\n")
