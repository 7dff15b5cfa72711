"""What is sent and answered. Written by `make client` from the API's description; change nothing here."""

from __future__ import annotations

from datetime import date, time
from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field
from typing_extensions import TypeAliasType

from orchestrator.client.model import Model


class AcceptedOut(Model):
    proposal_id: UUID
    answer_id: UUID


class AccountIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    email: str
    password: str
    handle: str
    display_name: str
    time_zone: str | None = "UTC"
    """
    For the hour at which mails come.
    """


class AccountOut(Model):
    id: UUID
    email: str
    handle: str
    display_name: str
    avatar: str | None
    created_at: AwareDatetime
    version: int
    email_confirmed_at: AwareDatetime | None
    """
    When you opened the link that was mailed to the address; null until then, and nothing else is mailed.
    """
    has_password: bool
    """
    False for an account that only accounts elsewhere sign in to, until a password is set.
    """
    guest_of: UUID | None = None
    """
    The agent that you ask without an account; null with one.
    """
    is_pending: bool
    """
    Whether the account can be signed in to only after the link is opened that was mailed to the address. Then the answer is the same for an address that has an account.
    """


class AccountStateOut(Model):
    connected: bool
    ready: bool
    """
    Whether it may take money. Without an account of your own, the installation's takes it.
    """


Act = TypeAliasType(
    "Act",
    Literal[
        "question",
        "accept",
        "decline",
        "choose",
        "status",
        "withdraw",
        "add",
        "rephrase",
        "not_answered",
        "simpler",
        "repeat",
        "greeting",
        "thanks",
        "praise",
        "apology",
        "farewell",
        "who_are_you",
        "are_you_a_bot",
        "what_can_you_do",
        "wants_person",
        "statement",
    ],
)
"""
What a message does in a conversation. The values are the labels of the fitted file.
"""


Acted = TypeAliasType(
    "Acted",
    Literal[
        "accepted_offer", "declined_offer", "chose", "status", "withdrew", "corrected", "complained", "rephrased", "simplified", "repeated"
    ],
)
"""
What a message that replies to the agent did, as the response tells it.
"""


class ActedOut(Model):
    kind: Acted


class AnswerTextIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    answer: str


class AnsweredOut(Model):
    id: UUID
    status: str
    message_id: UUID
    canonical_answer_id: UUID | None
    answered: list[UUID]
    """
    Escalations that this answer closed, the answered one first.
    """
    drafted: list[UUID]
    """
    Escalations of its group that keep the answer as a draft, because they do not ask the same.
    """


class AnsweringOut(Model):
    asked: int
    """
    Closed cards: with a verdict, or because they were open for two weeks.
    """
    answered: int
    """
    Closed cards with the verdict right or wrong. Only these are labels.
    """
    unsure: int
    expired: int


class AskingGuestsOut(Model):
    people: int
    """
    Guests who asked something; they have no names.
    """
    questions: int
    """
    Their questions; small talk does not count.
    """


class AssignIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    user_id: UUID | None
    """
    Somebody of the team who may answer; null takes it back.
    """


class BegunOut(Model):
    url: str
    """
    The page of the provider that the browser is to open.
    """


Bound = TypeAliasType("Bound", Literal["any_time", "exact"])
"""
How the bounds of a share were computed.
"""


class ChannelCodeOut(Model):
    code: str
    """
    Write `/connect CODE` to the agent in the channel, in private, within a quarter of an hour.
    """


class ChannelFieldOut(Model):
    name: str
    label: str
    is_secret: bool
    is_required: bool


ChannelKind = TypeAliasType("ChannelKind", Literal["telegram", "slack", "discord", "email", "twilio", "webhook"])


class ChannelKindOut(Model):
    kind: ChannelKind
    fields: list[ChannelFieldOut]
    max_characters: int
    buttons: bool
    """
    Without buttons, choices are numbered, and the asker sends a number.
    """
    edits: bool
    replies: bool
    groups: bool
    is_available: bool
    """
    Whether this installation offers it.
    """


class ChannelKindsOut(Model):
    items: list[ChannelKindOut]
    next_cursor: None = Field(None)


class ChannelLinkOut(Model):
    kind: ChannelKind
    name: str
    person: str
    """
    How whoever wrote there is called.
    """
    agent: str
    handle: str


