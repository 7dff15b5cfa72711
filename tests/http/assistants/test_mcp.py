"""The Model Context Protocol with the SDK's own client over a real socket: the tools, the scopes of tokens, the errors."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx
import httpx2
import pytest
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult

from support.api import Api
from support.servers import programs
from support.streams import served

NOVEL = "Would you ever teach a class on restoring antique violins?"
KNOWN = "How do I reset my password?"
ANSWER = "Open the account page and choose *Forgotten password*."


@pytest.fixture
def site(settings: object) -> Iterator[str]:
    with served(programs.make_app()) as url:
        yield url


@pytest.fixture
def creator(site: str) -> Iterator[Api]:
    with httpx.Client(base_url=site, timeout=60) as client:
        person = Api(client).sign_up("mira", display_name="Mira")
        avee = person.create_avee("mira-agent")
        person.configure(avee, trust_mode="immediate")
        person.add_answer(avee, KNOWN, ANSWER)
        yield person


@pytest.fixture
def asker(creator: Api) -> Api:
    return creator.sign_up("ada")


def token_of(person: Api, scope: str) -> str:
    token: str = person.call("POST", "/tokens", 201, json={"name": "assistant", "scope": scope})["token"]
    return token


def talk(site: str, token: str, story: Callable[[Client], Awaitable[Any]], mode: str = "auto") -> Any:
    """Runs the story on a connection of the SDK's client."""

    async def whole() -> Any:
        async with (
            httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}, timeout=60) as http,
            Client(streamable_http_client(f"{site}/mcp", http_client=http), mode=mode) as client,
        ):
            return await story(client)

    return asyncio.run(whole())


def use(site: str, token: str, tool: str, **arguments: Any) -> dict[str, Any]:
    """The structured result of one call, which must succeed."""
    result = talk(site, token, lambda client: client.call_tool(tool, arguments))
    assert not result.is_error, result.content
    structured: dict[str, Any] = result.structured_content
    return structured


def refused(site: str, token: str, tool: str, **arguments: Any) -> str:
    """What the assistant is told where a call fails."""
    result: CallToolResult = talk(site, token, lambda client: client.call_tool(tool, arguments))
    assert result.is_error
    return str(getattr(result.content[0], "text", ""))


def test_an_assistant_sees_what_it_can_do(site: str, asker: Api) -> None:
    async def story(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in talk(site, token_of(asker, "ask"), story)}
    assert set(tools) == {"ask", "ask_creator", "get_ticket", "search_answers", "list_queue", "answer_question"}
    assert all(tool.description and tool.output_schema for tool in tools.values())
    assert tools["ask"].input_schema["required"] == ["agent", "question"]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_known_question_is_answered_in_the_creators_words(site: str, asker: Api, mode: str) -> None:
    result = talk(site, token_of(asker, "ask"), lambda client: client.call_tool("ask", {"agent": "@mira-agent", "question": KNOWN}), mode)
    found = result.structured_content
    assert found["outcome"] == "answered"
    assert found["path"] == "C"
    assert found["by_the_creator"]
    assert ANSWER in found["reply"]
    kept = asker.call("GET", f"/conversations/{found['conversation_id']}/messages", 200)["items"]
    assert [each["content"] for each in kept][-1] == KNOWN


def test_a_question_goes_to_the_creator_and_comes_back(site: str, creator: Api, asker: Api) -> None:
    asks, answers = token_of(asker, "ask"), token_of(creator, "manage")
    made = use(site, asks, "ask_creator", agent="mira-agent", question=NOVEL)
    ticket = made["ticket"]["ticket"]
    assert made["instead"] is None
    assert made["ticket"]["status"] == "accepted"
    assert use(site, asks, "get_ticket", ticket=ticket)["answer"] is None

    waiting = use(site, answers, "list_queue", agent="mira-agent")
    assert [(each["ticket"], each["question"]) for each in waiting["questions"]] == [(ticket, NOVEL)]
    assert use(site, answers, "answer_question", ticket=ticket, text="In spring, if ten people ask.")["people_told"] == 1

    answered = use(site, asks, "get_ticket", ticket=ticket)
    assert (answered["status"], answered["answer"], answered["answered_by"]) == ("answered", "In spring, if ten people ask.", "Mira")
    # The same question of another person is answered from it, and nobody is asked again.
    again = use(site, token_of(creator.sign_up("bo"), "ask"), "ask_creator", agent="mira-agent", question=NOVEL)
    assert again["ticket"] is None
    assert "In spring, if ten people ask." in again["instead"]["reply"]


