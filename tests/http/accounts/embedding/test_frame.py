"""What other sites load: the script, the page in the frame, and who may show it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.api import Api

ORIGIN = "https://shop.example.org"
BUILT = '<!doctype html>\n<html lang="en"><head><title>x</title></head><body><!--facts--></body></html>'


@pytest.fixture
def built(crowd: Api, tmp_path: Path) -> Iterator[Api]:
    """As `crowd`, with a web app that is built."""
    (tmp_path / "embed.html").write_text(BUILT)
    (tmp_path / "widget.js").write_text("void 0")
    client: Any = crowd.client
    app = client.app
    before, app.state.ui = app.state.ui, tmp_path
    try:
        yield crowd
    finally:
        app.state.ui = before


def policy_of(api: Api, handle: str) -> dict[str, list[str]]:
    answer = api.client.get(f"/embed/{handle}")
    assert answer.status_code == 200, answer.text
    assert "X-Frame-Options" not in answer.headers
    return {name: rest for name, *rest in (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))}


def test_only_its_origins_may_frame_an_agent(built: Api) -> None:
    creator = built.sign_up("mira")
    avee, handle = creator.create_avee("mira-agent", display_name="Mira </script><b>"), f"mira-agent{built.suffix}"
    assert policy_of(built, handle)["frame-ancestors"] == ["'self'"]
    origins = [ORIGIN, "http://localhost:8080", "HTTPS://Shop.Example.org:443/", "https://xn--bcher-kva.example:8443"]
    changed = creator.call("PATCH", f"/avees/{avee}", 200, json={"embed_origins": origins})
    expected = [ORIGIN, "http://localhost:8080", "https://xn--bcher-kva.example:8443"]
    assert changed["embed_origins"] == expected
    policy = policy_of(built, handle)
    assert policy["frame-ancestors"] == ["'self'", *expected]
    assert (policy["default-src"], policy["script-src"], policy["connect-src"]) == (["'none'"], ["'self'"], ["'self'"])
    creator.call("PATCH", f"/avees/{avee}", 200, json={"display_name": "Mira"})
    assert policy_of(built, handle)["frame-ancestors"] == ["'self'", *expected]
    creator.call("PATCH", f"/avees/{avee}", 200, json={"embed_origins": []})
    assert policy_of(built, handle)["frame-ancestors"] == ["'self'"]
    # Every other page is framed by nobody.
    assert built.client.get(f"/@{handle}").headers["X-Frame-Options"] == "DENY"


BAD_ORIGINS = [
    "example.org", "http://example.org", "https://", "https://*.example.org", "https://a.example/path", "https://a.example?x", "ftp://a.example",
    "https://user@a.example", "https://a.example:0", "https://a.example:99999", "https://[::1]", "https://bücher.example", "https://a.example; sandbox",
    "https://a.example\nx", "'self'", "*", "null", "https://" + "a" * 200 + ".example",
]  # fmt: skip


@pytest.mark.parametrize("origin", BAD_ORIGINS)
def test_what_is_no_origin_is_refused(crowd: Api, origin: str) -> None:
    creator = crowd.sign_up()
    avee = creator.create_avee()
    refused = creator.call("PATCH", f"/avees/{avee}", 422, json={"embed_origins": [ORIGIN, origin]})
    assert (refused["code"], refused["fields"]["field"]) == ("invalid_origin", "embed_origins")


def test_at_most_twenty_origins(crowd: Api) -> None:
    creator = crowd.sign_up()
    avee = creator.create_avee()
    many = [f"https://s{number}.example.org" for number in range(21)]
    assert creator.call("PATCH", f"/avees/{avee}", 422, json={"embed_origins": many})["code"] == "too_many_origins"
    assert len(creator.call("PATCH", f"/avees/{avee}", 200, json={"embed_origins": many[:20]})["embed_origins"]) == 20


def test_the_page_knows_the_agent_in_the_readers_language(built: Api) -> None:
    creator = built.sign_up("mira", display_name="Mira & Co")
    creator.create_avee("mira-agent", display_name="Mira </script><b>")
    handle = f"mira-agent{built.suffix}"
    page = built.client.get(f"/embed/{handle}", headers={"Accept-Language": "de-AT,de;q=0.9"}).text
    assert '<html lang="de" dir="ltr">' in page
    assert "Quellen" in page
    assert "</script><b>" not in page
    assert "<!--facts-->" not in page
    assert '<html lang="ar" dir="rtl">' in built.client.get(f"/embed/{handle}?lang=ar", headers={"Accept-Language": "de"}).text
    assert '<html lang="en" dir="ltr">' in built.client.get(f"/embed/{handle}?lang=xx").text


def test_an_agent_that_is_not_there_and_one_that_moved(built: Api) -> None:
    creator = built.sign_up("mira")
    avee = creator.create_avee("mira-agent")
    missing = built.client.get("/embed/no-such-agent")
    assert (missing.status_code, missing.headers["X-Frame-Options"]) == (404, "DENY")
    creator.call("PATCH", f"/avees/{avee}", 200, json={"handle": f"moved{built.suffix}"})
    moved = built.client.get(f"/embed/mira-agent{built.suffix}?lang=de", follow_redirects=False)
    assert (moved.status_code, moved.headers["Location"]) == (308, f"/embed/moved{built.suffix}?lang=de")


def test_the_script_may_be_loaded_from_anywhere(built: Api) -> None:
    script = built.client.get("/widget.js")
    assert (script.status_code, script.text) == (200, "void 0")
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert script.headers["Cache-Control"] == "public, max-age=3600"
    assert "set-cookie" not in script.headers
