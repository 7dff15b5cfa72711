"""The remote embedder against a real HTTP server on this machine."""

import asyncio
import json
import math
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from orchestrator.adapters.models.embedding.openai_compatible import OpenAICompatibleEmbedder
from orchestrator.domain.errors import Invalid, OrchestratorError, Unavailable
from orchestrator.ports.models import EmbedderIdentity, Vector

KEY = "secret-key-of-the-tests"


class Endpoint(ThreadingHTTPServer):
    """Answers each request with `answer`; by default with vectors [length of the text, 1, 0], the last text first."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[dict[str, object]] = []
        self.headers: list[Mapping[str, str]] = []
        self.answer: Callable[[list[str]], tuple[int, object]] = vectors_of_lengths
        self.released = threading.Event()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append({"path": self.path, **body})
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        status, answer = self.server.answer(body["input"])
        data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        """Silent: pytest shows what matters."""


def listed(*vectors: list[float]) -> dict[str, object]:
    rows = [{"object": "embedding", "index": i, "embedding": vector} for i, vector in enumerate(vectors)]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return {"object": "list", "model": "m", "data": rows[::-1], "usage": usage}


def vectors_of_lengths(texts: list[str]) -> tuple[int, object]:
    return 200, listed(*([float(len(text)), 1.0, 0.0] for text in texts))


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.released.set()
    server.shutdown()
    thread.join()
    server.server_close()


def embed(base_url: str, *texts: str, **options: object) -> list[Vector]:
    async def run() -> list[Vector]:
        settings: dict[str, object] = {"api_key": KEY, "model": "m", "width": 3, "timeout_s": 10, "retries": 0}
        embedder = OpenAICompatibleEmbedder(base_url, **(settings | options))  # type: ignore[arg-type]  # the values differ in type
        assert embedder.identity == EmbedderIdentity("m", 3)
        try:
            return await embedder.embed(texts)
        finally:
            await embedder.close()

    return asyncio.run(run())


def refusal(base_url: str, *texts: str, **options: object) -> OrchestratorError:
    with pytest.raises(OrchestratorError) as refused:
        embed(base_url, *texts, **options)
    shown = "".join(traceback.format_exception(refused.value)) + repr(refused.value.fields)
    assert KEY not in shown
    return refused.value


def test_unit_vectors_in_the_order_given(endpoint: Endpoint) -> None:
    texts = ["a" * n for n in (5, 1, 9, 3, 7)]
    found = embed(endpoint.base_url, *texts, batch_size=2)
    assert found == [pytest.approx([n / math.hypot(n, 1), 1 / math.hypot(n, 1), 0]) for n in (5, 1, 9, 3, 7)]
    assert sorted(len(request["input"]) for request in endpoint.requests) == [1, 2, 2]  # type: ignore[arg-type]  # JSON, so an object to mypy


def test_the_request_body_and_key(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "someone-elses")
    embed(endpoint.base_url, "hello", ask_width=True)
    (request,), (headers,) = endpoint.requests, endpoint.headers
    assert request == {
        "path": "/v1/embeddings",
        "model": "m",
        "input": ["hello"],
        "dimensions": 3,
        "encoding_format": "float",
    }
    assert headers["authorization"] == f"Bearer {KEY}"
    assert "someone-elses" not in headers.values()


def test_without_texts_no_request_is_sent(endpoint: Endpoint) -> None:
    assert embed(endpoint.base_url) == []
    assert endpoint.requests == []


def test_no_key_is_fine(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert len(embed(endpoint.base_url, "hello", api_key=None)) == 1


def test_unacceptable_texts_are_replaced(endpoint: Endpoint) -> None:
    embed(endpoint.base_url, "", "half \ud800", "pair \ud83d\ude00", "\0", "x" * 10_000)
    (request,) = endpoint.requests
    assert request["input"] == [" ", "half \ufffd", "pair 😀", "\0", "x" * 8_000]


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_refusals_are_unavailable(endpoint: Endpoint, status: int) -> None:
    endpoint.answer = lambda texts: (status, {"error": {"message": f"incorrect key {KEY}"}})
    error = refusal(endpoint.base_url, "hello")
    assert isinstance(error, Unavailable)
    assert (error.code, error.fields) == ("embedder_unavailable", {"status": status})


def test_a_passing_failure_is_retried(endpoint: Endpoint) -> None:
    def once_broken(texts: list[str]) -> tuple[int, object]:
        return (500, {}) if len(endpoint.requests) == 1 else vectors_of_lengths(texts)

    endpoint.answer = once_broken
    assert len(embed(endpoint.base_url, "hello", retries=1)) == 1
    assert len(endpoint.requests) == 2


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>not json</html>",
        [],
        {},
        {"data": None},
        {"data": []},
        {"data": [{"index": 0}]},
        {"data": [{"index": 0, "embedding": ["a", "b", "c"]}]},
        {"data": [{"index": 4, "embedding": [1.0, 0.0, 0.0]}]},
        listed([0.0, 0.0, 0.0]),
        listed([float("nan"), 0.0, 1.0]),
    ],
)
def test_nonsense_is_unavailable(endpoint: Endpoint, answer: object) -> None:
    endpoint.answer = lambda texts: (200, answer)
    error = refusal(endpoint.base_url, "hello")
    assert isinstance(error, Unavailable)
    assert error.code == "embedder_unavailable"


def test_wrong_width_is_invalid(endpoint: Endpoint) -> None:
    endpoint.answer = lambda texts: (200, listed([1.0, 0.0]))
    error = refusal(endpoint.base_url, "hello")
    assert isinstance(error, Invalid)
    assert (error.code, error.fields) == ("embedder_width", {"found": 2, "configured": 3})


def test_a_timeout_is_unavailable(endpoint: Endpoint) -> None:
    def stay_silent(texts: list[str]) -> tuple[int, object]:
        endpoint.released.wait(20)
        return 200, {}

    endpoint.answer = stay_silent
    error = refusal(endpoint.base_url, "hello", timeout_s=0.2)
    assert error.code == "embedder_unavailable"
    assert "0.2 seconds" in error.detail


def test_no_server_is_unavailable() -> None:
    closed = Endpoint()
    closed.server_close()
    assert refusal(closed.base_url, "hello").code == "embedder_unavailable"
