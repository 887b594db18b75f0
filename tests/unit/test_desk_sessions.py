"""Sessions of the desk: cookies that nobody else can make, and a password that nobody can try out."""

import pytest

from audionews.desk.sessions import LIFETIME, Sessions
from audionews.errors import UsageError

NOW = 1_718_900_000.0
PASSWORD = "a long enough one"  # noqa: S105 - of the test


def test_a_session_is_read_as_it_was_made_until_it_ends() -> None:
    sessions = Sessions()
    session = sessions.open("  ليلى\u202e\n الحداد ", NOW)
    cookie = sessions.cookie(session)
    assert session.name == "ليلى الحداد"
    assert sessions.read(cookie, NOW + LIFETIME - 1) == session
    assert sessions.read(cookie, NOW + LIFETIME) is None


@pytest.mark.parametrize("name", ["", " \n", "\u202e"])
def test_a_name_has_letters(name: str) -> None:
    with pytest.raises(UsageError, match="the name is empty"):
        Sessions().open(name, NOW)


def test_a_long_name_is_cut() -> None:
    assert len(Sessions().open("ا" * 1000, NOW).name) == 60


def test_no_other_cookie_is_a_session() -> None:
    sessions, others = Sessions(), Sessions()
    cookie = sessions.cookie(sessions.open("ليلى", NOW))
    content, _, signature = cookie.partition(".")
    forged = [
        "",
        ".",
        content,
        f"{content}.",
        f"{content}.{signature[:-1]}",
        f"{content}x.{signature}",
        f".{signature}",
        f"{content}.{signature}é",
        "x" * 3000,
        others.cookie(others.open("ليلى", NOW)),
        f"{content}.{sessions.token(sessions.open('ليلى', NOW))}",
    ]
    assert [sessions.read(each, NOW) for each in forged] == [None] * len(forged)
    for damaged in ("not base64!", "aaaa"):  # signed, as if the program had changed
        signed = f"{damaged}.{sessions._signature('session', damaged)}"  # noqa: SLF001 - nobody else can sign it
        assert sessions.read(signed, NOW) is None


def test_a_form_belongs_to_its_session() -> None:
    sessions = Sessions()
    own, other = sessions.open("ليلى", NOW), sessions.open("ليلى", NOW)
    assert sessions.is_token(own, sessions.token(own))
    assert not sessions.is_token(own, sessions.token(other))
    assert not sessions.is_token(own, "")


def test_without_a_password_everyone_comes_in_and_a_short_one_is_refused() -> None:
    assert Sessions().admits("", "127.0.0.1", NOW)
    assert not Sessions().has_password
    with pytest.raises(UsageError, match="5 characters"):
        Sessions("short")


def test_wrong_passwords_are_counted_by_address() -> None:
    sessions = Sessions(PASSWORD)
    assert sessions.has_password
    assert sessions.admits(PASSWORD, "10.0.0.1", NOW)
    assert [sessions.admits(f"guess {number}", "10.0.0.2", NOW + number) for number in range(5)] == [False] * 5
    assert sessions.wait("10.0.0.2", NOW + 5) == 896
    assert not sessions.admits(PASSWORD, "10.0.0.2", NOW + 5), "not even the right one is looked at"
    assert sessions.admits(PASSWORD, "10.0.0.1", NOW + 5)
    assert sessions.admits(PASSWORD, "10.0.0.2", NOW + 901)


def test_many_addresses_do_not_help_to_guess() -> None:
    sessions = Sessions(PASSWORD)
    for number in range(30):
        sessions.admits("guess", f"10.0.1.{number}", NOW)
    assert sessions.wait("10.9.9.9", NOW) > 0
    assert not sessions.admits(PASSWORD, "10.9.9.9", NOW)


def test_no_more_addresses_are_remembered_than_need_be() -> None:
    sessions = Sessions(PASSWORD)
    for number in range(1100):
        sessions.admits("guess", str(number), NOW + 901 * number)
    assert len(sessions._failed) == 1000  # noqa: SLF001 - what is remembered