class ChannelPatch(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    settings: dict[str, str] | None = Field(None, max_length=10)
    """
    New tokens or settings; what is left out stays.
    """
    active: bool | None = None
    """
    false switches the channel off: nothing comes in, and nothing leaves.
    """
    version: int | None = None
    """
    The version that the change was made from, without If-Match.
    """


ChannelState = TypeAliasType("ChannelState", Literal["working", "needs_token", "failing", "off"])
"""
How a channel fares, as its owner sees it.
"""


class ChoiceOut(Model):
    """
    One of several answers to the same question.
    """

    line: int | None
    """
    null for the answer that is stored already.
    """
    answer: str


Comparison = TypeAliasType("Comparison", Literal["at_least", "below", "yes", "no"])
"""
How the value of a condition is compared with its threshold; `yes` and `no` need no threshold.
"""


class ConditionOut(Model):
    name: str
    """
    A signal, or a fact such as `blocked_topic`.
    """
    asked: Comparison
    """
    How `value` is compared with `threshold`; for `yes` and `no` there is no threshold.
    """
    met: bool | None
    """
    null where it is unknown, because no draft was written.
    """
    value: float | str | None
    """
    The actual value: a score from 0 to 1, a count, or a word.
    """
    threshold: float | None
    missed_by: float | None
    """
    Distance of the value from the threshold; null where the condition was met or compares no number.
    """
    setting: str | None
    """
    The rule in the creator's policy that the threshold comes from.
    """


class ContradictionOut(Model):
    """
    A question with several answers. None of them is imported before one of the lines is chosen.
    """

    question: str
    answers: list[ChoiceOut]


class ConversationIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    avee_id: UUID
    kind: Literal["agent", "direct"] | None = "agent"


class ConversationOut(Model):
    id: UUID
    avee_id: UUID
    user_id: UUID
    kind: Literal["agent", "direct"]
    created_at: AwareDatetime
    updated_at: AwareDatetime
    avee_handle: str
    avee_display_name: str
    creator_name: str
    asker_name: str
    asker_handle: str
    agent_silenced_until: AwareDatetime | None
    """
    The agent does not answer until then, because the creator wrote in the thread; null where it answers.
    """
    taken_over_at: AwareDatetime | None
    """
    Since when the conversation is in its creator's inbox, because they wrote in it; null once it is handed back.
    """
    unread: int
    """
    Messages that you have not read, at most 100: the asker's for the creator, and for the asker the creator's and notices.
    """
    last_message: str | None


class CurrencyOut(Model):
    code: str
    digits: int
    """
    Digits of the minor units: 2 for EUR, 0 for JPY.
    """


class DayOut(Model):
    on: date
    """
    A date in the time zone of the request. The first and the last day may be only partly in the window.
    """
    A: int
    """
    Answered from documents, small talk included.
    """
    B: int
    C: int
    D: int
    E: int
    """
    Questions that entered the creator's inbox that day. Each was a message on another path before.
    """
    F: int
    small_talk: int
    """
    Messages of path A that asked nothing.
    """


class DeclineIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    reason: str | None = None


class DeviceOut(Model):
    id: UUID
    browser: str
    """
    What the browser says it is; empty where it says nothing that is known.
    """
    created_at: AwareDatetime
    last_used_at: AwareDatetime
    """
    Noted once an hour at most.
    """
    expires_at: AwareDatetime
    is_current: bool
    """
    Whether this request was made with it.
    """


Differs = TypeAliasType("Differs", Literal["negation", "number", "name", "opposite", "condition", "asked_for"])
"""
A kind of difference between two closely worded texts that may change the right answer.
"""


Digest = TypeAliasType("Digest", Literal["immediate", "hourly", "daily"])
"""
How often waiting notifications are sent together.
"""


class DirectMessageIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    content: str
    client_message_id: str | None = None


class DirectPreviewOut(Model):
    considered: int
    """
    Direct messages of the window.
    """
    refused: int
    """
    How many of them these rules would have refused.
    """


class DismissalsIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    ids: list[UUID]


Dispute = TypeAliasType("Dispute", Literal["", "open", "apart"])
"""
Whether the words of a phrasing also ask for another answer that the asker may see, and that says something else.
"""


DocumentSourceKind = TypeAliasType(
    "DocumentSourceKind", Literal["website", "feed", "subtitles", "notion", "mbox", "discourse", "zendesk", "telegram"]
)
"""
Where documents or answers come from.
"""


class DraftOut(Model):
    answer: str
    version: int
    edited_at: AwareDatetime
    editor: str | None
    """
    Who saved it last.
    """
    proposed_at: AwareDatetime | None
    """
    Since when exactly this text waits for a signature; null where it does not.
    """
    proposed_by: UUID | None
    proposer: str | None


Due = TypeAliasType("Due", Literal["capture", "give_back"])
"""
What is owed and not done yet.
"""


class EmailChangeIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    email: str
    password: str
    """
    Your current password.
    """


class ErasureIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    password: str | None = ""
    """
    Your current password. An account without one signed in by its provider within the last five minutes instead; 409 `sign_in_again` otherwise.
    """
    delete_agents: list[UUID] | None = []
    """
    The agents that you own; each is deleted with its knowledge and conversations. 409 `agents_remain` lists those that you left out, and nothing is erased then.
    """


class ExampleIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    decision_id: UUID
    """
    The decision on a past message.
    """
    serves: bool
    """
    Whether the answer serves that message.
    """


class ExampleOut(Model):
    decision_id: UUID
    question: str
    serves: bool
    created_at: AwareDatetime


class FeedbackIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    verdict: Literal["helpful", "not_my_question", "wrong"]
    comment: str | None = None
    source_id: UUID | None = None
    """
    Which of the `suggestions` beside an offer or a refusal the verdict is about (`helpful` or `not_my_question`). Without it, the first.
    """


FileKind = TypeAliasType("FileKind", Literal["csv", "jsonl", "md"])
"""
The format of an exported file.
"""


class FindingOut(Model):
    kind: Literal["mail", "phone", "card", "account", "asker"]
    text: str
    start: int
    """
    Position in the answer, in characters from 0.
    """


Gap = TypeAliasType("Gap", Literal["draft_missing"])
"""
Why a past message cannot be decided again.
"""


class GapOut(Model):
    why: Gap
    count: int
    meaning: str


Gate = TypeAliasType(
    "Gate",
    Literal["escalation_disabled", "tier_not_allowed", "day_limit_reached", "week_limit_reached", "creator_unavailable", "address_needed"],
)
"""
A condition for an offer. The value is the error code where the gate is closed.
"""


class GuestAddressIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    email: str


class GuestIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    handle: str
    """
    The handle of an agent.
    """


class GuestOut(Model):
    token: str
    """
    For `Authorization: Bearer`: it is good for conversations with this agent and nothing else.
    """
    csrf_token: str
    """
    For the header X-CSRF-Token, which requests with the cookie need unless they only read.
    """
    expires_at: AwareDatetime


class GuestUsage(Model):
    """
    The questions of guests among those that the creator received lately.
    """

    last_day: int
    last_week: int
    day_opens_at: AwareDatetime | None = None
    week_opens_at: AwareDatetime | None = None


class IdentityIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    provider: str
    password: str | None = ""
    """
    Your current password; not needed for an account that has none.
    """
    return_to: str | None = "/settings"
    """
    The page of the app that the browser comes back to.
    """


class IdentityKeyOut(Model):
    created_at: AwareDatetime | None
    """
    When the key was made; null where there is none.
    """


class IdentityOut(Model):
    id: UUID
    provider: str
    issuer: str
    email: str
    """
    The address of the account there; empty where the provider gave none.
    """
    created_at: AwareDatetime
    last_used_at: AwareDatetime


IfExists = TypeAliasType("IfExists", Literal["replace", "keep_both"])
"""
The creator's choice where a document has the name or the title of another one.
"""


Interval = TypeAliasType("Interval", Literal["month", "year"])
"""
How often a membership is paid.
"""


JsonValue = TypeAliasType("JsonValue", Any)


class KeptAnswer(Model):
    """
    A phrasing of a stored answer that the search found.

    Several with the same `id` are phrasings of the same answer.
    """

    id: UUID
    cosine: float
    probability: float
    version: int
    times_right: int
    times_wrong: int
    counter: float


class KeptGate(Model):
    """
    The gate that was closed.
    """

    name: Gate
    opens_at: AwareDatetime | None


class KeptPassage(Model):
    """
    A passage that the search found.
    """

    id: UUID
    cosine: float
    text_rank: float
    probability: float
    sentence: float | None = None


class KeptUsage(Model):
    """
    How far the creator's limits were used up, see `Usage`.
    """

    day: int
    week: int
    day_opens_at: AwareDatetime | None
    week_opens_at: AwareDatetime | None
    guests: GuestUsage | None = None


Layer = TypeAliasType("Layer", Literal["public", "friends", "intimate"])
"""
How private knowledge is, and how much of it an asker may receive: public < friends < intimate.
"""


MailKind = TypeAliasType(
    "MailKind",
    Literal["confirmation", "password_reset", "new_address", "address_changed", "invitation", "answers", "digest", "guest_return"],
)
"""
What a mail is for.
"""


class MailRowOut(Model):
    id: UUID
    kind: MailKind
    address: str
    status: str
    """
    waiting, sent, failed, or dropped: no longer wanted, or nothing left to say.
    """
    attempts: int
    """
    Failures so far.
    """
    last_error: str | None
    created_at: AwareDatetime
    sent_at: AwareDatetime | None


class MeChange(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    id: UUID | None = None
    """
    As GET gave it: your own.
    """
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """
    email: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    avatar: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    created_at: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    email_confirmed_at: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    guest_of: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    has_password: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    display_name: str | None = None
    handle: str | None = None


class MembershipIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    interval: Interval


class MembershipOut(Model):
    id: UUID
    avee_id: UUID
    agent_handle: str
    agent_display_name: str
    interval: Interval
    amount: int
    currency: str
    status: Literal["open", "active", "ended"]
    is_ending: bool
    """
    Whether it ends with what is paid.
    """
    paid_until: AwareDatetime | None
    created_at: AwareDatetime


class MembershipPricesIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    month: int | None = None
    year: int | None = None


class MembershipPricesOut(Model):
    month: int | None
    year: int | None


class MetricOut(Model):
    name: Literal[
        "auto_answer_rate",
        "answers_confirmed",
        "escalations_per_100_users",
        "creator_minutes_per_week",
        "answer_reuse_rate",
        "direct_message_reduction",
        "automatic_answer_p50",
        "automatic_answer_p95",
        "escalated_answer_p50",
        "escalated_answer_p95",
        "offers_accepted",
        "escalations_declined",
        "backlog",
    ]
    value: float | None
    """
    In `unit`; null where the denominator is 0 or a percentile is not reached yet.
    """
    unit: Literal["share", "per_100_users", "minutes_per_week", "seconds", "hours", "questions"]
    numerator: float | None
    denominator: float | None
    """
    null for counts, and for times that are not an average.
    """
    target: float | None
    direction: Literal["above", "below"]
    """
    Whether the value should be above or below the target.
    """
    met: bool | None
    """
    Whether the target is met; null where there is no data, no target or no certainty yet.
    """
    at_least: float | None
    """
    A lower bound of a percentile that is not reached yet.
    """
    note: str | None
    """
    `no data yet`, or how the value was computed.
    """
    meaning: str
    numerator_meaning: str
    denominator_meaning: str


class MinutesOut(Model):
    before: float
    """
    Minutes that the creator spent on questions in the window.
    """
    after_at_least: float | None
    """
    Minutes under these rules, if each offer costs as much as the offers of the window did; null where there was no offer.
    """
    after_at_most: float | None
    """
    As `after_at_least`, but every undecided message that could become an offer counts as an offer.
    """
    note: str


Mode = TypeAliasType("Mode", Literal["asking", "cautious", "immediate"])
"""
What happens to matches before the proof.
"""


class ModeCostOut(Model):
    mode: Mode
    judged: int
    """
    Messages of the last days that you judged.
    """
    served: int
    served_wrong: int
    asked: int
    asked_wrong: int
    waited: int
    waited_wrong: int
    line: str


class ModelMatchOut(Model):
    id: UUID
    """
    Also the id of the phrasing that the check created.
    """
    answer_id: UUID
    question: str
    question_pattern: str
    score: float
    """
    Probability that the answer is right, computed when the message was routed, in [0, 1].
    """
    verdict: Literal["confirmed", "denied", "unclear"]
    model: str | None
    judged_at: AwareDatetime
    is_kept: bool
    """
    Whether the match is a phrasing of the answer now.
    """


ModelSays = TypeAliasType("ModelSays", Literal["answered", "partly", "half", "asks_back", "not_answered"])
"""
What a chat model's whole text says about the question, as far as the passages support it.
"""


class ModelUsage(Model):
    """
    The cost of one request to a chat model, or of several together.
    """

    model: str
    prompt_tokens: int
    completion_tokens: int
    ms: float
    first_token_ms: float | None
    attempts: int
    cost: float | None
    is_estimated: bool | None = False


class Moderated(Model):
    """
    The result of asking the moderation model.
    """

    objection: str | None = None
    failure: str | None = None


ModerationFailure = TypeAliasType("ModerationFailure", Literal["open", "closed"])
"""
What happens to a message while the moderation model does not answer.
"""


class MoneyIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    amount: int
    """
    In minor units of the currency.
    """
    currency: str


class MoneyOut(Model):
    amount: int
    """
    In minor units of the currency.
    """
    currency: str


class MonthSumOut(Model):
    """
    In minor units. What was given back counts in the month in which it was.
    """

    month: date
    """
    Its first day, in UTC.
    """
    currency: str
    captured: int
    refunded: int
    fees: int
    """
    Of what was captured, as far as the provider named them.
    """
    count: int
    """
    Payments that were captured.
    """


class MonthsOut(Model):
    months: list[MonthSumOut]
    """
    The newest first.
    """


class MoveOut(Model):
    setting: str
    before: JsonValue
    after: JsonValue


class MovedOut(Model):
    id: UUID
    status: str


class NamedPersonOut(Model):
    id: UUID
    handle: str
    display_name: str


class NewChannelOut(Model):
    id: UUID
    kind: ChannelKind
    name: str
    """
    How it is called at the service.
    """
    settings: dict[str, str]
    """
    Without what is secret.
    """
    state: ChannelState
    """
    needs_token: the service no longer takes the token, and what waits leaves when you give a new one. failing: it cannot be reached or objects, and is tried again.
    """
    last_error: str | None
    failing_since: AwareDatetime | None
    last_received_at: AwareDatetime | None
    last_sent_at: AwareDatetime | None
    waiting: int
    """
    Messages that have not left yet.
    """
    is_connected: bool
    """
    Whether you are told there of questions, and answer in place.
    """
    inbound_url: str
    """
    Where the service posts to; where it cannot be told that, enter it there.
    """
    created_at: AwareDatetime
    version: int
    secret: str | None
    """
    Of kind `webhook`: signs in both directions. It is shown only in this response.
    """


class NewIdentityKeyOut(Model):
    key: str
    """
    The key, as text: sign with it by HS256. It is shown only in this response.
    """
    created_at: AwareDatetime


class NewPasswordIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    password: str


class NewWebhookOut(Model):
    id: UUID
    avee_id: UUID
    url: str
    kinds: list[str]
    active: bool
    disabled_reason: str | None
    paused_until: AwareDatetime | None
    """
    Nothing is posted before: the receiver asked for a pause with Retry-After.
    """
    last_sent_at: AwareDatetime | None
    failing_since: AwareDatetime | None
    last_error: str | None
    created_at: AwareDatetime
    version: int
    secret: str
    """
    Verifies signatures, with any Standard Webhooks library. It is shown only in this response.
    """


class NoteIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    text: str


class NoteOut(Model):
    id: UUID
    content: str
    created_at: AwareDatetime
    author: str | None
    """
    The name; null where the account is gone.
    """
    is_own: bool


NotificationKind = TypeAliasType(
    "NotificationKind",
    Literal[
        "question_accepted",
        "answered",
        "declined",
        "expired",
        "corrected",
        "assigned",
        "asker_wrote",
        "trust_voided",
        "webhook_disabled",
        "channel_trouble",
        "source_trouble",
        "payment_disputed",
        "money_owed",
        "source_changed",
    ],
)
"""
What a notification is about.
"""


class NotificationOut(Model):
    id: UUID
    kind: NotificationKind
    avee_id: UUID
    conversation_id: UUID | None
    """
    null where it is not about a conversation.
    """
    status: str
    """
    'waiting' (until due_at), 'sending', 'sent', 'failed' or 'dropped'.
    """
    due_at: AwareDatetime
    attempts: int
    last_error: str | None
    created_at: AwareDatetime
    sent_at: AwareDatetime | None


class OpeningIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    is_writing: bool | None = False


class OpeningOut(Model):
    user_id: UUID
    display_name: str
    is_writing: bool


class OpeningsOut(Model):
    openings: list[OpeningOut]


class OutcomeOut(Model):
    messages: int
    checked: int
    """
    Your verdicts right or wrong on cards about these messages.
    """
    wrong: int
    """
    Those of them that are wrong.
    """
    at_least: float | None
    """
    Lower bound of the share of wrong ones, in [0, 1]; null before your first verdict.
    """
    at_most: float | None
    """
    Upper bound of the share of wrong ones, in [0, 1]; null before your first verdict.
    """
    bound: Bound | None
    """
    `any_time`: one-sided, holds however often you look. `exact`: two-sided, for a fixed number of verdicts.
    """
    complaints: int
    """
    Askers who called the answer wrong or not their question. No bound rests on them.
    """
    line: str
    """
    The same in words.
    """


class ConversationPage(Model):
    items: list[ConversationOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class DevicePage(Model):
    items: list[DeviceOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class IdentityPage(Model):
    items: list[IdentityOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class MembershipPage(Model):
    items: list[MembershipOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class ModelMatchPage(Model):
    items: list[ModelMatchOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class PassageOut(Model):
    id: UUID
    document_id: UUID
    document_title: str
    position: int
    """
    Place in the document, from 0.
    """
    heading: str
    content: str
    """
    Markdown.
    """
    layer: Layer


class PasswordIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    current: str
    password: str


class PasswordResetIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    email: str


class PasswordResetOut(Model):
    email: str


class PathCountsOut(Model):
    A: int
    B: int
    C: int
    D: int
    E: int
    """
    Messages that were written while the creator was in the conversation; the creator reads them there.
    """
    F: int


class PaymentAccountIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    country: str | None = ""
    """
    Two capitals of ISO 3166; empty for the installation's.
    """


class PaymentAccountOut(Model):
    url: str | None
    """
    Where you tell the provider what it still asks for; usable once and soon.
    """
    ready: bool
    connected: bool


PaymentStatus = TypeAliasType("PaymentStatus", Literal["required", "held", "captured", "lapsed", "released", "refunded", "disputed"])


class PeopleOut(Model):
    with_account: int
    """
    People with an account who wrote to the agent in the window.
    """
    guests: int
    """
    People without an account who asked it something; they have no names.
    """
    guest_questions: int
    """
    Their questions; small talk does not count.
    """


class PhrasingOut(Model):
    id: UUID
    question: str
    origin: Literal["card", "group", "picked", "model", "askers"]
    """
    Confirmed by a verdict on a card, by one answer to a group, by a mark on a message (`picked`), by a model, or by several askers who said that your question is meant.
    """
    is_used: bool
    """
    false for a chat model's phrasings while your rules do not allow model checks, and for those of askers until you call their card right.
    """
    created_at: AwareDatetime


class PreviewRowOut(Model):
    """
    A row as it would be stored.
    """

    line: int
    question: str
    answer: str


class Problem(Model):
    """
    An error, as RFC 9457 prescribes.
    """

    type: str
    title: str
    status: int
    detail: str
    """
    One sentence for people.
    """
    code: str
    """
    For programs; it never changes.
    """
    fields: dict[str, JsonValue]
    """
    Further facts, such as `field`, `version` or `retry_after_s`.
    """


class ProfileOut(Model):
    id: UUID
    handle: str
    display_name: str
    avatar: str | None


class ProofOut(Model):
    threshold: float
    labels: int
    wrong: int
    is_proven: bool


class ProposedAnswerOut(Model):
    id: UUID
    source_id: UUID
    source_address: str
    question_pattern: str
    answer_content: str
    layer: Layer
    left_out: int
    """
    Pieces of the question that looked like personal data of its asker and were left out.
    """
    state: Literal["proposed", "accepted", "dismissed"]
    answer_id: UUID | None
    """
    The canonical answer made of it. Where it is proposed again, its source has changed.
    """
    answer_now: str | None
    """
    What that answer says.
    """
    created_at: AwareDatetime


class PublicAveeOut(Model):
    id: UUID
    handle: str
    display_name: str
    creator_name: str
    creator_handle: str
    creator_avatar: str | None
    takes_direct_messages: bool
    """
    Whether people may write to the creator directly, past the agent.
    """
    takes_guests: bool
    """
    Whether people may ask without an account.
    """
    retention_days: int
    """
    Messages are deleted when they are older than this; 0 where they are kept.
    """


class QuietHours(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    from_: time = Field(..., alias="from")
    """
    Local time of day.
    """
    until: time


class QuietHoursOut(Model):
    from_: time = Field(..., alias="from")
    until: time


class QuoteOut(Model):
    """
    What a reply quotes from one place of a document.
    """

    text: str
    """
    Markdown: the sentence that answers, in bold, and what is around it.
    """
    title: str
    """
    The document and its headings.
    """
    passages: list[UUID]
    """
    Of `sources`: the passages that it is quoted from.
    """


class QuotedReplyOut(Model):
    """
    The parts of a reply that quotes documents.
    """

    intro: str
    """
    The line above the quotes, in the language of the reply.
    """
    quotes: list[QuoteOut]
    outro: str | None = ""
    """
    What stands below the quotes, as a sign-off.
    """


class ReadIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    message_id: UUID
    """
    The newest message that you have read.
    """


class RefundIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    reason: str


class RefusalOut(Model):
    address: str
    since: AwareDatetime
    reason: str
    """
    What the mail server said.
    """


class ReplyToQuestionIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    answer: str
    layer: Layer | None = "public"
    question_pattern: str | None = None
    """
    The question in your own words, shown to nobody else; null keeps the asker's words.
    """
    reuse: bool | None = True
    """
    false gives the answer to this asker only.
    """
    expires_at: AwareDatetime | None = None
    confirm_personal_data: bool | None = False
    """
    Share the answer although it seems to contain personal data (422 `personal_data` lists it).
    """
    examples: list[ExampleIn] | None = Field([], validate_default=True)
    """
    Past messages that the answer serves or must not serve.
    """


RuleName = TypeAliasType(
    "RuleName",
    Literal[
        "creator_present",
        "blocked_topic",
        "unsafe",
        "reply_to_agent",
        "small_talk",
        "known_question",
        "close_question",
        "vague",
        "model_asks_back",
        "confident",
        "model_answers",
        "worth_asking",
        "gate_closed",
    ],
)
"""
The rows of the decision table, in their order.
"""


class SavedByOut(Model):
    id: UUID
    handle: str
    display_name: str


class ServedPreviewIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    question_pattern: str | None = None
    """
    The question in your words; null uses the question as it was asked.
    """
    layer: Layer | None = "public"
    examples: list[ExampleIn] | None = Field([], validate_default=True)
    """
    The marks made so far.
    """


class ServesIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    serves: bool
    """
    true: the answer serves the message, which becomes a phrasing. false: it does not.
    """


class SessionIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    email: str
    password: str
    takes_guest: bool | None = False
    """
    Whether the account gets what this browser's guest asked; see POST /guests.
    """


class SessionOut(Model):
    token: str
    """
    The session's secret, for `Authorization: Bearer`. The cookie holds the same secret.
    """
    csrf_token: str
    """
    For the header X-CSRF-Token, which requests with the cookie need unless they only read.
    """
    expires_at: AwareDatetime
    has_taken_guest: bool | None = False
    """
    Whether there was a guest whose conversations the account has now.
    """


SetAside = TypeAliasType("SetAside", Literal["machine", "own", "forged", "unreadable", "too_many", "returned"])
"""
Why something that came in is kept and shown to the owner, and not answered.
"""


Settlement = TypeAliasType("Settlement", Literal["keep", "different", "open"])
"""
What the creator says to two answers.
"""


Side = TypeAliasType("Side", Literal["asker", "creator"])
"""
On which side of a conversation the person is.
"""


class SignalsOut(Model):
    similarity: float
    novelty: float
    complexity: float
    confidence: float


class Signature(Model):
    """
    The signature below an earlier answer: who gave it, and when.
    """

    by: str
    line: str


class SignedAnswerOut(Model):
    """
    The parts of a reused answer of the creator's.
    """

    text: str
    """
    Markdown: the answer itself.
    """
    by: str
    """
    The creator's name.
    """
    answered_at: AwareDatetime
    line: str
    """
    The signature under the text, in the language of the reply.
    """


class SignedIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    identity: str
    """
    A JSON Web Token that the site signed: `sub`, `aud` (the handle), `exp` (an hour ahead at most); `name`, `email`, `tier` and `layer` may be given.
    """


class SignedSessionOut(Model):
    token: str
    """
    For `Authorization: Bearer`: it is good for conversations with this agent and nothing else.
    """
    expires_at: AwareDatetime


class SimilarAnswerOut(Model):
    id: UUID
    question_pattern: str
    answer_content: str
    probability: float
    """
    Probability that it is the right answer to this question, in [0, 1].
    """


SmallTalk = TypeAliasType(
    "SmallTalk",
    Literal[
        "greeting",
        "thanks",
        "farewell",
        "praise",
        "apology",
        "who_are_you",
        "are_you_a_bot",
        "what_can_you_do",
        "where_do_you_live",
        "statement",
    ],
)


class SourceChangeIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    layer: Layer | None = None
    """
    Of documents that are made from now on.
    """
    every_hours: int | None = None
    """
    Hours between two looks; null looks only when somebody says so.
    """
    max_pages: int | None = None
    """
    A website's pages that are read at most.
    """
    max_depth: int | None = None
    """
    How many links are followed from the first page where the website has no sitemap.
    """
    answered_by: list[str] | None = None
    """
    Names, user names or addresses by which you write in an export.
    """
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """


class SourceItemOut(Model):
    id: UUID
    key: str
    """
    The address of a page, or what an export calls it.
    """
    title: str
    state: Literal["waiting", "read", "failed", "gone"]
    failure: str | None
    document_id: UUID | None
    looked_at: AwareDatetime | None
    changed_at: AwareDatetime | None


SourceKind = TypeAliasType("SourceKind", Literal["document", "canonical_answer"])
"""
`document` stands for a passage of a document.
"""


class SourceOut(Model):
    kind: Literal["document", "canonical_answer"]
    id: UUID
    title: str
    excerpt: str
    answered_at: AwareDatetime | None = None
    document_id: UUID | None = None


SpeaksAs = TypeAliasType("SpeaksAs", Literal["name", "i", "we"])
"""
How the agent speaks of its creator: by name, as "I", or as "we".
"""


Standing = TypeAliasType("Standing", Literal["present", "changed", "gone"])
"""
What became of the passage that an answer is quoted from.
"""


class StandingOut(Model):
    line: str
    """
    The bound in one sentence.
    """
    is_proven: bool
    threshold: float | None
    """
    From this probability on, the share of wrong answers is proven to be below the target; null where nothing is proven.
    """
    at_most: float | None
    """
    Upper bound on the share of wrong answers among those served, from their audits.
    """
    audited: int
    labels: int
    missing: int
    """
    How many more labels, all of them right, would give a proof.
    """
    voided: int
    """
    How often a proof was voided, because served answers were wrong.
    """
    answering: AnsweringOut
    at_worst: float | None
    """
    `at_most` if every audit that was closed without a verdict counted as wrong.
    """
    proofs: list[ProofOut]


class StepOut(Model):
    rule: RuleName
    path: Literal["A", "B", "C", "D", "E", "F"]
    held: bool | None
    """
    Whether the rule applied; null where that depends on a draft that was not written. The first rule that holds decides.
    """
    decided: bool
    conditions: list[ConditionOut]
    """
    The rule holds where all conditions are met.
    """


Subject = TypeAliasType("Subject", Literal["reuse", "documents"])
"""
The kind of answer that a card asks about.
"""


class SubjectOut(Model):
    word: str
    questions: int
    """
    Unanswered questions with this word, among the newest 200 of the window.
    """
    example: str
    """
    The newest of these questions, cut at 200 characters.
    """


class SubscriptionIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    is_wanted: bool


class SubscriptionOut(Model):
    kind: MailKind
    is_wanted: bool


Taking = TypeAliasType("Taking", Literal["hold", "charge"])
"""
How the money for a question is taken.
"""


class TargetIn(Model):
    """
    The id of a target that is to stay, or the address of a new target.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    id: UUID | None = None
    address: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    status: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    last_sent_at: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    failing_since: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    last_error: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    created_at: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    url: str | None = None


class TargetOut(Model):
    id: UUID
    address: str
    """
    The address without its secrets. The full address is never returned.
    """
    status: str
    """
    'new', 'working', 'failing' or 'disabled'. A test that arrives takes a disabled target into use again.
    """
    last_sent_at: AwareDatetime | None
    failing_since: AwareDatetime | None
    last_error: str | None
    disabled_reason: str | None
    created_at: AwareDatetime


class TeachIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    question_pattern: str
    """
    The question, without names.
    """
    answer_content: str | None = None
    """
    The answer; or mark a passage.
    """
    passage_id: UUID | None = None
    """
    The passage that answers.
    """
    excerpt: str | None = None
    """
    The part of the passage that answers, word for word; without it, all of the passage.
    """
    layer: Layer | None = None
    """
    Without it, that of the passage, and `public` for a written answer. Never below that of the passage.
    """


TeamRole = TypeAliasType("TeamRole", Literal["viewer", "answerer", "editor", "owner"])
"""
What somebody may do with an agent; each role may do what those before it may.
"""


class TeammateIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    user_id: UUID | None = None
    """
    As GET gave it: that of the path.
    """
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """
    handle: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    display_name: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    avatar: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    since: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    role: TeamRole
    """
    viewer reads questions, conversations, knowledge and figures; answerer also answers; editor also changes knowledge and rules; the owner also changes the team.
    """


class TeammateOut(Model):
    user_id: UUID
    handle: str
    display_name: str
    avatar: str | None
    role: TeamRole
    """
    viewer reads questions, conversations, knowledge and figures; answerer also answers; editor also changes knowledge and rules; the owner also changes the team.
    """
    since: AwareDatetime
    version: int


Tier = TypeAliasType("Tier", Literal["free", "follower", "paid", "guest"])
"""
What the asker is to the agent. It decides who may be offered an escalation.
"""


class TierPreviewOut(Model):
    tier: Tier
    asked: int
    answered: int
    would_pay: int
    """
    Questions that would have cost something.
    """
    free: int
    earned: int
    """
    Of answered questions.
    """
    lost: int | None
    """
    What today's prices would have brought and these would not; null for another currency.
    """


class TierPriceIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    tier: Tier
    amount: int | None = 0
    """
    In minor units of the currency.
    """
    free_per_month: int | None = 0
    """
    Questions that each person of the tier has free in any 30 days.
    """


class TierPriceOut(Model):
    tier: Tier
    amount: int
    free_per_month: int


TokenScope = TypeAliasType("TokenScope", Literal["ask", "read", "manage"])
"""
The widest use of a token: ask < read < manage. A wider scope includes the narrower ones.
"""


class TopAnswerOut(Model):
    id: UUID
    question_pattern: str
    times_served: int
    """
    How often it was given within the window.
    """


class TrialOut(Model):
    target_id: UUID
    address: str
    is_sent: bool
    error: str | None


class TrialsOut(Model):
    items: list[TrialOut]


class TrustOut(Model):
    avee_id: UUID
    mode: Mode
    target: float
    confidence: float
    cards_per_day: int
    cards_waiting: int
    standing: StandingOut
    """
    Trust in stored answers that are reused (path C).
    """
    documents: StandingOut
    """
    Trust in automatic answers from documents (path A).
    """
    needed_confidence: float
    """
    The confidence that an automatic answer needs now: the threshold of your rules, or more after answers were wrong.
    """


class TrustSnapshot(Model):
    """
    Trust in a creator's answers at one moment, as far as routing one message depends on it.
    """

    proven: float | None = None
    floor: float | None = 1.0
    voided: int | None = 0
    cards_today: int | None = 0
    matches_per_day: float | None = 0.0
    documents_level: int | None = 0


class TrustedOut(Model):
    """
    Trust in both kinds of answer.
    """

    reuse: StandingOut
    """
    Trust in stored answers that are reused (path C).
    """
    documents: StandingOut
    """
    Trust in automatic answers from documents (path A).
    """


class UndecidedOut(Model):
    id: UUID
    """
    The id of the decision.
    """
    created_at: AwareDatetime
    message_content: str
    old_path: Literal["A", "B", "C", "D", "E", "F"]
    old_rule: str
    why: Gap
    possible_paths: list[Literal["A", "B", "C", "D", "E", "F"]]


class UnreadOut(Model):
    """
    How many conversations hold something unread.
    """

    as_creator: int
    """
    Direct ones with your agents, and those that you have taken over.
    """
    as_asker: int
    """
    Those that you started.
    """


class UpgradeIn(Model):
    """
    As for POST /accounts.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    email: str
    password: str
    handle: str
    display_name: str
    time_zone: str | None = "UTC"
    """
    For the hour at which mails come.
    """


class UserOut(Model):
    id: UUID
    email: str
    handle: str
    display_name: str
    avatar: str | None
    created_at: AwareDatetime
    version: int
    email_confirmed_at: AwareDatetime | None
    """
    When you opened the link that was mailed to the address; null until then, and nothing else is mailed.
    """
    has_password: bool
    """
    False for an account that only accounts elsewhere sign in to, until a password is set.
    """
    guest_of: UUID | None = None
    """
    The agent that you ask without an account; null with one.
    """


Verdict = TypeAliasType("Verdict", Literal["right", "wrong", "unsure"])
"""
The creator's verdict on a card.
"""


class VerdictIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    verdict: Verdict


class WarningOut(Model):
    setting: str
    meaning: str
    """
    What the value closes or opens altogether, in one sentence.
    """


Way = TypeAliasType("Way", Literal["stripe", "by_hand"])
"""
How the money comes.
"""


class WebhookDeliveryOut(Model):
    id: UUID
    kind: str
    body: dict[str, Any]
    status: str
    attempts: int
    last_error: str | None
    created_at: AwareDatetime
    sent_at: AwareDatetime | None
    redelivered_at: AwareDatetime | None
    """
    When it was last posted once more by hand.
    """


class WebhookIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    url: str
    kinds: (
        list[
            Literal[
                "escalation.accepted",
                "escalation.answered",
                "escalation.declined",
                "escalation.expired",
                "document.pending",
                "document.held",
                "document.ready",
                "document.failed",
                "answer.added",
                "answer.changed",
                "answer.retired",
                "policy.changed",
                "trust.voided",
                "feedback.given",
                "member.joined",
                "member.changed",
                "member.removed",
                "message.received",
                "message.sent",
                "decision.made",
            ]
        ]
        | None
    ) = None
    """
    Any of escalation.accepted, escalation.answered, escalation.declined, escalation.expired, document.pending, document.held, document.ready, document.failed, answer.added, answer.changed, answer.retired, policy.changed, trust.voided, feedback.given, member.joined, member.changed, member.removed, message.received, message.sent, decision.made. By default all but those that come with every message: decision.made, message.received, message.sent.
    """


class WebhookOut(Model):
    id: UUID
    avee_id: UUID
    url: str
    kinds: list[str]
    active: bool
    disabled_reason: str | None
    paused_until: AwareDatetime | None
    """
    Nothing is posted before: the receiver asked for a pause with Retry-After.
    """
    last_sent_at: AwareDatetime | None
    failing_since: AwareDatetime | None
    last_error: str | None
    created_at: AwareDatetime
    version: int


class WebhookPatch(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """
    url: str | None = None
    kinds: (
        list[
            Literal[
                "escalation.accepted",
                "escalation.answered",
                "escalation.declined",
                "escalation.expired",
                "document.pending",
                "document.held",
                "document.ready",
                "document.failed",
                "answer.added",
                "answer.changed",
                "answer.retired",
                "policy.changed",
                "trust.voided",
                "feedback.given",
                "member.joined",
                "member.changed",
                "member.removed",
                "message.received",
                "message.sent",
                "decision.made",
            ]
        ]
        | None
    ) = None
    active: bool | None = None
    """
    false switches it off: nothing is posted, and what waits is given up.
    """


class WebhookTrialOut(Model):
    is_sent: bool
    status: int | None
    error: str | None


class WebhooksOut(Model):
    items: list[WebhookOut]
    next_cursor: None = Field(None)


WhyNot = TypeAliasType(
    "WhyNot", Literal["layer", "counter_example", "asks_something_else", "below_threshold", "answered_better", "earlier_rule"]
)
"""
Why a message would not get the answer. The first that applies is given.
"""


class WorkOut(Model):
    openings: list[OpeningOut]
    notes: list[NoteOut]
    draft: DraftOut | None


class WrongRowOut(Model):
    """
    A row that was not imported.
    """

    line: int
    """
    Line of the file at which the row ends, from 1.
    """
    problem: str


class JoinedTeamOut(Model):
    avee_id: UUID
    agent: str
    handle: str
    role: TeamRole


class AcceptIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    private: bool | None = False
    """
    Whether the answer is to be given to nobody else, for `private_extra`.
    """
    accept_price: MoneyIn | None = None
    """
    The price that was shown; 409 `price_changed` where it is another one.
    """


class AcceptanceIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    id: UUID
    question_pattern: str | None = None
    """
    In your own words; null as it is proposed.
    """
    answer_content: str | None = None
    layer: Layer | None = None


class AcceptancesIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    items: list[AcceptanceIn]


class AcceptedAllOut(Model):
    items: list[AcceptedOut]


class AcceptedPaymentOut(Model):
    id: UUID
    status: PaymentStatus
    due: Due | None
    """
    What is owed and not done yet.
    """
    way: Way
    taking: Literal["hold", "charge"]
    """
    hold: held on the card until the answer. charge: taken at once, and given back if there is no answer.
    """
    amount: int
    currency: str
    checkout_url: str | None
    place_until: AwareDatetime
    """
    How long it can be paid; the question's place is kept meanwhile.
    """
    how_to_pay: str | None
    """
    By hand: what the creator wrote; null otherwise.
    """


class AnswerChangeIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    id: UUID | None = None
    """
    As GET gave it: that of the path.
    """
    avee_id: UUID | None = None
    """
    As GET gave it: that of the path.
    """
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """
    escalation_id: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    state: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    times_reused: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    times_right: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    times_wrong: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    created_at: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    updated_at: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    quoted_from: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    question_pattern: str | None = None
    answer_content: str | None = None
    layer: Layer | None = None
    expires_at: AwareDatetime | None = None
    """
    null removes the expiry.
    """
    is_own_wording: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    published: bool | None = None
    """
    Whether anybody may read it on the agent's public page.
    """
    slug: JsonValue | None = None
    """
    As GET gave it; ignored.
    """


class AnswerCheckOut(Model):
    personal_data: list[FindingOut]
    """
    In reading order. An answer that is reused needs `confirm_personal_data` where this is not empty.
    """


class AnswerIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    question_pattern: str
    answer_content: str
    layer: Layer | None = "public"
    expires_at: AwareDatetime | None = None


class AnswerVersionOut(Model):
    version: int
    question_pattern: str
    answer_content: str
    layer: Layer
    created_at: AwareDatetime
    people_served: int


class AsideOut(Model):
    id: str
    reason: SetAside
    """
    machine: an answering machine, a list, a notification. own: an agent wrote it. forged: the receiving server says that the sender is false. unreadable: nobody to answer is named, or it cannot be read. too_many: too much was said to this sender within an hour. returned: a mail came back, and nothing is sent to that address until somebody writes from there.
    """
    sender: str
    """
    Who wrote it, as it says itself; of what came back, whom it could not be delivered to.
    """
    text: str
    """
    The beginning of it.
    """
    received_at: AwareDatetime


class AsidesOut(Model):
    items: list[AsideOut]
    next_cursor: None = Field(None)


class AskIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    conversation_id: UUID
    message: str
    layer: Layer | None = None
    """
    Restricts the answer to this layer; 403 `layer_not_granted` where it is above the granted layer.
    """
    client_message_id: str | None = None
    """
    A request with the same id returns the same result, so it is safe to repeat a request.
    """
    time_zone: str | None = None
    """
    Your IANA time zone, in which the reply tells times; without it, a zone that is known is used and named.
    """


class AskedOut(Model):
    messages: int
    checked: int
    """
    Your verdicts right or wrong on cards about these messages.
    """
    wrong: int
    """
    Those of them that are wrong.
    """
    at_least: float | None
    """
    Lower bound of the share of wrong ones, in [0, 1]; null before your first verdict.
    """
    at_most: float | None
    """
    Upper bound of the share of wrong ones, in [0, 1]; null before your first verdict.
    """
    bound: Bound | None
    """
    `any_time`: one-sided, holds however often you look. `exact`: two-sided, for a fixed number of verdicts.
    """
    complaints: int
    """
    Askers who called the answer wrong or not their question. No bound rests on them.
    """
    yes: int
    no: int
    no_reply: int
    line: str


class AuditEntryOut(Model):
    """
    One change.
    """

    id: UUID
    kind: str
    """
    What changed and how.
    """
    at: AwareDatetime
    avee_id: UUID | None
    """
    null for what concerns the account.
    """
    person: NamedPersonOut | None
    """
    Who did it; null for the program itself, and for somebody who erased their account.
    """
    subject_id: UUID | None
    """
    The thing that changed.
    """
    subject: NamedPersonOut | None
    """
    The person whom the change is about.
    """
    via: str
    """
    `session` or `token`; empty for the program itself.
    """
    network: str
    """
    The first part of the network address; empty where there is none.
    """
    before: dict[str, Any] | None
    """
    What was there, of the fields that changed. Never a secret.
    """
    after: dict[str, Any] | None
    """
    What is there now.
    """


class AveeChangeIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    id: UUID | None = None
    """
    As GET gave it: that of the path.
    """
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """
    owner_id: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    created_at: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    updated_at: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    handle: str | None = None
    display_name: str | None = None
    persona: str | None = None
    greeting: str | None = None
    """
    The reply to a greeting, on one line, at most 300 characters; empty for the agent's own.
    """
    sign_off: str | None = None
    """
    The last line under each answer from documents, at most 120 characters; empty for none.
    """
    home: str | None = None
    """
    A sentence, the reply to “Where do you live?”, at most 200 characters; empty for none.
    """
    speaks_as: SpeaksAs | None = None
    """
    How the agent speaks of its creator: by name, as “I”, or as “we”.
    """
    embed_origins: list[str] | None = None
    """
    The sites that may show the agent in a frame, such as https://example.org, at most 20. Without any, none may.
    """
    embed_layer: Layer | None = None
    """
    The most private layer that such a site may sign for its users.
    """
    has_chat_model: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    role: JsonValue | None = None
    """
    As GET gave it; ignored.
    """


class AveeIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    handle: str
    display_name: str
    persona: str | None = ""
    greeting: str | None = ""
    """
    The reply to a greeting, on one line, at most 300 characters; empty for the agent's own.
    """
    sign_off: str | None = ""
    """
    The last line under each answer from documents, at most 120 characters; empty for none.
    """
    home: str | None = ""
    """
    A sentence, the reply to “Where do you live?”, at most 200 characters; empty for none.
    """
    speaks_as: SpeaksAs | None = "name"
    """
    How the agent speaks of its creator: by name, as “I”, or as “we”.
    """


class AveeOut(Model):
    id: UUID
    owner_id: UUID
    handle: str
    display_name: str
    persona: str
    greeting: str
    sign_off: str
    home: str
    speaks_as: SpeaksAs
    has_chat_model: bool
    """
    Whether a chat model writes answers here. Without one, of the persona only its own lines for small talk and the four fields above have an effect.
    """
    created_at: AwareDatetime
    updated_at: AwareDatetime
    version: int
    role: TeamRole
    """
    Yours in the agent's team.
    """
    embed_origins: list[str]
    """
    The sites that may show the agent in a frame, such as https://example.org, at most 20. Without any, none may.
    """
    embed_layer: Layer
    """
    The most private layer that such a site may sign for its users.
    """


class BegunMembershipOut(Model):
    membership: MembershipOut
    checkout_url: str | None


class CardOut(Model):
    id: UUID
    avee_id: UUID
    subject: Subject
    """
    Whether the card is about a stored answer that is reused, or about an automatic answer from documents.
    """
    kind: Literal["audit", "suggestion", "confirmed"]
    """
    An audit asks about an answer that was served, a suggestion about one that was not. `confirmed`: an asker said that the answer’s question is meant; your “right” makes their words a phrasing of it and is no evidence.
    """
    question: str
    answer_id: UUID | None
    """
    The stored answer; null for an answer from documents.
    """
    question_pattern: str | None
    answer_content: str
    """
    Markdown: the stored answer, or the automatic answer from documents.
    """
    sources: list[SourceOut]
    """
    The sources of an answer from documents.
    """
    layer: Layer | None
    score: float
    """
    Probability that the answer is right, computed when the card was created, in [0, 1].
    """
    created_at: AwareDatetime


class CardVerdictOut(Model):
    card_id: UUID
    verdict: Verdict
    message_id: UUID | None
    """
    The answer in the asker's conversation, where a suggestion was right.
    """
    standing: StandingOut


class ChangeOut(Model):
    moves: list[MoveOut]
    """
    The settings to change: one, or two where one is not enough.
    """
    size: float
    """
    Size of the change: the distance for thresholds, the relative change for whole numbers, else 1; summed up.
    """
    path: Literal["A", "B", "C", "D", "E", "F"]
    """
    The path that the message would have taken.
    """
    rule: RuleName
    needs_draft: bool
    """
    Whether the path also depends on a draft that its sources support. No draft was written, so this is unknown.
    """


class ChangedOut(Model):
    setting: str
    before: JsonValue
    after: JsonValue


class ChannelIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    kind: ChannelKind
    settings: dict[str, str] = Field(..., max_length=10)
    """
    What the service gave you: `GET /channel-kinds` lists the names for each kind.
    """


class ChannelOut(Model):
    id: UUID
    kind: ChannelKind
    name: str
    """
    How it is called at the service.
    """
    settings: dict[str, str]
    """
    Without what is secret.
    """
    state: ChannelState
    """
    needs_token: the service no longer takes the token, and what waits leaves when you give a new one. failing: it cannot be reached or objects, and is tried again.
    """
    last_error: str | None
    failing_since: AwareDatetime | None
    last_received_at: AwareDatetime | None
    last_sent_at: AwareDatetime | None
    waiting: int
    """
    Messages that have not left yet.
    """
    is_connected: bool
    """
    Whether you are told there of questions, and answer in place.
    """
    inbound_url: str
    """
    Where the service posts to; where it cannot be told that, enter it there.
    """
    created_at: AwareDatetime
    version: int


class ChannelsOut(Model):
    items: list[ChannelOut]
    next_cursor: None = Field(None)


class ChoiceIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    if_exists: IfExists
    replaces: UUID | None = None
    """
    The document to replace; without it, the one in `same_title_as`.
    """


class ConflictingAnswerOut(Model):
    id: UUID
    question_pattern: str
    answer_content: str
    layer: Layer
    version: int
    times_reused: int
    updated_at: AwareDatetime
    shared: list[str]
    """
    Its phrasings whose words the other answer has, too.
    """


class DecisionBrief(Model):
    id: UUID
    rule: str
    reason: str
    signals: SignalsOut


class DemoPersonOut(Model):
    email: str
    display_name: str
    handle: str
    tier: Tier | None
    """
    The person's tier with the demo's agent; null for its creator.
    """


class DocumentIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    title: str
    content: str
    layer: Layer | None = "public"
    if_exists: IfExists | None = None
    """
    What happens where another document has its name or title. Without it, an earlier version of the same file is replaced; in any other case you are asked.
    """
    replaces: UUID | None = None
    """
    The document that it replaces when it is ready, whatever their names are.
    """


class DocumentOut(Model):
    id: UUID
    avee_id: UUID
    layer: Layer
    title: str
    source: str
    status: Literal["pending", "held", "ready", "failed"]
    """
    `held`: another document has its title, and you choose whether it replaces that one.
    """
    failure: str | None
    warning: str | None
    """
    What of it could not be read, as scanned pages; null where all was read.
    """
    failure_code: str | None
    """
    As `failure`, for programs: such as `slow_document` or `too_large_document`.
    """
    replaces: UUID | None
    """
    The earlier version. It is quoted until this one is ready, and deleted then.
    """
    same_title_as: UUID | None
    """
    The document whose title it has, while it is held.
    """
    chunk_count: int
    """
    Number of passages.
    """
    created_at: AwareDatetime
    updated_at: AwareDatetime


class DocumentSourceIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    address: str
    kind: Literal["website", "feed"] | None = None
    """
    Told from the address where it is not said.
    """
    layer: Layer | None = "public"
    every_hours: int | None = 24
    """
    Hours between two looks; null looks only when somebody says so.
    """
    max_pages: int | None = 300
    """
    A website's pages that are read at most.
    """
    max_depth: int | None = 2
    """
    How many links are followed from the first page where the website has no sitemap.
    """


class DocumentSourceOut(Model):
    id: UUID
    avee_id: UUID
    kind: DocumentSourceKind
    address: str
    """
    Of a website or feed; the name of a file.
    """
    layer: Layer
    every_hours: int | None
    """
    Hours between two looks; null looks only when somebody says so.
    """
    max_pages: int
    """
    A website's pages that are read at most.
    """
    max_depth: int
    """
    How many links are followed from the first page where the website has no sitemap.
    """
    answered_by: list[str]
    """
    Names, user names or addresses by which you write in an export.
    """
    state: Literal["waiting", "looking", "ready", "failed"]
    failure: str | None
    """
    Why the newest look failed; what an earlier one found stays.
    """
    failure_code: str | None
    """
    As `failure`, for programs: such as `robots_forbid` or `answered_by_needed`.
    """
    items: int
    """
    Pages, posts or files that are known.
    """
    waiting: int
    """
    How many of them the newest look has not reached.
    """
    failed: int
    """
    How many could not be read.
    """
    added: int
    """
    Documents that the newest look added.
    """
    changed: int
    """
    Documents that it replaced.
    """
    retired: int
    """
    Documents that it deleted, because they were gone twice.
    """
    proposed: int
    """
    Answers that it proposed.
    """
    looked_at: AwareDatetime | None
    next_look_at: AwareDatetime | None
    version: int
    created_at: AwareDatetime


class DocumentSourcesOut(Model):
    items: list[DocumentSourceOut]


class DraftIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    answer: str
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """
    propose: bool | None = False
    """
    Whether an editor or the owner is to send exactly this text.
    """
    edited_at: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    editor: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    proposed_at: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    proposed_by: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    proposer: JsonValue | None = None
    """
    As GET gave it; ignored.
    """


class FlipOut(Model):
    id: UUID
    """
    The id of the decision.
    """
    created_at: AwareDatetime
    message_content: str
    old_path: Literal["A", "B", "C", "D", "E", "F"]
    old_rule: str
    new_path: Literal["A", "B", "C", "D", "E", "F"]
    new_rule: RuleName


class ImportOut(Model):
    """
    The result of an import, or of a preview of one.
    """

    is_preview: bool
    """
    Whether nothing was stored.
    """
    added: int
    """
    New answers, and stored ones whose text was replaced by a chosen line.
    """
    known: int
    """
    Rows whose question and answer are stored already, also where they were corrected or retired since.
    """
    wrong: int
    """
    Rows that were not imported, because something in them is wrong.
    """
    wrong_rows: list[WrongRowOut]
    """
    The first 100 wrong rows.
    """
    contradicting: int
    """
    Questions with several answers, of which none was imported.
    """
    contradictions: list[ContradictionOut]
    """
    The first 100 of them.
    """
    columns: list[str]
    encoding: str
    """
    How the text was read; '' for a spreadsheet.
    """
    rows: list[PreviewRowOut]
    """
    The first 5 rows that can be imported.
    """


class InvitationIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    email: str
    role: TeamRole
    """
    viewer reads questions, conversations, knowledge and figures; answerer also answers; editor also changes knowledge and rules; the owner also changes the team.
    """
    password: str | None = None
    """
    Yours, for the role owner alone; not needed within five minutes after signing in to an account that has none.
    """


class InvitationOut(Model):
    id: UUID
    email: str
    role: TeamRole
    created_at: AwareDatetime
    expires_at: AwareDatetime
    mail_status: Literal["waiting", "sent", "failed", "dropped"]
    """
    What became of the mail.
    """


class InvitedOut(Model):
    agent: str
    """
    The agent's name.
    """
    handle: str
    """
    The agent's handle.
    """
    role: TeamRole
    invited_by: str
    """
    The owner's name.
    """


class KeptDraft(Model):
    """
    How the draft was written and what it cost. Its text is in the reply.
    """

    supported: bool
    written_by: str
    fault: str | None = None
    removed: int | None = 0
    checks: int | None = 0
    is_shared: bool | None = False
    usage: ModelUsage | None = None
    model_says: ModelSays | None = None
    missing: str | None = ""
    choices: list[str] | None = []


class KeptSignals(Model):
    """
    The signals, see `Signals` for each; scores are in [0, 1].
    """

    similarity: float
    novelty: float
    complexity: float
    confidence: float
    canonical_similarity: float
    passage_similarity: float
    coverage: float
    answerability: float
    support: int
    vagueness: float
    has_rivals: bool
    small_talk: SmallTalk | None
    wants_human: bool
    clarifications_running: int
    act: Act | None = "question"
    is_dissatisfied: bool | None = False
    is_confirmed: bool | None = False
    close_similarity: float | None = 0.0


class MailIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """
    address: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    is_confirmed: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    refusal: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    recent: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    wanted: list[MailKind]
    """
    `answers` and `digest`; mails about the account always come.
    """
    digest_at: time | None = None
    """
    Local time of the daily summary for creators.
    """
    time_zone: str | None = "UTC"
    language: str | None = "en"
    """
    ISO 639-1, one of the languages that agents speak.
    """


class MailOut(Model):
    version: int
    address: str
    is_confirmed: bool
    """
    Until you confirm the address, nothing but the link for that is mailed to it.
    """
    wanted: list[MailKind]
    digest_at: time
    time_zone: str
    language: str
    refusal: RefusalOut | None
    """
    Why nothing is mailed any more; null while mail is taken.
    """
    recent: list[MailRowOut]


class MemberIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    user_id: UUID | None = None
    """
    As GET gave it: that of the path.
    """
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """
    handle: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    display_name: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    avatar: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    tier: Tier
    layer: Layer


class MemberOut(Model):
    user_id: UUID
    handle: str
    display_name: str
    avatar: str | None
    tier: Tier
    layer: Layer
    version: int


class MembersOut(Model):
    items: list[MemberOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """
    guests: AskingGuestsOut


class MetricsOut(Model):
    avee_id: UUID
    days: int
    began_at: AwareDatetime
    """
    Start of the window, which is the last `days` times 24 hours.
    """
    ended_at: AwareDatetime
    """
    End of the window: now, or up to ten minutes ago where it has 100,000 messages or more (a stored count).
    """
    metrics: dict[
        Literal[
            "auto_answer_rate",
            "answers_confirmed",
            "escalations_per_100_users",
            "creator_minutes_per_week",
            "answer_reuse_rate",
            "direct_message_reduction",
            "automatic_answer_p50",
            "automatic_answer_p95",
            "escalated_answer_p50",
            "escalated_answer_p95",
            "offers_accepted",
            "escalations_declined",
            "backlog",
        ],
        MetricOut,
    ]
    paths: dict[Literal["A", "B", "C", "D", "E", "F"], int]
    paths_by_day: list[DayOut]
    people: PeopleOut
    top_answers: list[TopAnswerOut]
    """
    The canonical answers that were given most often in the window; at most ten.
    """
    trust: TrustedOut
    """
    Upper bounds on the share of wrong answers. They are current and do not depend on the window.
    """
    unanswered_subjects: list[SubjectOut]
    """
    Words that several unanswered questions share; at most ten.
    """


class NearestOut(Model):
    """
    What may help most, beside an offer or a refusal.
    """

    excerpt: str
    source: SourceOut


class NewTokenOut(Model):
    id: UUID
    name: str
    scope: TokenScope
    created_at: AwareDatetime
    expires_at: AwareDatetime
    last_used_at: AwareDatetime | None
    """
    Noted once an hour at most; null until it is used.
    """
    token: str
    """
    The secret. It is shown only in this response.
    """


class NotificationsIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """
    recent: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    kinds: list[NotificationKind] | None = None
    digest: Digest | None = "immediate"
    quiet_hours: QuietHours | None = None
    time_zone: str | None = "UTC"
    targets: list[TargetIn]


class NotificationsOut(Model):
    version: int
    kinds: list[NotificationKind]
    digest: Digest
    quiet_hours: QuietHoursOut | None
    time_zone: str
    targets: list[TargetOut]
    recent: list[NotificationOut]


class AnswerVersionPage(Model):
    items: list[AnswerVersionOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class AuditEntryPage(Model):
    items: list[AuditEntryOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class AveePage(Model):
    items: list[AveeOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class CardPage(Model):
    items: list[CardOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class DocumentPage(Model):
    items: list[DocumentOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class FlipPage(Model):
    items: list[FlipOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class InvitationPage(Model):
    items: list[InvitationOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class PassagePage(Model):
    items: list[PassageOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class ProposedAnswerPage(Model):
    items: list[ProposedAnswerOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class SourceItemPage(Model):
    items: list[SourceItemOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class TeammatePage(Model):
    items: list[TeammateOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class PartReplyOut(Model):
    number: int
    """
    Its place in the message, from 1.
    """
    text: str
    """
    The question as it was written.
    """
    content: str
    """
    Markdown: what the agent said to it.
    """
    sources: list[SourceOut]
    signed: SignedAnswerOut | None
    """
    The parts of `content` where it is a reused answer of the creator's, else null.
    """
    quoted: QuotedReplyOut | None = None
    """
    The parts of `content` where it quotes documents, else null.
    """


class PaymentBriefOut(Model):
    """
    The payment of a question.
    """

    id: UUID
    status: PaymentStatus
    due: Due | None
    """
    What is owed and not done yet.
    """
    way: Way
    taking: Literal["hold", "charge"]
    """
    hold: held on the card until the answer. charge: taken at once, and given back if there is no answer.
    """
    amount: int
    currency: str
    checkout_url: str | None
    place_until: AwareDatetime
    """
    How long it can be paid; the question's place is kept meanwhile.
    """


class PaymentOut(Model):
    id: UUID
    avee_id: UUID
    kind: Literal["question", "membership"]
    escalation_id: UUID | None
    """
    null for a membership, and once the question is erased.
    """
    agent_handle: str
    agent_display_name: str
    asker_display_name: str | None
    """
    null once they are erased.
    """
    status: PaymentStatus
    due: Due | None
    """
    What is owed and not done yet.
    """
    way: Way
    taking: Taking
    amount: int
    currency: str
    fee: int | None
    """
    What the provider keeps; null where it is not known, and for the asker.
    """
    checkout_url: str | None
    place_until: AwareDatetime
    how_to_pay: str | None
    is_private: bool
    refund_reason: str | None
    failure: str | None
    """
    The code of what kept the last try from succeeding; for the owner.
    """
    receipt_number: int | None
    """
    null before it was captured.
    """
    paid_until: AwareDatetime | None
    """
    Of a membership.
    """
    created_at: AwareDatetime
    held_at: AwareDatetime | None
    captured_at: AwareDatetime | None
    released_at: AwareDatetime | None
    refunded_at: AwareDatetime | None
    disputed_at: AwareDatetime | None


class PaymentSettingsOut(Model):
    ways: list[Way]
    """
    Empty where nothing about money is shown.
    """
    currencies: list[CurrencyOut]


class PolicyIn(Model):
    """
    Fields that are left out are not changed.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    avee_id: UUID | None = None
    """
    As GET gave it: that of the path.
    """
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """
    warnings: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    escalation_enabled: bool | None = None
    max_escalations_per_day: int | None = None
    max_escalations_per_week: int | None = None
    auto_answer_confidence_threshold: float | None = None
    canonical_match_threshold: float | None = None
    novelty_threshold: float | None = None
    complexity_threshold: float | None = None
    vagueness_threshold: float | None = None
    clarification_enabled: bool | None = None
    max_clarifications_running: int | None = None
    blocked_topics: list[str] | None = None
    allowed_user_tiers: list[Tier] | None = None
    availability_windows: dict[str, Any] | None = None
    offer_valid_hours: int | None = None
    expected_response_hours: int | None = None
    answer_deadline_hours: int | None = None
    chat_model: str | None = None
    """
    One of the installation's chat models; empty for its default model.
    """
    temperature: float | None = None
    """
    Temperature of the chat model, 0 to 2: higher values give more varied phrasing.
    """
    abuse_rules_enabled: bool | None = None
    """
    Whether built-in rules refuse insults, threats and similar messages.
    """
    moderation_failure: ModerationFailure | None = None
    """
    While a configured moderation model does not answer: open answers messages unchecked, closed refuses them.
    """
    trust_mode: Mode | None = None
    """
    cautious: a stored answer is served once the share of wrong answers is proven to be small enough; immediate: at once.
    """
    wrong_answers_target: float | None = None
    """
    Largest allowed share of wrong answers, above 0 and up to 0.5.
    """
    trust_cards_per_day: int | None = None
    """
    Cards per day, each asking you whether an answer was right: 0 to 50.
    """
    second_signature: bool | None = None
    """
    Whether the answers of the team's answerers wait until an editor or the owner sends them.
    """
    model_confirms_matches: bool | None = None
    """
    Whether a configured chat model checks borderline matches: it is asked, after the reply, whether the stored answer fits the message. A match that it confirms becomes a phrasing of the answer. false disables all such phrasings.
    """
    direct_messages_enabled: bool | None = None
    """
    Whether people may write to you directly, past the agent.
    """
    direct_message_tiers: list[Tier] | None = None
    """
    Who may write to you directly.
    """
    max_direct_messages_per_day: int | None = None
    """
    Direct messages of all people in any 24 hours, 0 to 10,000.
    """
    max_direct_messages_per_person: int | None = None
    """
    Direct messages of one person in any 24 hours that you have not replied to, 0 to 10,000.
    """
    guests_enabled: bool | None = None
    """
    Whether people may ask without an account. They see the public layer alone.
    """
    guest_messages_per_day: int | None = None
    """
    Messages of one guest in any 24 hours, 0 to 10,000.
    """
    guest_escalations_per_day: int | None = None
    """
    How many of your questions a day may come from guests, all together, 0 to 10,000. At least one place of your limit is left to people with an account.
    """
    guest_escalations_per_week: int | None = None
    """
    The same for a week.
    """
    retention_days: int | None = None
    """
    Messages and decisions older than this are deleted each night, 0 to 3,650 days; 0 keeps them. Open questions and stored answers stay, and the metrics still count what was deleted. Askers see it on the agent's page.
    """


class PolicyOut(Model):
    avee_id: UUID
    version: int
    escalation_enabled: bool
    max_escalations_per_day: int
    max_escalations_per_week: int
    auto_answer_confidence_threshold: float
    canonical_match_threshold: float
    novelty_threshold: float
    complexity_threshold: float
    vagueness_threshold: float
    clarification_enabled: bool
    max_clarifications_running: int
    blocked_topics: list[str]
    allowed_user_tiers: list[Tier]
    availability_windows: dict[str, Any]
    offer_valid_hours: int
    expected_response_hours: int
    answer_deadline_hours: int
    chat_model: str
    temperature: float
    abuse_rules_enabled: bool
    moderation_failure: ModerationFailure
    trust_mode: Mode
    wrong_answers_target: float
    trust_cards_per_day: int
    second_signature: bool
    model_confirms_matches: bool
    direct_messages_enabled: bool
    direct_message_tiers: list[Tier]
    max_direct_messages_per_day: int
    max_direct_messages_per_person: int
    guests_enabled: bool
    guest_messages_per_day: int
    guest_escalations_per_day: int
    guest_escalations_per_week: int
    retention_days: int
    warnings: list[WarningOut]
    """
    Values that close or open something altogether.
    """


class PolicyPreviewOut(Model):
    days: int
    considered: int
    """
    Decisions that were made again: the newest of the window.
    """
    left_out: int
    """
    Older decisions of the window, which were not made again.
    """
    before: PathCountsOut
    """
    Messages by path, as they were decided.
    """
    after: PathCountsOut
    """
    Messages by path under these rules, without the undecided ones.
    """
    flipped: int
    """
    Messages that would take another path.
    """
    flips: FlipPage
    """
    These messages, newest first. For the next page, send ?cursor= with the same body.
    """
    undecided: int
    """
    Messages that cannot be decided again without a model.
    """
    gaps: list[GapOut]
    """
    Why messages are undecided.
    """
    undecided_samples: list[UndecidedOut]
    """
    The newest 50 undecided messages.
    """
    creator_minutes: MinutesOut
    direct: DirectPreviewOut
    warnings: list[WarningOut]
    """
    Values of these changes that must be confirmed to be saved.
    """


class PolicySaveIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    avee_id: UUID | None = None
    """
    As GET gave it: that of the path.
    """
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """
    warnings: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    escalation_enabled: bool | None = None
    max_escalations_per_day: int | None = None
    max_escalations_per_week: int | None = None
    auto_answer_confidence_threshold: float | None = None
    canonical_match_threshold: float | None = None
    novelty_threshold: float | None = None
    complexity_threshold: float | None = None
    vagueness_threshold: float | None = None
    clarification_enabled: bool | None = None
    max_clarifications_running: int | None = None
    blocked_topics: list[str] | None = None
    allowed_user_tiers: list[Tier] | None = None
    availability_windows: dict[str, Any] | None = None
    offer_valid_hours: int | None = None
    expected_response_hours: int | None = None
    answer_deadline_hours: int | None = None
    chat_model: str | None = None
    """
    One of the installation's chat models; empty for its default model.
    """
    temperature: float | None = None
    """
    Temperature of the chat model, 0 to 2: higher values give more varied phrasing.
    """
    abuse_rules_enabled: bool | None = None
    """
    Whether built-in rules refuse insults, threats and similar messages.
    """
    moderation_failure: ModerationFailure | None = None
    """
    While a configured moderation model does not answer: open answers messages unchecked, closed refuses them.
    """
    trust_mode: Mode | None = None
    """
    cautious: a stored answer is served once the share of wrong answers is proven to be small enough; immediate: at once.
    """
    wrong_answers_target: float | None = None
    """
    Largest allowed share of wrong answers, above 0 and up to 0.5.
    """
    trust_cards_per_day: int | None = None
    """
    Cards per day, each asking you whether an answer was right: 0 to 50.
    """
    second_signature: bool | None = None
    """
    Whether the answers of the team's answerers wait until an editor or the owner sends them.
    """
    model_confirms_matches: bool | None = None
    """
    Whether a configured chat model checks borderline matches: it is asked, after the reply, whether the stored answer fits the message. A match that it confirms becomes a phrasing of the answer. false disables all such phrasings.
    """
    direct_messages_enabled: bool | None = None
    """
    Whether people may write to you directly, past the agent.
    """
    direct_message_tiers: list[Tier] | None = None
    """
    Who may write to you directly.
    """
    max_direct_messages_per_day: int | None = None
    """
    Direct messages of all people in any 24 hours, 0 to 10,000.
    """
    max_direct_messages_per_person: int | None = None
    """
    Direct messages of one person in any 24 hours that you have not replied to, 0 to 10,000.
    """
    guests_enabled: bool | None = None
    """
    Whether people may ask without an account. They see the public layer alone.
    """
    guest_messages_per_day: int | None = None
    """
    Messages of one guest in any 24 hours, 0 to 10,000.
    """
    guest_escalations_per_day: int | None = None
    """
    How many of your questions a day may come from guests, all together, 0 to 10,000. At least one place of your limit is left to people with an account.
    """
    guest_escalations_per_week: int | None = None
    """
    The same for a week.
    """
    retention_days: int | None = None
    """
    Messages and decisions older than this are deleted each night, 0 to 3,650 days; 0 keeps them. Open questions and stored answers stay, and the metrics still count what was deleted. Askers see it on the agent's page.
    """
    confirm: list[str] | None = None
    """
    Send it to be asked: a value that closes or opens something altogether, such as 0 questions a day, is then refused unless its setting is named here. Without it such a value is saved, and told in `warnings`.
    """


class PolicyVersionOut(Model):
    version: int
    saved_at: AwareDatetime
    saved_by: SavedByOut | None
    """
    null where the person's account was deleted.
    """
    restored_version: int | None
    """
    The older version that was restored; null where none was.
    """
    changes: list[ChangedOut]
    """
    Changes from the version before it; empty for the first version.
    """
    config: PolicyOut


class PricePreviewOut(Model):
    days: int
    currency: str
    asked: int
    answered: int
    would_pay: int
    free: int
    earned: int
    lost: int | None
    tiers: list[TierPreviewOut]


class PricesIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    currency: str
    way: Way
    how_to_pay: str | None = ""
    """
    By hand: told to everybody who accepts.
    """
    receipt_details: str | None = ""
    """
    Printed on receipts, such as your address and a tax number.
    """
    private_extra: int | None = None
    membership: MembershipPricesIn | None = Field({}, validate_default=True)
    tiers: list[TierPriceIn] | None = Field([], validate_default=True)
    """
    A tier that is left out pays nothing.
    """
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """
    ways: JsonValue | None = None
    """
    As GET gave it; ignored.
    """
    account: JsonValue | None = None
    """
    As GET gave it; ignored.
    """


class PricesOut(Model):
    currency: str
    way: Way
    ways: list[Way]
    """
    Those that there are here.
    """
    account: AccountStateOut
    how_to_pay: str
    receipt_details: str
    private_extra: int | None
    """
    Added where the answer is given to nobody else; null where that is not for sale.
    """
    membership: MembershipPricesOut
    tiers: list[TierPriceOut]
    version: int
    """
    0 where no prices were saved yet.
    """


class QuestionPriceOut(Model):
    amount: int
    """
    Of the next question, without what is free.
    """
    free_left: int
    """
    Questions that you have free now.
    """
    private_extra: int | None
    way: Way


class QuotedFromOut(Model):
    """
    The passage that an answer is quoted from, as it was called when it was marked.
    """

    passage_id: UUID
    document_id: UUID
    document_title: str
    heading: str
    standing: Standing
    """
    `present`; `changed`: the passage no longer says it; `gone`: the document was replaced or deleted. The answer is given all the same until somebody changes or retires it.
    """


class ReceiptOut(Model):
    policy_version: int
    """
    The version of the policy that the decision was made under.
    """
    as_decided: bool
    """
    false where today's program decides differently than the program did then.
    """
    steps: list[StepOut]
    """
    Every rule, in the order in which they are tried.
    """
    changes: list[ChangeOut]
    """
    Changes of settings that would have changed the path, the smallest first; empty where there is none.
    """


class RecordOut(Model):
    served_alone: OutcomeOut
    """
    Answered without asking anybody: by words and by score together.
    """
    by_words: OutcomeOut
    """
    Served because the message is a known question word for word.
    """
    by_score: OutcomeOut
    """
    Served because the match reached what your rules and the proof need.
    """
    asked: AskedOut
    """
    “Do you mean …?” `checked`, `wrong` and `complaints` are about the answers with a yes.
    """
    waited: OutcomeOut
    """
    Neither served nor asked about, although a stored answer was likely. `wrong`: it would not have fitted.
    """
    is_cut: bool
    """
    Whether only the newest messages were counted, as there are too many.
    """


class ReplyOut(Model):
    message_id: UUID
    content: str
    """
    Markdown.
    """
    sources: list[SourceOut]
    signed: SignedAnswerOut | None
    """
    The parts of `content` where it is a reused answer of the creator's, else null.
    """
    quoted: QuotedReplyOut | None = None
    """
    The parts of `content` where it quotes documents, else null.
    """
    choices: list[str] | None = []
    """
    The choices of a clarifying question. Send one of them as the next message.
    """


class ServedMessageOut(Model):
    decision_id: UUID
    message_content: str
    asked_at: AwareDatetime
    probability: float
    """
    Probability that the answer is right for it, in [0, 1].
    """
    path: Literal["A", "B", "C", "D", "E", "F"]
    """
    The path that the message took when it was routed.
    """
    why_not: WhyNot | None
    """
    Why it would not be served; null where it would.
    """
    differs: list[Differs]
    """
    How its words differ from the nearest phrasing of the answer.
    """
    serves: bool | None
    """
    Your mark: whether the answer serves this message; null where you made none.
    """


class ServedPreviewOut(Model):
    days: int
    served: int
    """
    Messages of the window that the answer would serve, without the message that it is written for.
    """
    people: int
    """
    Different people who wrote these messages.
    """
    near: int
    """
    Near messages that would not be served.
    """
    served_samples: list[ServedMessageOut]
    """
    The 20 nearest messages that would be served.
    """
    near_samples: list[ServedMessageOut]
    """
    The 20 nearest messages that would not be served.
    """
    compared: int
    """
    Messages of the window that were compared with the answer.
    """
    not_compared: int
    """
    Messages of the window that have no stored vector and were not compared.
    """


class SettleIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    settlement: Settlement
    """
    `keep` one answer, call them `different` questions, or `open` the pair again.
    """
    answer_id: UUID | None = None
    """
    The answer to keep; needed with `keep`.
    """
    version: int | None = None
    """
    The version that the change was made from, as GET gave it; instead of If-Match.
    """


class ShownPricesOut(Model):
    currency: str
    question: QuestionPriceOut
    membership: MembershipPricesOut


class Source(Model):
    """
    A passage or canonical answer that a reply stands on, or that may help the asker.
    """

    kind: SourceKind
    id: UUID
    title: str
    excerpt: str
    answered_at: AwareDatetime | None = None
    document_id: UUID | None = None
    version: int | None = None
    signature: Signature | None = None
    quote: str | None = ""


class TokenIn(Model):
    model_config = ConfigDict(
        extra="forbid",
    )
    name: str
    scope: TokenScope | None = "manage"
    """
    ask: ask agents; read: and read everything that you may read; manage: and change it, except passwords and tokens.
    """
    expires_in_days: int | None = 365


class TokenOut(Model):
    id: UUID
    name: str
    scope: TokenScope
    created_at: AwareDatetime
    expires_at: AwareDatetime
    last_used_at: AwareDatetime | None
    """
    Noted once an hour at most; null until it is used.
    """


class WebhookDeliveriesOut(Model):
    items: list[WebhookDeliveryOut]
    next_cursor: None = Field(None)


class AcceptOut(Model):
    id: UUID
    status: str
    path: Literal["E", "D"]
    """
    D where the question has a price: it is accepted when it is paid.
    """
    action: Literal["queue_for_creator", "pay"]
    joined: bool | None = False
    """
    Whether others wait for the same answer already. Joining uses no quota.
    """
    people_waiting: int | None = None
    """
    null before it is accepted, as are the next four.
    """
    expected_response_hours: float | None = None
    hours_from_answers: bool | None = None
    """
    Whether it comes from the creator's earlier answers; false where there are too few of them.
    """
    deadline_at: AwareDatetime | None = None
    remaining_today: int | None = None
    payment: AcceptedPaymentOut | None = None
    """
    What is to be paid first; null where it costs nothing.
    """


class AnswerOut(Model):
    id: UUID
    avee_id: UUID
    escalation_id: UUID | None
    question_pattern: str
    answer_content: str
    layer: Layer
    state: str
    version: int
    times_reused: int
    times_right: int
    """
    How often you or an asker called this version right or helpful.
    """
    times_wrong: int
    """
    How often it was called wrong or not an answer to the question. Each time raises the score that a match needs.
    """
    expires_at: AwareDatetime | None
    created_at: AwareDatetime
    updated_at: AwareDatetime
    is_own_wording: bool
    """
    Whether the question is in your words; else it is in an asker's, and is not published.
    """
    published: bool
    """
    Whether anybody may read it on the agent's public page.
    """
    slug: str | None
    """
    Its public address is /@{handle}/answers/{slug}, also later on; null until it is published first.
    """
    quoted_from: QuotedFromOut | None
    """
    null where the text was written.
    """


class AnswersOut(Model):
    items: list[AnswerOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """
    standing: StandingOut
    """
    Trust in the reuse of all answers together.
    """


class BoundaryOut(Model):
    days: int
    served: int
    """
    Messages of the window that the answer would serve, without the message that it is written for.
    """
    people: int
    """
    Different people who wrote these messages.
    """
    near: int
    """
    Near messages that would not be served.
    """
    served_samples: list[ServedMessageOut]
    """
    The 20 nearest messages that would be served.
    """
    near_samples: list[ServedMessageOut]
    """
    The 20 nearest messages that would not be served.
    """
    compared: int
    """
    Messages of the window that were compared with the answer.
    """
    not_compared: int
    """
    Messages of the window that have no stored vector and were not compared.
    """
    examples: list[ExampleOut]
    """
    Messages that you marked, newest first.
    """
    wordings: list[PhrasingOut]
    """
    Phrasings besides the question pattern, newest first.
    """


class ConflictOut(Model):
    id: UUID
    avee_id: UUID
    is_certain: bool
    """
    Whether both have a phrasing with the same words; else they are perhaps the same question.
    """
    likeness: float
    """
    Probability that both ask the same, in [0, 1].
    """
    settled_at: AwareDatetime | None
    """
    When you said that they answer different questions; null until then.
    """
    created_at: AwareDatetime
    version: int
    """
    Grows with each change of the pair or of one of its answers.
    """
    first: ConflictingAnswerOut
    second: ConflictingAnswerOut


class ConflictsOut(Model):
    items: list[ConflictOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """
    certain: int
    """
    Unsettled pairs with the same words, all pages together.
    """
    likely: int
    """
    Unsettled pairs that are perhaps the same question, all pages together.
    """


class CostsOut(Model):
    avee_id: UUID
    mode: Mode
    confidence: float
    """
    The probability with which each bound holds.
    """
    days: int
    first: str | None
    """
    What happens first; null once you have judged anything.
    """
    recent: RecordOut
    all_time: RecordOut
    modes: list[ModeCostOut]
    """
    What each mode would have done with the messages that you judged in the last days.
    """


class DemoOut(Model):
    """
    How to sign in to the demo. On a server without the demo, the list of people is empty.
    """

    agent_handle: str | None = None
    password: str | None = None
    people: list[DemoPersonOut] | None = Field([], validate_default=True)


class EscalationDetailOut(Model):
    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    original_message: str
    context_summary: str
    escalation_reason: Literal["novel", "strategic", "complex"]
    status: Literal["pending", "accepted", "answered", "declined", "expired"]
    expected_response_hours: float
    hours_from_answers: bool
    """
    Whether it comes from the creator's earlier answers; false where there are too few of them.
    """
    remaining_today: int
    """
    How many more questions the creator took that day, when the offer was made.
    """
    offered_at: AwareDatetime
    expires_at: AwareDatetime
    """
    When the offer expires.
    """
    accepted_at: AwareDatetime | None
    answered_at: AwareDatetime | None
    creator_answer: str | None
    answer_layer: Layer | None
    question_pattern: str | None
    """
    The question in the creator's words; null for the asker.
    """
    reuse: bool
    deferred_at: AwareDatetime | None
    declined_at: AwareDatetime | None
    declined_by: Literal["asker", "creator"] | None
    decline_reason: str | None
    deadline_at: AwareDatetime | None
    """
    When an accepted question expires.
    """
    expired_at: AwareDatetime | None
    replaced_by: UUID | None
    """
    The newer offer in the same conversation that closed this one, if one did.
    """
    group_id: UUID
    people_waiting: int
    """
    Different people who wait for the same answer.
    """
    draft_answer: str | None
    """
    The answer to another question of its group, where this question does not ask the same; null for the asker.
    """
    asker_handle: str
    asker_display_name: str
    asker_avatar: str | None
    asker_tier: Tier
    messages_since: int
    """
    Messages that the asker wrote in the conversation after the question was accepted, at most 100.
    """
    answered_by: str | None
    """
    The name of who wrote the answer.
    """
    assigned_to: UUID | None
    """
    Who of the team is to answer it; null for the asker.
    """
    assigned_name: str | None
    is_proposed: bool
    """
    Whether an answer waits for its signature; false for the asker.
    """
    price: MoneyOut | None
    """
    What it costs the asker; null where it costs nothing.
    """
    private_extra: int | None
    """
    Added where the answer is given to nobody else; null where that is not for sale.
    """
    is_private: bool
    """
    Whether the asker bought, or is buying, that the answer is given to nobody else.
    """
    payment: PaymentBriefOut | None
    """
    The newest one, for its asker and the agent's owner.
    """
    similar_answers: list[SimilarAnswerOut]
    would_join: int
    """
    People whose waiting question the open offer would join if it is accepted. Joining uses no quota.
    """
    taking: Literal["hold", "charge"]
    """
    How the money for it is taken: hold until the answer, or charge at once where the answer may take too long.
    """


class EscalationOut(Model):
    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    original_message: str
    context_summary: str
    escalation_reason: Literal["novel", "strategic", "complex"]
    status: Literal["pending", "accepted", "answered", "declined", "expired"]
    expected_response_hours: float
    hours_from_answers: bool
    """
    Whether it comes from the creator's earlier answers; false where there are too few of them.
    """
    remaining_today: int
    """
    How many more questions the creator took that day, when the offer was made.
    """
    offered_at: AwareDatetime
    expires_at: AwareDatetime
    """
    When the offer expires.
    """
    accepted_at: AwareDatetime | None
    answered_at: AwareDatetime | None
    creator_answer: str | None
    answer_layer: Layer | None
    question_pattern: str | None
    """
    The question in the creator's words; null for the asker.
    """
    reuse: bool
    deferred_at: AwareDatetime | None
    declined_at: AwareDatetime | None
    declined_by: Literal["asker", "creator"] | None
    decline_reason: str | None
    deadline_at: AwareDatetime | None
    """
    When an accepted question expires.
    """
    expired_at: AwareDatetime | None
    replaced_by: UUID | None
    """
    The newer offer in the same conversation that closed this one, if one did.
    """
    group_id: UUID
    people_waiting: int
    """
    Different people who wait for the same answer.
    """
    draft_answer: str | None
    """
    The answer to another question of its group, where this question does not ask the same; null for the asker.
    """
    asker_handle: str
    asker_display_name: str
    asker_avatar: str | None
    asker_tier: Tier
    messages_since: int
    """
    Messages that the asker wrote in the conversation after the question was accepted, at most 100.
    """
    answered_by: str | None
    """
    The name of who wrote the answer.
    """
    assigned_to: UUID | None
    """
    Who of the team is to answer it; null for the asker.
    """
    assigned_name: str | None
    is_proposed: bool
    """
    Whether an answer waits for its signature; false for the asker.
    """
    price: MoneyOut | None
    """
    What it costs the asker; null where it costs nothing.
    """
    private_extra: int | None
    """
    Added where the answer is given to nobody else; null where that is not for sale.
    """
    is_private: bool
    """
    Whether the asker bought, or is buying, that the answer is given to nobody else.
    """
    payment: PaymentBriefOut | None
    """
    The newest one, for its asker and the agent's owner.
    """
    taking: Literal["hold", "charge"]
    """
    How the money for it is taken: hold until the answer, or charge at once where the answer may take too long.
    """


class MessagePartOut(Model):
    """
    One question of a message that asks several.
    """

    said: PartReplyOut
    path: Literal["A", "B", "C", "D", "E", "F"]
    decision_id: UUID
    rule: str
    reason: str
    verdict: Literal["helpful", "not_my_question", "wrong"] | None
    """
    The asker's verdict on the answer to it.
    """


class OfferOut(Model):
    id: UUID
    status: str
    reason: Literal["novel", "strategic", "complex"]
    expected_response_hours: float
    hours_from_answers: bool
    """
    Whether it comes from the creator's earlier answers; false where there are too few of them.
    """
    expires_at: AwareDatetime
    remaining_today: int
    price: MoneyOut | None = None
    """
    What it costs you; null where it costs nothing.
    """
    private_extra: int | None = None
    """
    Added where the answer is given to nobody else; null where that is not for sale.
    """
    payment: PaymentBriefOut | None = None
    """
    The newest one.
    """


class EscalationPage(Model):
    items: list[EscalationOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class PaymentPage(Model):
    items: list[PaymentOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class PolicyVersionPage(Model):
    items: list[PolicyVersionOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class TokenPage(Model):
    items: list[TokenOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class PartOut(Model):
    """
    One question of a message that asks several.
    """

    text: str
    """
    The question as it was written.
    """
    path: Literal["A", "B", "C", "D", "E", "F"]
    action: str
    reply: ReplyOut
    """
    What is said to it; it stands in the message's one reply.
    """
    decision: DecisionBrief
    escalation: OfferOut | None
    """
    The message's one offer, where it covers this question.
    """
    suggestions: list[SourceOut]
    nearest: NearestOut | None = None
    """
    The first of `suggestions`; null where there is none.
    """


class PartReply(Model):
    """
    One question of a message, and what the agent says to it.
    """

    number: int
    text: str
    content: str
    sources: list[Source] | None = Field([], validate_default=True)


class PublicPricesOut(Model):
    prices: ShownPricesOut | None
    """
    null where asking this agent costs nothing and nothing about money is shown.
    """


class RoutingOut(Model):
    message_id: UUID
    path: Literal["A", "B", "C", "D", "E", "F"]
    action: str
    reply: ReplyOut | None
    """
    null where the agent is silent, because the creator is in the conversation.
    """
    decision: DecisionBrief
    escalation: OfferOut | None
    suggestions: list[SourceOut]
    """
    What may help beside an offer or a refusal, at most three, best first.
    """
    nearest: NearestOut | None = None
    """
    The first of `suggestions`; null where there is none.
    """
    acted: ActedOut | None = None
    """
    What the message did as a reply to the agent, such as accepting its offer; null for any other message.
    """
    parts: list[PartOut] | None = Field([], validate_default=True)
    """
    The questions of a message that asks several, in its order; each has a decision. The fields above are then those of the question that the offer stands below, else of the one that is asked back, else of the last one.
    """


class Evidence(Model):
    """
    Everything that one decision was made from.
    """

    question: str
    is_follow_up: bool
    creator_present: bool
    signals: KeptSignals
    unsafe: str | None
    trust: TrustSnapshot
    moderation: Moderated
    tier: Tier
    layer: Layer
    now: AwareDatetime
    usage: KeptUsage
    answers: list[KeptAnswer]
    is_edited: bool
    draft: KeptDraft | None
    is_unmistakable: bool | None = False
    dispute: Dispute | None = ""
    is_sibling: bool | None = False
    close: list[UUID] | None = []
    has_chat_model: bool | None = False
    passages: list[KeptPassage] | None = Field([], validate_default=True)
    calibration: str | None = ""
    gate: KeptGate | None = None
    suggestions: list[Source] | None = Field([], validate_default=True)
    choices: list[str] | None = []
    subjects: list[str] | None = []
    asked_about: list[UUID] | None = []
    acted: Acted | None = None
    part: PartReply | None = None


class FeedbackOut(Model):
    decision_id: UUID
    verdict: str
    escalation: OfferOut | None
    """
    The offer that `not_my_question` opened, or that stands beside what was no help.
    """


class MessageOut(Model):
    id: UUID
    conversation_id: UUID
    role: Literal["user", "agent", "creator"]
    kind: Literal["message", "answer", "correction", "notice"]
    content: str
    layer: Layer
    client_message_id: str | None
    in_reply_to: UUID | None
    sources: list[SourceOut]
    created_at: AwareDatetime
    path: Literal["A", "B", "C", "D", "E", "F"] | None
    decision_id: UUID | None
    rule: str | None
    reason: str | None
    escalation_id: UUID | None
    escalation_status: str | None
    verdict: Literal["helpful", "not_my_question", "wrong"] | None
    """
    The asker's verdict on the answer to it.
    """
    signed: SignedAnswerOut | None
    """
    The parts of `content` where it is a reused answer of the creator's, else null.
    """
    quoted: QuotedReplyOut | None = None
    """
    The parts of `content` where it quotes documents, else null.
    """
    parts: list[MessagePartOut] | None = Field([], validate_default=True)
    """
    Its questions, where it asks several; their replies stand in one message.
    """
    author: str | None = None
    """
    The name of who of the team wrote it; null for other messages.
    """


class MessagePage(Model):
    items: list[MessageOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """


class DecisionDetailOut(Model):
    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    message_content: str
    decision_path: Literal["A", "B", "C", "D", "E", "F"]
    confidence_score: int
    """
    In ten-thousandths, as are the next two.
    """
    novelty_score: int
    complexity_score: int
    similarity: float
    rule: str
    reason: str
    similar_answer_id: UUID | None
    escalation_id: UUID | None
    policy_version: int
    evidence: Evidence
    timings: dict[str, float]
    """
    Milliseconds since the message arrived, by step.
    """
    created_at: AwareDatetime
    verdict: Literal["helpful", "not_my_question", "wrong"] | None
    """
    The asker's verdict on the answer.
    """
    comment: str | None
    """
    The asker's words beside the verdict.
    """
    receipt: ReceiptOut | None
    """
    null for the asker, and where the evidence is no longer stored.
    """
    standing: StandingOut | None
    """
    For the creator, where the reply was an answer: the current upper bound on the share of wrong answers of its kind.
    """


class DecisionOut(Model):
    id: UUID
    avee_id: UUID
    conversation_id: UUID
    user_id: UUID
    message_id: UUID
    message_content: str
    decision_path: Literal["A", "B", "C", "D", "E", "F"]
    confidence_score: int
    """
    In ten-thousandths, as are the next two.
    """
    novelty_score: int
    complexity_score: int
    similarity: float
    rule: str
    reason: str
    similar_answer_id: UUID | None
    escalation_id: UUID | None
    policy_version: int
    evidence: Evidence
    timings: dict[str, float]
    """
    Milliseconds since the message arrived, by step.
    """
    created_at: AwareDatetime
    verdict: Literal["helpful", "not_my_question", "wrong"] | None
    """
    The asker's verdict on the answer.
    """
    comment: str | None
    """
    The asker's words beside the verdict.
    """


class DecisionPage(Model):
    items: list[DecisionOut]
    next_cursor: str | None
    """
    Send it as ?cursor= to get the next page; null on the last page.
    """
