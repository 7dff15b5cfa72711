"""What was fitted here: a calibration an embedding model, and the scorer of answerability; benchmarks/fit_calibration.py writes them."""

import json
import re
from dataclasses import replace
from importlib.resources import files

from orchestrator.domain.answering.answerability import UNDECIDED, Scorer
from orchestrator.domain.matching.calibration import CONSERVATIVE, Calibration
from orchestrator.domain.matching.second_look import SecondLook

SCORER = "answerability-en.json"
SECOND_LOOK = "second-look-"


def load_calibration(embedder_name: str) -> Calibration:
    """The shipped calibration of the model with this EmbedderIdentity.name, or CONSERVATIVE where none was fitted; with the scorer."""
    fitted = _load_fitted(embedder_name) or CONSERVATIVE
    return replace(fitted, answerability=load_scorer(), second_look=load_second_look(embedder_name))


def load_second_look(embedder_name: str) -> SecondLook | None:
    """What was fitted for the model with this EmbedderIdentity.name, None where nothing was."""
    shipped = files(__package__).joinpath(SECOND_LOOK + file_name(embedder_name))
    return SecondLook.from_mapping(json.loads(shipped.read_text(encoding="utf-8"))) if shipped.is_file() else None


def load_scorer() -> Scorer:
    shipped = files(__package__).joinpath(SCORER)
    return Scorer.from_mapping(json.loads(shipped.read_text(encoding="utf-8"))) if shipped.is_file() else UNDECIDED


def _load_fitted(embedder_name: str) -> Calibration | None:
    shipped = files(__package__).joinpath(file_name(embedder_name))
    if not shipped.is_file():
        return None
    calibration = Calibration.from_mapping(json.loads(shipped.read_text(encoding="utf-8")))
    return calibration if calibration.embedder == embedder_name else None


def file_name(embedder_name: str) -> str:
    """Where a model's calibration stands. Names may hold slashes ('vendor/model'), which a file name may not."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", embedder_name) + ".json"
