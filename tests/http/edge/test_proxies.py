"""Whom a request comes from, which hosts are answered, and who may read the metrics."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send

from orchestrator.domain.errors import Invalid
from orchestrator.http.edge.proxies import Proxies, read_networks
from orchestrator.http.rates import address_of
from orchestrator.settings import Settings
from support.servers import programs

PROXY = "127.0.0.1"


def seen(trusted: str, peer: str, *headers: tuple[str, str]) -> tuple[str, str]:
    """The address and the scheme that the application sees."""
    found: list[Scope] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        found.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    client = TestClient(Proxies(application, read_networks(trusted)), client=(peer, 4711))
    client.get("/", headers=list(headers))
    return found[0]["client"][0], found[0]["scheme"]


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "address"),
    [
        ("", "127.0.0.1", ("203.0.113.9",), "127.0.0.1"),  # by default nobody is believed, not even on this machine
        ("", "::1", ("203.0.113.9",), "::1"),
        (PROXY, PROXY, ("203.0.113.9",), "203.0.113.9"),
        (PROXY, PROXY, ("198.51.100.1, 203.0.113.9",), "203.0.113.9"),  # the left was invented by the sender
        (PROXY, PROXY, ("198.51.100.1", "203.0.113.9"), "203.0.113.9"),  # two header lines are one list
        ("127.0.0.1,10.0.0.0/8", PROXY, ("198.51.100.1, 203.0.113.9, 10.1.2.3",), "203.0.113.9"),
        ("127.0.0.1,10.0.0.0/8", PROXY, ("10.9.9.9, 10.1.2.3",), "10.9.9.9"),  # only proxies of ours: the first of them
        (PROXY, PROXY, ("203.0.113.9:1234",), "203.0.113.9"),
        (PROXY, PROXY, ("[2001:db8::7]:443",), "2001:db8::7"),
        (PROXY, PROXY, ("203.0.113.9, unknown",), "127.0.0.1"),
        (PROXY, PROXY, ("' OR 1=1",), "127.0.0.1"),
        (PROXY, PROXY, ("",), "127.0.0.1"),
        (PROXY, "192.0.2.4", ("203.0.113.9",), "192.0.2.4"),
        (PROXY, "::ffff:127.0.0.1", ("203.0.113.9",), "203.0.113.9"),  # a server on :: sees IPv4 so
        ("2001:db8::/32", "2001:db8::1", ("203.0.113.9",), "203.0.113.9"),
    ],
)  # fmt: skip
def test_the_client_is_the_rightmost_address_that_is_no_proxy(trusted: str, peer: str, forwarded: tuple[str, ...], address: str) -> None:
    assert seen(trusted, peer, *(("X-Forwarded-For", each) for each in forwarded))[0] == address


def test_the_scheme_is_believed_from_a_proxy_only() -> None:
    assert seen(PROXY, PROXY, ("X-Forwarded-Proto", "https")) == (PROXY, "https")
    assert seen("", PROXY, ("X-Forwarded-Proto", "https")) == (PROXY, "http")
    assert seen(PROXY, PROXY, ("X-Forwarded-Proto", "javascript"))[1] == "http"
    assert seen(PROXY, PROXY, ("Forwarded", "for=203.0.113.9;proto=https")) == (PROXY, "http"), "this header is not read"


class From:
    """All that is read of a request."""

    def __init__(self, host: str) -> None:
        self.client = type("Client", (), {"host": host})


@pytest.mark.parametrize(
    ("hosts", "counted"),
    [
        (["::ffff:192.0.2.1", "::ffff:192.0.2.2", "192.0.2.1"], {"192.0.2.1", "192.0.2.2"}),
        (["2001:db8:0:7::1", "2001:db8:0:7:ffff::2", "2001:db8:0:8::1"], {"2001:db8:0:7::/64", "2001:db8:0:8::/64"}),
        (["unix"], {"unix"}),
    ],
)
def test_clients_are_counted_by_address_and_households_of_ipv6_as_one(hosts: list[str], counted: set[str]) -> None:
    assert {address_of(From(host)) for host in hosts} == counted  # type: ignore[arg-type]  # no whole request


@pytest.mark.parametrize("written", ["localhost", "10.0.0.1/8", "127.0.0.1;10.0.0.1", "*"])
def test_a_proxy_that_cannot_be_read_is_refused(written: str) -> None:
    with pytest.raises(Invalid, match="TRUSTED_PROXIES") as refused:
        read_networks(written)
    assert refused.value.code == "invalid_trusted_proxies"


@pytest.fixture
def public(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The application at https://ask.example.org, behind a proxy on this machine."""
    monkeypatch.setenv("PUBLIC_URL", "https://ask.example.org")
    monkeypatch.setenv("TRUSTED_PROXIES", PROXY)
    with TestClient(programs.make_app(), base_url="http://ask.example.org", client=(PROXY, 4711), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("ask.example.org", "/sign-in", 200), ("ask.example.org:443", "/sign-in", 200), ("ASK.example.org", "/sign-in", 200),
        ("127.0.0.1:8000", "/sign-in", 200), ("[::1]:8000", "/sign-in", 200), ("localhost", "/sign-in", 200),
        ("evil.example", "/sign-in", 421), ("ask.example.org.evil.example", "/me", 421), ("ask.example.org@evil.example", "/me", 421),
        ("[::", "/me", 421), ("10.0.0.7:8000", "/ready", 200), ("10.0.0.7:8000", "/health", 200),
    ],
)  # fmt: skip
def test_only_the_public_host_and_this_machine_are_answered(public: TestClient, host: str, path: str, status: int) -> None:
    response = public.get(path, headers={"Host": host})
    # Without the built app its pages are 503.
    assert response.status_code in ((status, 503) if path == "/sign-in" and status == 200 else (status,))
    assert "evil" not in response.text + str(response.headers)


