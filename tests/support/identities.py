"""A browser that signs in by a provider of the loopback: it keeps its cookies, as `support.api.Api` does not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from fastapi.testclient import TestClient

from orchestrator.http.auth import CSRF_COOKIE
from support.servers.identity_provider import Provider

HTML = {"Accept": "text/html"}


@dataclass
class Browser:
    """A browser of the application."""

    client: TestClient

    def get(self, path: str, **arguments: Any) -> httpx.Response:
        return self.client.get(path, follow_redirects=False, **arguments)

    def call(self, method: str, path: str, expect: int, **arguments: Any) -> Any:
        headers = {"X-CSRF-Token": self.client.cookies.get(CSRF_COOKIE, "")}
        response = self.client.request(method, path, headers=headers, **arguments)
        assert response.status_code == expect, f"{method} {path}: {response.status_code} {response.text}"
        return response.json() if response.content else None

    def start(self, name: str, return_to: str = "/messages") -> str:
        """The provider's address that the browser is sent to."""
        answered = self.get(f"/auth/{name}/start", params={"return_to": return_to})
        assert answered.status_code == 303, answered.text
        return str(answered.headers["Location"])

    def come_back(self, name: str, parameters: dict[str, str], **arguments: Any) -> httpx.Response:
        return self.get(f"/auth/{name}/callback", params=parameters, **arguments)

    def sign_in(self, name: str, provider: Provider, subject: str, return_to: str = "/messages") -> str:
        """Where the browser is after somebody said yes at the provider."""
        answered = self.come_back(name, provider.authorize(self.start(name, return_to), subject))
        assert answered.status_code == 303, answered.text
        return str(answered.headers["Location"])

    def join(self, handle: str, expect: int = 201, **changes: Any) -> Any:
        return self.call("POST", "/auth/newcomer", expect, json={"handle": handle, "display_name": handle.title()} | changes)

    def link(self, name: str, provider: Provider, subject: str, password: str) -> str:
        """Where the browser is after somebody linked their account elsewhere."""
        url = self.call("POST", "/me/identities", 201, json={"provider": name, "password": password})["url"]
        return str(self.come_back(name, provider.authorize(url, subject)).headers["Location"])


@contextmanager
def browser_of(app_client: TestClient) -> Iterator[Browser]:
    """Another browser of the same application."""
    client = TestClient(app_client.app, base_url=str(app_client.base_url), raise_server_exceptions=False, client=("127.0.0.1", 50_000))
    yield Browser(client)


def parameters_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
