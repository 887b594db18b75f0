"""docs/reference/exit-codes.md is made from the errors. AUDIONEWS_GOLDEN=write writes it anew."""

from collections.abc import Iterator

from tests.golden.test_reference import CODES
from tests.reference_pages import matches, plain, sections

from audionews import errors
from audionews.errors import AudionewsError

INTRO = """# Exit codes and errors

Made from the program's errors. An error is two lines on standard error: what happened, and what to do. In Python it is
an exception with `message`, `remedy`, `exit_code` and `retryable`, which says whether the same call may succeed later.

A script needs to know three cases: 0 is done; 75 is to be tried again later; everything else wants a person.
"""


def family(kind: type[AudionewsError], depth: int = 0) -> Iterator[tuple[type[AudionewsError], int]]:
    """Yield a class of errors and those below it, with their depth."""
    yield kind, depth
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from family(below, depth + 1)


def render() -> str:
    """Return the page."""
    lines = [INTRO, *(line.strip() for line in CODES.split("Exit codes:")[1].strip().splitlines()), "", "## Errors\n"]
    lines += ["| error | exit code | try again | when |", "| --- | --- | --- | --- |"]
    for kind, depth in family(AudionewsError):
        first = plain(sections(kind)[""].split("\n\n")[0])
        again = "yes" if kind.retryable else ""
        lines.append(f"| {'&emsp;' * depth}`{kind.__name__}` | {kind.exit_code} | {again} | {first} |")
    return "\n".join(lines) + "\n"


def test_the_reference_is_what_the_errors_say() -> None:
    assert matches("exit-codes.md", render())


def test_every_code_of_an_error_is_in_the_table() -> None:
    codes = {kind.exit_code for kind, _ in family(AudionewsError)}
    assert codes == {1, 2, 65, 69, 75, 78}
    assert all(f"| {code} | " in CODES for code in codes)
