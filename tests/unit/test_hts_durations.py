"""Reading the lengths of phones from a voice file, here a tiny one."""

import struct
from pathlib import Path

import pytest

from audionews.engines.hts.durations import durations
from audionews.errors import SettingsError

TREE = b"""QS C-a { "*-a+*" }
QS C-pau { "*-pau+*","*-sil+*" }

{*}[2]
{
   0 C-a                 -1          "dur_s2_3"
  -1 C-pau               "dur_s2_1"  "dur_s2_2"
}
"""
LEAVES = [((2.0, 3.4), (1.0, 1.0)), ((4.0, 4.0), (1.0, 9.0)), ((0.2, 6.5), (0.1, 2.0))]
LABELS = ["x^x-pau+b=a@", "x^pau-b+a=x@", "pau^b-a+x=x@"]


def tiny_voice(folder: Path, tree: bytes = TREE) -> Path:
    """Write a voice file with two states a phone and three kinds of phones, and nothing but durations."""
    leaves = struct.pack("<I", len(LEAVES)) + b"".join(
        struct.pack("<4f", *means, *varying) for means, varying in LEAVES
    )
    ends = len(leaves) - 1, len(leaves) + len(tree) - 1
    head = (
        "[GLOBAL]\nSAMPLING_FREQUENCY:48000\nFRAME_PERIOD:240\nNUM_STATES:2\n"
        f"[POSITION]\nDURATION_PDF:0-{ends[0]}\nDURATION_TREE:{ends[0] + 1}-{ends[1]}\n[DATA]\n"
    )
    path = folder / "tiny.htsvoice"
    path.write_bytes(head.encode() + leaves + tree)
    return path


def test_each_phone_has_the_rounded_length_of_its_leaf(tmp_path: Path) -> None:
    model = durations(tiny_voice(tmp_path), 0)
    assert (model.rate, model.period) == (48000, 240)
    assert model.frames(LABELS, 1.0) == [4 + 4, 2 + 3, 1 + 7]


@pytest.mark.parametrize("speed", [0.5, 0.8, 0.9, 1.1, 1.5])
def test_another_speed_gives_the_whole_its_length(tmp_path: Path, speed: float) -> None:
    total = sum(mean for leaf in LEAVES for mean in leaf[0]) / speed
    assert sum(durations(tiny_voice(tmp_path), 0).frames(LABELS, speed)) == int(total + 0.5)


def test_the_variable_states_are_stretched_most(tmp_path: Path) -> None:
    model = durations(tiny_voice(tmp_path), 0)
    slow, usual = model.frames(LABELS, 0.5), model.frames(LABELS, 1.0)
    assert slow[0] - usual[0] > slow[1] - usual[1]


def test_no_state_is_shorter_than_a_frame(tmp_path: Path) -> None:
    assert durations(tiny_voice(tmp_path), 0).frames(LABELS, 100.0) == [2, 2, 2]


def test_no_labels_have_no_length(tmp_path: Path) -> None:
    assert durations(tiny_voice(tmp_path), 0).frames([], 1.0) == []


@pytest.mark.parametrize("blob", [b"", b"RIFF", b"[GLOBAL]\n[DATA]\n", bytes(range(256))])
def test_another_file_is_refused(tmp_path: Path, blob: bytes) -> None:
    path = tmp_path / "no.htsvoice"
    path.write_bytes(blob)
    with pytest.raises(SettingsError, match="is no HTS voice"):
        durations(path, 0)


def test_a_voice_without_trees_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is no HTS voice"):
        durations(tiny_voice(tmp_path, b"nothing"), 0)
