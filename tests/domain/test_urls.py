"""What is wrong with an address that an operator sets."""

import pytest

from orchestrator.domain.urls import HTTP, find_url_problem

NO_PORT = "has no valid host or port; a port is a number from 1 to 65535"


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://example.org", None),
        ("HTTP://127.0.0.1:8000/v1?a=b#c", None),
        ("http://[::1]:65535", None),
        ("https://example.org/".ljust(2_000, "a"), None),
        ("https://example.org/".ljust(2_001, "a"), "is longer than 2000 characters"),
        ("https://exa mple.org", "holds a space or a line break"),
        ("https://example.org\n", "holds a space or a line break"),
        ("https://example.org/\x1f", "holds a space or a line break"),
        ("https://example.org:0", NO_PORT),
        ("https://example.org:65536", NO_PORT),
        ("https://[::1", NO_PORT),
        ("example.org", "must begin with http:// or https://"),
        ("ftp://example.org", "must begin with http:// or https://"),
        ("https://", "names no host"),
        ("https:///path", "names no host"),
    ],
)
def test_problems(url: str, problem: str | None) -> None:
    assert find_url_problem(url, HTTP) == problem


@pytest.mark.parametrize(
    ("url", "is_fine"),
    [("https://example.org", True), ("https://example.org/", True), ("https://example.org/a", False), ("https://example.org?a", False),
     ("https://example.org#a", False), ("https://mara@example.org", False)],
)  # fmt: skip
def test_an_address_without_a_path(url: str, is_fine: bool) -> None:
    assert (find_url_problem(url, HTTP, may_have_path=False) is None) == is_fine


def test_a_socket_needs_no_host() -> None:
    assert find_url_problem("unix:///run/redis.sock", ("unix",)) is None
