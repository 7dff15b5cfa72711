"""The unmodified `openai` client against the served product: it needs nothing but the address and a token."""

import asyncio
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx
import openai
import pytest
from openai import AsyncOpenAI, OpenAI
from openai.types.chat import ChatCompletion

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.servers.served import Served

QUESTION = "How do I reset my password?"
ANSWER = "Open the account page and choose *Forgotten password*."
NEW = "Have you ever painted a portrait of a lighthouse keeper for a museum in Bergen?"


@pytest.fixture(scope="module")
def served(shared_database: EmbeddedServer) -> Iterator[Served]:
    started = Served(shared_database, RATE_MESSAGES_PER_USER="60/minute")
    try:
        started.start()
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="module")
def creator(served: Served) -> Iterator[Api]:
    with httpx.Client(base_url=served.url, timeout=60) as client:
        made = Api(client).sign_up("mira", display_name="Mira")
        avee = made.create_avee("mira-agent")
        made.configure(avee, trust_mode="immediate", clarification_enabled=False)
        made.add_answer(avee, QUESTION, ANSWER)
        made.user["avee"] = avee
        yield made


def token_of(person: Api, scope: str = "ask") -> str:
    token: str = person.call("POST", "/tokens", 201, json={"name": "program", "scope": scope})["token"]
    return token


@pytest.fixture
def asker(creator: Api) -> Api:
    return Api(creator.client).sign_up()


@pytest.fixture
def key(asker: Api) -> str:
    return token_of(asker)


