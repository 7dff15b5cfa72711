"""All figures of one set, in the form of the JSON of `orchestrator evaluate`."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from orchestrator.cli.evaluation import vcache
from orchestrator.cli.evaluation.measuring import Array, area_under_risk_coverage, calibration_error, coverage_at, provable, threshold_at
from orchestrator.cli.evaluation.replaying import Matches, Replayed, replay
from orchestrator.cli.evaluation.routing import POLICY, Routed
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.trust.bounds import exact_upper_bound
from orchestrator.domain.trust.proofs import PooledRisk
from orchestrator.domain.trust.scores import read_offset

TARGETS = (0.05, 0.02)
COSINES = (0.85, 0.80)
LABELS = (100, 300)
"""Numbers of labels at which the controller is compared with the best threshold in hindsight, and with what they can prove."""
CALIBRATED_AFTER = 200
"""Labels after which the calibration error is measured again."""
Step = Callable[[], None]
"""Called after each run of the controller, for the progress bar."""


def figures(
    routed: Routed, pooled: Sequence[PooledRisk], default: float, seeds: int, messages: int | None, cards: int, step: Step
) -> dict[str, Any]:
    """All figures. `default` is the policy's threshold of a match; it and thresholds in hindsight are measured on
    the split `test`."""
    score = np.where(routed.servable, routed.score, 0.0)
    test, right = routed.test, routed.right
    matches = Matches(score, right, routed.answer, routed.flags)
    found: dict[str, Any] = {
        "messages": len(routed),
        "at_default": _fixed(routed, score, right, default),
        **_hindsight(score[test], right[test]),
        "ece": calibration_error(score[test], right[test]),
    }
    controlled = {}
    for mode in Mode:
        for most in TARGETS:
            policy = replace(POLICY, wrong_answers_target=most, trust_mode=mode, trust_cards_per_day=cards)
            runs = []
            for seed in range(seeds):
                runs.append(replay(matches, policy, pooled, messages, np.random.default_rng(seed)))
                step()
            controlled[f"{mode.value}_{round(100 * most)}"] = _controlled(routed, matches, runs, most)
    cautious = controlled["cautious_5"]
    found |= {name: cautious[name] for name in (
        "coverage", "wrong_served", "wrong_upper95", "violations", "audits", "human_load", "path_acceptance", "ece_after_200_labels",
    )}  # fmt: skip
    found["coverage_at_2_controller"] = controlled["cautious_2"]["coverage_at_300_labels"]
    found["coverage_at_5_controller"] = cautious["coverage_at_300_labels"]
    found["controller"] = controlled
    found["baselines"] = baselines(routed, seeds)
    return found


def baselines(routed: Routed, seeds: int) -> dict[str, Any]:
    """The same figures for fixed thresholds on the cosine, for the best threshold in hindsight, and for the rule of
    vCache."""
    cosine, right, test = routed.cosine, routed.cosine_right, routed.test
    same = _hindsight(cosine[test], right[test]) | {"ece": calibration_error(cosine[test], right[test]), "audits": 0}
    found: dict[str, Any] = {}
    for least in COSINES:
        fixed = _fixed(routed, cosine, right, least)
        found[f"cosine_{least:.2f}"] = same | fixed | {"violations": float(fixed["wrong_served"] > TARGETS[0])}
    for most in TARGETS:
        fixed = _fixed(routed, cosine, right, threshold_at(cosine[test], right[test], most))
        found[f"cosine_hindsight_{round(100 * most)}"] = same | fixed | {"violations": float(fixed["wrong_served"] > most)}
    for most in TARGETS:
        found[f"vcache_{round(100 * most)}"] = same | _vcache(routed, most, seeds)
    return found


def macro(sets: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The mean of each number over the sets, which have equal weight; None if a set lacks the number."""
    found: dict[str, Any] = {}
    for name, value in sets[0].items():
        values = [figures_of_set[name] for figures_of_set in sets]
        if isinstance(value, dict):
            found[name] = macro(values)
        elif any(value is None for value in values):
            found[name] = None
        else:
            found[name] = float(np.mean(values))
    return found


def _hindsight(score: Array, right: Array) -> dict[str, float]:
    at = {f"coverage_at_{round(100 * most)}_hindsight": coverage_at(score, right, most) for most in (0.01, 0.02, 0.05)}
    return at | {"aurc": area_under_risk_coverage(score, right)}


def _fixed(routed: Routed, score: Array, right: Array, threshold: float) -> dict[str, float]:
    """The figures of one fixed threshold on the split `test`."""
    served = score >= threshold
    return _served(served[routed.test], right[routed.test]) | {
        "human_load": routed.human_load(served),
        "path_acceptance": routed.paths_accepted(served),
    }


def _served(served: Array, right: Array) -> dict[str, float]:
    wrong, many = int((1 - right[served]).sum()), int(served.sum())
    return {
        "coverage": float(served.mean()),
        "wrong_served": wrong / many if many else 0.0,
        "wrong_upper95": exact_upper_bound(many - wrong, wrong),
    }


