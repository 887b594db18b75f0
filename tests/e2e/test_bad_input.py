"""Bad input: a clear error of two lines, the right exit code, the other articles still done, nothing half written."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.pasted import Result, article
from tests.running import needs_signals

Run = Callable[..., Result]

PERSIAN = "رئیس جمهور گفت که این پروژه تا پایان سال جاری به بهره‌برداری می‌رسد و چند هزار نفر در آن کار می‌کنند.\n"
BAD = {
    "empty": (b"", 65),
    "blank": (b"\n \n\t\n", 65),
    "binary": (bytes(range(256)) * 40, 65),
    "mp3": (b"ID3\x04\0\0\0\0\0\0" + bytes(5000), 65),
    "english": (
        b"A headline\n\nThe ministry said on Thursday that the works will end before the end of the year.\n",
        65,
    ),
    "persian": ((PERSIAN + "\n" + PERSIAN * 3).encode(), 65),
    "no body": ("عنوان بلا متن".encode(), 65),
    "no headline": (("20 يونيو 2024\n+ الخط -\n").encode(), 65),
    "a line that is too long": (("عنوان الخبر الطويل\n" + "خبر طويل جدا " * 10_000).encode(), 65),
    "ten megabytes": ("خبر طويل جدا ".encode() * 500_000, 65),
}


def leftovers(folder: Path) -> list[str]:
    """Return files that a write left behind."""
    files = [path for path in folder.rglob("*") if path.name != ".audionews-lock"]  # the lock stays
    return [path.name for path in files if path.name.startswith(".audionews-") or path.stat().st_size == 0]


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_article_fails_alone(audionews: Run, tmp_path: Path, kind: str) -> None:
    blob, code = BAD[kind]
    bad, good, out = tmp_path / "bad.txt", tmp_path / "good.txt", tmp_path / "out"
    bad.write_bytes(blob)
    good.write_text(article(), "utf-8")
    alone = audionews("build", bad, "--voice", "silence", "--out", out)
    assert alone.code == code
    first, second = alone.err.splitlines()
    assert first.startswith("audionews: ")
    assert "bad.txt" in first
    assert second.startswith("  try: ")
    assert alone.out == ""
    assert not out.exists()
    both = audionews("build", bad, good, "--voice", "silence", "--out", out)
    assert both.code == 1
    assert len(both.out.splitlines()) == 3
    assert leftovers(out) == []


def test_control_and_bidi_characters_are_cleaned_out(audionews: Run, tmp_path: Path) -> None:
    pasted = tmp_path / "a.txt"
    pasted.write_text(article("\u202bافتتاح\x07 الميناء\u202c \u200fالجديد\x00"), "utf-8")
    result = audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "out")
    assert result.code == 0
    feed = (tmp_path / "out" / "feed.xml").read_text("utf-8")
    assert "<title>افتتاح الميناء الجديد</title>" in feed


def test_a_headline_names_no_file(audionews: Run, tmp_path: Path) -> None:
    pasted = tmp_path / "a.txt"
    pasted.write_text(article("../../هروب من المجلد <script>alert(1)</script>"), "utf-8")
    result = audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "deep" / "out")
    assert result.code == 0
    made = {path.name for path in tmp_path.rglob("*") if path.is_file() and "cache" not in path.parts}
    assert all(name.isascii() for name in made)
    assert {path.name for path in (tmp_path / "deep").iterdir()} == {"out"}
    assert "<script>alert" not in (tmp_path / "deep" / "out" / "index.html").read_text("utf-8")


def test_a_folder_that_cannot_be_written_ends_the_run(audionews: Run, tmp_path: Path) -> None:
    pasted = tmp_path / "a.txt"
    pasted.write_text(article(), "utf-8")
    (tmp_path / "taken").write_bytes(b"a file")
    result = audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "taken")
    assert result.code == 78
    assert len(result.err.splitlines()) == 2
    assert (tmp_path / "taken").read_bytes() == b"a file"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("build",), 2),
        (("build", "nowhere.txt", "--voice", "silence"), 2),
        (("build", "none*.txt", "--voice", "silence"), 2),
        (("build", "a.txt", "--what"), 2),
        (("build", "a.txt", "--voice", "ar-espaek"), 78),
        (("build", "a.txt", "--voice", ""), 78),
        (("build", "a.txt", "--voice", "silence", "--settings", "none.toml"), 78),
        (("build", "a.txt", "--voice", "silence", "--workers", "horses:3"), 2),
        (("build", "a.txt", "--voice", "silence", "--workers", ""), 2),
        (("build", "a.txt", "--voice", "silence", "--workers", "threads:0"), 2),
        (("build", "a.txt", "--voice", "silence", "--bitrate", "63"), 2),
        (("build", "a.txt", "--voice", "silence", "--bitrate", "much"), 2),
        (("build", "a.txt", "--voice", "silence", "--max-cost", "nan"), 2),
        (("build", "a.txt", "--voice", "silence", "--max-cost", "-1"), 2),
        (("build", "a.txt", "--voice", "silence", "--publish-at", "tomorrow"), 2),
        (("build", "a.txt", "--voice", "silence", "--show", "sport"), 78),
        (("build", "a.txt", "--voice", "silence", "--section", "sport"), 2),
        (("check", "nowhere"), 2),
        (("embed", "x"), 78),
        (("inspect", "nowhere.txt"), 2),
        (("list", "--out", "nowhere"), 2),
        (("list", "--show", "noon"), 2),
        (("inspect", "a.txt", "--headline"), 2),
        (("lexicon", "add", "بيروت"), 2),
        (("lexicon", "add", "بيروت", "بَيْرُوت", "--kind", "a b"), 2),
        (("lexicon", "add", "بيروت", "بَيْرُوت", "--engine", "espaek"), 2),
        (("lexicon", "add", "بيروت", "بَيْرُوت", "--voice", "nobody"), 2),
        (("publish", "www"), 78),
        (("remove", "x"), 2),
        (("script", "a.txt", "--doubtful", "0"), 2),
        (("serve", "nowhere"), 2),
        (("voices", "install", "ar-ziad", "--from", "nowhere"), 69),
        (("voices", "install", "ar-ziad", "--from", "ftp://example.org"), 78),
        (("voices", "show", "nobody"), 78),
        (("voices", "try", "silence", "سلام", "--out", "a.txt/a.wav"), 78),
    ],
)
def test_a_wrong_command_line_says_what_and_what_to_do(
    audionews: Run, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    Path("a.txt").write_text(article(), "utf-8")
    result = audionews(*arguments)
    assert (result.code, result.out) == (code, "")
    first, second = result.err.splitlines()
    assert first.startswith("audionews: ")
    assert second.startswith("  try: ")
    assert not (tmp_path / "here" / "output").exists()


@pytest.mark.parametrize(
    ("arguments", "what", "remedy"),
    [
        (("biuld",), "audionews biuld", 'did you mean "build"?'),
        (("voices", "lst"), "audionews voices lst", 'did you mean "list"?'),
        (("cache", "x"), "audionews cache x", "there are: info, prune, verify"),
    ],
)
def test_an_unknown_command_is_answered_with_the_nearest(
    audionews: Run, arguments: tuple[str, ...], what: str, remedy: str
) -> None:
    result = audionews(*arguments)
    assert (result.code, result.err) == (2, f'audionews: there is no command "{what}"\n  try: {remedy}\n')


def test_any_command_tells_its_traceback_when_asked(audionews: Run) -> None:
    assert "Traceback" not in audionews("inspect", "nowhere.txt").err
    assert "Traceback" in audionews("-vv", "inspect", "nowhere.txt").err


def test_two_articles_that_would_be_one_episode_are_not_merged(audionews: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(), "utf-8")
    (tmp_path / "b.txt").write_text(
        article(first="نصّ آخر تماماً عن أمر لا صلة له بالأول، كتبه محرر آخر في يوم واحد."), "utf-8"
    )
    result = audionews("build", tmp_path / "a.txt", tmp_path / "b.txt", "--voice", "silence", "--out", tmp_path / "out")
    assert result.code == 1
    assert "would be one episode" in result.err


def started(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """Return the program, running in a process of its own, to be killed or interrupted."""
    command = [sys.executable, "-m", "audionews", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@needs_signals
def test_a_kill_in_the_middle_loses_nothing_that_was_finished(process: Run, tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(article(f"العنوان رقم {number} من أخبار اليوم"), "utf-8")
    names = sorted(map(str, tmp_path.glob("*.txt")))
    with started("build", *names, "--voice", "ar-espeak", "--out", tmp_path / "out") as build:
        assert build.stdout is not None
        first = build.stdout.readline().decode().strip()
        build.send_signal(signal.SIGKILL)
    assert Path(first).stat().st_size > 0
    sound = Path(first).read_bytes()
    result = process("build", *names, "--voice", "ar-espeak", "--out", tmp_path / "out", "--json")
    changes = [event["change"] for event in result.named("episode_written")]
    assert changes[0] == "unchanged"
    assert len(changes) == 12
    assert Path(first).read_bytes() == sound
    assert leftovers(tmp_path / "out" / "episodes") == []


@needs_signals
def test_an_interrupt_ends_with_130_and_keeps_what_is_done(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(article(f"العنوان رقم {number} من أخبار اليوم"), "utf-8")
    names = sorted(map(str, tmp_path.glob("*.txt")))
    with started("build", *names, "--voice", "ar-espeak", "--out", tmp_path / "out") as build:
        assert build.stdout is not None
        build.stdout.readline()
        build.send_signal(signal.SIGINT)
        _, words = build.communicate()
    assert build.returncode == 130
    assert b"interrupted" in words
    assert b"Traceback" not in words


@pytest.fixture
def limited(tool: Callable[[str], str]) -> Run:
    """Run the program with no right to open what is closed, not even as root."""
    if os.name != "posix":
        pytest.skip("this system has no such rights")
    rights = "-dac_override,-dac_read_search"
    limits = [tool("setpriv"), f"--bounding-set={rights}", f"--inh-caps={rights}"] if os.geteuid() == 0 else []

    def call(*arguments: str | Path) -> Result:
        command = [*limits, sys.executable, "-m", "audionews", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, check=False, text=True)
        return Result(done.returncode, done.stdout, done.stderr)

    return call


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """Close a folder for as long."""
    folder.chmod(0)
    try:
        yield
    finally:
        folder.chmod(0o755)


def test_a_folder_that_is_closed_is_named_and_the_others_are_read(limited: Run) -> None:
    Path("news/secret").mkdir(parents=True)
    Path("news/one.txt").write_text(article(), "utf-8")
    Path("news/secret/two.txt").write_text(article("المدينة تفتح مكتبة جديدة"), "utf-8")
    with closed(Path("news/secret")):
        result = limited("build", "news", "--voice", "silence", "-q")
        pattern = limited("inspect", "news/secret/two.txt")
    assert result.code == 1
    assert result.err.startswith("audionews: cannot read news/secret: Permission denied\n  try: ")
    assert len(result.out.splitlines()) == 3
    assert (pattern.code, pattern.err.count("\n")) == (2, 2)


@pytest.mark.parametrize(
    ("shut", "arguments", "code"),
    [
        ("news", ("build", "news"), 2),
        ("news", ("build", "news/*.txt"), 2),
        ("news", ("build", "news/one.txt"), 2),
        ("voices", ("build", "news"), 78),
        ("voices", ("voices", "list"), 78),
        ("output", ("list",), 78),
    ],
)
def test_what_is_closed_is_named_in_two_lines(limited: Run, shut: str, arguments: tuple[str, ...], code: int) -> None:
    for name in ("news", "voices", "output"):
        Path(name).mkdir()
    Path("news/one.txt").write_text(article(), "utf-8")
    voice = ("--voice", "silence") if arguments[0] == "build" else ()
    with closed(Path(shut)):
        result = limited(*arguments, *voice)
    assert (result.code, result.out) == (code, "")
    first, second = result.err.splitlines()
    assert re.match(f"audionews: (cannot read )?{shut}.*: Permission denied", first)
    assert second.startswith("  try: ")


def test_a_wrong_time_is_told_before_anything_is_spoken(process: Run, tmp_path: Path) -> None:
    Path("a.txt").write_text(article(), "utf-8")
    result = process("build", "a.txt", "--voice", "silence", SOURCE_DATE_EPOCH="x")
    assert (result.code, result.out) == (78, "")
    assert result.err.startswith("audionews: SOURCE_DATE_EPOCH is 'x'\n  try: ")
    assert not (tmp_path / "cache").exists()


def test_a_name_that_no_file_can_have_is_no_bug(audionews: Run) -> None:
    result = audionews("build", "x" * 5000, "--voice", "silence")
    assert result.code == 2
    assert "File name too long" in result.err


@pytest.mark.parametrize(
    "text",
    [
        f"voice = {'[' * 100_000}{']' * 100_000}",
        f"max_cost = {'9' * 5_000}",
        f"[show]\ntitle = '{'ا' * 5_000}'",
        "[show]\nbase_url = 'https://[::1/a'",
        "[show]\nbase_url = 'https://exa[mple.org'",
        '[show]\ntitle = "a\\u0000b"',
        "[show]\ntimezone = '../../etc/passwd'",
        "[sound]\nloudness = nan",
        "[sound]\nintro = '/dev/zero'",
    ],
)
def test_settings_of_absurd_shape_are_refused_plainly(audionews: Run, text: str) -> None:
    Path("article.txt").write_text(article(), "utf-8")
    Path("audionews.toml").write_text(text, "utf-8")
    result = audionews("build", "article.txt", "--voice", "silence")
    assert result.code == 78, result.err
    assert "internal error" not in result.err


@pytest.mark.parametrize("option", ["--date", "--publish-at"])
@pytest.mark.parametrize("moment", ["0001-01-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"])
def test_a_time_at_the_end_of_all_times_is_refused(audionews: Run, option: str, moment: str) -> None:
    Path("article.txt").write_text(article(), "utf-8")
    result = audionews("build", "article.txt", "--voice", "silence", option, moment)
    assert result.code == 2
    assert "is no date" in result.err


def test_an_article_that_no_year_can_date_is_built_undated(audionews: Run) -> None:
    Path("article.md").write_text(f"---\ndate: 9999-12-31T23:59:59-14:00\n---\n{article()}", "utf-8")
    assert audionews("build", "article.md", "--voice", "silence").code == 0


@pytest.mark.parametrize(
    "form", [["-vv"], ["-v", "-v"], ["--verbose", "--verbose"], ["-qvv"], ["-v"], []], ids=" ".join
)
def test_the_tracebacks_of_failed_articles_are_printed_if_they_are_wanted(
    audionews: Run, tmp_path: Path, form: list[str]
) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(b"\n")
    good.write_text(article(), "utf-8")
    done = audionews("build", bad, good, "--voice", "silence", *form)
    assert done.code == 1
    wanted = sum(each.count("v") for each in form) > 1
    assert ("Traceback" in done.err) == wanted
    assert ("audionews.errors.Empty: " in done.err) == wanted