def test_what_is_published_is_found_by_its_words(site: str, creator: Api, asker: Api) -> None:
    avee, token = creator.call("GET", "/avees/mira-agent", 200)["id"], token_of(asker, "ask")
    assert use(site, token, "search_answers", agent="mira-agent")["answers"] == []
    answer = creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"][0]
    creator.call("PATCH", f"/avees/{avee}/canonical-answers/{answer['id']}", 200, json={"published": True})
    found = use(site, token, "search_answers", agent="mira-agent", words="forgotten PASSWORD")
    assert [(each["question"], each["answer"]) for each in found["answers"]] == [(KNOWN, ANSWER)]
    assert found["answers"][0]["url"].endswith("/@mira-agent/answers/how-do-i-reset-my-password")
    assert use(site, token, "search_answers", agent="mira-agent", words="violins")["answers"] == []


def test_the_same_request_is_asked_once(site: str, asker: Api) -> None:
    token = token_of(asker, "ask")
    one, two = (use(site, token, "ask_creator", agent="mira-agent", question=NOVEL, request_id="note 7") for _ in range(2))
    assert one["ticket"]["ticket"] == two["ticket"]["ticket"]
    assert len(asker.call("GET", "/conversations", 200)["items"]) == 1


def test_insisting_passes_on_what_was_answered_beside_the_point(site: str, asker: Api) -> None:
    token = token_of(asker, "ask")
    assert use(site, token, "ask_creator", agent="mira-agent", question=KNOWN)["ticket"] is None
    made = use(site, token, "ask_creator", agent="mira-agent", question=KNOWN, insist=True)
    assert made["ticket"]["status"] == "accepted"


def test_the_creators_limit_holds(site: str, creator: Api, asker: Api) -> None:
    avee = creator.call("GET", "/avees/mira-agent", 200)["id"]
    creator.configure(avee, max_escalations_per_day=1)
    token = token_of(asker, "ask")
    assert use(site, token, "ask_creator", agent="mira-agent", question=NOVEL)["ticket"]
    other = use(site, token, "ask_creator", agent="mira-agent", question="Which rosin do you put on a baroque cello bow in winter?")
    assert other["ticket"] is None
    assert other["instead"]["outcome"] == "refused"


def test_each_tool_needs_its_scope(site: str, creator: Api, asker: Api) -> None:
    ticket = use(site, token_of(asker, "ask"), "ask_creator", agent="mira-agent", question=NOVEL)["ticket"]["ticket"]
    assert refused(site, token_of(creator, "ask"), "list_queue").endswith(
        "scope_too_small: This token may only ask; this tool needs a token with the scope read."
    )
    assert "scope_too_small" in refused(site, token_of(creator, "read"), "answer_question", ticket=ticket, text="Yes.")
    # A token that may do everything does it for its person alone.
    assert "not_found" in refused(site, token_of(creator.sign_up("eve"), "manage"), "answer_question", ticket=ticket, text="Mine now.")
    assert "not_found" in refused(site, token_of(creator.sign_up("mallory"), "manage"), "get_ticket", ticket=ticket)
    assert use(site, token_of(asker, "manage"), "list_queue")["questions"] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"agent": "nobody-here", "question": KNOWN}, "avee_not_found"),
        ({"agent": "mira-agent", "question": "  "}, "empty"),
        ({"agent": "mira-agent", "question": "a " * 20_000}, "too_long"),
        ({"agent": "mira-agent", "question": KNOWN, "conversation_id": "01a224da-d269-748c-9cb1-a7ef50a600ba"}, "not_found"),
        ({"agent": "mira-agent"}, "question"),
    ],
)
def test_what_cannot_be_asked_is_said(site: str, asker: Api, arguments: dict[str, Any], code: str) -> None:
    assert code in refused(site, token_of(asker, "ask"), "ask", **arguments)


def test_without_a_token_nothing_is_served(site: str, asker: Api) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    with httpx.Client(base_url=site) as client:
        for headers in ({}, {"Authorization": "Bearer orc_of_my_own"}):
            response = client.post("/mcp", json=body, headers=headers)
            assert response.status_code == 401
            assert response.headers["WWW-Authenticate"].startswith("Bearer")
        assert client.get("/mcp").status_code == 405
