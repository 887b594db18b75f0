"""Second encodings: what is said where they cannot be made. What they are is looked at by other programs."""

import subprocess
import sys
from dataclasses import replace

import pytest

from audionews.audio.alternate import KINDS, check, transcode
from audionews.errors import SettingsError


def test_without_pyav_the_extra_to_install_is_named() -> None:
    code = """
import sys
sys.modules["av"] = None  # what an import finds where it is not installed
from audionews.audio.alternate import KINDS, transcode
from audionews.errors import SettingsError
try:
    transcode(b"", KINDS["opus"])
except SettingsError as error:
    print(error.message, "|", error.remedy)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Opus and AAC need PyAV | ")
    assert done.stdout.endswith(' -m pip install "audionews[alternate]"\n')


def test_what_is_no_sound_cannot_be_encoded() -> None:
    with pytest.raises(SettingsError, match="opus cannot be written"):
        transcode(b"no sound", KINDS["opus"])


def test_a_codec_that_pyav_was_built_without_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError, match="cannot write m4a"):
        check(replace(KINDS["aac"], codec="a_codec_of_tomorrow"))
