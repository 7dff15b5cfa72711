"""The store, as the engine sees it: transactions that name a person, and what can be loaded and saved inside one.

Row security decides what each call sees; a row that is not the person's is a row that is not there (None, or 0 rows).
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.trust.cards import Subject
from orchestrator.domain.trust.proofs import Label
from orchestrator.domain.trust.unanswered import Answering
from orchestrator.ports import records as r
from orchestrator.ports.outbox import Events, Notifications, Webhooks


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose eyes a transaction sees with."""

    person: UUID | None = None
    """None is nobody: no tenant row is visible."""
    avee: UUID | None = None
    """The avee that is asked; opens its knowledge up to the person's layer."""
    layer: Layer | None = None
    """Narrows what is opened; never widens it."""


@dataclass(frozen=True, slots=True)
class RoutingSave:
    """One routed message, complete: everything below is saved in one statement or not at all."""

    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    content: str
    layer: Layer
    client_message_id: str | None
    is_saved: bool
    """Whether the message was stored before (it waited to be routed)."""
    decision: Mapping[str, Any]
    """Columns of orchestrator_decisions."""
    reply_id: UUID | None
    """None where the agent is silent."""
    reply_content: str
    sources: Sequence[Mapping[str, Any]]
    offer: Mapping[str, Any] | None
    """Columns of escalation_queue; its vector is the one below."""
    reused: Mapping[str, Any] | None
    """Columns of answer_deliveries."""
    cards: Sequence[Mapping[str, Any]] = ()
    """Columns of trust_cards, a row each."""
    grey: Mapping[str, Any] | None = None
    """Columns of grey_matches: what a chat model is asked about, by a job."""
    answers_too: Sequence[UUID] = ()
    """Earlier messages of the same thought that waited to be routed."""
    embedding: Sequence[float] = ()
    """Of what was asked."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """Something written into a thread outside the routing: an answer, a notice, a correction, a direct message."""

    id: UUID
    conversation_id: UUID
    user_id: UUID
    """The asker, whose conversation it is."""
    role: str
    kind: str
    """'message', 'answer', 'correction' or 'notice'."""
    content: str
    sources: Sequence[Mapping[str, Any]] = ()
    in_reply_to: UUID | None = None
    escalation_id: UUID | None = None
    answer_id: UUID | None = None
    answer_version: int | None = None
    client_message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """That a person was given an answer, in which version, by which message; not a reuse."""

    answer_id: UUID
    answer_version: int
    user_id: UUID
    message_id: UUID
    is_withdrawal: bool = False
    """The message only says that it is no longer given."""


class Accounts(Protocol):
    async def insert_user(self, user_id: UUID, email: str, handle: str, display_name: str, password_hash: str) -> r.User:
        """Raises Conflict `email_taken` or `handle_taken`."""
        ...

    async def find_credentials(self, email: str) -> r.Credentials | None: ...
    async def load_me(self) -> r.User | None: ...
    async def rename_me(self, display_name: str) -> r.User | None: ...

    async def set_password(self, password_hash: str, kept_session: UUID) -> None:
        """Of the transaction's person; their other sessions end."""
        ...

    async def load_profile_by_handle(self, handle: str) -> r.Profile | None: ...
    async def insert_session(self, session_id: UUID, user_id: UUID, secret_hash: bytes, expires_at: datetime) -> None: ...
    async def delete_session(self, session_id: UUID) -> None: ...
    async def insert_token(self, token_id: UUID, user_id: UUID, name: str, secret_hash: bytes) -> r.ApiToken: ...
    async def list_tokens(self) -> list[r.ApiToken]: ...
    async def delete_token(self, token_id: UUID) -> bool: ...


class Avees(Protocol):
    async def insert_avee(self, avee_id: UUID, owner_id: UUID, handle: str, display_name: str, persona: str) -> r.Avee:
        """Raises Conflict `handle_taken`."""
        ...

    async def load_avee(self, avee_id: UUID) -> r.Avee | None:
        """An own avee."""
        ...

    async def list_avees(self) -> list[r.Avee]: ...
    async def find_public(self, handle: str | None = None, avee_id: UUID | None = None) -> r.PublicAvee | None: ...
    async def update_avee(self, avee_id: UUID, handle: str | None, display_name: str | None, persona: str | None) -> r.Avee | None: ...
    async def delete_avee(self, avee_id: UUID) -> bool: ...
    async def list_members(self, avee_id: UUID) -> list[r.Member]: ...
    async def save_member(self, avee_id: UUID, user_id: UUID, tier: Tier, layer: Layer) -> r.Member: ...


