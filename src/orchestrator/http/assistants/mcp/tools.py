"""The tools that assistants call: asking an agent, asking its creator, and the creator's inbox.

Each is a use case that the API has too, with the limits, gates and rights of the person whose token was sent.
"""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from pydantic import Field

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.accounts.token_scope import TokenScope
from orchestrator.domain.paths import Path
from orchestrator.domain.payments.currencies import render_money
from orchestrator.domain.payments.money import Money
from orchestrator.domain.routing.outcome import Source
from orchestrator.domain.routing.result import Routing
from orchestrator.domain.texts import check_message
from orchestrator.engine.accounts.agents.avees import show_named
from orchestrator.engine.escalation import answer, inbox
from orchestrator.engine.escalation.answer import Reply
from orchestrator.engine.matching.publishing.public_answers import MAX_PAGE, list_public
from orchestrator.engine.message.threads import WantedThread, open_thread
from orchestrator.engine.payments.checkout import ToPay, accept_offer
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.judging.feedback import give_feedback
from orchestrator.http.assistants.mcp.caller import CALLER, ToolCaller
from orchestrator.http.assistants.mcp.schemas import (
    AskResult,
    CreatorResult,
    FoundAnswers,
    Outcome,
    PriceLine,
    PublishedLine,
    QueueResult,
    SentResult,
    SourceLine,
    TicketResult,
)
from orchestrator.http.matching.public.pages import answer_path
from orchestrator.http.routing.streaming import route_counted
from orchestrator.ports.stores.escalation import EscalationRecord
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.payments import PaymentRecord

MOST_QUESTIONS = 50

Agent = Annotated[str, Field(max_length=100, description="The handle of the agent, such as mara. An @ before it is allowed.")]
Question = Annotated[str, Field(description="The question in the person's own words, without your conclusions.")]
Thread = Annotated[
    UUID | None, Field(description="`conversation_id` of an earlier result, if this goes on from there; else a new conversation begins.")
]
Repeat = Annotated[
    str | None,
    Field(
        min_length=1,
        max_length=100,
        description="An id of your own. A call with the same id returns the same result instead of asking twice.",
    ),
]
Ticket = Annotated[UUID, Field(description="`ticket` of an earlier result.")]


async def ask(agent: Agent, question: Question, conversation_id: Thread = None, request_id: Repeat = None) -> AskResult:
    """Ask a creator's agent. It answers from what the creator wrote, asks back, or says whether the creator can be asked."""
    return show_routing(*await _route(CALLER.get(), agent, question, conversation_id, request_id))


async def ask_creator(
    agent: Agent,
    question: Question,
    conversation_id: Thread = None,
    request_id: Repeat = None,
    insist: Annotated[
        bool, Field(description="Ask the creator although the agent answered, because its answer is to another question.")
    ] = False,
) -> CreatorResult:
    """Ask the creator in person and get a ticket at once; `get_ticket` has the answer later.

    Where the creator has answered this question before, the answer is returned and nobody is asked. The creator's limits and hours hold.
    Where it has a price, the person you work for pays at `payment.url` first; never pay for them.
    """
    caller = CALLER.get()
    routing, thread = await _route(caller, agent, question, conversation_id, request_id)
    offer = routing.escalation
    if offer is None and insist and routing.path in (Path.auto_answer, Path.serve_canonical):
        offer = (await give_feedback(caller.services, caller.person.user_id, routing.decision_id, "not_my_question", None)).escalation
    if offer is None:
        return CreatorResult(ticket=None, instead=show_routing(routing, thread), joined=False)
    joined, payment = False, None
    if offer.status == "pending":
        done = await accept_offer(caller.services, caller.person.user_id, offer.id)
        if isinstance(done, ToPay):
            payment = show_price(done.payment)
        else:
            joined = done.joined
    return CreatorResult(ticket=await _load_ticket(caller, offer.id), instead=None, joined=joined, payment=payment)


async def get_ticket(ticket: Ticket) -> TicketResult:
    """What became of a question for the creator: its state, and the answer once there is one."""
    return await _load_ticket(CALLER.get(), ticket)


async def search_answers(
    agent: Agent,
    words: Annotated[str, Field(description="Words that an answer must contain; empty for the newest answers.")] = "",
    page: Annotated[int, Field(ge=1, le=MAX_PAGE, description="From 1.")] = 1,
) -> FoundAnswers:
    """Search what the creator has published. Nobody is asked, and nothing is counted."""
    services = CALLER.get().services
    handle = (await show_named(services, agent)).handle
    found = await list_public(services, handle, words, page)
    shown = [
        PublishedLine(
            question=each.question,
            answer=each.answer,
            answered_at=each.answered_at,
            url=services.links_url + answer_path(handle, each.slug),
        )
        for each in found.answers
    ]
    return FoundAnswers(answers=shown, more=found.has_more)


