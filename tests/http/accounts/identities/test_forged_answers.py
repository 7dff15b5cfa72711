"""Answers that no provider gave, or not to this browser, client or request: nobody is signed in by one."""

import time
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from joserfc.jwk import OctKey, RSAKey

from support.identities import Browser, parameters_of
from support.servers.identity_provider import CLIENT_SECRET, Claims, Provider

OpenBrowser = Callable[[], Browser]


@pytest.fixture(autouse=True)
def ada(provider: Provider, other_provider: Provider) -> None:
    for each in (provider, other_provider):
        each.add_user("ada", email="ada@example.org", email_verified=True)


def refused(browser: Browser, parameters: dict[str, str], code: str, name: str = "example") -> Any:
    """The fields of the problem with which the answer is refused; nobody is signed in by it."""
    problem = browser.come_back(name, parameters)
    assert (problem.status_code, problem.json()["code"]) == (401, code)
    assert browser.get("/me").status_code == browser.get("/auth/newcomer").status_code == 401
    return problem.json()["fields"]


def changed(**values: Any) -> Callable[[Claims], Claims]:
    return lambda claims: {name: value for name, value in (claims | values).items() if value is not None}


FORGED: dict[str, tuple[Callable[[Claims], Claims], str]] = {
    "another request's nonce": (changed(nonce="another"), "nonce"),
    "no nonce": (changed(nonce=None), "nonce"),
    "another client": (changed(aud="another"), "audience"),
    "no audience": (changed(aud=None), "audience"),
    "several clients, and none authorized": (changed(aud=["orchestrator", "another"]), "audience"),
    "authorized for another client": (changed(azp="another"), "audience"),
    "another issuer": (changed(iss="https://evil.example.org"), "issuer"),
    "no issuer": (changed(iss=None), "issuer"),
    "expired": (changed(exp=int(time.time()) - 3_600), "expired"),
    "no end": (changed(exp=None), "expired"),
    "an end that is no number": (changed(exp="tomorrow"), "expired"),
    "from the future": (changed(iat=int(time.time()) + 3_600), "time"),
    "nobody": (changed(sub=None), "form"),
    "an empty name": (changed(sub=""), "form"),
    "a name that is no text": (changed(sub=["ada"]), "form"),
    "another access token": (changed(at_hash="AAAAAAAAAAAAAAAAAAAAAA"), "form"),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_token_with_wrong_claims_is_refused(browser: Browser, provider: Provider, what: str) -> None:
    provider.claims, reason = FORGED[what]
    assert refused(browser, provider.authorize(browser.start("example"), "ada"), "token_refused") == {"reason": reason}


def test_an_unsigned_token_is_refused(browser: Browser, provider: Provider) -> None:
    provider.algorithm = "none"
    assert refused(browser, provider.authorize(browser.start("example"), "ada"), "token_refused") == {"reason": "algorithm"}


def test_an_unsigned_token_is_refused_from_a_provider_that_says_it_does_not_sign(browser: Browser, provider: Provider) -> None:
    provider.algorithm, provider.metadata = "none", {"id_token_signing_alg_values_supported": ["none", "RS256"]}
    assert refused(browser, provider.authorize(browser.start("example"), "ada"), "token_refused") == {"reason": "algorithm"}


def test_a_token_that_is_signed_with_another_key_is_refused(browser: Browser, provider: Provider) -> None:
    provider.signing_key = RSAKey.generate_key(2048)
    assert refused(browser, provider.authorize(browser.start("example"), "ada"), "token_refused") == {"reason": "signature"}


@pytest.mark.parametrize("secret", [CLIENT_SECRET, "anything else"])
def test_a_token_that_is_signed_with_a_shared_secret_is_refused(browser: Browser, provider: Provider, secret: str) -> None:
    provider.algorithm, provider.signing_key = "HS256", OctKey.import_key(secret.ljust(32, "."))
    provider.metadata = {"id_token_signing_alg_values_supported": ["HS256", "RS256"]}
    assert refused(browser, provider.authorize(browser.start("example"), "ada"), "token_refused") == {"reason": "algorithm"}


def test_the_providers_new_key_is_fetched(browser: Browser, provider: Provider) -> None:
    browser.sign_in("example", provider, "ada")
    browser.join("ada")
    provider.key = RSAKey.generate_key(2048, auto_kid=True)
    answered = browser.come_back("example", provider.authorize(browser.start("example"), "ada"))
    # Not more often than once a minute: until then the new key is unknown.
    assert (answered.status_code, answered.json()["fields"]) == (401, {"reason": "signature"})
    assert provider.asked.count("/jwks") == 1


def test_an_answer_counts_once(browser: Browser, provider: Provider) -> None:
    said = provider.authorize(browser.start("example"), "ada")
    copy = Browser(browser.client, httpx2.Cookies(browser.cookies))
    assert browser.come_back("example", said).status_code == 303
    refused(copy, said, "attempt_unknown")


def test_an_answer_counts_in_the_browser_alone_that_asked(browser: Browser, open_browser: OpenBrowser, provider: Provider) -> None:
    """Otherwise somebody could sign another person in to their own account, and read what they write there."""
    said = provider.authorize(browser.start("example"), "ada")
    other = open_browser()
    refused(other, said, "attempt_unknown")
    other.start("example")
    refused(other, said, "attempt_unknown")
    assert browser.come_back("example", said).status_code == 303, "and its own browser may still use it"


@pytest.mark.parametrize("state", [None, "", "made-up", "x" * 8_000, "\u0000"])
def test_an_answer_to_nothing_is_refused(browser: Browser, provider: Provider, state: str | None) -> None:
    said = provider.authorize(browser.start("example"), "ada")
    refused(browser, {name: value for name, value in (said | {"state": state}).items() if value is not None}, "attempt_unknown")


def test_an_answer_of_another_provider_is_refused(browser: Browser, provider: Provider, other_provider: Provider) -> None:
    """The mix-up: a provider that is evil gets a browser to bring the answer of an honest one to its own address, or the other
    way round, so that the code is sent to the wrong token endpoint."""
    said = provider.authorize(browser.start("example"), "ada")
    refused(browser, said, "wrong_provider", "other-one")
    assert other_provider.forms == [], "no code was sent to it"


def test_an_answer_that_names_another_issuer_is_refused(browser: Browser, provider: Provider, other_provider: Provider) -> None:
    said = provider.authorize(browser.start("example"), "ada") | {"iss": other_provider.url}
    refused(browser, said, "wrong_provider")
    assert provider.forms == []


def test_two_providers_may_have_the_same_name_for_two_people(
    open_browser: OpenBrowser, provider: Provider, other_provider: Provider
) -> None:
    provider.add_user("1", email="one@example.org", email_verified=True)
    other_provider.add_user("1", email="other@example.org", email_verified=True)
    first, second = open_browser(), open_browser()
    first.sign_in("example", provider, "1")
    first.join("first")
    assert second.sign_in("other-one", other_provider, "1") == "/join"


def test_a_made_up_code_is_refused(browser: Browser, provider: Provider) -> None:
    state = parameters_of(browser.start("example"))["state"]
    refused(browser, {"state": state, "code": "made-up"}, "code_refused")


@pytest.mark.parametrize(
    "metadata",
    [{"issuer": "https://evil.example.org"}, {"token_endpoint": "ftp://x"}, {"jwks_uri": None}, {"junk": "x" * 300_000}],
    ids=["issuer", "address", "missing", "huge"],
)
def test_a_description_that_cannot_be_believed_is_an_outage(browser: Browser, provider: Provider, metadata: Claims) -> None:
    provider.metadata = metadata
    answered = browser.get("/auth/example/start")
    assert (answered.status_code, answered.json()["code"]) == (503, "provider_unavailable")
