"""Loading the fitted files that ship with the package: calibrations, second looks, and the scorer of answerability.

benchmarks/fit_calibration.py, fit_second_look.py and answerability.py write them.
"""

import json
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

from orchestrator.domain.answering.finding.answerability import UNDECIDED, Scorer
from orchestrator.domain.matching.looks.calibration import CONSERVATIVE, Calibration
from orchestrator.domain.matching.looks.large import LargeLook
from orchestrator.domain.matching.looks.multilingual import MultilingualLook
from orchestrator.domain.matching.looks.second_look import SecondLook
from orchestrator.domain.message.acts.head import ActHead
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.acts.phrases import make_phrases, read_utterances
from orchestrator.domain.message.acts.reading import ActReader

SCORER = "answerability-en.json"
MULTILINGUAL = "multilingual.json"
SECOND_LOOK = "second-look-"
LARGE = "large-look-"
ACTS = "acts-"
UTTERANCES = "utterances"


@cache
def load_calibration(embedder_name: str, with_large: bool = False) -> Calibration:
    """The calibration of this embedding model, or CONSERVATIVE if none was fitted; with the scorer and the second look.

    `embedder_name` is EmbedderIdentity.name. `with_large` adds the look of the larger model, where one was fitted beside it.
    """
    fitted = _load_fitted(embedder_name) or CONSERVATIVE
    return replace(
        fitted,
        answerability=load_scorer(),
        second_look=load_second_look(embedder_name),
        acts=load_acts(embedder_name),
        multilingual=load_multilingual(),
        large=load_large(embedder_name) if with_large else None,
    )


def load_multilingual() -> MultilingualLook | None:
    """The look that was fitted for the second embedding model; None where none is shipped."""
    shipped = files(__package__).joinpath(MULTILINGUAL)
    return MultilingualLook.from_mapping(json.loads(shipped.read_text(encoding="utf-8"))) if shipped.is_file() else None


def load_large(embedder_name: str) -> LargeLook | None:
    """The look of the larger model that was fitted beside this embedding model, or None."""
    shipped = files(__package__).joinpath(LARGE + file_name(embedder_name))
    return LargeLook.from_mapping(json.loads(shipped.read_text(encoding="utf-8"))) if shipped.is_file() else None


def load_second_look(embedder_name: str) -> SecondLook | None:
    """The second look that was fitted for this embedding model, or None. `embedder_name` is EmbedderIdentity.name."""
    shipped = files(__package__).joinpath(SECOND_LOOK + file_name(embedder_name))
    return SecondLook.from_mapping(json.loads(shipped.read_text(encoding="utf-8"))) if shipped.is_file() else None


def load_scorer() -> Scorer:
    """The shipped scorer of answerability, or UNDECIDED if none is shipped."""
    shipped = files(__package__).joinpath(SCORER)
    return Scorer.from_mapping(json.loads(shipped.read_text(encoding="utf-8"))) if shipped.is_file() else UNDECIDED


def load_acts(embedder_name: str) -> ActReader:
    """What acts are read by: the exact phrases, and the head that was fitted for this embedding model, if there is one."""
    phrases = make_phrases(pair for pairs in load_utterances().values() for pair in pairs)
    shipped = files(__package__).joinpath(ACTS + file_name(embedder_name))
    return ActReader(phrases, ActHead.from_mapping(json.loads(shipped.read_text(encoding="utf-8"))) if shipped.is_file() else None)


def load_utterances() -> dict[str, list[tuple[Act, str]]]:
    """The utterances that ship with the package, by language: exact phrases, and what the head is fitted on."""
    folder = files(__package__).joinpath(UTTERANCES)
    return {file.name.removesuffix(".txt"): read_utterances(file.read_text(encoding="utf-8")) for file in folder.iterdir()}


def _load_fitted(embedder_name: str) -> Calibration | None:
    shipped = files(__package__).joinpath(file_name(embedder_name))
    if not shipped.is_file():
        return None
    calibration = Calibration.from_mapping(json.loads(shipped.read_text(encoding="utf-8")))
    return calibration if calibration.embedder == embedder_name else None


def file_name(embedder_name: str) -> str:
    """The file name of a model's calibration. Characters that a file name may not have, such as the slash in
    'vendor/model', become '-'."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", embedder_name) + ".json"