def test_cookies_are_secure_where_the_public_address_is(public: TestClient) -> None:
    account = {"email": "a@example.org", "password": "a long passphrase", "handle": "a-person", "display_name": "A"}
    assert public.post("/accounts", json=account).status_code == 201
    response = public.post("/sessions", json={"email": account["email"], "password": account["password"]})
    assert all("secure" in cookie.lower() for cookie in response.headers.get_list("set-cookie"))


@pytest.mark.parametrize(
    "path", ["/sign-in/", "/health/", "//evil.example/..//health/", "/%2fevil.example/health/", "/\\evil.example/health/"]
)
def test_no_redirect_repeats_the_host(settings: Settings, path: str) -> None:
    with TestClient(programs.make_app(), follow_redirects=False, raise_server_exceptions=False) as client:
        response = client.get(f"http://evil.example{path}", headers={"Host": "evil.example"})
    location = response.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    if path in ("/sign-in/", "/health/"):
        assert (response.status_code, location) == (307, path.rstrip("/"))


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("127.0.0.1", {}, 200), ("::1", {}, 200), ("203.0.113.9", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, 404), ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 404), ("127.0.0.1", {"X-Real-IP": "127.0.0.1"}, 404),
    ],
)  # fmt: skip
def test_metrics_are_for_direct_requests_of_this_machine(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, peer: str, headers: dict[str, str], status: int
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", PROXY)
    with TestClient(programs.make_app(), client=(peer, 4711)) as client:
        assert client.get("/metrics", headers=headers).status_code == status


def test_metrics_with_a_token(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRICS_TOKEN", "counting")
    with TestClient(programs.make_app(), client=("203.0.113.9", 4711)) as client:
        right = client.get("/metrics", headers={"Authorization": "Bearer counting"})
        assert (right.status_code, "orchestrator_jobs{" in right.text) == (200, True)
        for wrong in ("Bearer count", "Basic counting", "counting", "Bearer counting2", "Bearer ü"):
            assert client.get("/metrics", headers={b"Authorization": wrong.encode()}).status_code == 401
        assert client.get("/metrics").status_code == 401