class Knowledge(Protocol):
    async def insert_document(
        self, document_id: UUID, avee_id: UUID, layer: Layer, title: str, source: str, data: bytes
    ) -> tuple[r.Document, bool]:
        """The document, and whether it is new: the same content twice is stored once (a failed one is tried again).

        `data` is kept until the document is finished.
        """
        ...

    async def load_document(self, avee_id: UUID, document_id: UUID) -> r.Document | None: ...
    async def load_upload(self, avee_id: UUID, document_id: UUID) -> bytes | None:
        """What was sent; None once the document is finished."""
        ...

    async def find_unread(self, older_than_s: float, limit: int) -> list[dict[str, str]]:
        """person, avee_id and document_id of documents that wait to be read and have no job, whosever they are."""
        ...

    async def save_text(self, avee_id: UUID, document_id: UUID, title: str, content: str) -> None: ...
    async def list_documents(self, avee_id: UUID, page: r.Page) -> list[r.Document]: ...
    async def save_chunks(self, document: r.Document, first_position: int, chunks: Sequence[r.NewChunk]) -> None:
        """Stores a run of a document's passages; the same positions again replace what was there."""
        ...

    async def finish_document(self, avee_id: UUID, document_id: UUID, chunk_count: int, failure: str | None) -> None: ...
    async def delete_document(self, avee_id: UUID, document_id: UUID) -> bool: ...
    async def load_passage(self, avee_id: UUID, passage_id: UUID) -> r.StoredPassage | None: ...
    async def list_passages(self, avee_id: UUID, document_id: UUID, page: r.Page) -> list[r.StoredPassage]:
        """In the order of the document; `page.before` is the last one shown."""
        ...

    async def find_known(self, avee_id: UUID, texts: Sequence[tuple[str, str]]) -> dict[tuple[str, str], r.KnownAnswer]:
        """Of these (pattern, answer), those that an own avee has or had."""
        ...

    async def insert_answers(self, avee_id: UUID, answers: Sequence[r.NewAnswer]) -> list[tuple[UUID, bool]]:
        """For each answer the id it is stored under and whether it is new; the same pattern and answer twice is one."""
        ...

    async def set_reach(self, avee_id: UUID, answer_id: UUID, layer: Layer, is_named: bool, expires_at: datetime | None) -> None:
        """The layer and the expiry of an answer that is there already; a layer that was not named only makes it more private, and no
        expiry leaves its own."""
        ...

    async def load_answer(self, avee_id: UUID, answer_id: UUID) -> r.CanonicalAnswer | None: ...
    async def list_answers(self, avee_id: UUID, page: r.Page, state: str | None) -> list[r.CanonicalAnswer]: ...
    async def update_answer(self, avee_id: UUID, answer: r.NewAnswer, version: int) -> r.CanonicalAnswer | None:
        """In its next version; None where it is retired, or no longer in the version that is given."""
        ...

    async def retire_answer(self, avee_id: UUID, answer_id: UUID) -> bool: ...
    async def index_shelf(self, large: int) -> bool:
        """Gives what an avee may be searched for an index of its own where that is `large` rows of one kind and layer or more and has
        none, the smallest first and only that one, and takes it away where it no longer is; whether one was built. New answers and
        passages wait until the transaction ends, askers do not."""

    async def count_reuses(self) -> None:
        """Adds to the counts what was left to be counted later."""


class Conversations(Protocol):
    async def insert_conversation(self, conversation_id: UUID, avee_id: UUID, user_id: UUID, kind: str) -> r.Conversation: ...
    async def load_conversation(self, conversation_id: UUID) -> r.Conversation | None: ...
    async def list_conversations(self, page: r.Page) -> list[r.Conversation]: ...
    async def hand_back(self, conversation_id: UUID) -> None:
        """Lets the agent speak again, where the person is the creator and the conversation open to them; nothing else."""
        ...

    async def list_messages(self, conversation_id: UUID, page: r.Page) -> list[r.Message]: ...
    async def find_sent(self, conversation_id: UUID, client_message_id: str) -> r.Message | None: ...


