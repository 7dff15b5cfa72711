"""Askers, one of them a guest, and a creator with a team use the HTTP API in any order. After every step the product must agree
with the shadow model.
"""

import hashlib
import itertools
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from psycopg.rows import dict_row

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.engine.escalation.expire import expire_escalations
from orchestrator.http.app import build_app
from orchestrator.ports.identifiers import new_id
from orchestrator.settings import Settings
from support.api import Api
from support.links import body_of, signed_in
from support.servers import programs
from support.shadow import DAY_H, DEPTH, Answer, Asked, Line, Question, Shadow

# `make soak` sets higher numbers, draws new examples each time and shrinks failing ones, which takes many minutes.
LONG = "INTERLEAVINGS" in os.environ
EXAMPLES = int(os.environ.get("INTERLEAVINGS", "3"))
STEPS = int(os.environ.get("INTERLEAVING_STEPS", "30"))

VIOLINS = "Would you ever teach a class on repairing antique violins?"
SAME_VIOLINS = "Would you ever teach a class about repairing antique violins?"
GAMES = "Which board game do you recommend for rainy evenings with grandparents?"
PASSWORD = "How do I reset my password?"
VAGUE, GREETING = "it doesn't work", "Hello!"
NOVEL = (VIOLINS, SAME_VIOLINS, GAMES)
TEXTS = (*NOVEL, PASSWORD, VAGUE, GREETING)
WORDS = ("Yes, every second winter.", "No, I never do that.", "Ask me again in spring.")
LAYERS = ("public", "friends")

WITHDRAWAL = "Please cancel my question."
GUEST = 2
"""The asker who begins without an account."""
askers, members, numbers, teammates = st.integers(0, 2), st.integers(0, 1), st.integers(0, 99), st.integers(0, 2)


@dataclass
class House:
    """One application on one database, for all examples."""

    client: TestClient
    program: Any
    owner: psycopg.Connection[dict[str, Any]]
    """Signed in as the schema's owner: moves times into the past, and counts rows."""

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        cursor = self.owner.execute(query.encode(), values)
        return cursor.fetchall() if cursor.description else []

    def add_person(self, name: str) -> Api:
        """Inserts a person directly, because hashing passwords would take most of the time."""
        secret, user = secrets.token_urlsafe(), new_id()
        handle = f"{name}{secrets.token_hex(6)}"
        self.rows(
            "INSERT INTO users (id, email, handle, display_name, password_hash) VALUES (%s, %s, %s, %s, '-')",
            user, f"{handle}@example.org", handle, name.title(),
        )  # fmt: skip
        self.rows(
            "INSERT INTO api_tokens (id, user_id, name, secret_hash) VALUES (%s, %s, 'test', %s)",
            new_id(), user, hashlib.sha256(secret.encode()).digest(),
        )  # fmt: skip
        return Api(self.client, secret, {"id": str(user), "handle": handle})

    def run_jobs(self) -> None:
        assert self.client.portal is not None
        self.client.portal.call(lambda: self.program.queue.work(wait=False))

    def expire(self) -> None:
        assert self.client.portal is not None
        self.client.portal.call(expire_escalations, self.program.services)


@pytest.fixture
def house(settings: Settings, database: EmbeddedServer) -> Iterator[House]:
    """The application without a worker: jobs run only when a step runs them."""
    held: list[Any] = []

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with programs.running(settings, database.runtime_url) as program:
            app.state.services = program.services
            held.append(program)
            yield

    conninfo = database.owner_url.replace("+psycopg", "")
    with (
        TestClient(build_app(lifespan), raise_server_exceptions=False) as client,
        psycopg.connect(conninfo, autocommit=True, row_factory=dict_row) as owner,
    ):
        yield House(client, held[0], owner)


