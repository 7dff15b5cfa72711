"""A Stripe on the loopback: the calls that payments make, a page to pay on, and signed events.

    with stripe_server() as stripe:
        # STRIPE_API_BASE is stripe.url, STRIPE_API_KEY stripe.key, STRIPE_WEBHOOK_SECRET stripe.secret
        stripe.delivery.webhook_url = "http://127.0.0.1:8000/webhooks/stripe"
        ...                                       # start a checkout, and open its address in a browser; or pay at once:
        stripe.pay(payment_id)
        stripe.faults.plan("stall_after", "POST .*/capture")
        stripe.advance(days=7)
        stripe.sums(payment_id).captured

It was written from Stripe's documentation and the definitions in its library, which also check each call's parameters; never compared with
the service itself. As a program of its own: `python -m support.servers.stripe_server --port 8100 --webhook URL`. Another process
commands it by `POST /_control/NAME`, see `support.servers.stripe_service.control`.
"""

import argparse
import contextlib
import json
import re
import secrets
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from support.servers.stripe_service import pages
from support.servers.stripe_service.api import Answer, Api, Call, failure
from support.servers.stripe_service.control import Control
from support.servers.stripe_service.delivery import Delivery
from support.servers.stripe_service.faults import Fault, FaultKind, Faults
from support.servers.stripe_service.forms import read_form
from support.servers.stripe_service.ledger import Entry, Sums
from support.servers.stripe_service.objects import new_account
from support.servers.stripe_service.refusals import Refusal
from support.servers.stripe_service.world import Thing, World

KEY, SECRET = "sk_test_loopback_51abcdefghijklmnop", "whsec_loopback_0123456789abcdef"


class Stalled(Exception):
    """The call is never answered."""