class HotPath(Protocol):
    """One statement of a message's trip, in a transaction of its own."""

    async def find_person(self, secret_hash: bytes) -> r.Person | None:
        """Whose session or token has this SHA-256; None where it is not valid or no longer. Of no scope."""
        ...

    async def load_facts(self, conversation_id: UUID, client_message_id: str | None) -> r.Json | None:
        """Everything one message needs before it is thought about; None where the conversation is not the person's."""
        ...

    async def search(self, text: str, embedding: Sequence[float]) -> r.Found:
        """The nearest canonical answers and passages of the scope's avee within its layer."""
        ...

    async def save(self, save: RoutingSave) -> None:
        """Raises Conflict `already_routed` where the message (or its client_message_id) has a decision, or was answered with a later one."""
        ...


class Routing(Protocol):
    async def save_unrouted(self, save: RoutingSave) -> None:
        """The message alone, waiting to be routed."""
        ...

    async def load_routed(self, message_id: UUID) -> r.Routed | None: ...
    async def load_unrouted(self, older_than_s: float, limit: int) -> list[tuple[UUID, UUID]]:
        """(user id, message id) of messages that wait to be routed, oldest first, whoever wrote them."""
        ...

    async def load_waiting(self, message_id: UUID) -> r.Json | None:
        """An own message that waits to be routed: id, conversation_id, content, layer, client_message_id."""
        ...

    async def load_suggestions(self, avee_id: UUID, message_id: UUID) -> list[Any]:
        """For the creator: of the nearest help that was shown when this message was routed, what stands and is the asker's to see now."""
        ...

    async def load_standing(self, conversation_id: UUID) -> r.Json | None:
        """As HotPath.load_facts, without turns."""
        ...


class Policies(Protocol):
    async def load_policy(self, avee_id: UUID) -> Policy | None: ...
    async def save_policy(
        self, avee_id: UUID, policy: Policy, expected_version: int | None, restored_version: int | None = None
    ) -> Policy | None:
        """Stored under the next version. Raises Stale `policy_changed` where another version is the newest."""
        ...

    async def list_versions(self, avee_id: UUID, before: int | None, limit: int) -> list[r.PolicyVersion]:
        """An own avee's, newest first; below the version `before`, where one is given."""
        ...


class Log(Protocol):
    async def list_decisions(self, avee_id: UUID | None, wanted: r.Wanted, page: r.Page) -> r.Looked: ...
    async def load_decision(self, decision_id: UUID) -> r.DecisionRecord | None: ...
    async def load_past(self, avee_id: UUID, days: int, limit: int) -> list[r.PastDecision]:
        """An own avee's decisions of the last `days` times 24 hours, newest first."""
        ...

    async def count_past(self, avee_id: UUID, days: int) -> int: ...
    async def count_asked(self, avee_id: UUID, days: int) -> int:
        """Decisions of the window that `Boundaries.find_near` looks through."""
        ...


class Escalations(Protocol):
    async def lock(self, escalation_id: UUID) -> r.Json | None:
        """The escalation with its policy, usage and people, locked with its avee's limits; None where it concerns another."""
        ...

    async def move(self, avee_id: UUID, escalation_id: UUID, **changes: Any) -> None:
        """Sets `status` and what goes with the move; what is not named stays. The escalation must be locked."""
        ...

    async def find_similar_waiting(self, escalation_id: UUID, limit: int) -> list[r.Json]:
        """Accepted questions nearest to this one, best first: id, group_id, question, cosine, and how many people wait in its group."""
        ...

    async def load_group(self, avee_id: UUID, escalation_id: UUID) -> list[r.Json]:
        """The other accepted members of its group: id, conversation_id, user_id, message_id, original_message, cosine, the layer they
        are let into, asker_handle, asker_display_name."""
        ...

    async def insert_offer(self, columns: Mapping[str, Any]) -> None: ...
    async def insert_messages(self, avee_id: UUID, messages: Sequence[NewMessage]) -> None: ...
    async def insert_deliveries(self, avee_id: UUID, deliveries: Sequence[Delivery]) -> None: ...
    async def load_turns(self, avee_id: UUID, conversation_id: UUID, until: UUID, limit: int) -> list[tuple[str, str]]:
        """(role, content) of the last messages up to and with `until`, oldest first."""
        ...

    async def save_reach(self, avee_id: UUID, escalation_id: UUID) -> tuple[UUID, int] | None:
        """The canonical answer that an answered escalation made, with its version; or the older one with the same words, which
        reaches from now on as far as the escalation's answer does."""
        ...

    async def find_similar_answers(self, avee_id: UUID, escalation_id: UUID, limit: int) -> list[r.Json]:
        """The avee's nearest active answers, best first: id, question_pattern, answer_content, cosine."""
        ...

    async def find_due(self, limit: int) -> list[tuple[UUID, UUID]]:
        """(escalation, person to act as) of offers and accepted questions whose time is over, whoever they concern."""
        ...

    async def find_served(self, avee_id: UUID, answer_id: UUID, version: int) -> list[r.ServedPerson]:
        """Those whose newest version of the answer is older than `version`, each conversation once; locked against being told twice."""
        ...

    async def list_escalations(
        self,
        page: r.Page,
        avee_id: UUID | None = None,
        status: str | None = None,
        but_status: str | None = None,
        message_id: UUID | None = None,
        escalation_id: UUID | None = None,
    ) -> list[r.EscalationRecord]:
        """Those that concern the person, newest first."""
        ...