class Interleaving(RuleBasedStateMachine):
    def __init__(self, house: House) -> None:
        super().__init__()
        self.house, self.shadow, self.ids = house, Shadow(), itertools.count(1)
        self.creator, self.stranger = house.add_person("creator"), house.add_person("stranger")
        self.handle = f"agent-{secrets.token_hex(6)}"
        self.avee = self.creator.create_avee(self.handle)
        self.creator.configure(
            self.avee, guest_messages_per_day=10_000, guest_escalations_per_day=10_000, guest_escalations_per_week=10_000
        )
        self.askers = [house.add_person("ada"), house.add_person("otto"), self.enter()]
        self.shadow.guests.add(GUEST)
        self.viewer = self.add_teammate("viewer")
        self.answering = [self.creator, self.add_teammate("editor"), self.add_teammate("answerer")]
        """Those of the team who may answer."""
        self.turns = itertools.count()
        """Who is looked at next, of several who are alike."""
        self.gone: set[int] = set()
        """Those of them whose role was taken away."""
        self.threads_of = [[self.start(who, "agent"), self.start(who, "agent")] for who in range(3)]
        for who in (0, 1):
            self.threads_of[who].append(self.start(who, "direct"))
        self.touched = self.threads_of[0][0]
        self.add_answer(PASSWORD, "Open the account page.", "public")

    def enter(self) -> Api:
        """A guest who left an address."""
        entered = self.house.client.post("/guests", json={"handle": self.handle})
        self.cookies = {name: value for name, value in entered.cookies.items() if name.startswith("orchestrator_guest_")}
        self.house.client.cookies.clear()
        guest = Api(self.house.client, entered.json()["token"])
        guest.call("PUT", "/me/guest-address", 202, json={"email": f"{secrets.token_hex(6)}@example.net"})
        return guest

    def others(self, who: int) -> list[Api]:
        """Everybody who has nothing to do with what this asker asked."""
        return [*(each for at, each in enumerate(self.askers) if at != who), self.stranger]

    def is_guest(self, person: Api) -> bool:
        return person is self.askers[GUEST] and GUEST in self.shadow.guests

    def add_teammate(self, role: str) -> Api:
        person = self.house.add_person(role)
        self.house.rows("INSERT INTO team_members (avee_id, user_id, role) VALUES (%s, %s, %s)", self.avee, person.user["id"], role)
        return person

    def start(self, who: int, kind: str) -> str:
        conversation = self.askers[who].start(self.avee, kind)
        self.shadow.threads[conversation], self.shadow.owners[conversation] = [], who
        if kind == "direct":
            self.shadow.direct.add(conversation)
        return conversation

    def add_answer(self, pattern: str, content: str, layer: str) -> None:
        stored = self.creator.add_answer(self.avee, pattern, content, layer=layer)
        self.shadow.answers[stored["id"]] = Answer(stored["id"], pattern, content, layer)

    # Steps of the askers

    @rule(who=askers, thread=st.integers(0, 1), text=st.sampled_from(TEXTS))
    def ask(self, who: int, thread: int, text: str) -> None:
        conversation, sent_as = self.threads_of[who][thread], f"m{next(self.ids)}"
        response = self.askers[who].ask(conversation, text, client_message_id=sent_as)
        asked = Asked(who, conversation, text, sent_as, response)
        self.shadow.asked.append(asked)
        self.touched = conversation
        self.shadow.write(conversation, "user", "message", text, response["message_id"])
        if conversation in self.shadow.silenced:
            assert (response["path"], response["decision"]["rule"], response["reply"], response["escalation"]) == (
                "E",
                "creator_present",
                None,
                None,
            )
            return
        self.shadow.write(conversation, "agent", "message", response["reply"]["content"], response["reply"]["message_id"])
        self.check_routing(asked)

    # The common steps are present twice, here and below: an example leaves out some rules by chance.
    @rule(
        who=askers, thread=st.integers(0, 1), text=st.sampled_from(NOVEL), by=teammates,
        then=st.sampled_from(["", "withdraw", "answer at once", "assign"]),
    )  # fmt: skip
    def ask_a_novel_question_and_accept(self, who: int, thread: int, text: str, by: int, then: str) -> None:
        self.ask(who, thread, text)
        if not self.shadow.asked[-1].offer:
            return
        question = self.shadow.questions[self.shadow.asked[-1].offer]
        self.accept_question(question)
        if then == "withdraw" and question in self.withdrawable():
            self.withdraw_question(question)
        elif then == "answer at once" and question.status == "accepted":
            self.answer_question_at_once(question, by, 0, False)
        elif then == "assign":
            self.assign_question(question, 0, by)

    @precondition(lambda self: self.shadow.asked)
    @rule(at=numbers)
    def retry(self, at: int) -> None:
        asked = pick(self.shadow.asked, at)
        again = self.askers[asked.asker].ask(asked.conversation, asked.text, client_message_id=asked.client_message_id)
        for name in ("message_id", "path", "reply", "decision", "suggestions"):
            assert again[name] == asked.response[name], f"a retry changed {name}"
        if asked.response["escalation"]:
            question = self.shadow.questions[asked.response["escalation"]["id"]]
            for name in ("id", "reason", "remaining_today"):
                assert again["escalation"][name] == asked.response["escalation"][name]
            assert again["escalation"]["status"] == question.status

    @precondition(lambda self: self.shadow.asked)
    @rule(at=numbers)
    def reuse_a_client_message_id(self, at: int) -> None:
        asked = pick(self.shadow.asked, at)
        body = {"conversation_id": asked.conversation, "message": "Something else?", "client_message_id": asked.client_message_id}
        assert self.askers[asked.asker].call("POST", "/orchestrator/message", 409, json=body)["code"] == "client_message_id_reused"

    @precondition(lambda self: self.shadow.questions)
    @rule(at=numbers)
    def accept(self, at: int) -> None:
        self.accept_question(pick_question(self.shadow, at, "pending"))

    def accept_question(self, question: Question) -> None:
        shadow = self.shadow
        response = self.move(self.askers[question.asker], question, "accept")
        if question.is_replaced:
            assert response["code"] == "offer_replaced"
            return
        if question.status != "pending":
            assert (response["code"], response["fields"]["status"]) == ("illegal_move", question.status)
            return
        if question.is_due:
            assert response["code"] == "offer_expired"
            return
        same = [each for each in shadow.questions.values() if each.status == "accepted" and each.text == question.text]
        closed = shadow.closed_gate(question.asker)
        if "code" in response:
            assert response["code"] == closed
            assert closed == "escalation_disabled" or not (same or question.is_free), "joining a group and appealing an answer use no quota"
            return
        assert response["joined"] or not same
        assert closed is None or (closed != "escalation_disabled" and (response["joined"] or question.is_free))
        question.is_free = question.is_free or response["joined"]
        question.status, question.was_accepted = "accepted", True
        question.group = str(self.stored(question)["group_id"])
        assert response["people_waiting"] == shadow.people_waiting(question.group)
        assert response["remaining_today"] == shadow.remaining(question.asker)
        shadow.write(question.conversation, "agent", "notice")

    @precondition(lambda self: self.withdrawable())
    @rule(at=numbers)
    def withdraw(self, at: int) -> None:
        self.withdraw_question(pick(self.withdrawable(), at))

    def withdraw_question(self, question: Question) -> None:
        shadow = self.shadow
        back = [each for each in shadow.questions.values() if each.asker == question.asker and each.gave_back and each.age_h < DAY_H]
        question.gave_back = question.age_h == 0 and shadow.people_waiting(question.group) == 1 and len(back) < 2
        was_free = question.is_free
        sent_as = f"m{next(self.ids)}"
        response = self.askers[question.asker].ask(question.conversation, WITHDRAWAL, client_message_id=sent_as)
        assert (response["path"], response["acted"]) == ("A", {"kind": "withdrew"})
        question.status, question.is_free = "declined", was_free or question.gave_back
        shadow.others_said.append(response["decision"]["id"])
        shadow.write(question.conversation, "user", "message", WITHDRAWAL, response["message_id"])
        shadow.write(question.conversation, "agent", "message", response["reply"]["content"], response["reply"]["message_id"])
        self.touched = question.conversation

    def withdrawable(self) -> list[Question]:
        """Questions that wait, each the only thing in its thread that the asker can mean."""
        open_in = [each.conversation for each in self.shadow.questions.values() if each.status in ("pending", "accepted")]
        return [
            each
            for each in self.shadow.of_status("accepted")
            if open_in.count(each.conversation) == 1 and each.conversation not in self.shadow.silenced
        ]

    @precondition(lambda self: any(each.asker == GUEST for each in self.shadow.asked))
    @rule()
    def the_guest_leaves_and_comes_back(self) -> None:
        """The browser knows who its guest was."""
        if GUEST in self.shadow.guests:
            kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            entered = self.house.client.post("/guests", json={"handle": self.handle}, headers={"Cookie": kept})
            self.house.client.cookies.clear()
            assert entered.status_code == 201
            self.askers[GUEST] = Api(self.house.client, entered.json()["token"])
            self.touched = self.threads_of[GUEST][0]

    @precondition(lambda self: GUEST in self.shadow.guests and self.shadow.questions)
    @rule()
    def the_guest_gets_an_account(self) -> None:
        name = f"grown{secrets.token_hex(6)}"
        self.askers[GUEST].call("POST", "/me/upgrade", 201, json=body_of(name))
        self.askers[GUEST].call("GET", "/me", 401)
        self.askers[GUEST] = signed_in(Api(self.house.client), f"{name}@example.org")
        self.shadow.guests.discard(GUEST)
        self.touched = self.threads_of[GUEST][0]

    @precondition(lambda self: self.shadow.questions)
    @rule(at=numbers)
    def decline_offer(self, at: int) -> None:
        question = pick_question(self.shadow, at, "pending")
        response = self.move(self.askers[question.asker], question, "decline")
        if self.is_legal(question, response, "pending"):
            question.status = "declined"

    def check_help(self, asked: Asked, verdict: str, response: dict[str, Any]) -> None:
        """What was shown beside an offer or a refusal: a yes closes the offer, a no leaves it, and neither opens one."""
        if verdict == "wrong" or not asked.response["suggestions"]:
            assert response["code"] == "not_an_answer"
            return
        question = self.shadow.questions.get(asked.offer) if asked.offer is not None else None
        if question is not None and question.status == "pending" and verdict == "helpful":
            question.status = "declined"
        is_open = question is not None and question.status in ("pending", "accepted")
        assert response["escalation"] is None if not is_open else response["escalation"]["id"] == asked.offer

    @precondition(lambda self: self.shadow.asked)
    @rule(at=numbers, verdict=st.sampled_from(["helpful", "not_my_question", "not_my_question", "wrong"]))
    def give_feedback(self, at: int, verdict: str) -> None:
        asked, shadow = pick(self.shadow.asked, at), self.shadow
        path = f"/orchestrator/decisions/{asked.response['decision']['id']}/feedback"
        response = self.askers[asked.asker].call("POST", path, json={"verdict": verdict}).json()
        for other in self.others(asked.asker):
            other.call("POST", path, 404, json={"verdict": verdict})
        self.touched = asked.conversation
        if asked.response["path"] not in "AC" and not any(shadow.questions[each].status == "answered" for each in asked.offers):
            self.check_help(asked, verdict, response)
            return
        offer = response["escalation"]
        if verdict != "not_my_question" or asked.text == GREETING:
            assert offer is None
        elif asked.offer is not None and shadow.questions[asked.offer].status in ("pending", "accepted"):
            assert (offer["id"], offer["status"]) == (asked.offer, shadow.questions[asked.offer].status), "asking twice makes one offer"
        elif shadow.is_enabled:
            assert (offer["status"], offer["remaining_today"]) == ("pending", shadow.remaining(asked.asker))
            asked.offer = offer["id"]
            asked.offers.append(offer["id"])
            shadow.add_offer(Question(offer["id"], asked.asker, asked.conversation, asked.text, is_free=True))
        else:
            assert offer is None

    @rule(who=members, is_reply=st.booleans(), words=st.sampled_from(WORDS), times=st.integers(1, 2))
    def write_directly(self, who: int, is_reply: bool, words: str, times: int) -> None:
        conversation = self.threads_of[who][2]
        self.write(self.creator if is_reply else self.askers[who], conversation, "creator" if is_reply else "user", words, times)

    @precondition(lambda self: any(each.was_accepted for each in self.shadow.questions.values()))
    @rule(at=numbers, by=teammates, words=st.sampled_from(WORDS), times=st.integers(1, 2))
    def write_into_a_thread_with_a_question(self, at: int, by: int, words: str, times: int) -> None:
        with_question = [each for each in self.shadow.questions.values() if each.was_accepted]
        conversation = pick(with_question, at).conversation
        self.write(self.teammate(by), conversation, "creator", words, times)
        self.shadow.silenced.add(conversation)

    @precondition(lambda self: self.shadow.silenced)
    @rule(at=numbers)
    def hand_back(self, at: int) -> None:
        conversation = pick(sorted(self.shadow.silenced), at)
        self.creator.call("POST", f"/conversations/{conversation}/hand-back", 200)
        self.shadow.silenced.discard(conversation)
        self.shadow.write(conversation, "agent", "notice")
        self.touched = conversation

    # Steps of the creator

    @precondition(lambda self: self.shadow.questions)
    @rule(at=numbers, by=teammates, words=st.sampled_from(WORDS))
    def answer_plainly(self, at: int, by: int, words: str) -> None:
        self.answer_question(pick_question(self.shadow, at, "accepted"), by, words, True, "public", None)

    @precondition(lambda self: self.shadow.questions)
    @rule(
        at=numbers, by=teammates, words=st.sampled_from(WORDS), reuse=st.booleans(), layer=st.sampled_from(LAYERS),
        pattern=st.sampled_from([None, None, VIOLINS, "Which courses do you give on tuning old pianos?"]),
    )  # fmt: skip
    def answer(self, at: int, by: int, words: str, reuse: bool, layer: str, pattern: str | None) -> None:
        self.answer_question(pick_question(self.shadow, at, "accepted", "expired"), by, words, reuse, layer, pattern)

    @precondition(lambda self: any(each.status == "answered" for each in self.shadow.questions.values()))
    @rule(at=numbers, by=teammates, words=st.sampled_from(WORDS))
    def answer_second(self, at: int, by: int, words: str) -> None:
        answered = [each for each in self.shadow.questions.values() if each.status == "answered"]
        self.answer_question(pick(answered, at), by, words, True, "public", None)

    def answer_question(self, question: Question, by: int, words: str, reuse: bool, layer: str, pattern: str | None) -> None:
        body = {"answer": words, "reuse": reuse, "layer": layer, "question_pattern": pattern}
        response = self.move(self.teammate(by), question, "answer", json=body)
        if question.status == "answered":
            assert (response["code"], response["fields"]["answer"]) == ("already_answered", question.answer)
            return
        if not self.is_legal(question, response, "accepted", "expired", creator=True):
            return
        self.take_answer(question, words, reuse, layer, pattern, response)

    def take_answer(self, question: Question, words: str, reuse: bool, layer: str, pattern: str | None, response: dict[str, Any]) -> None:
        """What an answer changes, that the product took."""
        shadow = self.shadow
        others = [each for each in shadow.waiting(question.group) if each is not question]
        assert response["answered"][0] == question.id
        assert sorted([*response["answered"][1:], *response["drafted"]]) == sorted(each.id for each in others)
        for each in others:
            is_for_them = reuse and DEPTH[layer] <= DEPTH[shadow.layers[each.asker]]
            assert is_for_them or each.id in response["drafted"], (
                "a group member gets no answer that is for one person or above the member's layer"
            )
            assert not (is_for_them and each.text == question.text and each.id in response["drafted"])
        made = self.expected_answer(question, words, layer, pattern) if reuse else None
        assert response["canonical_answer_id"] == (made.id if made else None)
        for each in (shadow.questions[each] for each in response["answered"]):
            each.status, each.answer = "answered", words
            shadow.write(each.conversation, "creator", "answer", words)
            if made:
                made.give(each.conversation)

    @precondition(lambda self: self.shadow.of_status("accepted"))
    @rule(at=numbers, one=teammates, other=teammates, reuse=st.booleans())
    def answer_at_once(self, at: int, one: int, other: int, reuse: bool) -> None:
        self.answer_question_at_once(pick(self.shadow.of_status("accepted"), at), one, other, reuse)

    def answer_question_at_once(self, question: Question, one: int, other: int, reuse: bool) -> None:
        """Two of the team: one answer is sent, and the second gets what the first wrote."""
        path, words = f"/orchestrator/queue/{question.id}/answer", (WORDS[0], WORDS[1])
        with ThreadPoolExecutor(2) as pool:
            tried = [
                pool.submit(self.teammate(by).call, "POST", path, json={"answer": text, "reuse": reuse})
                for by, text in zip((one, other), words, strict=True)
            ]
        answered = [each.result() for each in tried]
        assert sorted(each.status_code for each in answered) == [200, 409]
        first = 0 if answered[0].status_code == 200 else 1
        refused = answered[1 - first].json()
        assert (refused["code"], refused["fields"]["answer"]) == ("already_answered", words[first])
        self.touched = question.conversation
        self.take_answer(question, words[first], reuse, "public", None, answered[first].json())

    @precondition(lambda self: self.shadow.questions)
    @rule(at=numbers, by=teammates, to=st.sampled_from([None, 0, 1, 2]))
    def assign(self, at: int, by: int, to: int | None) -> None:
        self.assign_question(pick_question(self.shadow, at, "accepted", "expired"), by, to)

    def assign_question(self, question: Question, by: int, to: int | None) -> None:
        body = {"user_id": None if to is None else self.answering[to].user["id"]}
        response = self.teammate(by).call("POST", f"/orchestrator/queue/{question.id}/assign", json=body)
        code = None if response.status_code == 204 else response.json()["code"]
        if not question.was_accepted:
            assert code == "escalation_not_found"
        elif question.status not in ("accepted", "expired"):
            assert code == "not_waiting"
        elif to in self.gone:
            assert code == "not_an_answerer"
        else:
            assert code is None
            question.assigned_to = to

    @rule(who=st.integers(1, 2))
    def take_a_role_away_or_give_it_again(self, who: int) -> None:
        user = self.answering[who].user["id"]
        if who in self.gone:
            role = ("editor", "answerer")[who - 1]
            self.house.rows("INSERT INTO team_members (avee_id, user_id, role) VALUES (%s, %s, %s)", self.avee, user, role)
            self.gone.discard(who)
            return
        self.creator.call("DELETE", f"/avees/{self.avee}/team/{user}", 204)
        self.gone.add(who)
        for question in self.shadow.questions.values():
            question.assigned_to = None if question.assigned_to == who else question.assigned_to

    def is_gone(self, person: Api) -> bool:
        return any(self.answering[at] is person for at in self.gone)

    def teammate(self, by: int) -> Api:
        """The one who answers; the creator instead of somebody who is no longer in the team."""
        return self.answering[0 if by in self.gone else by]

    def expected_answer(self, question: Question, words: str, layer: str, pattern: str | None) -> Answer:
        """The same answer text on the same question is one canonical answer, with the layer that was given last."""
        made = self.shadow.find_same(pattern or question.text, words)
        if made is None:
            made = self.shadow.answers[question.id] = Answer(question.id, pattern or question.text, words, layer)
        made.layer = layer
        return made

    @precondition(lambda self: self.shadow.questions)
    @rule(at=numbers, by=teammates, reason=st.sampled_from([None, "I leave this to others."]))
    def decline_question(self, at: int, by: int, reason: str | None) -> None:
        question = pick_question(self.shadow, at, "accepted")
        response = self.move(self.teammate(by), question, "decline", json={"reason": reason})
        if self.is_legal(question, response, "accepted", creator=True):
            question.status = "declined"
            self.shadow.write(question.conversation, "agent", "notice")

    @precondition(lambda self: self.shadow.questions)
    @rule(at=numbers, by=teammates)
    def defer(self, at: int, by: int) -> None:
        question = pick_question(self.shadow, at, "accepted")
        self.is_legal(question, self.move(self.teammate(by), question, "defer"), "accepted", creator=True)

    @rule(at=numbers, words=st.sampled_from([None, *WORDS]), layer=st.sampled_from([None, *LAYERS]))
    def correct(self, at: int, words: str | None, layer: str | None) -> None:
        answer = pick(list(self.shadow.answers.values()), at)
        changes = {name: value for name, value in (("answer_content", words), ("layer", layer)) if value}
        response = self.creator.call("PATCH", f"/avees/{self.avee}/canonical-answers/{answer.id}", json=changes).json()
        same = self.shadow.find_same(answer.pattern, words or answer.content)
        if not answer.is_active:
            assert response["code"] == "answer_not_found"
        elif same not in (None, answer):
            assert response["code"] == "answer_exists"
        else:
            answer.is_to_be_sent = answer.is_to_be_sent or words not in (None, answer.content)
            answer.content, answer.layer = words or answer.content, layer or answer.layer
            answer.change()
            assert response["version"] == answer.version

    @rule(at=numbers)
    def retire(self, at: int) -> None:
        answer = pick(list(self.shadow.answers.values()), at)
        self.creator.call("DELETE", f"/avees/{self.avee}/canonical-answers/{answer.id}", 204 if answer.is_active else 404)
        if answer.is_active:
            answer.is_active, answer.is_to_be_sent = False, True
            answer.change()

    @rule(day=st.sampled_from([10, 3, 2, 1, 0]), week=st.sampled_from([50, 4, 3]), is_enabled=st.sampled_from([True, True, True, False]))
    def change_limits(self, day: int, week: int, is_enabled: bool) -> None:
        changes = {"max_escalations_per_day": day, "max_escalations_per_week": week, "escalation_enabled": is_enabled}
        self.creator.configure(self.avee, **changes)
        self.shadow.day_limit, self.shadow.week_limit, self.shadow.is_enabled = day, week, is_enabled

    @rule(who=members, layer=st.sampled_from(LAYERS))
    def let_in(self, who: int, layer: str) -> None:
        path = f"/avees/{self.avee}/members/{self.askers[who].user['id']}"
        self.creator.call("PUT", path, 200, json={"tier": "follower", "layer": layer})
        self.shadow.layers[who] = layer

    # Steps of time and of the jobs

    @precondition(lambda self: self.shadow.questions)
    @rule(at=numbers)
    def let_a_deadline_pass(self, at: int) -> None:
        question = pick_question(self.shadow, at, "pending", "accepted")
        self.house.rows(
            "UPDATE escalation_queue SET expires_at = now() - interval '1 second', deadline_at = deadline_at - interval '90 days' WHERE id = %s",
            question.id,
        )
        question.is_due = True

    @precondition(lambda self: any(each.was_accepted for each in self.shadow.questions.values()))
    @rule(at=numbers, hours=st.sampled_from([25, 169]))
    def let_an_accept_leave_the_window(self, at: int, hours: int) -> None:
        question = pick([each for each in self.shadow.questions.values() if each.was_accepted], at)
        self.house.rows(
            "UPDATE escalation_queue SET accepted_at = accepted_at - make_interval(hours => %s) WHERE id = %s", hours, question.id
        )
        question.age_h += hours

    @rule()
    def expire(self) -> None:
        self.house.expire()
        for question in self.shadow.questions.values():
            if question.is_due and question.status in ("pending", "accepted"):
                if question.status == "accepted":
                    self.shadow.write(question.conversation, "agent", "notice")
                question.status = "expired"

    @precondition(lambda self: any(each.is_to_be_sent for each in self.shadow.answers.values()))
    @rule()
    def send_corrections(self) -> None:
        self.house.run_jobs()
        for answer in self.shadow.answers.values():
            for conversation in [each for each, version in answer.given.items() if answer.is_to_be_sent and version < answer.version]:
                if answer.correct(conversation, self.shadow.layers[self.shadow.owners[conversation]]):
                    self.shadow.write(conversation, "agent", "correction")
            answer.is_to_be_sent = False
        # The periodic job may have expired the due questions.
        self.expire()

    # Invariants after every step

    @invariant()
    def every_question_has_the_expected_state(self) -> None:
        stored = self.house.rows(
            """SELECT q.id::text, q.status, q.accepted_at IS NOT NULL AS was_accepted, q.free_of_quota, coalesce(q.group_id, q.id)::text AS group_id,
                q.status <> 'accepted' OR q.deadline_at IS NOT NULL AS ends, q.assigned_to::text,
                (SELECT count(*) FROM messages m WHERE m.avee_id = q.avee_id AND m.escalation_id = q.id AND m.kind = 'answer') AS answers,
                (SELECT count(*) FROM canonical_answers a WHERE a.avee_id = q.avee_id AND a.escalation_id = q.id) AS canonical
            FROM escalation_queue q WHERE q.avee_id = %s""",
            self.avee,
        )
        assert {each["id"] for each in stored} == set(self.shadow.questions)
        for row in stored:
            question = self.shadow.questions[row["id"]]
            assert (row["status"], row["was_accepted"], row["free_of_quota"]) == (question.status, question.was_accepted, question.is_free)
            assert row["ends"]
            to = question.assigned_to
            assert row["assigned_to"] == (None if to is None else self.answering[to].user["id"])
            assert row["answers"] == (question.status == "answered")
            assert row["canonical"] <= (question.status == "answered")

    @invariant()
    def every_message_is_in_its_thread_once_and_in_order(self) -> None:
        stored = self.house.rows(
            """SELECT id::text, conversation_id::text, role, kind, content, awaits_routing,
                (SELECT count(*) FROM orchestrator_decisions d WHERE d.avee_id = m.avee_id AND d.message_id = m.id) AS decisions
            FROM messages m WHERE avee_id = %s ORDER BY id""",
            self.avee,
        )
        for conversation, lines in self.shadow.threads.items():
            check_lines(lines, [each for each in stored if each["conversation_id"] == conversation])
        assert len(stored) == sum(map(len, self.shadow.threads.values()))
        assert not any(each["awaits_routing"] for each in stored)
        to_agent = [each for each in stored if each["role"] == "user" and each["conversation_id"] not in self.shadow.direct]
        assert all(each["decisions"] == 1 for each in to_agent)

    @invariant()
    def counters_equal_a_recount(self) -> None:
        (counted,) = self.house.rows(
            "SELECT get_escalation_count(%s, 24) AS day, get_escalation_count(%s, 168) AS week", self.avee, self.avee
        )
        assert (counted["day"], counted["week"]) == (self.shadow.used(24), self.shadow.used(168))
        answers = self.house.rows(
            """SELECT a.id::text, a.version,
                a.times_reused + (SELECT count(*) FROM uncounted_reuses u WHERE u.answer_id = a.id) AS times_reused, a.state, a.layer::text, a.answer_content,
                (SELECT count(*) FROM answer_deliveries d WHERE d.avee_id = a.avee_id AND d.answer_id = a.id AND d.is_reuse) AS deliveries
            FROM canonical_answers a WHERE a.avee_id = %s""",
            self.avee,
        )
        assert {each["id"] for each in answers} == set(self.shadow.answers)
        for row in answers:
            answer = self.shadow.answers[row["id"]]
            assert row["times_reused"] == row["deliveries"] == answer.times_reused
            assert (row["version"], row["state"] == "active", row["layer"], row["answer_content"]) == (
                answer.version, answer.is_active, answer.layer, answer.content,
            )  # fmt: skip

    @invariant()
    def the_touched_thread_is_visible_to_the_right_people(self) -> None:
        self.check_thread(self.touched)

    def teardown(self) -> None:
        for conversation in self.shadow.threads:
            self.check_thread(conversation)
            for other in self.others(self.shadow.owners[conversation]):
                other.call("GET", f"/conversations/{conversation}/messages", 404)
        for who in range(3):
            self.check_lists_of(who)
        self.check_lists_of_creator()
        for path in ("/conversations", "/orchestrator/queue", "/orchestrator/decisions"):
            assert everything(self.stranger, path) == []
        self.stranger.call("GET", f"/avees/{self.avee}/canonical-answers", 404)

    def check_thread(self, conversation: str) -> None:
        owner = self.shadow.owners[conversation]
        path = f"/conversations/{conversation}/messages"
        check_lines(self.shadow.threads[conversation], everything(self.askers[owner], path)[::-1])
        pick(self.others(owner), next(self.turns)).call("GET", path, 404)
        check_lines(self.shadow.threads[conversation], everything(self.creator, path)[::-1])
        teammate = pick([self.viewer, *self.answering[1:]], next(self.turns))
        if conversation in self.shadow.direct or self.is_gone(teammate):
            teammate.call("GET", path, 404)
        else:
            check_lines(self.shadow.threads[conversation], everything(teammate, path)[::-1])

    def check_lists_of(self, who: int) -> None:
        asker, shadow = self.askers[who], self.shadow
        assert ids(everything(asker, "/conversations")) == {each for each, owner in shadow.owners.items() if owner == who}
        decided = {each.response["decision"]["id"] for each in shadow.asked if each.asker == who}
        if not self.is_guest(asker):
            assert ids(everything(asker, "/orchestrator/decisions")) - set(shadow.others_said) == decided
        mine = everything(asker, "/orchestrator/queue")
        assert ids(mine) == {each.id for each in shadow.questions.values() if each.asker == who}
        for each in mine:
            assert each["status"] == shadow.questions[each["id"]].status
            assert each["people_waiting"] == len({other.asker for other in shadow.waiting(each["group_id"])})
            assert (each["question_pattern"], each["draft_answer"]) == (None, None)
        asker.call("GET", f"/avees/{self.avee}/canonical-answers", 403 if self.is_guest(asker) else 404)

    def check_lists_of_creator(self) -> None:
        shadow = self.shadow
        assert ids(everything(self.creator, "/conversations")) == shadow.direct
        decided = {each.response["decision"]["id"] for each in shadow.asked} | set(shadow.others_said)
        assert ids(everything(self.creator, f"/orchestrator/decisions?avee_id={self.avee}")) == decided
        queue = everything(self.creator, "/orchestrator/queue")
        assert ids(queue) == {each.id for each in shadow.questions.values() if each.was_accepted}
        for each in queue:
            assert each["status"] == shadow.questions[each["id"]].status
            assert each["people_waiting"] == shadow.people_waiting(each["group_id"])
        assert ids(everything(self.creator, f"/avees/{self.avee}/canonical-answers")) == set(shadow.answers)

    # Helpers of the steps

    def check_routing(self, asked: Asked) -> None:
        """Checks that the reply is possible in the current state. Several paths may be possible."""
        response, shadow = asked.response, self.shadow
        reachable = {each.id: each for each in shadow.answers.values() if shadow.can_reach(asked.asker, each)}
        for source in (*response["reply"]["sources"], *response["suggestions"]):
            assert source["id"] in reachable
        offer = response["escalation"]
        assert (offer is not None) == (response["path"] == "D")
        if response["path"] == "C":
            served = reachable[response["reply"]["sources"][0]["id"]]
            assert served.content in response["reply"]["content"]
            served.times_reused += 1
            served.give(asked.conversation)
        elif response["path"] == "D":
            assert shadow.closed_gate(asked.asker) is None
            assert (offer["status"], offer["remaining_today"]) == ("pending", shadow.remaining(asked.asker))
            asked.offer = offer["id"]
            asked.offers.append(offer["id"])
            shadow.add_offer(Question(offer["id"], asked.asker, asked.conversation, asked.text))
        elif response["path"] == "F":
            assert shadow.closed_gate(asked.asker) is not None
        elif response["decision"]["rule"] == "close_question":
            assert any(each.pattern != asked.text for each in reachable.values()), "only a stored question is asked about"
        else:
            assert asked.text not in NOVEL, "the agent does not answer a question that was never answered"
        if asked.text in {each.pattern for each in reachable.values()}:
            assert response["path"] == "C", "a stored answer is served at once"

    def move(self, person: Api, question: Question, move: str, **arguments: Any) -> dict[str, Any]:
        """The response to the move. For everyone else the question is not found."""
        path = f"/orchestrator/queue/{question.id}/{move}"
        body = {"json": {"answer": "mine"}} if move == "answer" else {}
        outsiders = [*self.others(question.asker), *(self.answering[at] for at in self.gone)]
        for other in (pick(outsiders, next(self.turns)), self.stranger):
            refused = other.call("POST", path, None, **body)
            is_of_guests = self.is_guest(other) and move in ("answer", "defer")
            assert (refused.status_code, refused.json()["code"]) == (
                (403, "guest_not_allowed") if is_of_guests else (404, "escalation_not_found")
            )
        if move in ("answer", "defer", "decline"):
            reads, code = (403, "role_too_low") if question.was_accepted else (404, "escalation_not_found")
            assert self.viewer.call("POST", path, reads, **body)["code"] == code, "who may only read moves nothing"
        self.touched = question.conversation
        response = person.call("POST", path, **arguments)
        assert response.status_code < 500, response.text
        content: dict[str, Any] = response.json()
        return content

    def is_legal(self, question: Question, response: dict[str, Any], *states: str, creator: bool = False) -> bool:
        """Whether the state allowed the move; if it did not, checks that the response is a conflict or "not found"."""
        if creator and not question.was_accepted:
            assert response["code"] == "escalation_not_found"
            return False
        if question.status not in states:
            assert (response["code"], response["fields"]["status"]) == ("illegal_move", question.status)
            return False
        assert "code" not in response
        return True

    def write(self, person: Api, conversation: str, role: str, words: str, times: int) -> None:
        path, body = f"/conversations/{conversation}/messages", {"content": words, "client_message_id": f"w{next(self.ids)}"}
        sent = {person.call("POST", path, 201, json=body)["id"] for _ in range(times)}
        assert len(sent) == 1, "two requests with one id are one message"
        self.shadow.write(conversation, role, "message", words, sent.pop())
        self.touched = conversation

    def stored(self, question: Question) -> dict[str, Any]:
        return self.house.rows("SELECT coalesce(group_id, id) AS group_id FROM escalation_queue WHERE id = %s", question.id)[0]


