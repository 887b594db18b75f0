"""The files around the code agree with each other: workflow, hooks, templates, Makefile and pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WORKFLOW = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
HOOKS = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
LOCKS = tuple((ROOT / "requirements").glob("*.txt"))
YAML = (ROOT / ".pre-commit-config.yaml", *(ROOT / ".github").rglob("*.yml"))


def listed_versions() -> list[str]:
    """Return the Python versions that the classifiers name."""
    return [found[1] for found in (re.fullmatch(r".*:: (3\.\d+)", line) for line in PROJECT["classifiers"]) if found]


def test_the_workflow_tests_every_python_that_the_classifiers_name() -> None:
    matrices = [re.findall(r"[\d.]+", row) for row in re.findall(r"python: \[(.*)\]", WORKFLOW)]
    assert matrices == [listed_versions()] * 2
    assert PROJECT["requires-python"] == f">={listed_versions()[0]}"


def test_the_workflow_tests_every_system() -> None:
    systems = set(re.findall(r"(ubuntu|macos|windows)-latest", WORKFLOW))
    assert systems == {"ubuntu", "macos", "windows"}


def test_the_workflow_may_only_read_and_runs_by_itself_every_week() -> None:
    assert re.findall(r"^ *permissions:\n((?: +.*\n)+)", WORKFLOW, re.MULTILINE) == ["  contents: read\n"]
    assert re.search(r'- cron: "\d+ \d+ \* \* \d"', WORKFLOW)
    assert "secrets." not in WORKFLOW


def test_every_action_is_pinned_by_major_version() -> None:
    actions = re.findall(r"uses: (.*)", WORKFLOW)
    assert actions
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in actions)


def test_the_workflow_installs_nothing_that_is_not_locked() -> None:
    installs = re.findall(r"pip install (.*)", WORKFLOW)
    assert installs == [
        "--no-deps --require-hashes -r requirements/dev.txt",
        "--no-deps --no-build-isolation -e .",
    ]


def test_the_workflow_runs_scripts_that_exist() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111 or ROOT.drive, "Windows keeps no such right"
    assert "run: .ci/run" in WORKFLOW


@pytest.mark.parametrize("program", ["ruff check", "ruff format", "mypy", "lint-imports"])
def test_hooks_workflow_and_makefile_run_the_same_checks(program: str) -> None:
    assert f"entry: .venv/bin/{program}" in HOOKS
    assert f"          {program}" in WORKFLOW
    assert f"$(BIN)/{program}" in MAKEFILE


def test_hooks_call_the_locked_programs_and_download_nothing() -> None:
    assert re.findall(r"repo: (.*)", HOOKS) == ["local"]
    assert set(re.findall(r"language: (.*)", HOOKS)) == {"system"}
    assert "additional_dependencies" not in HOOKS


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_every_package_with_a_hash_and_names_no_host(lock: Path) -> None:
    text = lock.read_text("utf-8")
    pins = re.findall(r"^[A-Za-z].*(?:\n .*)*", text, re.MULTILINE)
    assert len(pins) > 10
    assert all("==" in pin.split()[0] and "--hash=sha256:" in pin for pin in pins)
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


def test_a_lock_keeps_the_extras_that_are_asked_for() -> None:
    assert re.search(r"^coverage\[toml\]==", (ROOT / "requirements" / "dev.txt").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_configuration_is_indented_evenly_and_names_no_host(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "://" not in text
    assert "\t" not in text
    assert all((len(line) - len(line.lstrip())) % 2 == 0 for line in text.splitlines())


@pytest.mark.parametrize("name", ["bug", "pronunciation", "feature"])
def test_every_issue_form_says_what_it_is_for_and_asks_for_something(name: str) -> None:
    text = (ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").read_text("utf-8")
    assert re.search(r"\Aname: .+\ndescription: .+\n", text)
    assert "required: true" in text
    names = re.findall(r"    id: (.*)", text)
    assert len(set(names)) == len(names) > 1


def test_the_security_policy_names_the_private_way_and_no_address() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert "Report a vulnerability" in text
    assert "@" not in text