class Feedback(Protocol):
    async def save_feedback(self, feedback: Mapping[str, Any]) -> None:
        """Columns of decision_feedback; a person's second word on a decision replaces the first, and leaves its comment where it has none."""
        ...

    async def find_given(self, avee_id: UUID, message_id: UUID) -> r.GivenAnswer | None:
        """What the creator answered last to an own message; None where nothing."""
        ...

    async def list_versions(self, avee_id: UUID, answer_id: UUID) -> list[r.AnswerVersion]:
        """Newest first."""
        ...


class Measures(Protocol):
    async def load_counts(self, avee_id: UUID, days: int) -> r.Json | None:
        """All that an own avee's metrics over the last `days` times 24 hours are made of; None for another's.

        Its `messages` may be the ones kept less than ten minutes ago, and the window ends then.
        """
        ...

    async def keep_counts(self, avee_id: UUID, days: int, counted_at: datetime, messages: r.Json) -> None:
        """Keeps the `messages` of such counts, for whoever looks at the same again."""
        ...

    async def load_creator_minutes(self, avee_id: UUID, days: int) -> tuple[int, float]:
        """(questions handled, minutes the creator spent on them) of an own avee in the last `days` times 24 hours."""
        ...

    async def note_opened(self, avee_id: UUID, escalation_id: UUID) -> None:
        """The creator begins to work on a question that waits; only the first time is kept."""
        ...


class Trust(Protocol):
    async def list_cards(self, avee_id: UUID, before: UUID | None, limit: int) -> list[r.TrustCard]:
        """An own avee's that are open: what is likeliest wrong first."""
        ...

    async def count_waiting(self, avee_id: UUID) -> int: ...
    async def lock_card(self, avee_id: UUID, card_id: UUID) -> r.TrustCard | None:
        """An own avee's card, with its avee's trust locked to the end of the transaction; None for another's."""
        ...

    async def judge(self, avee_id: UUID, card_id: UUID, verdict: str) -> None: ...
    async def may_be_given(self, avee_id: UUID, card_id: UUID) -> bool:
        """Whether the card's answer is still within its asker's layer, and its message was not answered otherwise."""
        ...

    async def add_card_alias(self, avee_id: UUID, card_id: UUID) -> None:
        """Keeps the card's question as another wording of its answer's; not where it says nothing new, or there are many already."""
        ...

    async def lock_model_match(self, avee_id: UUID, match_id: UUID) -> r.ModelMatch | None:
        """An own avee's match below what was served, locked to the end of the transaction; None for another's."""
        ...

    async def list_model_matches(self, avee_id: UUID, page: r.Page) -> list[r.ModelMatch]:
        """Those on which a model said a word, newest first."""
        ...

    async def count_model_words(self, avee_id: UUID, within: timedelta) -> int: ...
    async def save_model_word(self, avee_id: UUID, match_id: UUID, verdict: str, model: str | None) -> None: ...
    async def add_model_alias(self, avee_id: UUID, match_id: UUID) -> None:
        """As `add_card_alias`, of the same id as the match, and marked as a model's."""
        ...

    async def drop_model_alias(self, avee_id: UUID, message_id: UUID, answer_id: UUID) -> None:
        """Takes away the wording that a model confirmed of this message for this answer, where there is one."""
        ...

    async def add_group_alias(self, avee_id: UUID, answer_id: UUID, escalation_id: UUID) -> None:
        """The same of a question that was answered together with the answer's own."""
        ...

    async def load_labels(self, avee_id: UUID, subject: Subject, scorer: str) -> list[Label]:
        """Of scores by this scorer, oldest word first."""
        ...

    async def count_answered(self, avee_id: UUID, subject: Subject, scorer: str) -> Answering:
        """Of the cards that were drawn and are closed, by a word or by their time."""
        ...

    async def load_matches_per_day(self, avee_id: UUID, floor: float) -> float:
        """How many messages a day matched a stored answer by at least `floor` or were answered from documents, over the last week."""
        ...

    async def load_standing(self, avee_id: UUID) -> Mapping[str, Any] | None: ...
    async def save_standing(self, avee_id: UUID, standing: Mapping[str, Any]) -> None: ...


