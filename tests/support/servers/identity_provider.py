"""A provider of OpenID Connect on the loopback: `oidc-provider-mock`, whose answers a test may falsify.

In between is a key of this file's own: it signs every ID token anew, so that a test can sign what no honest provider would.
"""

import base64
import io
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import oidc_provider_mock
import werkzeug.serving
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT_ID = "orchestrator"
CLIENT_SECRET = "s3cret-of-the-client"

Claims = dict[str, Any]


@dataclass
class Provider:
    """A running provider, and how it lies."""

    port: int = 0
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, auto_kid=True))
    signing_key: RSAKey | OctKey | None = None
    """Signs instead of `key`, which is the one that is published."""
    algorithm: str = "RS256"
    claims: Callable[[Claims], Claims] = field(default=lambda claims: claims)
    """Changes the claims of each ID token."""
    is_down: bool = False
    metadata: Claims = field(default_factory=dict)
    """Replaces parts of the description."""
    asked: list[str] = field(default_factory=list)
    """The paths that were asked for, without their queries."""
    forms: list[dict[str, str]] = field(default_factory=list)
    """What the token endpoint was sent."""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def add_user(self, subject: str, **claims: Any) -> None:
        httpx.put(f"{self.url}/users/{subject}", json=claims).raise_for_status()

    def settings(self, name: str) -> dict[str, str]:
        """The variables of an operator who trusts this provider."""
        return {f"OIDC_{name}_ISSUER": self.url, f"OIDC_{name}_CLIENT_ID": CLIENT_ID, f"OIDC_{name}_CLIENT_SECRET": CLIENT_SECRET}

    def authorize(self, url: str, subject: str) -> dict[str, str]:
        """Somebody says yes on the provider's page; the parameters with which it sends the browser back."""
        answered = httpx.post(url, data={"sub": subject})
        assert answered.status_code == 302, answered.text
        return {name: values[0] for name, values in parse_qs(urlsplit(answered.headers["Location"]).query).items()}

    def wrap(self, app: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
        def wrapped(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"]
            self.asked.append(path)
            if self.is_down:
                start("500 Internal Server Error", [("Content-Type", "text/plain")])
                return [b"down"]
            if path == "/jwks":
                return _answer(start, KeySet([self.key]).as_dict(private=False))
            if path == "/.well-known/openid-configuration":
                return _answer(start, json.loads(_body(app, environ)[1]) | self.metadata)
            if path == "/oauth2/token":
                form = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
                self.forms.append({name: values[0] for name, values in parse_qs(form.decode()).items()})
                status, body = _body(app, environ | {"wsgi.input": io.BytesIO(form)})
                answer = json.loads(body)
                if "id_token" in answer:
                    answer["id_token"] = self._sign(_claims_in(answer["id_token"]))
                return _answer(start, answer, status)
            return app(environ, start)

        return wrapped

    def _sign(self, claims: Claims) -> str:
        changed = self.claims(claims)
        if self.algorithm == "none":
            parts = ({"alg": "none", "kid": self.key.kid}, changed)
            return ".".join([*(base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode() for each in parts), ""])
        key = self.signing_key or self.key
        return str(jwt.encode({"alg": self.algorithm, "kid": self.key.kid}, changed, key, algorithms=[self.algorithm]))


def _claims_in(token: str) -> Claims:
    payload = token.split(".")[1]
    claims: Claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims


def _answer(start: Callable[..., Any], content: Any, status: str = "200 OK") -> Iterable[bytes]:
    start(status, [("Content-Type", "application/json")])
    return [json.dumps(content).encode()]


def _body(app: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> tuple[str, bytes]:
    said: list[str] = []
    body = b"".join(app(environ, lambda status, headers, *_: said.append(status)))
    return said[0], body


@contextmanager
def identity_provider() -> Iterator[Provider]:
    provider = Provider()
    server = werkzeug.serving.make_server("localhost", 0, provider.wrap(oidc_provider_mock.app()), threaded=True)
    provider.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
