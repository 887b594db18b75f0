"""The toolkit of engines: typed options of a voice, and names that stay."""

import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated, Literal

import pytest
from msgspec import Meta

from audionews.engines import toolkit
from audionews.engines.toolkit import NoOptions, read_options, refuse_pitch
from audionews.errors import SettingsError
from audionews.model import Voice


@dataclass(frozen=True, kw_only=True)
class Options:
    """One of each type."""

    form: Literal["wav", "mp3"] = "wav"
    volume: Annotated[int, Meta(ge=0, le=200)] = 100
    warmth: Annotated[float, Meta(le=1)] = 0.5
    seed: int = 0
    loud: bool = False
    model: str = "small"


@dataclass(frozen=True)
class Picky:
    """A dataclass that checks itself."""

    least: int = 0
    most: int = 1

    def __post_init__(self) -> None:
        if self.least > self.most:
            raise ValueError("least is above most")


def voice(**settings: str | float | bool) -> Voice:
    return Voice(name="mine", engine="test", settings=settings)


def test_settings_become_a_typed_value() -> None:
    found = read_options(voice(form="mp3", volume=3, warmth=1, loud=True, model="large"), Options)
    assert found == Options(form="mp3", volume=3, warmth=1.0, loud=True, model="large")
    assert read_options(voice(), Options) == Options()
    assert read_options(voice(), NoOptions) == NoOptions()


@pytest.mark.parametrize(
    ("settings", "what", "remedy"),
    [
        ({"form": "ogg"}, "settings.form is 'ogg'", "write one of mp3, wav"),
        ({"volume": 201}, "settings.volume is 201", "write a whole number from 0 to 200"),
        ({"volume": True}, "settings.volume is True", "write a whole number from 0 to 200"),
        ({"volume": "3"}, "settings.volume is '3'", "write a whole number from 0 to 200"),
        ({"warmth": 2.5}, "settings.warmth is 2.5", "write a number to 1"),
        ({"seed": 0.5}, "settings.seed is 0.5", "write a whole number"),
        ({"loud": 1}, "settings.loud is 1", "write loud = true or loud = false"),
        ({"model": 7}, "settings.model is 7", 'write model = "text"'),
    ],
)
def test_a_value_of_another_type_or_range_is_named(
    settings: dict[str, str | float | bool], what: str, remedy: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read_options(voice(**settings), Options)
    assert (caught.value.message, caught.value.remedy) == (f"voice mine: {what}", remedy)


def test_an_unknown_key_is_answered_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match='the engine test has no setting "volum"') as caught:
        read_options(voice(volum=3), Options)
    assert caught.value.remedy == 'did you mean "volume"?'
    with pytest.raises(SettingsError) as caught:
        read_options(voice(volume=3), NoOptions)
    assert caught.value.remedy == "there are: none"


def test_what_the_options_say_themselves_is_told() -> None:
    with pytest.raises(SettingsError, match="voice mine: least is above most"):
        read_options(voice(least=3), Picky)


def test_a_pitch_is_refused_in_the_name_of_the_engine() -> None:
    refuse_pitch(voice())
    with pytest.raises(SettingsError, match="voice mine: test cannot change the pitch"):
        refuse_pitch(Voice(name="mine", engine="test", pitch=1.0))


def test_every_module_says_what_it_offers_and_the_toolkit_offers_no_more() -> None:
    offered = set()
    for module in iter_modules(toolkit.__path__):
        found = import_module(f"{toolkit.__name__}.{module.name}")
        assert found.__doc__
        assert sorted(found.__all__) == sorted(set(found.__all__))
        offered |= set(found.__all__)
    assert set(toolkit.__all__) <= offered
    assert all(hasattr(toolkit, name) for name in toolkit.__all__)


def test_importing_the_toolkit_loads_nothing_heavy() -> None:
    heavy = {"httpx", "numpy", "requests", "aiohttp", "platformdirs"}
    code = "import sys; import audionews.engines.toolkit; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert heavy.isdisjoint(run.stdout.split())


def test_paths_of_the_first_release_lead_to_the_toolkit() -> None:
    for path, name in (
        ("options", "refuse_unknown"),
        ("sound", "sound_clip"),
        ("web", "post"),
        ("words", "check_text"),
    ):
        assert getattr(import_module(f"audionews.engines.{path}"), name) is getattr(toolkit, name)
