"""The client against a served product: the README's loop, errors, versions, pages, streams, files, and the same awaited."""

import asyncio
import runpy
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.client import AsyncClient, Client, ProblemError, Unreachable, UnreadableAnswer, models
from orchestrator.client.streams import Decided, Delta, Done, LiveEvent, MessageEvent
from support.servers.ports import free_port
from support.servers.served import Served

LOOP = Path(__file__).parents[2] / "examples" / "loop.py"
QUESTION = "Which glue holds wood?"
ANSWER = "The brown one, in two thin layers."


@pytest.fixture(scope="module")
def url(shared_database: EmbeddedServer) -> Iterator[str]:
    started = Served(shared_database)
    try:
        started.start()
        yield started.url
    finally:
        started.stop()


@pytest.fixture
def nobody(url: str) -> Iterator[Client]:
    with Client(url, timeout_s=60) as client:
        yield client


@pytest.fixture
def person(nobody: Client) -> Client:
    return sign_up(nobody)


def sign_up(nobody: Client) -> Client:
    handle = f"person-{secrets.token_hex(4)}"
    email = f"{handle}@example.org"
    nobody.sign_up(models.AccountIn(email=email, password="a long passphrase", handle=handle, display_name="Ada"))
    return nobody.signed_in(email, "a long passphrase")


def make_agent(creator: Client) -> UUID:
    """An agent that answers QUESTION."""
    avee = creator.create_avee(models.AveeIn(handle=f"agent-{secrets.token_hex(4)}", display_name="The workshop")).id
    creator.save_policy(avee, models.PolicySaveIn(trust_mode="immediate"), if_match="*")
    creator.add_answer(avee, models.AnswerIn(question_pattern=QUESTION, answer_content=ANSWER))
    return avee


def asking(person: Client, avee: UUID, message: str = QUESTION) -> models.AskIn:
    return models.AskIn(conversation_id=person.start_conversation(models.ConversationIn(avee_id=avee)).id, message=message)


def test_the_loop_of_the_readme_ends_with_the_reused_answer(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(LOOP))["main"](url)
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[2].split(" ")[-2:] for line in said[:1]] == [["A", "auto_answer"]]
    assert said[1].endswith("D offer_escalation")
    assert said[2].endswith("E queue_for_creator")
    assert said[3].endswith("Have you ever painted with propolis?")
    assert said[4].endswith("C serve_canonical: Once: it makes a fine varnish.")


def test_a_problem_has_its_code_status_and_fields(person: Client, nobody: Client) -> None:
    with pytest.raises(ProblemError) as found:
        person.show_decision(uuid4())
    assert (found.value.status, found.value.code) == (404, "decision_not_found")
    with pytest.raises(ProblemError) as signed_out:
        nobody.who_am_i()
    assert signed_out.value.status == 401
    with pytest.raises(ProblemError) as invalid:
        person.create_avee(models.AveeIn(handle="x" * 500, display_name="X"))
    assert (invalid.value.status, invalid.value.fields["field"]) == (422, "handle")


def test_a_change_names_the_version_it_was_made_from(person: Client) -> None:
    avee = make_agent(person)
    rules = person.load_policy(avee)
    changed = person.save_policy(avee, models.PolicySaveIn(max_escalations_per_day=5), if_match=rules.version)
    assert changed.version == rules.version + 1
    with pytest.raises(ProblemError) as stale:
        person.save_policy(avee, models.PolicySaveIn(max_escalations_per_day=6), if_match=rules.version)
    assert (stale.value.status, stale.value.fields["version"]) == (412, changed.version)
    with pytest.raises(ProblemError) as missing:
        person.save_policy(avee, models.PolicySaveIn(max_escalations_per_day=6))
    assert (missing.value.status, missing.value.code) == (428, "precondition_required")


def test_only_what_was_set_is_sent(person: Client) -> None:
    avee = make_agent(person)
    person.save_policy(avee, models.PolicySaveIn(max_escalations_per_day=5), if_match="*")
    kept = person.save_policy(avee, models.PolicySaveIn(max_escalations_per_week=7), if_match="*")
    assert (kept.max_escalations_per_day, kept.max_escalations_per_week) == (5, 7)


def test_all_pages_of_a_list_are_gone_through(person: Client) -> None:
    avee = make_agent(person)
    started = {person.start_conversation(models.ConversationIn(avee_id=avee)).id for _ in range(5)}
    first = person.list_conversations(side="asker", limit=2)
    assert len(first.items) == 2
    assert first.next_cursor is not None
    assert {each.id for each in person.iter_conversations(side="asker", limit=2)} == started


