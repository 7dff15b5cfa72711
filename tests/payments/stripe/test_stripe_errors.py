"""What Stripe's failures become, and that no key is in them, in a log, or in what is raised."""

import asyncio
import io
import logging
import traceback
from collections.abc import Iterator

import httpx
import pytest

from orchestrator.adapters.payments.stripe.provider import StripePayments
from orchestrator.cli.logs import install
from orchestrator.domain.errors import Conflict, OrchestratorError, Unavailable
from support.servers.receivers import dripping_receiver
from support.servers.stripe_server import KEY, SECRET, StripeServer, stripe_server
from support.stripe_payments import load, make_order, start, start_paid, with_stripe

WRONG = "sk_live_0123456789abcdefZQ7x"


@pytest.fixture
def stripe() -> Iterator[StripeServer]:
    with stripe_server() as server:
        yield server


def failing(url: str, key: str = KEY, deadline_s: float = 0.5) -> OrchestratorError:
    """What is raised by an order at this address."""

    async def story() -> OrchestratorError:
        payments = StripePayments(key, SECRET, url, deadline_s=deadline_s)
        try:
            with pytest.raises(OrchestratorError) as raised:
                await payments.start_checkout(make_order())
            return raised.value
        finally:
            await payments.close()

    return asyncio.run(story())


def everything_of(error: BaseException) -> str:
    fields = str(getattr(error, "fields", ""))
    return "".join(traceback.format_exception(error)) + repr(error) + fields


def test_a_wrong_key_is_told_to_the_operator_without_the_key(stripe: StripeServer) -> None:
    written, before = io.StringIO(), logging.getLogger().handlers[:]
    install(written)
    try:
        error = failing(stripe.url, WRONG)
    finally:
        logging.basicConfig(level=logging.WARNING, handlers=before, force=True)
    assert isinstance(error, Unavailable)
    assert (error.code, error.fields["state"]) == ("payments_unavailable", "wrong_key")
    assert "STRIPE_API_KEY" in written.getvalue()
    for told in (written.getvalue(), everything_of(error)):
        assert WRONG not in told
        assert WRONG[-4:] not in told
        assert "sk_live" not in told


def test_no_log_holds_a_secret_or_a_person(stripe: StripeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    written, before = io.StringIO(), logging.getLogger().handlers[:]
    install(written)
    try:
        load(stripe, start_paid(stripe, make_order()))
        stripe.faults.plan("error_before", times=4)
        failing(stripe.url)
    finally:
        logging.basicConfig(level=logging.WARNING, handlers=before, force=True)
    assert written.getvalue()
    for secret in (KEY, SECRET, "ada@example.org", "Bearer"):
        assert secret not in written.getvalue()


@pytest.mark.parametrize("kind", ["stall_before", "drop_after", "error_after", "bad_gateway", "busy", "in_use"])
def test_what_is_raised_holds_no_secret(stripe: StripeServer, kind: str) -> None:
    stripe.faults.plan(kind, times=2)
    error = failing(stripe.url)
    assert (type(error), error.code) == (Unavailable, "payments_unavailable")
    assert KEY not in everything_of(error)
    assert "ada@example.org" not in everything_of(error)


def test_a_reason_is_short_and_holds_no_key(stripe: StripeServer) -> None:
    message = f"No such\nthing with {KEY}, whsec_abc and rk_live_abc.def: " + "x" * 5_000
    stripe.faults.plan("refuse", code="resource_odd", message=message)
    error = failing(stripe.url)
    assert isinstance(error, Conflict)
    assert error.detail.startswith("Stripe refuses: No such thing with *** *** and ***")
    assert len(error.detail) < 250
    assert error.fields["reason"] == "resource_odd"


@pytest.mark.parametrize("code", ["", "Some Code", "x" * 65, "ä"])
def test_a_code_that_is_none(stripe: StripeServer, code: str) -> None:
    stripe.faults.plan("refuse", code=code)
    assert failing(stripe.url).fields["reason"] == "refused"


def test_an_account_that_was_disconnected(stripe: StripeServer) -> None:
    with pytest.raises(Conflict) as raised:
        start(stripe, make_order(account="acct_gone"))
    assert (raised.value.code, raised.value.fields["reason"]) == ("payment_refused", "account_gone")
    assert KEY[:12] not in everything_of(raised.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://127.0.0.1:9/", "nonsense", "http://[", ""])
def test_nobody_there(url: str) -> None:
    assert failing(url).code == "payments_unavailable"


@pytest.mark.parametrize(
    "begins_with",
    [
        b"HTTP/1.1 200 OK\r\nx-drip: ",
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n\x1f\x8b",
    ],
)
@pytest.mark.parametrize("every_s", [0.02, 0])
def test_an_answer_without_an_end(begins_with: bytes, every_s: float) -> None:
    with dripping_receiver(every_s, begins_with) as address:
        assert failing(f"http://{address}").code == "payments_unavailable"


@pytest.mark.parametrize("answer", [b"{}", b"[]", b"null", b"nonsense", b"\xff", b"[" * 100_000, b'{"error": {}}', b'{"error": 5}'])
@pytest.mark.parametrize("status", [200, 302, 400, 402, 403, 404, 418, 500])
def test_answers_that_are_none_of_stripes(answer: bytes, status: int) -> None:
    head = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {len(answer)}\r\n\r\n".encode()
    with dripping_receiver(5, head + answer) as address:
        assert failing(f"http://{address}", deadline_s=2).code in ("payments_unavailable", "payment_refused")


def test_the_adapter_closes_twice_and_before_its_first_call(stripe: StripeServer) -> None:
    async def story(payments: StripePayments) -> None:
        await payments.close()
        await payments.start_checkout(make_order())
        await payments.close()
        await payments.close()

    with_stripe(stripe, story)
    assert httpx.get(stripe.url).status_code == 200
