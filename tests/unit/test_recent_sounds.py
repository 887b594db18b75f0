from audionews.building.recent_sounds import RecentSounds
from audionews.model import Clip, Container


def pcm(size: int) -> Clip:
    return Clip(sound=bytes(size), container=Container.PCM, rate=8000)


def test_a_sound_is_taken_once() -> None:
    sounds = RecentSounds(100)
    sounds.keep("a", pcm(10))
    assert sounds.pop("a") == bytes(10)
    assert sounds.pop("a") is None


def test_the_oldest_leave_when_there_is_no_room() -> None:
    sounds = RecentSounds(100)
    for name in "abcd":
        sounds.keep(name, pcm(40))
    assert [name for name in "abcd" if sounds.pop(name)] == ["c", "d"]


def test_room_comes_back_with_what_is_taken_or_kept_again() -> None:
    sounds = RecentSounds(100)
    for _ in range(50):
        sounds.keep("a", pcm(60))
    assert sounds.pop("a") == bytes(60)
    sounds.keep("b", pcm(50))
    sounds.keep("c", pcm(50))
    assert sounds.pop("b") == bytes(50)


def test_a_sound_without_room_is_not_kept() -> None:
    sounds = RecentSounds(100)
    sounds.keep("a", pcm(101))
    assert sounds.pop("a") is None


def test_packed_sounds_are_left_to_the_cache() -> None:
    sounds = RecentSounds(100)
    sounds.keep("a", Clip(sound=b"fLaC", container=Container.FLAC, rate=8000))
    assert sounds.pop("a") is None
