"""What `make docs` looks for in the site that it has built."""

from pathlib import Path

from tests.built_site import faults

INDEX = '<link rel="stylesheet" href="site.css"><h2 id="one">x</h2><a href="page.html#two">x</a><a href="#one">x</a>'
PAGE = (
    '<h2 id="two">x</h2><img src="data:image/png;base64,x">'
    '<a href="https://example.org/">x</a><a href="index.html">x</a>'
)


def site(folder: Path, index: str = INDEX, page: str = PAGE) -> list[str]:
    (folder / "index.html").write_text(index, "utf-8")
    (folder / "page.html").write_text(page, "utf-8")
    (folder / "site.css").write_text("", "utf-8")
    return [fault.replace(f"{folder.resolve()}/", "") for fault in faults(folder)]


def test_a_site_that_is_whole_has_no_faults(tmp_path: Path) -> None:
    assert site(tmp_path) == []


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    assert site(tmp_path, INDEX.replace("#two", "#three")) == [
        "index.html links to #three, and there is no such element"
    ]
    assert site(tmp_path, INDEX.replace("page.html", "gone.html")) == [
        "index.html names gone.html#two, and there is no such file",
        "nothing links to page.html",
    ]
    assert site(tmp_path, INDEX.replace("site.css", "other.css")) == [
        "index.html names other.css, and there is no such file"
    ]


def test_what_another_host_would_be_asked_for_is_named(tmp_path: Path) -> None:
    for loaded in (
        '<script src="//cdn.example.org/x.js"></script>',
        '<link rel="preconnect" href="https://fonts.example.org">',
        '<img src="https://example.org/x.png">',
    ):
        (fault,) = site(tmp_path, INDEX + loaded)
        assert fault.endswith("from another host")


def test_a_folder_without_pages_is_a_fault(tmp_path: Path) -> None:
    assert list(faults(tmp_path)) == [f"{tmp_path} has no pages"]