def check_lines(expected: list[Line], found: list[dict[str, Any]]) -> None:
    """Compares the expected lines with the stored ones; both oldest first."""
    assert [(each["role"], each["kind"]) for each in found] == [(each.role, each.kind) for each in expected]
    for line, message in zip(expected, found, strict=True):
        assert line.id in (None, message["id"])
        assert line.content in (None, message["content"])


def everything(person: Api, path: str) -> list[dict[str, Any]]:
    """The items of all pages."""
    items, more = [], path
    while more:
        page = person.call("GET", f"{more}{'&' if '?' in more else '?'}limit=9", 200)
        items += page["items"]
        more = f"{path}{'&' if '?' in path else '?'}cursor={page['next_cursor']}" if page["next_cursor"] else ""
    assert len(ids(items)) == len(items)
    return items


def ids(items: list[dict[str, Any]]) -> set[str]:
    return {each["id"] for each in items}


def pick(items: list[Any], at: int) -> Any:
    return items[at % len(items)]


def pick_question(shadow: Shadow, at: int, *states: str) -> Question:
    """Usually a question in one of the states, sometimes any question."""
    fitting = [each for each in shadow.questions.values() if each.status in states]
    question: Question = pick(fitting if fitting and at % 5 else list(shadow.questions.values()), at)
    return question


@pytest.mark.timeout(3600)
def test_any_interleaving(house: House) -> None:
    class InThisHouse(Interleaving):
        def __init__(self) -> None:
            super().__init__(house)

    run_state_machine_as_test(
        InThisHouse,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=not LONG, database=None,
            phases=list(Phase) if LONG else [Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
