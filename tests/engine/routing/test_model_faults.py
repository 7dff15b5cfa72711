"""A chat model that writes what must not be shown: what the asker sees all the same, streamed and stored."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from orchestrator.adapters.models.chat.openai_chat import OpenAIChatModel
from orchestrator.adapters.models.chat.writing import ChatGenerator
from orchestrator.bootstrap.program import Running
from orchestrator.domain.routing.result import Routing
from orchestrator.engine.policy import configure
from orchestrator.engine.routing.listening import StreamedRouting, TextEvent
from orchestrator.engine.routing.log.explain import show_decision
from orchestrator.engine.routing.route import route
from support.faults import NEVER_SHOWN, TEXT_FAULTS, WELL
from support.servers.chat_server import LAMPS, WALL_LAMPS, Mode, serving
from support.stories import House, add_document, build_house, start

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
Shown = tuple[Routing, str, str | None]
"""(the routing, what was streamed before it, the fault that was recorded)."""


async def lamp_house(program: Running, threshold: float) -> House:
    house = await build_house(program.services)
    await configure.save_policy(program.services, house.creator, house.avee, {"auto_answer_confidence_threshold": threshold}, None)
    await add_document(program.services, house.creator, house.avee, "lamps.md", LAMPS)
    await add_document(program.services, house.creator, house.avee, "wall-lamps.md", WALL_LAMPS)
    return house


async def ask_each(program: Running, threshold: float) -> dict[Mode, Shown]:
    house = await lamp_house(program, threshold)
    shown = {}
    with serving() as server:
        server.answer = lambda user: WELL
        chat = OpenAIChatModel(server.base_url, "a key", "small")
        services = replace(program.services, chat=chat, generator=ChatGenerator(chat, program.services.embedder))
        for fault in TEXT_FAULTS:
            server.mode = fault.mode
            ask = replace(house.ask(fault.question), conversation_id=await start(services, house.asker, house.avee))
            stream = StreamedRouting()
            stream.start(asyncio.create_task(route(services, house.asker, ask, stream)))
            events: list[Any] = [await stream.begin()]
            if not isinstance(events[0], Routing):
                events += [each async for each in stream.follow()]
            streamed = "".join(each.text for each in events if isinstance(each, TextEvent))
            draft = (await show_decision(services, house.creator, events[-1].decision_id)).record.evidence.draft
            shown[fault.mode] = (events[-1], streamed, draft.fault if draft else None)
        await chat.close()
    return shown


def test_what_a_model_must_not_say_is_not_shown(run: Run) -> None:
    shown = run(lambda program: ask_each(program, 0.3))
    seen = {mode: (routing.path.value, fault) for mode, (routing, _, fault) in shown.items()}
    assert seen == {fault.mode: (fault.path, fault.recorded) for fault in TEXT_FAULTS}
    begins = {fault.mode: shown[fault.mode][0].text[: len(fault.sees)] for fault in TEXT_FAULTS}
    assert begins == {fault.mode: fault.sees for fault in TEXT_FAULTS}
    said = {mode: [word for word in NEVER_SHOWN if word in routing.text + streamed] for mode, (routing, streamed, _) in shown.items()}
    assert said == {mode: [] for mode in shown}
    assert {mode: routing.text.startswith(streamed) for mode, (routing, streamed, _) in shown.items()} == dict.fromkeys(shown, True)
    assert all(routing.text.count("weighs 2 kg with its foot [1].") <= 1 for routing, *_ in shown.values())


def test_below_the_threshold_only_a_whole_answer_a_named_half_or_a_grounded_question_counts(run: Run) -> None:
    shown = run(lambda program: ask_each(program, 0.99))
    assert {mode for mode, (routing, *_) in shown.items() if routing.path.value == "A"} == {
        Mode.thinks, Mode.repeats_itself, Mode.cites_wrongly, Mode.cites_nothing, Mode.answers_again,
        Mode.repeats_question, Mode.halves, Mode.halves_in_words,
    }  # fmt: skip
    assert {mode for mode, (routing, *_) in shown.items() if routing.path.value == "B"} == {Mode.asks_back}
    assert {mode: streamed for mode, (_, streamed, _) in shown.items()} == dict.fromkeys(shown, "")