async def list_queue(
    agent: Annotated[
        str | None, Field(max_length=100, description="The handle of one agent; without it, all agents that you work on.")
    ] = None,
) -> QueueResult:
    """For the agent's team: the questions that wait for an answer of the creator's. Needs a token with the scope `read`."""
    caller = CALLER.get()
    caller.require(TokenScope.read)
    avee_id = (await show_named(caller.services, agent)).id if agent else None
    page = Page(MOST_QUESTIONS + 1)
    waiting = await inbox.list_queue(caller.services, caller.person.user_id, avee_id, "accepted", page)
    theirs = [each for each in waiting if each.user_id != caller.person.user_id]
    return QueueResult(questions=[show_ticket(each) for each in theirs[:MOST_QUESTIONS]], more=len(waiting) > MOST_QUESTIONS)


async def answer_question(
    ticket: Ticket,
    text: Annotated[
        str, Field(description="The creator's answer, Markdown, in the words that the creator approved. It is signed with their name.")
    ],
    reuse: Annotated[bool, Field(description="Whether others who ask the same get this answer too.")] = True,
    layer: Annotated[Layer, Field(description="How private the answer is, where it is given to others.")] = Layer.public,
    confirm_personal_data: Annotated[bool, Field(description="Send it although it seems to contain personal data.")] = False,
) -> SentResult:
    """For the agent's team: answer a question of `list_queue`. Everyone who asked the same gets it. Needs the scope `manage`.

    Only send what the creator has written or approved: the askers read it as the creator's own words.
    """
    caller = CALLER.get()
    caller.require(TokenScope.manage)
    reply = Reply(text, layer, reuse=reuse, confirm_personal_data=confirm_personal_data)
    sent = await answer.answer(caller.services, caller.person.user_id, ticket, reply)
    return SentResult(ticket=sent.id, status=sent.status, people_told=len(sent.answered))


async def _route(
    caller: ToolCaller, agent: str, question: str, conversation_id: UUID | None, request_id: str | None
) -> tuple[Routing, UUID]:
    """Routes the question, in a new conversation where none is named."""
    text = check_message(question)
    await caller.count_message()
    found, person = await show_named(caller.services, agent), caller.person.user_id
    thread = await open_thread(caller.services, person, found.id, WantedThread(conversation_id, client_message_id=request_id))
    return await route_counted(caller.services, person, Ask(thread, text, client_message_id=request_id)), thread


async def _load_ticket(caller: ToolCaller, ticket: UUID) -> TicketResult:
    return show_ticket((await inbox.show_escalation(caller.services, caller.person.user_id, ticket)).escalation)


def show_price(payment: PaymentRecord) -> PriceLine:
    return PriceLine(
        price=render_money(Money(payment.amount, payment.currency), "en"),
        amount=payment.amount,
        currency=payment.currency,
        url=payment.checkout_url,
        how_to_pay=payment.how_to_pay or None,
        until=payment.place_until,
    )


def show_ticket(record: EscalationRecord) -> TicketResult:
    return TicketResult(
        ticket=record.id,
        status=record.status.value,
        question=record.original_message,
        answer=record.creator_answer,
        answered_by=record.answered_by,
        declined_because=record.decline_reason,
        expected_response_hours=record.expected_response_hours,
        asked_at=record.offered_at,
        answered_at=record.answered_at,
        conversation_id=record.conversation_id,
    )


def show_routing(routing: Routing, thread: UUID) -> AskResult:
    reply = routing.reply
    return AskResult(
        outcome=_name_outcome(routing),
        path=routing.path.value,
        reply=routing.text,
        by_the_creator=reply is not None and reply.signed is not None,
        sources=_show_sources(reply.sources if reply else ()),
        choices=list(reply.choices) if reply else [],
        may_help=_show_sources(routing.suggestions),
        reason=routing.reason,
        conversation_id=thread,
        decision_id=routing.decision_id,
        ticket=routing.escalation.id if routing.escalation else None,
    )


def _name_outcome(routing: Routing) -> Outcome:
    match routing.path:
        case Path.auto_answer | Path.serve_canonical:
            return "answered"
        case Path.clarify:
            return "asked_back"
        case Path.offer_escalation:
            return "offered"
        case Path.queue_for_creator:
            return "sent" if routing.reply else "silent"
        case Path.refuse:
            return "refused"


def _show_sources(sources: Sequence[Source]) -> list[SourceLine]:
    return [SourceLine(title=each.title, excerpt=each.excerpt) for each in sources]
