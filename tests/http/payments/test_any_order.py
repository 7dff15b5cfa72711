"""Askers pay, cancel, withdraw and erase, a creator answers, declines and gives back, the bank ends holds, the provider fails, and jobs
run or do not, in any order: the books balance to the minor unit after every step, and at rest nothing is held that nobody waits for.
"""

import os
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from orchestrator.domain.errors import Unavailable
from orchestrator.engine.escalation.expire import expire_escalations
from orchestrator.engine.payments.owed.look import look_at_payment
from orchestrator.engine.payments.owed.nightly import reconcile_payments
from orchestrator.engine.payments.owed.settle import settle_payment
from orchestrator.engine.payments.owed.sweep import sweep_payments
from support.payments import Till, open_shop

# As in tests/http/escalation/test_any_interleaving.py: `make soak` sets higher numbers.
LONG = "INTERLEAVINGS" in os.environ
EXAMPLES = int(os.environ.get("INTERLEAVINGS", "5"))
STEPS = int(os.environ.get("INTERLEAVING_STEPS", "30"))

TEXTS = (
    "Would you ever teach a class on repairing antique violins?",
    "Which board game do you recommend for rainy evenings with grandparents?",
    "How would you carry a beehive up a mountain in winter?",
)
numbers, failures = st.integers(0, 99), st.sampled_from(["", "", "before", "after"])
LIVE = ("required", "held", "captured", "disputed")