class Boundaries(Protocol):
    async def find_near(
        self,
        avee_id: UUID,
        answer_id: UUID,
        written: r.NewAnswer | None,
        picks: Sequence[r.Pick],
        days: int,
        least: float,
        limit: int,
        but_message: UUID | None,
    ) -> list[r.NearMessage]:
        """An own avee's messages of the last `days` times 24 hours nearest to any wording of the answer, best first, none below the
        cosine `least`, each with the answers that are found for it today.

        `written` is an answer that is not stored yet, and `picks` what its creator ticked and crossed so far.
        """
        ...

    async def save_examples(self, avee_id: UUID, answer_id: UUID, picks: Sequence[r.Pick]) -> int:
        """How many were stored: those of an own active answer whose messages are there still. A second word on a message replaces the first."""
        ...

    async def forget_examples(self, avee_id: UUID, answer_id: UUID, decisions: Sequence[UUID]) -> int:
        """Undoes them, with the wordings they made; how many there were."""
        ...

    async def list_examples(self, avee_id: UUID, answer_id: UUID) -> list[r.Example]:
        """Newest first."""
        ...

    async def list_wordings(self, avee_id: UUID, answer_id: UUID) -> list[r.Wording]:
        """Beside the answer's own question; newest first."""
        ...

    async def delete_wording(self, avee_id: UUID, answer_id: UUID, wording_id: UUID) -> bool:
        """With the tick that made it, where one did."""
        ...


class Jobs(Protocol):
    async def enqueue(self, task: str, **arguments: str) -> None:
        """Stored with the transaction's data: it runs if and only if the transaction commits."""
        ...


class Transaction(Protocol):
    @property
    def accounts(self) -> Accounts: ...

    @property
    def avees(self) -> Avees: ...

    @property
    def knowledge(self) -> Knowledge: ...

    @property
    def conversations(self) -> Conversations: ...

    @property
    def routing(self) -> Routing: ...

    @property
    def trust(self) -> Trust: ...

    @property
    def boundaries(self) -> Boundaries: ...

    @property
    def policies(self) -> Policies: ...

    @property
    def log(self) -> Log: ...

    @property
    def escalations(self) -> Escalations: ...

    @property
    def feedback(self) -> Feedback: ...

    @property
    def events(self) -> Events: ...

    @property
    def notifications(self) -> Notifications: ...

    @property
    def webhooks(self) -> Webhooks: ...

    @property
    def measures(self) -> Measures: ...

    @property
    def jobs(self) -> Jobs: ...


class Database(Protocol):
    def transaction(self, scope: Scope) -> AbstractAsyncContextManager[Transaction]:
        """Commits when the block ends, rolls back when it raises. Raises Unavailable where no database answers."""
        ...

    def hot_path(self, scope: Scope) -> AbstractAsyncContextManager[HotPath]:
        """The same for a single statement of a message's trip, at the least cost in round trips."""
        ...

    async def list_failed_jobs(self) -> list[r.FailedJob]:
        """Jobs that failed for good, and those that failed three times and are tried again; newest first, each once, at most 200.

        For whoever runs the machine.
        """
        ...

    async def count_jobs(self) -> Mapping[str, int]:
        """How many jobs there are in each state: 'todo', 'doing', 'failed' and 'retrying', those of 'todo' that failed before."""
        ...

    async def retry_job(self, job_id: int) -> bool:
        """Puts a failed job back into the queue; False where there is no such one."""
        ...
