"""What the command line may ask of the program."""

import audionews.app


def test_every_public_name_of_the_app_is_found() -> None:
    assert all(getattr(audionews.app, name) for name in audionews.app.__all__)