class AnyOrder(RuleBasedStateMachine):
    def __init__(self, till: Till) -> None:
        super().__init__()
        self.till, self.shop = till, open_shop(till)
        self.provider = till.provider
        self.shop.creator.configure(self.shop.avee, max_escalations_per_day=4)
        self.askers = [self.shop.asker, till.add_person("otto")]
        self.offers: list[tuple[str, int]] = []
        """(question, asker)."""

    # What there is

    def payments(self) -> list[dict[str, Any]]:
        return self.till.rows(
            "SELECT p.id::text, p.status, p.due, p.taking, p.amount, p.escalation_id::text, q.status AS question FROM payments p "
            "LEFT JOIN escalation_queue q ON q.avee_id = p.avee_id AND q.id = p.escalation_id WHERE p.avee_id = %s ORDER BY p.id",
            self.shop.avee,
        )

    def known(self) -> list[dict[str, Any]]:
        """Those that the provider knows."""
        begun = {str(book.order.payment_id) for book in self.provider.books.values()}
        return [each for each in self.payments() if each["id"] in begun]

    # What people do

    @rule(who=st.integers(0, 1), text=st.sampled_from(TEXTS))
    def ask(self, who: int, text: str) -> None:
        person = self.askers[who]
        response = person.ask(person.start(self.shop.avee), text)
        if response["escalation"]:
            self.offers.append((response["escalation"]["id"], who))

    @precondition(lambda self: self.offers)
    @rule(at=numbers, is_private=st.booleans(), fails=failures)
    def accept(self, at: int, is_private: bool, fails: str) -> None:
        question, who = self.offers[at % len(self.offers)]
        self.fail("start_checkout", fails)
        response = self.askers[who].call("POST", f"/orchestrator/queue/{question}/accept", json={"private": is_private})
        self.fail("", "")
        assert response.status_code in (200, 404, 409, 429, 503), response.text

    # The common steps in one, as an example leaves out some rules by chance.
    @rule(who=st.integers(0, 1), text=st.sampled_from(TEXTS), then=st.sampled_from(["", "answer", "decline", "erase"]))
    def ask_and_pay(self, who: int, text: str, then: str) -> None:
        self.ask(who, text)
        if not self.offers:
            return
        question, asker = self.offers[-1]
        accepted = self.askers[asker].call("POST", f"/orchestrator/queue/{question}/accept")
        if accepted.status_code == 200 and accepted.json()["payment"]:
            payment = accepted.json()["payment"]["id"]
            self.provider.pay(payment)
            self.till.run(look_at_payment, UUID(payment))
        if then in ("answer", "decline"):
            self.by_creator(len(self.offers) - 1, then)
        elif then == "erase":
            self.by_asker(len(self.offers) - 1, "erase")

    @precondition(lambda self: self.known())
    @rule(at=numbers)
    def pay(self, at: int) -> None:
        """Nobody is told yet."""
        payments = self.known()
        self.provider.pay(payments[at % len(payments)]["id"])

    @precondition(lambda self: self.offers)
    @rule(at=numbers, move=st.sampled_from(["decline", "withdraw", "erase", "cancel"]))
    def by_asker(self, at: int, move: str) -> None:
        question, who = self.offers[at % len(self.offers)]
        found = self.till.rows("SELECT conversation_id::text AS id FROM escalation_queue WHERE id = %s", question)
        if not found:
            return
        person, conversation = self.askers[who], found[0]["id"]
        if move == "decline":
            assert person.call("POST", f"/orchestrator/queue/{question}/decline").status_code in (200, 409)
        elif move == "withdraw":
            person.ask(conversation, "Please cancel my question.")
        elif move == "erase":
            person.call("DELETE", f"/conversations/{conversation}", 204)
        else:
            for each in [each for each in self.payments() if each["escalation_id"] == question]:
                assert person.call("POST", f"/payments/{each['id']}/cancel").status_code in (200, 409)

    @precondition(lambda self: self.offers)
    @rule(at=numbers, move=st.sampled_from(["answer", "answer", "decline", "refund"]))
    def by_creator(self, at: int, move: str) -> None:
        question, _ = self.offers[at % len(self.offers)]
        creator = self.shop.creator
        if move == "refund":
            for each in [each for each in self.payments() if each["escalation_id"] == question]:
                response = creator.call("POST", f"/payments/{each['id']}/refund", json={"reason": "Sorry."})
                assert response.status_code in (200, 409), response.text
            return
        body: dict[str, Any] = {"json": {"answer": "Every second winter.", "reuse": False}} if move == "answer" else {}
        response = creator.call("POST", f"/orchestrator/queue/{question}/{move}", **body)
        assert response.status_code in (200, 404, 409), response.text

    # What time, the bank and the jobs do

    @precondition(lambda self: self.offers)
    @rule(at=numbers)
    def expire(self, at: int) -> None:
        question, _ = self.offers[at % len(self.offers)]
        self.till.rows(
            "UPDATE escalation_queue SET expires_at = now() - interval '1 second', deadline_at = now() - interval '1 second' WHERE id = %s",
            question,
        )
        self.till.run(expire_escalations)

    @precondition(lambda self: self.payments())
    @rule(at=numbers)
    def let_the_time_to_pay_end(self, at: int) -> None:
        payments = self.payments()
        self.till.end_time(payments[at % len(payments)]["id"])

    @precondition(lambda self: any(each["status"] == "held" and each["due"] is None for each in self.known()))
    @rule(at=numbers)
    def the_bank_ends_a_hold(self, at: int) -> None:
        held = [each for each in self.known() if each["status"] == "held" and each["due"] is None]
        self.provider.end_hold(held[at % len(held)]["id"])
        self.till.run(look_at_payment, UUID(held[at % len(held)]["id"]))

    @precondition(lambda self: self.payments())
    @rule(at=numbers, fails=failures, job=st.sampled_from(["look", "settle", "settle"]))
    def run_a_job(self, at: int, fails: str, job: str) -> None:
        payments = self.payments()
        payment = UUID(payments[at % len(payments)]["id"])
        for name in ("capture", "give_back", "close_checkout"):
            self.fail(name, fails)
        try:
            self.till.run(look_at_payment if job == "look" else settle_payment, payment)
        except Unavailable:
            assert fails
        finally:
            self.fail("", "")

    @rule(which=st.sampled_from([sweep_payments, reconcile_payments]))
    def sweep(self, which: Any) -> None:
        self.till.run(which)

    # What must hold

    @invariant()
    def the_books_balance(self) -> None:
        for each in self.known():
            book = self.provider.book_of(each["id"])
            net = book.captured - book.refunded
            assert book.order.price.amount == each["amount"]
            assert net in (0, each["amount"]), "nothing is taken or given back twice"
            if each["due"] is not None or each["status"] in ("required", "lapsed"):
                continue  # what we were killed before writing is found by the next job
            assert net == (each["amount"] if each["status"] == "captured" or (each["status"], each["taking"]) == ("held", "charge") else 0)

    @invariant()
    def no_answer_is_unpaid_and_nothing_is_taken_without_one(self) -> None:
        for each in self.payments():
            if each["status"] == "captured" or each["due"] == "capture":
                assert each["question"] in ("answered", None)
            if each["question"] == "accepted" and each["due"] is None:
                assert each["status"] in ("held", "lapsed", "released")
        unpaid = self.till.rows(
            "SELECT q.id FROM escalation_queue q WHERE q.avee_id = %s AND q.status IN ('accepted', 'answered') AND q.price_amount > 0 "
            "AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.avee_id = q.avee_id AND p.escalation_id = q.id "
            "AND p.status IN ('held', 'captured', 'refunded', 'disputed'))",
            self.shop.avee,
        )
        assert unpaid == []

    @invariant()
    def at_most_one_payment_may_be_taken_for_a_question(self) -> None:
        live = [each["escalation_id"] for each in self.payments() if each["status"] in LIVE and each["due"] != "give_back"]
        named = [each for each in live if each]
        assert len(named) == len(set(named))

    @invariant()
    def the_limit_counts_the_places_that_are_kept(self) -> None:
        (used,) = self.till.rows(
            "SELECT get_escalation_count(%s, 24) AS counted, (SELECT count(*) FROM escalation_queue q WHERE q.avee_id = %s AND NOT q.free_of_quota "
            "AND (q.accepted_at > now() - interval '24 hours' OR q.status = 'pending' AND q.place_until > now())) AS there",
            self.shop.avee, self.shop.avee,
        )  # fmt: skip
        assert used["counted"] == used["there"] <= 4

    def teardown(self) -> None:
        """At rest each payment is captured with an answer, or went back, or still waits for somebody who can act."""
        self.fail("", "")
        for each in self.payments():
            if each["status"] == "required":
                self.till.end_time(each["id"])
        self.till.run(reconcile_payments)
        self.till.settle()
        self.till.settle()
        self.the_books_balance()
        resting = {"captured": ("answered", None), "held": ("accepted",)}
        for each in self.payments():
            assert each["due"] is None
            assert each["status"] != "required"
            assert each["question"] in resting.get(each["status"], (each["question"],)), each
        ours = sum(each["amount"] for each in self.known() if each["status"] == "captured")
        mine = {each["id"] for each in self.known()}
        taken = sum(book.captured - book.refunded for book in self.provider.books.values() if str(book.order.payment_id) in mine)
        assert taken == ours + sum(each["amount"] for each in self.known() if (each["status"], each["taking"]) == ("held", "charge"))

    def fail(self, name: str, when: str) -> None:
        """The next call of this name fails; '' lets all calls work again."""
        if not name:
            self.provider.fails_before.clear()
            self.provider.fails_after.clear()
        elif when:
            (self.provider.fails_before if when == "before" else self.provider.fails_after).add(name)


@pytest.mark.timeout(3600)
def test_any_order(till: Till) -> None:
    class AtThisTill(AnyOrder):
        def __init__(self) -> None:
            super().__init__(till)

    run_state_machine_as_test(
        AtThisTill,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=not LONG, database=None,
            phases=list(Phase) if LONG else [Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
