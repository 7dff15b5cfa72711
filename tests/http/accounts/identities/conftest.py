"""An application that trusts a provider on the loopback, and browsers of it."""

from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from orchestrator.settings import Settings
from support.identities import Browser
from support.servers import programs
from support.servers.identity_provider import Provider, identity_provider

OpenBrowser = Callable[[], Browser]


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    # The mock's library refuses plain http, which is all there is on the loopback.
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    with identity_provider() as running:
        yield running


@pytest.fixture
def other_provider(provider: Provider) -> Iterator[Provider]:
    with identity_provider() as running:
        yield running


@pytest.fixture
def open_browser(
    settings: Settings, provider: Provider, other_provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenBrowser]:
    """Opens browsers that share nothing but the application, which trusts both providers: 'example' and 'other-one'."""
    for name, value in (provider.settings("EXAMPLE") | other_provider.settings("OTHER_ONE")).items():
        monkeypatch.setenv(name, value)
    with TestClient(programs.make_app(), raise_server_exceptions=False, client=programs.PEER) as client:
        yield lambda: Browser(client)


@pytest.fixture
def browser(open_browser: OpenBrowser) -> Browser:
    return open_browser()
