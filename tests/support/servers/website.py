"""A website on the loopback, whose pages a test changes, and which remembers who asked for what."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What the website answers at one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""


@dataclass
class Website:
    """Answers 404 where it has no page."""

    url: str = ""
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    held: str = ""
    """A path whose answer waits until `released` is set."""
    released: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Event = field(default_factory=threading.Event)
    """Set when somebody asked for the held path."""

    def page(self, path: str, title: str, text: str, links: tuple[str, ...] = (), **more: Any) -> None:
        """Puts an HTML page there; `text` is one paragraph."""
        listed = "".join(f'<a href="{link}">{link}</a> ' for link in links)
        body = f"<!doctype html><html><head><title>{title}</title></head><body><nav>{listed}</nav><main><h1>{title}</h1><p>{text}</p></main></body></html>"
        self.put(path, body.encode(), "text/html; charset=utf-8", **more)

    def put(self, path: str, body: bytes, content_type: str, etag: str = "", **headers: str) -> None:
        self.replies[path] = Reply(body, 200, {"content-type": content_type} | headers, etag)

    def answer(self, path: str, status: int, **headers: str) -> None:
        self.replies[path] = Reply(b"", status, headers)

    def sitemap(self, *paths: str) -> None:
        urls = "".join(f"<url><loc>{self.url}{path}</loc></url>" for path in paths)
        self.put("/sitemap.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode(), "application/xml")

    def paths(self) -> list[str]:
        """What was asked for since it was asked last, in order."""
        found = [path for path, _ in self.asked]
        self.asked.clear()
        return found


@contextlib.contextmanager
def website() -> Iterator[Website]:
    site = Website()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append((self.path, headers))
            if self.path == site.held and not site.released.is_set():
                site.arrived.set()
                site.released.wait()
            reply = site.replies.get(self.path, Reply(status=404))
            is_known = bool(reply.etag) and headers.get("if-none-match") == reply.etag
            body = b"" if is_known else reply.body
            with contextlib.suppress(OSError):
                self._answer(304 if is_known else reply.status, reply, body)

        def _answer(self, status: int, reply: Reply, body: bytes) -> None:
            self.send_response(status)
            for name, value in (reply.headers | ({"etag": reply.etag} if reply.etag else {})).items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield site
        site.released.set()
        server.shutdown()
        thread.join()
