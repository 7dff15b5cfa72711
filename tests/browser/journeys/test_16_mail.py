"""Without a mail server, mails are files: from signing up to a confirmed address, and from a forgotten password to being
signed in, by the links in them."""

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import PASSWORD, Api
from support.browsing import Site, find_violations, mailed_link, overflows

pytestmark = pytest.mark.timeout(900)


def look(page: Page) -> None:
    assert find_violations(page) == []
    assert not overflows(page)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)], ids=["desktop", "phone"])
def test_from_a_forgotten_password_to_being_signed_in(open_page: Callable[..., Page], site: Site, width: int, height: int) -> None:
    # The folder of mails is that of earlier runs too.
    name = f"selma-{secrets.token_hex(4)}"
    address = f"{name}@example.org"
    page = open_page(None, width, height)
    page.goto("/sign-up")
    page.get_by_label("Name").fill("Selma Lund")
    page.get_by_label("Handle").fill(name)
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    notice = page.get_by_role("region", name="Confirm your address")
    expect(notice).to_be_visible()
    look(page)

    link = mailed_link(address, "Confirm your address")
    page.goto(link)
    look(page)
    page.get_by_role("button", name="Confirm the address").click()
    expect(page.get_by_text("Thank you, your address is confirmed.")).to_be_visible()
    expect(notice).to_be_hidden()
    look(page)
    page.goto(link)
    page.get_by_role("button", name="Confirm the address").click()
    expect(page.get_by_text("This link was used already")).to_be_visible()

    page = open_page(None, width, height)
    page.goto("/sign-in")
    page.get_by_role("link", name="Forgot your password?").click()
    # The page before has a field of the same name.
    expect(page.get_by_role("heading", name="Forgot your password?")).to_be_visible()
    page.get_by_label("Email").fill(address)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_text("If there is an account with this address")).to_be_visible()
    look(page)

    link = mailed_link(address, "Choose a new password")
    page.goto(link)
    expect(page.get_by_label("Email")).to_have_value(address)
    look(page)
    page.get_by_label("New password").fill("quite another passphrase")
    page.get_by_role("button", name="Save and sign in").click()
    page.wait_for_url("**/messages")
    expect(page.get_by_role("button", name="Account of Selma Lund")).to_be_visible()

    other = open_page(None, width, height)
    other.goto(link)
    expect(other.get_by_text("This link was used already")).to_be_visible()
    other.get_by_role("link", name="Send a new link").click()
    other.wait_for_url("**/forgot-password")


def test_the_mails_one_gets(open_page: Callable[..., Page], anyone: Api) -> None:
    person = anyone.sign_up("torvald")
    page = open_page(person.user["email"])
    page.goto("/settings")
    page.get_by_text("The last mails to you").click()
    expect(page.get_by_text("The link that confirms my address")).to_be_visible()
    page.get_by_label("A daily summary of the questions that wait for me").uncheck()
    page.get_by_label("Summary at").fill("07:30")
    page.get_by_role("button", name="Save mail settings").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    saved = person.call("GET", "/me/mail", 200)
    assert (saved["wanted"], saved["digest_at"]) == (["answers"], "07:30:00")
    look(page)
