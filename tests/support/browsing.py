"""What journeys share: signing in, starting a conversation, and looking for what a person would trip over."""

import re
import time
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from support import api
from support.servers.mail_server import words_of
from support.servers.programs import HOME

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PASSWORD = "demo-demo-demo"
MARA, ADA, FINN, OTTO = (f"{name}@example.org" for name in ("mara", "ada", "finn", "otto"))
DEMO = (MARA, ADA, FINN, OTTO)
AXE = Path(__file__).parent.parent.parent / "ui" / "node_modules" / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

MAILED_LINK = re.compile(r"https?://\S+/(?:confirm-email|reset-password|open-thread|join-team)/\S+")


@dataclass(frozen=True)
class Site:
    url: str
    others: tuple[str, ...] = ()
    """Addresses of other sites that pages lead to, such as one to pay on."""

    def sign_in(self, page: Page, email: str) -> None:
        """By the API, into the page's own cookies."""
        password = PASSWORD if email in DEMO else api.PASSWORD
        response = page.request.post(f"{self.url}/sessions", data={"email": email, "password": password})
        assert response.status == 201, response.text()


def watch(page: Page, site: Site, troubles: list[str]) -> None:
    """Notes every script error, whatever the security policy refused, and every request to another host."""
    page.on("pageerror", lambda error: troubles.append(f"script error: {error}"))
    page.on("console", lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("request", lambda sent: troubles.append(f"foreign: {sent.url}") if _is_foreign(sent.url, site) else None)


def _is_foreign(url: str, site: Site) -> bool:
    return not url.startswith((site.url, *site.others, "data:", "blob:"))


def start_asking(page: Page, question: str, handle: str = "mara") -> None:
    """A new conversation from the public profile."""
    page.goto(f"/@{handle}")
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.wait_for_url("**/messages/*")


def say(page: Page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send").click()


def handled(page: Page, how: str) -> Locator:
    """The badge that says how a message was handled."""
    return page.get_by_role("button", name=f"How this was handled: {how}")


def find_violations(page: Page) -> list[str]:
    """What axe finds by WCAG 2.2 AA, as one line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: Any = page.evaluate("(tags) => axe.run(document, { runOnly: tags })", STANDARD)
    return [f"{each['id']}: {node['target']} {node['failureSummary'][:300]}" for each in found["violations"] for node in each["nodes"][:3]]


def overflows(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"))


def mailed_link(address: str, subject: str, timeout_s: float = 60) -> str:
    """The path of the link in the newest mail with this subject."""
    found = MAILED_LINK.search(mailed_text(address, subject, timeout_s))
    assert found is not None
    return re.sub(r"^https?://[^/]+", "", found.group())


def mailed_text(address: str, subject: str, timeout_s: float = 60) -> str:
    """The newest mail with this subject, as soon as there is one."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        for path in sorted((HOME / "mail").glob("*.eml"), reverse=True):
            mail = message_from_bytes(path.read_bytes(), policy=default)
            if mail["to"] == address and mail["subject"] == subject:
                return words_of(mail)
        time.sleep(0.2)
    raise AssertionError(f"no mail to {address}: {subject}")
