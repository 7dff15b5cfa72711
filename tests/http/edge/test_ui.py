"""Serving the web app: its page on each of its paths, its files, and the headers that restrict what a browser loads."""

import gzip
import re
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from orchestrator.http.accounts.schemas import DemoOut, DemoPersonOut
from orchestrator.http.app import build_app

PAGES = (
    "/",
    "/sign-in",
    "/sign-up",
    "/join",
    "/confirm-email/secret",
    "/new-address/secret",
    "/undo-address/secret",
    "/@mara",
    "/messages",
    "/messages/escalations",
    "/my-agents",
    "/my-agents/mara/orchestrator",
    "/settings",
)


def nothing(app: FastAPI) -> AbstractAsyncContextManager[None]:
    return nullcontext()


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A small folder shaped like a build of the web app."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>App</title>")
    (tmp_path / "favicon.svg").write_text("<svg/>")
    (tmp_path / "assets" / "app-1a2b.js").write_text("run()")
    (tmp_path / "assets" / "app-1a2b.js.gz").write_bytes(gzip.compress(b"run()"))
    (tmp_path / "secret.txt").write_text("not for the web")
    return tmp_path


@pytest.fixture
def client(built: Path) -> Iterator[TestClient]:
    with TestClient(build_app(nothing, built_ui=built)) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_every_path_of_the_app_serves_the_same_page(client: TestClient, path: str) -> None:
    answered = client.get(path)
    assert (answered.status_code, answered.text) == (200, "<!doctype html><title>App</title>")
    assert answered.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", [*PAGES, "/assets/app-1a2b.js", "/favicon.svg", "/openapi.json", "/no-such-path", "/demo"])
def test_every_response_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["script-src"] == policy["default-src"] == policy["connect-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    foreign = re.findall(r"https?:|\*|unsafe-eval|blob:", headers["content-security-policy"])
    assert not foreign
    assert {name for name, sources in policy.items() if "unsafe-inline" in sources} == {"style-src"}
    assert (headers["x-content-type-options"], headers["x-frame-options"], headers["referrer-policy"]) == ("nosniff", "DENY", "same-origin")


BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(("path", "status"), [("/no-such-path", 404), ("/a/b/c", 404), ("/orchestrator/nothing", 404), ("/sessions", 405)])
def test_an_address_without_a_page_shows_the_app_to_a_browser_and_a_problem_to_a_program(
    client: TestClient, path: str, status: int
) -> None:
    shown = client.get(path, headers=BROWSER)
    assert (shown.status_code, shown.text) == (status, "<!doctype html><title>App</title>")
    for accepted in ("*/*", "application/json"):
        answered = client.get(path, headers={"Accept": accepted})
        assert (answered.status_code, answered.headers["content-type"]) == (status, "application/problem+json")
    assert client.post("/no-such-path", headers=BROWSER).headers["content-type"] == "application/problem+json"


def test_files_are_cached_for_ever_and_compressed_where_accepted(client: TestClient) -> None:
    plain = client.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "identity"})
    assert (plain.text, plain.headers["cache-control"]) == ("run()", "public, max-age=31536000, immutable")
    assert "javascript" in plain.headers["content-type"]
    assert "content-encoding" not in plain.headers
    with client.stream("GET", "/assets/app-1a2b.js", headers={"Accept-Encoding": "gzip"}) as packed:
        assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "Accept-Encoding")
        assert gzip.decompress(b"".join(packed.iter_raw())) == b"run()"


@pytest.mark.parametrize("name", ["none.js", "..%2Fsecret.txt", "%2e%2e%2fsecret.txt", "%2Fetc%2Fpasswd", "../secret.txt"])
def test_no_file_outside_the_folder_is_served(client: TestClient, name: str) -> None:
    answered = client.get(f"/assets/{name}")
    assert answered.status_code in (404, 405)
    assert "not for the web" not in answered.text


def test_without_a_build_the_page_says_so(client: TestClient, built: Path) -> None:
    (built / "index.html").unlink()
    answered = client.get("/")
    assert answered.status_code == 503
    assert "was not built" in answered.text


def test_the_demo_is_announced_only_where_it_is_served() -> None:
    people = [DemoPersonOut(email="mara@example.org", display_name="Mara", handle="mara", tier=None)]
    demo = DemoOut(agent_handle="mara", password="a long passphrase", people=people)
    with TestClient(build_app(nothing, demo)) as client:
        assert client.get("/demo").json() == demo.model_dump(mode="json")
    with TestClient(build_app(nothing)) as client:
        assert client.get("/demo").json() == {"agent_handle": None, "password": None, "people": []}
