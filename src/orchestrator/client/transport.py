"""Sending calls, waiting or awaiting. The generated methods stand on this."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from http.cookiejar import DefaultCookiePolicy
from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from orchestrator.client.calls import Call, Paged, build
from orchestrator.client.errors import Unreachable, UnreadableAnswer, read_problem

ModelT = TypeVar("ModelT", bound=BaseModel)
T = TypeVar("T")


class Transport:
    """Sends calls with one token, and waits."""

    def __init__(self, http: httpx.Client, token: str | None) -> None:
        self._http, self._token = http, token
        keep_no_cookies(http)

    def _request(self, call: Call) -> httpx.Response:
        with _reachable():
            response = self._http.request(**build(call, self._token))
        return _checked(response)

    def _send(self, model: type[ModelT], call: Call) -> ModelT:
        return read_answer(model, self._request(call).content)

    def _tell(self, call: Call) -> None:
        self._request(call)

    def _fetch(self, call: Call) -> bytes:
        return self._request(call).content

    def _each(self, load: Callable[[str | None], Paged[T]]) -> Iterator[T]:
        cursor = None
        while True:
            page = load(cursor)
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return

    @contextmanager
    def _lines(self, call: Call) -> Iterator[Iterator[str]]:
        with _reachable(), self._http.stream(**build(call, self._token)) as response:
            if not response.is_success:
                response.read()
            yield _checked(response).iter_lines()


class AsyncTransport:
    """Sends calls with one token, and awaits the answers."""

    def __init__(self, http: httpx.AsyncClient, token: str | None) -> None:
        self._http, self._token = http, token
        keep_no_cookies(http)

    async def _request(self, call: Call) -> httpx.Response:
        with _reachable():
            response = await self._http.request(**build(call, self._token))
        return _checked(response)

    async def _send(self, model: type[ModelT], call: Call) -> ModelT:
        return read_answer(model, (await self._request(call)).content)

    async def _tell(self, call: Call) -> None:
        await self._request(call)

    async def _fetch(self, call: Call) -> bytes:
        return (await self._request(call)).content

    async def _each(self, load: Callable[[str | None], Awaitable[Paged[T]]]) -> AsyncIterator[T]:
        cursor = None
        while True:
            page = await load(cursor)
            for item in page.items:
                yield item
            cursor = page.next_cursor
            if cursor is None:
                return

    @asynccontextmanager
    async def _lines(self, call: Call) -> AsyncIterator[AsyncIterator[str]]:
        with _reachable():
            async with self._http.stream(**build(call, self._token)) as response:
                if not response.is_success:
                    await response.aread()
                yield _checked(response).aiter_lines()


def keep_no_cookies(http: httpx.Client | httpx.AsyncClient) -> None:
    """The token says who asks. A cookie of a sign-in would say somebody else, for everybody who shares the connections."""
    http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))


def read_answer(model: type[ModelT], body: bytes | str) -> ModelT:
    """Raises UnreadableAnswer."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise UnreadableAnswer(f"The answer is no {model.__name__}: {error.error_count()} fields do not fit.") from error


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except httpx.TransportError as error:
        raise Unreachable(f"The server does not answer: {str(error) or type(error).__name__}") from error


def _checked(response: httpx.Response) -> httpx.Response:
    if response.is_success:
        return response
    raise read_problem(response.status_code, response.content)
