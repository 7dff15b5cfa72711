"""Loading the fitted files that ship with the package: calibrations, second looks, and the scorer of answerability.

benchmarks/fit_calibration.py, fit_second_look.py and answerability.py write them.
"""

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
    """The calibration of this embedding model, or CONSERVATIVE if none was fitted; with the scorer and the second look.

    `embedder_name` is EmbedderIdentity.name.
    """
    fitted = _load_fitted(embedder_name) or CONSERVATIVE
    return replace(fitted, answerability=load_scorer(), second_look=load_second_look(embedder_name))


def load_second_look(embedder_name: str) -> SecondLook | None:
    """The second look that was fitted for this embedding model, or None. `embedder_name` is EmbedderIdentity.name."""
    shipped = files(__package__).joinpath(SECOND_LOOK + file_name(embedder_name))
    return SecondLook.from_mapping(json.loads(shipped.read_text(encoding="utf-8"))) if shipped.is_file() else None


def load_scorer() -> Scorer:
    """The shipped scorer of answerability, or UNDECIDED if none is shipped."""
    shipped = files(__package__).joinpath(SCORER)
    return Scorer.from_mapping(json.loads(shipped.read_text(encoding="utf-8"))) if shipped.is_file() else UNDECIDED


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