class StripeServer:
    """Everything is done under one lock, so that tests may use it from any thread."""

    def __init__(self, key: str = KEY, secret: str = SECRET) -> None:
        self.key = key
        """Another one is not taken: set it anew to revoke the old one."""
        self.delivery = Delivery(secret)
        self.world = World(lambda kind, thing, account: self.delivery.report(kind, thing, account, self.world.now))
        self.faults = Faults()
        self.api = Api(self.world)
        self.control = Control(self.world, self.faults, self.delivery)
        self.calls: list[Call] = []
        """Every call of the API that had the right key, in order."""
        self.headers: list[dict[str, str]] = []
        """Of the same calls, with names in lower case."""
        self.lock = threading.RLock()
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        return self.world.url

    @property
    def secret(self) -> str:
        return self.delivery.secret

    @property
    def ledger(self) -> list[Entry]:
        return self.world.ledger

    def sums(self, payment_id: object = None) -> Sums:
        """What was held, taken and given back for a payment of ours, or for all."""
        with self.lock:
            return self.world.sums(None if payment_id is None else str(payment_id))

    # What people do, and Stripe by itself.

    def pay(self, payment_id: object) -> None:
        with self.lock:
            self.world.pay(self.world.session_of(str(payment_id)))

    def decline(self, payment_id: object) -> None:
        with self.lock:
            self.world.decline(self.world.session_of(str(payment_id)))

    def advance(self, days: float = 0, minutes: float = 0) -> None:
        with self.lock:
            self.world.advance(round(days * 86_400 + minutes * 60))

    def refund(self, payment_id: object, amount: int | None = None) -> None:
        """At the dashboard."""
        with self.lock:
            self.world.refund(self.world.intent_of(str(payment_id)), amount)

    def dispute(self, payment_id: object, status: str = "needs_response") -> Thing:
        with self.lock:
            return self.world.dispute(self.world.intent_of(str(payment_id)), status)

    def settle(self, dispute: Thing, status: str) -> None:
        with self.lock:
            self.world.settle_dispute(dispute, status)

    def add_account(self, is_ready: bool = True) -> str:
        """A creator's account; its id."""
        with self.lock:
            account = self.world.keep(new_account({"country": "DE"}, self.world.now), "")
            if is_ready:
                self.world.finish_onboarding(account)
            return str(account["id"])

    # HTTP.

    def handle(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Raises Stalled where no answer is to come, ConnectionError where the connection breaks."""
        parts = urlsplit(path)
        if parts.path.startswith("/v1/"):
            return self._call(method, parts.path, parts.query if method != "POST" else body.decode(), headers)
        with self.lock:
            if parts.path.startswith("/_control/"):
                return self._command(parts.path.removeprefix("/_control/"), body)
            return self._show(method, parts.path, parse_qs(body.decode()))

    def _call(self, method: str, path: str, form: str, headers: dict[str, str]) -> Answer:
        request = {"request-id": f"req_{secrets.token_hex(7)}", "stripe-version": headers.get("stripe-version", "")}
        with self.lock:
            try:
                call = self._read(method, path, form, headers)
                self.calls.append(call)
                self.headers.append(headers)
                answer = self._do(call, self.faults.next_for(call.name))
            except Refusal as refusal:
                answer = Answer(refusal.status, json.dumps(refusal.body).encode())
        return Answer(answer.status, answer.content, {**request, **answer.headers})

    def _read(self, method: str, path: str, form: str, headers: dict[str, str]) -> Call:
        if headers.get("authorization") != f"Bearer {self.key}":
            given = headers.get("authorization", "").removeprefix("Bearer ")
            raise Refusal(f"Invalid API Key provided: {given[:8]}{'*' * 12}{given[-4:]}", 401)
        account = headers.get("stripe-account", "")
        if account and (self.world.find(account) or {}).get("object") != "account":
            message = f"The provided key '{self.key[:8]}***' does not have access to account '{account}' (or that account does not exist). Application access may have been revoked."
            raise Refusal(message, 403, code="account_invalid")
        return Call(method, path, read_form(form), account, headers.get("idempotency-key", ""))

    def _do(self, call: Call, fault: Fault | None) -> Answer:
        match fault.kind if fault else None:
            case None:
                return self.api.answer(call)
            case FaultKind.stall_before:
                raise Stalled
            case FaultKind.stall_after:
                self.api.answer(call)
                raise Stalled
            case FaultKind.drop_after:
                self.api.answer(call)
                raise ConnectionResetError
            case FaultKind.error_before:
                return self.api.answer(call, does_work=False)
            case FaultKind.error_after:
                self.api.answer(call)
                return self.api.store(call, failure())
            case FaultKind.bad_gateway:
                return Answer(502, b"<html>Bad gateway</html>", {"content-type": "text/html"})
            case FaultKind.busy:
                body = Refusal("Too many requests hit the API too quickly.", 429, code="rate_limit").body
                return Answer(429, json.dumps(body).encode(), {"retry-after": "3"})
            case FaultKind.refuse if fault:
                kind, status = ("card_error", 402) if fault.code.startswith("card_") else ("invalid_request_error", 400)
                refusal = Refusal(fault.message, status, kind=kind, code=fault.code)
                return self.api.store(call, Answer(status, json.dumps(refusal.body).encode()))
            case _:
                message = f"There is currently another in-progress request using this Idempotency Key ({call.key})."
                raise Refusal(message, 409, kind="idempotency_error", code="idempotency_key_in_use")

    def _command(self, name: str, body: bytes) -> Answer:
        try:
            told = self.control.run(name, json.loads(body or b"{}"))
        except (KeyError, TypeError, ValueError) as error:
            return Answer(400, json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())
        except Refusal as refusal:
            return Answer(refusal.status, json.dumps(refusal.body).encode())
        return Answer(200, json.dumps({} if told is None else told).encode())

    def _show(self, method: str, path: str, form: dict[str, list[str]]) -> Answer:
        self.world.tick()
        action = form.get("action", [""])[0] if method == "POST" else ""
        if found := re.fullmatch(r"/c/pay/(\w+)", path):
            session = self.world.find(found[1])
            if session is not None:
                return self._show_checkout(session, action)
        if found := re.fullmatch(r"/setup/(\w+)", path):
            ref, return_url = self.api.links.get(found[1], ("", ""))
            account = self.world.find(ref)
            if account is not None:
                if action == "finish":
                    self.world.finish_onboarding(account)
                return _redirect(return_url) if action else _page(pages.account_page(account))
        return _page(pages.plain_page("Stripe on the loopback"), 200 if path == "/" else 404)

    def _show_checkout(self, session: Thing, action: str) -> Answer:
        if session["status"] == "open" and action == "cancel":
            return _redirect(session["cancel_url"])
        if session["status"] == "open" and action == "decline":
            self.world.decline(session)
            return _page(pages.checkout_page(self.world, session, "Your card was declined. Try another one."))
        if session["status"] == "open" and action == "pay":
            self.world.pay(session)
            return _redirect(session["success_url"])
        return _page(pages.checkout_page(self.world, session))


def _page(text: str, status: int = 200) -> Answer:
    return Answer(status, text.encode(), {"content-type": "text/html; charset=utf-8"})


def _redirect(url: str) -> Answer:
    return Answer(303, b"", {"location": url})


@contextlib.contextmanager
def serving(server: StripeServer, port: int = 0) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            try:
                answer = server.handle(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            except Stalled:
                server.ended.wait(30)
                self.close_connection = True
                return
            except ConnectionError:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in {"content-type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.content)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(answer.content)

        do_POST = do_DELETE = do_GET

        def log_message(self, *arguments: Any) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as http:
        http.daemon_threads = True
        server.world.url = f"http://127.0.0.1:{http.server_port}"
        threads = [
            threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}),
            threading.Thread(target=server.delivery.run),
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            server.ended.set()
            http.shutdown()
            threads[0].join()
            server.delivery.stop(threads[1])


@contextlib.contextmanager
def stripe_server() -> Iterator[StripeServer]:
    server = StripeServer()
    with serving(server):
        yield server


def main() -> None:
    parser = argparse.ArgumentParser(prog="stripe_server", description="A Stripe on the loopback.")
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--webhook", default="", help="where events are posted, such as http://127.0.0.1:8000/webhooks/stripe")
    parser.add_argument("--key", default=KEY)
    parser.add_argument("--secret", default=SECRET, help="signs the events")
    given = parser.parse_args()
    server = StripeServer(given.key, given.secret)
    server.delivery.webhook_url = given.webhook
    with serving(server, given.port), contextlib.suppress(KeyboardInterrupt):
        print(f"STRIPE_API_BASE={server.url} STRIPE_API_KEY={server.key} STRIPE_WEBHOOK_SECRET={server.secret}", flush=True)  # noqa: T201
        while True:
            time.sleep(3_600)


if __name__ == "__main__":
    main()
