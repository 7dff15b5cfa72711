"""`serve --host`: the printed address answers, and an address that cannot be had is refused with a sentence."""

import socket

import pytest

from orchestrator.cli.web.addresses import bind, url_of
from orchestrator.domain.errors import Conflict, Invalid


def answers(url: str) -> bool:
    host, _, port = url.removeprefix("http://").rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), timeout=30):
        return True


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "::", "::1", "localhost"])
def test_the_printed_address_answers(host: str) -> None:
    bound = bind(host, 0)
    for each in bound:
        each.listen()
    try:
        url = url_of(host, bound)
        assert answers(url), url
        assert "0.0.0.0" not in url
        assert "//:" not in url
        assert len({each.getsockname()[1] for each in bound}) == 1
        if host == "::":
            assert answers(f"http://127.0.0.1:{bound[0].getsockname()[1]}"), "IPv4 as well"
            assert answers(f"http://[::1]:{bound[0].getsockname()[1]}")
    finally:
        for each in bound:
            each.close()


def test_a_taken_port_and_an_address_of_another_machine_are_sentences() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        with pytest.raises(Conflict, match=r"Port \d+ of 127\.0\.0\.1 is in use") as refused:
            bind("127.0.0.1", taken.getsockname()[1])
        assert refused.value.code == "port_taken"
    for elsewhere in ("192.0.2.1", "no-such-host.invalid", "300.1.1.1"):
        with pytest.raises(Invalid) as refused_host:
            bind(elsewhere, 0)
        assert refused_host.value.code == "invalid_host"


def test_the_zone_of_an_address_is_escaped() -> None:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port = bound.getsockname()[1]
        assert url_of("fe80::1%eth0", [bound]) == f"http://[fe80::1%25eth0]:{port}"
