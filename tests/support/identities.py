"""A browser that signs in by a provider of the loopback: it keeps its cookies, as `support.api.Api` does not."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from fastapi.testclient import TestClient

from orchestrator.http.auth import CSRF_COOKIE
from support.api import PASSWORD, Api
from support.servers.identity_provider import Provider

HTML = {"Accept": "text/html"}


@dataclass
class Browser:
    """A browser of the application: all share one client, whose event loop the application runs on."""

    client: TestClient
    cookies: httpx2.Cookies = field(default_factory=httpx2.Cookies)

    def request(self, method: str, path: str, **arguments: Any) -> httpx2.Response:
        self.client.cookies = self.cookies
        response = self.client.request(method, path, follow_redirects=False, **arguments)
        self.cookies, self.client.cookies = self.client.cookies, httpx2.Cookies()
        return response

    def get(self, path: str, **arguments: Any) -> httpx2.Response:
        return self.request("GET", path, **arguments)

    def enter(self, handle: str) -> None:
        """Signs up somebody with a password, and signs in."""
        Api(self.client).sign_up(handle)
        self.call("POST", "/sessions", 201, json={"email": f"{handle}@example.org", "password": PASSWORD})

    def call(self, method: str, path: str, expect: int, **arguments: Any) -> Any:
        headers = {"X-CSRF-Token": self.cookies.get(CSRF_COOKIE, "")}
        response = self.request(method, path, headers=headers, **arguments)
        assert response.status_code == expect, f"{method} {path}: {response.status_code} {response.text}"
        return response.json() if response.content else None

    def start(self, name: str, return_to: str = "/messages") -> str:
        """The provider's address that the browser is sent to."""
        answered = self.get(f"/auth/{name}/start", params={"return_to": return_to})
        assert answered.status_code == 303, answered.text
        return str(answered.headers["Location"])

    def come_back(self, name: str, parameters: dict[str, str], **arguments: Any) -> httpx2.Response:
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


def parameters_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