def _controlled(routed: Routed, matches: Matches, runs: Sequence[Replayed], most: float) -> dict[str, Any]:
    """The figures of the controller over all seeds. A run violates the bound if more than `most` of its served
    answers were wrong."""
    score, right = matches.score, matches.right
    wrong = [float((1 - right[run.order[run.served]]).mean()) if run.served.any() else 0.0 for run in runs]
    agreed = [run.order[run.served][~routed.contradicted[run.order[run.served]]] for run in runs]
    all_wrong = sum(int((1 - right[run.order[run.served]]).sum()) for run in runs)
    all_served = sum(int(run.served.sum()) for run in runs)
    # Paths, load and risk are measured with the rule at the end of a run.
    ends = [run.rules[-1].serves(matches) for run in runs]
    broken = [bool(end.any()) and float((1 - right[end]).mean()) > most for end in ends]
    after = [run.labelled[:CALIBRATED_AFTER] for run in runs if len(run.labelled) >= CALIBRATED_AFTER]
    return {
        "coverage": float(np.mean([run.served.mean() for run in runs])),
        "wrong_served": all_wrong / all_served if all_served else 0.0,
        "wrong_upper95": exact_upper_bound(all_served - all_wrong, all_wrong),
        "runs": len(runs),
        "violations": float(np.mean([share > most for share in wrong])),
        "violations_apart_from_contradictions": float(
            np.mean([bool(len(kept)) and float((1 - right[kept]).mean()) > most for kept in agreed])
        ),
        "risk_over_target": float(np.mean(broken)),
        "audits": float(np.mean([run.audits for run in runs])),
        "labels": float(np.mean([run.labels for run in runs])),
        "proven": float(np.mean([run.trust_state.is_proven for run in runs])),
        **{name: value for labels in LABELS for name, value in _reached(routed, matches, runs, most, labels).items()},
        "coverage_at_end": float(np.mean([end.mean() for end in ends])),
        "asked": float(np.mean([((routed.asked != 0) & ~end).mean() for end in ends])),
        "asked_right": float(np.mean([((routed.asked > 0) & ~end).mean() for end in ends])),
        "human_load": float(np.mean([routed.human_load(end) for end in ends])),
        "path_acceptance": float(np.mean([routed.paths_accepted(end) for end in ends])),
        "ece_after_200_labels": float(np.mean([calibration_error(_shifted(score, labelled), right) for labelled in after]))
        if after
        else None,
    }


def _reached(
    routed: Routed, matches: Matches, runs: Sequence[Replayed], most: float, labels: int
) -> dict[str, float | None]:  # fmt: skip
    """Coverage after this many labels, its share of the coverage in hindsight and of what they can prove; and the share
    of the messages with a right answer in the bank that get it at once."""
    serves = [run.after(labels).serves(matches) for run in runs]
    reached = float(np.mean([served.mean() for served in serves]))
    answerable = np.array(["C" in accept for accept in routed.accept])
    hindsight = coverage_at(matches.score, matches.right, most)
    can_be_proven = provable(matches.score, matches.right, most, labels)
    return {
        f"coverage_at_{labels}_labels": reached,
        f"right_at_{labels}_labels": float(np.mean([(served & (matches.right > 0))[answerable].mean() for served in serves]))
        if answerable.any()
        else None,
        f"share_of_hindsight_at_{labels}_labels": reached / hindsight if hindsight else None,
        f"provable_at_{labels}_labels": can_be_proven,
        f"share_of_provable_at_{labels}_labels": reached / can_be_proven if can_be_proven else None,
    }


def _shifted(score: Array, labelled: Sequence[tuple[float, bool]]) -> Array:
    """The scores recalibrated with the labels, from the lowest labelled score upwards; scores below it stay
    unchanged."""
    odds = np.log(np.clip(score, 1e-6, 1 - 1e-6) / (1 - np.clip(score, 1e-6, 1 - 1e-6)))
    moved: Array = np.where(
        score >= min(labelled_score for labelled_score, _ in labelled), 1 / (1 + np.exp(-odds - read_offset(labelled))), score
    )
    return moved


def _vcache(routed: Routed, delta: float, seeds: int) -> dict[str, Any]:
    found = []
    for seed in range(seeds):
        chance = np.random.default_rng(seed)
        order = chance.permutation(len(routed))
        served = vcache.run(routed.cosine[order], routed.cosine_right[order], routed.nearest[order], delta, chance)
        served_in_set_order = np.zeros(len(routed), bool)
        served_in_set_order[order] = served
        found.append(
            _served(served_in_set_order, routed.cosine_right)
            | {"human_load": routed.human_load(served_in_set_order), "path_acceptance": routed.paths_accepted(served_in_set_order)}
        )
    means = {name: float(np.mean([run[name] for run in found])) for name in found[0]}
    return means | {"violations": float(np.mean([run["wrong_served"] > delta for run in found]))}
