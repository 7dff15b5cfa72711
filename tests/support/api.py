"""A person who uses the HTTP API: signs up, owns agents, asks. Every request is valid by default; any field can be
overridden.
"""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi.testclient import TestClient

from support.contract import assert_described

PASSWORD = "a long passphrase"
_numbers = itertools.count(1)


@dataclass
class Api:
    """An HTTP client for one person, whose token is sent with every request; without a token nobody is signed in."""

    client: TestClient | httpx.Client
    token: str | None = None
    user: dict[str, Any] = field(default_factory=dict)
    suffix: str = ""
    """Appended to every given handle, for stories that share a database."""

    def call(self, method: str, path: str, expect: int | None = None, **arguments: Any) -> Any:
        """The response; with `expect`, its JSON (None for 204), and an assertion on the status.

        An edit overwrites whatever version is there; a test of versions sends its own If-Match, '' for none.
        """
        headers = dict(arguments.pop("headers", {}))
        if method in ("PUT", "PATCH", "DELETE") or path.endswith("/restore"):
            headers.setdefault("If-Match", "*")
        headers = {name: value for name, value in headers.items() if value or name != "If-Match"}
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        self.client.cookies.clear()
        response = self.client.request(method, path, headers=headers, **arguments)
        assert_described(method, path, response.status_code, response.headers.get("content-type", "").partition(";")[0])
        if expect is None:
            return response
        assert response.status_code == expect, f"{method} {path}: {response.status_code} {response.text}"
        return response.json() if response.content else None

    def sign_up(self, handle: str | None = None, **changes: Any) -> "Api":
        """A new person, signed in."""
        name = handle or f"person{next(_numbers)}"
        handle = name + self.suffix
        body = {"email": f"{handle}@example.org", "password": PASSWORD, "handle": handle, "display_name": name.title()} | changes
        user = self.call("POST", "/accounts", 201, json=body)
        token = self.call("POST", "/sessions", 201, json={"email": body["email"], "password": body["password"]})["token"]
        return Api(self.client, token, user, self.suffix)

    def create_avee(self, handle: str | None = None, **changes: Any) -> str:
        """The new agent's id."""
        name = handle or f"agent{next(_numbers)}"
        avee: str = self.call("POST", "/avees", 201, json={"handle": name + self.suffix, "display_name": name.title()} | changes)["id"]
        return avee

    def add_answer(self, avee_id: str, question: str, answer: str, **changes: Any) -> dict[str, Any]:
        body = {"question_pattern": question, "answer_content": answer} | changes
        stored: dict[str, Any] = self.call("POST", f"/avees/{avee_id}/canonical-answers", 201, json=body)
        return stored

    def add_document(self, avee_id: str, title: str, content: str, **changes: Any) -> dict[str, Any]:
        """Adds a document and waits until it is read."""
        document = self.call("POST", f"/avees/{avee_id}/documents", 202, json={"title": title, "content": content} | changes)
        return self.wait_for_document(avee_id, document["id"])

    def wait_for_document(self, avee_id: str, document_id: str, timeout_s: float = 60) -> dict[str, Any]:
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            document: dict[str, Any] = self.call("GET", f"/avees/{avee_id}/documents/{document_id}", 200)
            if document["status"] != "pending":
                return document
            time.sleep(0.05)
        raise AssertionError("the document was not read in time")

    def wait_for_message(self, conversation_id: str, matches: Callable[[dict[str, Any]], bool], timeout_s: float = 60) -> dict[str, Any]:
        """Waits for a message of the thread that `matches`; returns the newest one."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            for message in self.call("GET", f"/conversations/{conversation_id}/messages", 200)["items"]:
                if matches(message):
                    found: dict[str, Any] = message
                    return found
            time.sleep(0.05)
        raise AssertionError("the message did not come in time")

    def configure(self, avee_id: str, **changes: Any) -> dict[str, Any]:
        saved: dict[str, Any] = self.call("PUT", f"/orchestrator/config/{avee_id}", 200, json=changes)
        return saved

    def start(self, avee_id: str, kind: str = "agent") -> str:
        """A new conversation's id."""
        conversation: str = self.call("POST", "/conversations", 201, json={"avee_id": avee_id, "kind": kind})["id"]
        return conversation

    def ask(self, conversation_id: str, message: str, expect: int = 200, **changes: Any) -> dict[str, Any]:
        body = {"conversation_id": conversation_id, "message": message} | changes
        answered: dict[str, Any] = self.call("POST", "/orchestrator/message", expect, json=body)
        return answered


def open_workshop(creator: Api) -> str:
    """The id of an agent with one answer and one document."""
    avee = creator.create_avee("mira-agent", display_name="Mira's agent")
    creator.add_answer(avee, "How do I reset my password?", "Open the account page and choose *Forgotten password*.")
    creator.add_document(avee, "Opening hours", "# Opening hours\n\nThe workshop is open from Tuesday to Saturday between nine and five.\n")
    return avee