def test_a_message_is_streamed(person: Client) -> None:
    avee = make_agent(person)
    check_stream(list(person.stream_message(asking(person, avee))))


def check_stream(events: list[MessageEvent]) -> None:
    decided, *deltas, done = events
    assert isinstance(decided, Decided)
    assert isinstance(done, Done)
    assert decided.path == done.routing.path == "C"
    text = "".join(each.text for each in deltas if isinstance(each, Delta))
    assert done.routing.reply is not None
    assert text == done.routing.reply.content
    assert ANSWER in text


def test_an_error_before_a_stream_is_an_ordinary_one(person: Client) -> None:
    with pytest.raises(ProblemError) as found:
        list(person.stream_message(models.AskIn(conversation_id=uuid4(), message="hi")))
    assert found.value.code == "conversation_not_found"


def test_live_events_are_followed(person: Client) -> None:
    avee = make_agent(person)
    events = person.follow_events()
    assert next(events).kind == "ready"
    person.start_conversation(models.ConversationIn(avee_id=avee))
    body = asking(person, avee)
    person.route_message(body)
    found = next(event for event in events if event.kind == "message.added")
    assert found.data["payload"]["conversation_id"] == str(body.conversation_id)
    events.close()


def test_a_file_is_sent_and_one_is_fetched(person: Client) -> None:
    avee = make_agent(person)
    document = person.add_document_file(avee, ("glue.md", b"# Glue\n\nBrown glue holds wood.\n"), layer="friends")
    assert (document.title, document.layer) == ("glue.md", "friends")
    assert QUESTION.encode() in person.export_file(avee, format="jsonl")


def test_two_people_share_connections_and_no_cookie(nobody: Client) -> None:
    one, other = sign_up(nobody), sign_up(nobody)
    assert one.who_am_i().id != other.who_am_i().id
    with pytest.raises(ProblemError):
        nobody.who_am_i()


def test_nobody_who_answers_is_said() -> None:
    with Client(f"http://127.0.0.1:{free_port()}") as client, pytest.raises(Unreachable):
        client.who_am_i()


@pytest.mark.parametrize(
    ("response", "raised", "said"),
    [
        (httpx.Response(200, text="<html>welcome</html>"), UnreadableAnswer, "UserOut"),
        (httpx.Response(502, text="<html>bad gateway</html>"), ProblemError, "no_problem_details"),
        (httpx.Response(502, json=[1]), ProblemError, "no_problem_details"),
    ],
)
def test_what_another_program_answers_is_an_error_too(response: httpx.Response, raised: type[Exception], said: str) -> None:
    transport = httpx.MockTransport(lambda request: response)
    with Client("http://elsewhere.example", transport=transport) as client, pytest.raises(raised, match=said):
        client.who_am_i()


Story = Callable[[AsyncClient], Coroutine[Any, Any, None]]


def awaited(url: str, story: Story) -> None:
    async def whole() -> None:
        async with AsyncClient(url, timeout_s=60) as client:
            await story(client)

    asyncio.run(whole())


def test_the_same_is_awaited(url: str, person: Client) -> None:
    avee = make_agent(person)

    async def story(nobody: AsyncClient) -> None:
        handle = f"person-{secrets.token_hex(4)}"
        email, password = f"{handle}@example.org", "a long passphrase"
        await nobody.sign_up(models.AccountIn(email=email, password=password, handle=handle, display_name="Ada"))
        asker = await nobody.signed_in(email, password)
        first = await asker.start_conversation(models.ConversationIn(avee_id=avee))
        events = asker.follow_events()
        assert (await anext(events)).kind == "ready"
        check_stream([each async for each in asker.stream_message(models.AskIn(conversation_id=first.id, message=QUESTION))])
        assert (await first_of(events, "message.added")).data["payload"]["conversation_id"] == str(first.id)
        for _ in range(2):
            await asker.start_conversation(models.ConversationIn(avee_id=avee))
        assert len([each async for each in asker.iter_conversations(side="asker", limit=1)]) == 3
        with pytest.raises(ProblemError):
            await asker.with_token(None).who_am_i()

    awaited(url, story)


async def first_of(events: AsyncIterator[LiveEvent], kind: str) -> LiveEvent:
    return await anext(each async for each in events if each.kind == kind)


def test_importing_it_loads_nothing_of_the_server() -> None:
    heavy = ("fastapi", "starlette", "sqlalchemy", "psycopg", "numpy", "onnxruntime", "openai", "typer", "orchestrator.domain")
    script = f"import sys, orchestrator.client; print([name for name in {heavy!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
