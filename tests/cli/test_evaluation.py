"""`orchestrator evaluate`: reading the sets, figures worked out by hand, the replay in time order, JSON keys and
errors.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from orchestrator.cli.evaluation import vcache
from orchestrator.cli.evaluation.measuring import Array, area_under_risk_coverage, calibration_error, coverage_at, provable, threshold_at
from orchestrator.cli.evaluation.replaying import Matches, Rule, replay
from orchestrator.cli.evaluation.routing import Flags
from orchestrator.cli.evaluation.sets import find_sets, read_set
from orchestrator.cli.main import app
from orchestrator.domain.errors import Invalid
from orchestrator.domain.paths import Path as Path_
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision
from orchestrator.domain.routing.deciding.thresholds import needed_match
from orchestrator.domain.routing.signals import Signals
from orchestrator.domain.trust.proofs import PooledRisk
from orchestrator.domain.trust.snapshot import UNPROVEN, TrustSnapshot
from support.facts import facts

POOLED = (PooledRisk(0.95, 0.005, 20.0), PooledRisk(0.9, 0.01, 20.0), PooledRisk(0.8, 0.03, 20.0), PooledRisk(0.6, 0.1, 20.0))
KEYS = (
    "coverage",
    "wrong_served",
    "wrong_upper95",
    "coverage_at_5_hindsight",
    "coverage_at_2_hindsight",
    "aurc",
    "ece",
    "violations",
    "audits",
)
BANK = [("harvest", "When is lavender honey harvested?"), ("harvest", "What month do you take the lavender honey?"),
        ("winter", "How do I feed bees in winter?"), ("stings", "What helps against a bee sting?")]  # fmt: skip
STREAM = [("When do you harvest lavender honey?", "harvest"), ("What do bees eat in winter?", "winter"), ("A bee stung me, what helps?", "stings"),
          ("Do you ship to Norway?", None), ("hello", None)]  # fmt: skip


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    folder = tmp_path / "sets" / "bees"
    folder.mkdir(parents=True)
    bank = [{"id": str(n), "group": group, "role": "seed", "question": question} for n, (group, question) in enumerate(BANK)]
    stream = [
        {"id": str(n), "seq": n, "split": "test", "text": text, "path": "C" if group else "D", "accept": ["C"] if group else ["A", "B", "D"],
         "gold_groups": [group] if group else [], "latent_group": group} for n, (text, group) in enumerate(STREAM)
    ]  # fmt: skip
    (folder / "bank.jsonl").write_text("\n".join(map(json.dumps, bank)))
    (folder / "stream.jsonl").write_text("\n".join(map(json.dumps, stream)))
    return tmp_path / "sets"


def test_the_command_writes_every_promised_key(sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORCHESTRATOR_HOME", str(tmp_path / "home"))
    ran = CliRunner().invoke(app, ["evaluate", str(sets), "--seeds", "1", "--messages", "60", "--json", str(tmp_path / "out.json")])
    assert ran.exit_code == 0, ran.output
    found = json.loads((tmp_path / "out.json").read_text())
    for row in (found["sets"]["bees"], found["macro"], *found["sets"]["bees"]["baselines"].values()):
        assert set(KEYS) <= set(row)
    assert found["sets"]["bees"]["coverage_at_5_hindsight"] > 0
    assert found["sets"]["bees"]["coverage"] == 0  # sixty messages are too few for a proof


def test_a_folder_without_sets_is_named(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["evaluate", str(tmp_path)]).exit_code == 2
    with pytest.raises(Invalid, match="holds no set"):
        find_sets(tmp_path)


def test_an_invalid_line_is_named(sets: Path) -> None:
    (sets / "bees" / "stream.jsonl").write_text('{"text": "fine"}\n{"txt": "not"}\n')
    with pytest.raises(Invalid, match=r"stream\.jsonl:2"):
        read_set(sets / "bees")


def test_coverage_in_hindsight_worked_out_by_hand() -> None:
    score, right = np.array([0.9, 0.8, 0.8, 0.7]), np.array([1.0, 1.0, 0.0, 1.0])
    assert coverage_at(score, right, 0.0) == 0.25
    assert coverage_at(score, right, 0.25) == 1.0
    # No threshold separates the two scores of 0.8, so the next step has one wrong answer in three.
    assert coverage_at(score, right, 0.34) == 1.0
    assert threshold_at(score, right, 0.0) == 0.9
    assert threshold_at(score, np.zeros(4), 0.05) > 1
    assert area_under_risk_coverage(score, right) == pytest.approx((0 + 0 + 1 / 3 + 1 / 4) / 4)
    assert calibration_error(np.array([0.5, 0.5]), np.array([1.0, 0.0])) == 0


ANSWERS = np.arange(2000) % 40
CAUTIOUS = Policy(trust_mode=Mode.cautious)


def matches(score: Array, right: Array, answer: Array = ANSWERS, unmistakable: float = 0.0) -> Matches:
    """`unmistakable` is the share of messages, the first ones, that are a phrasing word for word."""
    first = np.arange(len(score)) < unmistakable * len(score)
    flags = [Flags(is_unmistakable=bool(is_first)) for is_first in first]
    return Matches(np.where(first, 0.995, score), right, answer[: len(score)], flags)


def test_a_run_serves_nothing_before_the_proof_and_labels_within_its_budget() -> None:
    chance = np.random.default_rng(1)
    score = chance.random(2000)
    right = (chance.random(2000) < 0.99).astype(float)
    run = replay(matches(score, right), CAUTIOUS, POOLED, 3000, np.random.default_rng(2))
    assert not run.served[:900].any()
    assert run.served[-300:].any()
    assert run.labels <= 3 * 100
    at_once = replay(matches(score, right), Policy(trust_mode=Mode.immediate), POOLED, 3000, np.random.default_rng(2))
    assert at_once.served[:100].any()


def test_what_is_replayed_is_what_the_router_serves() -> None:
    """Each message of each day, by the decision table itself with the trust of that day."""
    chance = np.random.default_rng(3)
    score, right = chance.random(400).round(3), (chance.random(400) < 0.97).astype(float)
    for mode in Mode:
        policy = Policy(trust_mode=mode)
        given = matches(score, right, ANSWERS, unmistakable=0.1)
        run = replay(given, policy, POOLED, 2000, np.random.default_rng(4))
        for rule in run.rules[::20]:
            for message in range(0, 400, 7):
                hit = given.hit(message, rule.verdicts.get(int(given.answer[message]), (0, 0)))
                signals = Signals(0.5, 0.5, 0.1, 0.0, float(given.score[message]), best_answer=hit)
                decided = decide(signals, policy, replace(facts(), trust=rule.trust))
                assert isinstance(decided, Decision)
                assert (decided.path is Path_.serve_canonical) == rule.serves_one(given, message)


def test_a_rule_asks_for_each_match_what_the_router_asks_for() -> None:
    """`Rule` asks `needed_match` once for all matches that it cannot tell apart: with every flag, verdict and state of trust."""
    chance = np.random.default_rng(5)
    flags = [Flags(*row) for row in (chance.random((400, len(Flags._fields))) < 0.3).tolist()]
    given = Matches(chance.random(400).round(2), np.ones(400), np.arange(400) % 23, flags)
    verdicts = {answer: (answer % 3, answer % 4) for answer in range(0, 23, 2)}
    for mode in Mode:
        for trust in (UNPROVEN, TrustSnapshot(voided=2), TrustSnapshot(proven=0.4)):
            policy = Policy(trust_mode=mode, canonical_match_threshold=0.5)
            rule = Rule(0, policy, trust, verdicts)
            hits = [given.hit(message, verdicts.get(message % 23, (0, 0))) for message in range(400)]
            needed = [needed_match(policy, trust, hit) for hit in hits]
            expected = [hit.cosine > 0 and hit.cosine >= least for hit, least in zip(hits, needed, strict=True)]
            assert rule.serves(given).tolist() == expected


def test_what_labels_can_prove_is_the_best_threshold_by_the_exact_test() -> None:
    score, right = np.linspace(1, 0.001, 1000), np.ones(1000)
    # 59 right labels prove 5 %, 58 do not; every threshold is right, so that all messages are served.
    assert provable(score, right, 0.05, 59) == pytest.approx(1.0)
    assert provable(score, right, 0.05, 58) == 0.0
    # With one in a hundred wrong, 59 labels are all right with a chance of 0.99 ** 59.
    right[5::100] = 0.0
    assert provable(score, right, 0.05, 59) == pytest.approx(0.99**59, abs=0.002)
    assert provable(score, right, 0.05, 300) > 0.99


def test_the_default_mode_serves_its_own_words_from_the_first_day_and_the_rest_after_the_proof() -> None:
    chance = np.random.default_rng(1)
    given = matches(chance.random(2000), np.ones(2000), ANSWERS, unmistakable=0.1)
    unmistakable = np.array([flags.is_unmistakable for flags in given.flags])
    run = replay(given, Policy(), POOLED, 3000, np.random.default_rng(2))
    first = run.order[:300]
    assert (run.served[:300] == unmistakable[first]).all()
    last = run.order[-300:]
    assert run.served[-300:].sum() > unmistakable[last].sum()


def test_a_bad_scorer_serves_nothing() -> None:
    chance = np.random.default_rng(1)
    score, right = chance.random(2000), (chance.random(2000) < 0.7).astype(float)
    assert not replay(matches(score, right), CAUTIOUS, POOLED, 3000, np.random.default_rng(2)).served.any()


def test_an_answer_that_goes_wrong_is_served_less_and_the_others_as_often() -> None:
    score, answer = np.random.default_rng(1).random(2000), np.where(ANSWERS < 1, 0, 1)
    right = (answer == 1).astype(float)
    run = replay(matches(score, right, answer), CAUTIOUS, POOLED, 6000, np.random.default_rng(2))
    served = run.rules[-1].serves(matches(score, right, answer))
    assert served[answer == 0].mean() < served[answer == 1].mean() / 5
    assert run.after(10**6) is run.rules[-1]
    assert run.after(1).labels >= 1


def test_the_recorded_order_is_replayed_once() -> None:
    score, right = np.linspace(0, 1, 100), np.ones(100)
    assert list(replay(matches(score, right), CAUTIOUS, POOLED, None, np.random.default_rng(0)).order) == list(range(100))


def test_vcache_learns_an_entry_before_it_serves_it() -> None:
    cosine = np.tile([0.95, 0.3], 200)
    right = np.tile([1.0, 0.0], 200)
    served = vcache.run(cosine, right, np.zeros(400, int), 0.05, np.random.default_rng(0))
    assert not served[:6].any()
    assert served[200:][cosine[200:] > 0.9].mean() > 0.5
    # vCache still serves surely wrong answers to a share `delta`: its bound is on all messages, not on the served ones.
    assert served[200:][cosine[200:] < 0.5].mean() < 0.15