@pytest.fixture
def client(served: Served, key: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{served.url}/v1", api_key=key, max_retries=0) as made:
        yield made


def ask(client: OpenAI, *messages: str, **more: Any) -> ChatCompletion:
    """Asks the last message; those before it are a user's and an agent's by turns."""
    said: Any = [{"role": ("user", "assistant")[number % 2], "content": text} for number, text in enumerate(messages)]
    completion: ChatCompletion = client.chat.completions.create(model="mira-agent", messages=said, **more)
    return completion


def decided(completion: Any) -> dict[str, Any]:
    found: dict[str, Any] = completion.model_extra["orchestrator"]
    return found


def test_an_agent_answers_as_a_model(client: OpenAI) -> None:
    completion = ask(client, QUESTION, temperature=0.2, max_tokens=50)
    assert completion.object == "chat.completion"
    assert completion.model == "mira-agent"
    assert ANSWER in (completion.choices[0].message.content or "")
    assert completion.choices[0].finish_reason == "stop"
    assert completion.usage is not None
    assert completion.usage.total_tokens == 0
    found = decided(completion)
    assert (found["path"], found["action"], found["escalation"], found["choices"]) == ("C", "serve_canonical", None, [])
    assert UUID(found["conversation_id"])
    assert UUID(found["decision_id"])
    assert found["sources"][0]["kind"] == "canonical_answer"


def test_the_models_are_the_agents_that_one_knows(client: OpenAI, served: Served, creator: Api) -> None:
    assert [model.id for model in client.models.list()] == []
    assert client.models.retrieve("mira-agent").owned_by == "mira"
    ask(client, QUESTION)
    (known,) = client.models.list()
    assert (known.id, known.object, known.owned_by) == ("mira-agent", "model", "mira")
    with OpenAI(base_url=f"{served.url}/v1", api_key=token_of(creator)) as own:
        assert [model.id for model in own.models.list()] == ["mira-agent"]


def test_a_stream_comes_in_chunks(client: OpenAI) -> None:
    said: Any = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": [{"type": "text", "text": QUESTION}]}]
    options: Any = {"include_usage": True}
    stream = client.chat.completions.create(model="@mira-agent", messages=said, stream=True, stream_options=options)
    chunks = list(stream)
    assert {chunk.object for chunk in chunks} == {"chat.completion.chunk"}
    assert len({chunk.id for chunk in chunks}) == 1
    assert chunks[0].choices[0].delta.role == "assistant"
    assert ANSWER in "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert decided(chunks[-2])["path"] == "C"
    assert chunks[-1].choices == []
    assert chunks[-1].usage is not None


def test_the_stream_ends_as_clients_expect(served: Served, key: str) -> None:
    body = {"model": "mira-agent", "stream": True, "messages": [{"role": "user", "content": QUESTION}]}
    response = httpx.post(f"{served.url}/v1/chat/completions", json=body, headers={"Authorization": f"Bearer {key}"}, timeout=60)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.text.endswith("data: [DONE]\n\n")


def test_the_async_client(served: Served, key: str) -> None:
    async def story() -> tuple[str, str]:
        async with AsyncOpenAI(base_url=f"{served.url}/v1", api_key=key) as client:
            said: Any = [{"role": "user", "content": QUESTION}]
            whole = await client.chat.completions.create(model="mira-agent", messages=said)
            stream = await client.chat.completions.create(model="mira-agent", messages=said, stream=True)
            pieces = [chunk.choices[0].delta.content or "" async for chunk in stream]
            return whole.choices[0].message.content or "", "".join(pieces)

    whole, streamed = asyncio.run(story())
    assert whole == streamed
    assert ANSWER in whole


def test_a_thread_goes_on_by_what_was_said(client: OpenAI, asker: Api) -> None:
    first = ask(client, NEW)
    assert decided(first)["path"] == "D"
    offer = decided(first)["escalation"]["id"]
    # The client sends what it has: the conversation is found by it, and the offer in it accepted.
    second = ask(client, NEW, first.choices[0].message.content or "", "Yes, please.")
    assert decided(second)["conversation_id"] == decided(first)["conversation_id"]
    assert (decided(second)["path"], decided(second)["rule"]) == ("E", "reply_to_agent")
    assert asker.call("GET", f"/orchestrator/queue/{offer}", 200)["status"] == "accepted"
    # Another past leads to no thread of before, and a question without one begins a new thread.
    for others in ((NEW, "Something else.", QUESTION), (QUESTION,)):
        assert decided(ask(client, *others))["conversation_id"] != decided(first)["conversation_id"]


@pytest.mark.parametrize("how", ["user", "name", "id"])
def test_a_thread_that_is_named(client: OpenAI, how: str) -> None:
    named: dict[str, Any] = {"user": "thread 1"} if how == "user" else {"metadata": {"conversation_id": "thread 2"}}
    first = decided(ask(client, QUESTION, **named))["conversation_id"]
    again = {"metadata": {"conversation_id": first}} if how == "id" else named
    assert decided(ask(client, QUESTION, **again))["conversation_id"] == first


@pytest.mark.parametrize("how", ["header", "metadata"])
@pytest.mark.parametrize("stream", [False, True])
def test_the_same_key_gives_the_same_result(client: OpenAI, asker: Api, how: str, stream: bool) -> None:
    own = f"{how} {stream}" + "x" * 200
    keyed: dict[str, Any] = {"extra_headers": {"Idempotency-Key": own}} if how == "header" else {"metadata": {"client_message_id": own}}
    first = ask(client, QUESTION, **keyed)
    again = ask(client, QUESTION, **keyed)
    assert again.model_dump() == first.model_dump()
    if stream:
        said: Any = [{"role": "user", "content": QUESTION}]
        assert {chunk.id for chunk in client.chat.completions.create(model="mira-agent", messages=said, stream=True, **keyed)} == {first.id}
    # Also in a thread that has gone on meanwhile.
    turn = (QUESTION, first.choices[0].message.content or "", NEW)
    later: dict[str, Any] = {"extra_headers": {"Idempotency-Key": f"later {own}"}}
    assert ask(client, *turn, **later).model_dump() == ask(client, *turn, **later).model_dump()
    conversation = decided(first)["conversation_id"]
    assert len(asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"]) == 4
    with pytest.raises(openai.ConflictError) as refused:
        ask(client, NEW, **keyed)
    assert refused.value.code == "client_message_id_reused"


@pytest.mark.parametrize(
    ("change", "code", "param"),
    [
        ({"tools": [{"type": "function", "function": {"name": "f"}}]}, "unsupported_parameter", "tools"),
        ({"n": 2}, "unsupported_parameter", "n"),
        ({"response_format": {"type": "json_object"}}, "unsupported_parameter", "response_format"),
        ({"messages": []}, "invalid_request", "messages"),
        ({"messages": [{"role": "user", "content": " \n"}]}, "empty_message", "messages"),
        ({"messages": [{"role": "user", "content": None}]}, "empty_message", "messages"),
        ({"messages": [{"role": "user", "content": "\0"}]}, "message_unreadable", "messages"),
        ({"messages": [{"role": "user", "content": "a " * 8_000}]}, "context_length_exceeded", "messages"),
        ({"messages": [{"role": "assistant", "content": "Hello."}]}, "last_message_not_of_user", "messages"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]},
            "unsupported_content",
            "messages",
        ),
        ({"messages": [{"role": "user", "content": 5}]}, "invalid_request", "messages.0.content"),
        ({"messages": [{"role": "user", "content": "a"}] * 1_001}, "invalid_request", "messages"),
        ({"model": ""}, "invalid_request", "model"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_no_agent_does_is_a_bad_request(client: OpenAI, change: dict[str, Any], code: str, param: str) -> None:
    body: dict[str, Any] = {"model": "mira-agent", "messages": [{"role": "user", "content": QUESTION}]} | change
    with pytest.raises(openai.BadRequestError) as refused:
        client.chat.completions.create(**body)
    error = refused.value
    assert (error.code, error.param, error.type) == (code, param, "invalid_request_error")


def test_who_may_not(client: OpenAI, served: Served, creator: Api, asker: Api) -> None:
    for model in ("no-such-agent", "NO SUCH", "@"):
        with pytest.raises(openai.NotFoundError) as unknown:
            client.chat.completions.create(model=model, messages=[{"role": "user", "content": QUESTION}])
        assert (unknown.value.code, unknown.value.param) == ("model_not_found", "model")
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("no-such-agent")
    with pytest.raises(openai.AuthenticationError) as wrong:
        client.with_options(api_key="orc_wrong").models.list()
    assert wrong.value.code == "invalid_api_key"
    theirs = creator.start(creator.user["avee"])
    with pytest.raises(openai.NotFoundError) as foreign:
        ask(client, QUESTION, metadata={"conversation_id": theirs})
    assert foreign.value.code == "conversation_not_found"
    direct = asker.start(creator.user["avee"], "direct")
    with pytest.raises(openai.ConflictError):
        ask(client, QUESTION, metadata={"conversation_id": direct})
    guest = Api(creator.client).call("POST", "/guests", 201, json={"handle": "mira-agent"})["token"]
    with pytest.raises(openai.PermissionDeniedError) as small:
        client.with_options(api_key=guest).models.list()
    assert small.value.code == "guest_not_allowed"


def test_a_limit_says_when_to_come_back(served: Served, creator: Api) -> None:
    with OpenAI(base_url=f"{served.url}/v1", api_key=token_of(Api(creator.client).sign_up()), max_retries=0) as busy:
        # Counted before it is read, so that nothing needs to be answered here.
        for _ in range(60):
            with pytest.raises(openai.BadRequestError):
                ask(busy, "")
        with pytest.raises(openai.RateLimitError) as limited:
            ask(busy, "")
        assert limited.value.code == "too_many_requests"
        assert int(limited.value.response.headers["retry-after"]) >= 1


def test_a_former_handle_is_the_agent_still(client: OpenAI, creator: Api) -> None:
    avee = creator.create_avee("before")
    creator.call("PATCH", f"/avees/{avee}", 200, json={"handle": "afterwards"})
    said: Any = [{"role": "user", "content": "Hello!"}]
    assert client.chat.completions.create(model="before", messages=said).model == "afterwards"
