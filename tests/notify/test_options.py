"""Options of notification addresses: only harmless ones pass, in every form of an address.

What apprise understands is read from apprise itself, so that a new version with a new option fails here until somebody
has looked at it.
"""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from apprise.manager_plugins import NotificationManager

from orchestrator.adapters.notifying.errands import messages
from orchestrator.adapters.notifying.errands.records import Errand, Job
from orchestrator.adapters.notifying.people import AppriseNotifier
from orchestrator.adapters.notifying.services import SERVICES, check_options
from orchestrator.domain.errors import Invalid, OrchestratorError
from orchestrator.ports.notifying import NotificationText
from support.servers.receivers import http_receiver

PERSON = uuid4()
MANAGER = NotificationManager()  # type: ignore[no-untyped-call]  # apprise has no types here
TOKEN = "a1b2c3d4" * 8

# Read files, fetch addresses, change endpoints, certificates, time limits or the text, or repeat what is sent.
EVERYWHERE = frozenset("verify redirect rto cto overflow format emojis store tz retry wait optional".split())
# The options of each service that somebody has looked at and that stay refused.
REFUSED = {
    "mailto": "inline pgp pgpprv pgppub wkd", "mailtos": "inline pgp pgpprv pgppub wkd",
    "ntfy": "actions attach avatar_url click delay email filename image xtags",
    "ntfys": "actions attach avatar_url click delay email filename image xtags",
    "gotify": "", "gotifys": "", "mmost": "icon_url image", "mmosts": "icon_url image", "rocket": "avatar webhook", "rockets": "avatar webhook",
    "workflows": "image pa powerautomate template wrap", "slack": "blocks image template timestamp",
    "discord": "avatar avatar_url batch fields flags footer_logo href image ping template url",
    "guilded": "avatar avatar_url batch fields flags footer_logo href image ping template url",
    "tgram": "album content detect image mdv template", "gchat": "", "webex": "", "wxteams": "", "zulip": "", "twist": "", "flock": "image",
    "ryver": "image", "twilio": "apikey method", "vonage": "ttl", "nexmo": "ttl", "msgbird": "", "clicksend": "batch", "plivo": "batch",
    "seven": "flash label source", "d7sms": "batch source unicode", "sinch": "", "whatsapp": "lang template", "threema": "", "line": "image",
    "pover": "e2ee expire interval url url_title", "pbul": "", "prowl": "", "pushed": "", "pushy": "badge",
    "simplepush": "broadcast critical_volume links shared sptag topic_auth_token", "join": "image", "mailgun": "batch", "sendgrid": "template",
    "postmark": "", "brevo": "", "resend": "", "sparkpost": "batch", "smtp2go": "batch",
}  # fmt: skip
# Where a service hands out addresses of its own.
NATIVE = {
    "discord": "https://discord.com/api/webhooks/417421629800000000/JHMHI8qBe7bk2ZwO5U711o3dV_jsJHMHI8qBe7bk2ZwO5U711o3dV_js",
    "slack": "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    "gchat": "https://chat.googleapis.com/v1/spaces/AAAA_BBBB/messages?key=abc&token=def",
    "guilded": "https://media.guilded.gg/webhooks/417421629800000000/JHMHI8qBe7bk2ZwO5U711o3dV_jsJHMHI8qBe7bk2ZwO5U711o3dV_js",
    "ryver": "https://apprise.ryver.com/application/webhook/ckhrjW8w672m6HG",
    "flock": "https://api.flock.com/hooks/sendMessage/a1b2c3d4a1b2c3d4a1b2c3d4",
    "webex": f"https://webexapis.com/v1/webhooks/incoming/{TOKEN}{TOKEN[:16]}",
}
FORMS: list[Callable[[str], str]] = [
    lambda name: f"{name}=/etc/passwd",
    lambda name: f"{name.upper()}=/etc/passwd",
    lambda name: f"%{ord(name[0]):02x}{name[1:]}=/etc/passwd",
    lambda name: f"to=a&{name}=x&{name}=/etc/passwd",
    lambda name: f"to=a;{name}=/etc/passwd",
    lambda name: f"%20{name}%20=/etc/passwd",
    lambda name: f"to=a?{name}=b&{name}=/etc/passwd#to",
    lambda name: name,
]
PREFIXED = ["+X-Header=1", "-X-Header=1", ":token=1", "%2BX-Header=1", "%2dX-Header=1", "%3atoken=1", "+=1", ":=1"]
OF_NO_SERVICE = ["attach=/etc/passwd", "file=/etc/passwd", "config=/etc/passwd", "=1", "%00=1"]


def read_options(schema: str) -> frozenset[str]:
    return frozenset(name.lower() for name in MANAGER[schema].template_args)


@pytest.mark.parametrize("schema", SERVICES)
def test_somebody_has_looked_at_every_option_that_apprise_knows(schema: str) -> None:
    known, looked_at = read_options(schema), SERVICES[schema].options | EVERYWHERE | set(REFUSED[schema].split())
    assert known - looked_at == set(), "decide for each whether it is harmless"
    assert known >= EVERYWHERE


@pytest.mark.parametrize("schema", SERVICES)
def test_an_option_that_is_not_listed_is_refused(schema: str) -> None:
    for name in read_options(schema) - SERVICES[schema].options:
        with pytest.raises(Invalid, match=name):
            check_options(schema, [name.upper()])
    check_options(schema, SERVICES[schema].options)


def with_notifier(story: Callable[[AppriseNotifier], Awaitable[Any]]) -> None:
    async def whole() -> None:
        notifier = AppriseNotifier(allow_private=True)
        try:
            await story(notifier)
        finally:
            await notifier.close()

    asyncio.run(whole())


ADDRESSES = {
    "mailto": "mailto://u:p@127.0.0.1?to=a@example.org&from=b@example.org", "ntfy": "ntfy://127.0.0.1:9/news", "gotify": f"gotify://127.0.0.1:9/{TOKEN[:15]}",
    "mmost": f"mmost://127.0.0.1:9/{TOKEN[:24]}", "rocket": "rocket://u:p@127.0.0.1:9/#general", "workflows": f"workflows://127.0.0.1/{TOKEN[:32]}/{TOKEN[:32]}",
    "slack": "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#news", "discord": "discord://417421629800000000/JHMHI8qBe7bk2ZwO5U711o3dV_js",
    "guilded": "guilded://417421629800000000/JHMHI8qBe7bk2ZwO5U711o3dV_js", "tgram": "tgram://123456789:abcdefg_hijklmnop/12315544/",
    "gchat": "gchat://workspace/key/token", "webex": f"webex://{TOKEN}{TOKEN[:16]}", "zulip": f"zulip://bot@org/{TOKEN[:32]}/news",
    "twist": "twist://u@example.org/password", "flock": "flock://134b8gh0-eba0-4fa9-ab9c-257ced0e8221", "ryver": "ryver://apprise/ckhrjW8w672m6HG",
    "twilio": f"twilio://AC{TOKEN[:32]}:{TOKEN[:32]}@15555555555/15555555556", "vonage": f"vonage://AC{TOKEN[:8]}:{TOKEN[:16]}@15555555555/15555555556",
    "msgbird": f"msgbird://{TOKEN[:25]}/15555555555", "clicksend": "clicksend://user:key@15555555555", "plivo": f"plivo://{TOKEN[:25]}@{TOKEN[:40]}/15555555555/15555555556",
    "seven": f"seven://{TOKEN[:25]}/15555555555", "d7sms": f"d7sms://{TOKEN}@15555555555", "sinch": f"sinch://{TOKEN[:32]}:{TOKEN[:32]}@15555555555/15555555556",
    "whatsapp": f"whatsapp://{TOKEN}@15555555555/15555555556", "threema": "threema://*THEGWID@secret/15555555555", "line": f"line://{TOKEN}/target",
    "pover": f"pover://{TOKEN[:30]}@{TOKEN[:30]}", "pbul": f"pbul://{TOKEN[:32]}", "prowl": f"prowl://{TOKEN[:40]}", "pushed": f"pushed://{TOKEN[:32]}/{TOKEN}",
    "pushy": f"pushy://{TOKEN}/@topic", "simplepush": f"simplepush://{TOKEN[:10]}", "join": f"join://{TOKEN[:32]}/device",
    "mailgun": f"mailgun://user@example.org/{TOKEN[:32]}-{TOKEN[:8]}-{TOKEN[:8]}", "sendgrid": f"sendgrid://SG.{TOKEN[:20]}:from@example.org/to@example.org",
    "postmark": f"postmark://{TOKEN[:32]}:from@example.org/to@example.org", "brevo": f"brevo://{TOKEN[:40]}:from@example.org/to@example.org",
    "resend": f"resend://{TOKEN[:32]}:from@example.org/to@example.org", "sparkpost": f"sparkpost://user@example.org/{TOKEN[:40]}",
    "smtp2go": f"smtp2go://user@example.org/{TOKEN[:32]}",
}  # fmt: skip
ALL = [*((schema, url) for schema, url in ADDRESSES.items()), *NATIVE.items()]


def test_every_form_of_a_refused_option_is_refused_on_every_form_of_an_address() -> None:
    """One process of errands reads them all; each address passes without the option, so it is the option that fails."""

    def refuses(url: str) -> bool:
        try:
            messages.check_target(Errand(Job.check_target, url, allow_private=True, deadline_s=5))
        except OrchestratorError as error:
            return error.code == "target_not_allowed"
        return False

    assert [url for _, url in ALL if refuses(url)] == []
    passed = [
        f"{url}{'&' if '?' in url else '?'}{option}"
        for schema, url in ALL
        for option in list_dangerous(schema)
        if not refuses(f"{url}{'&' if '?' in url else '?'}{option}")
    ]
    assert passed == []


def list_dangerous(schema: str) -> Iterator[str]:
    yield from PREFIXED
    yield from OF_NO_SERVICE
    for name in sorted(read_options(schema) - SERVICES[schema].options):
        yield from (form(name) for form in FORMS)


def test_the_address_of_every_service_is_tried() -> None:
    tried = {MANAGER[schema] for schema in ADDRESSES}
    assert {schema for schema in SERVICES if MANAGER[schema] not in tried} == set()


def test_a_stored_address_that_reads_a_file_is_refused_when_it_is_used(tmp_path: Path) -> None:
    """As one that was stored before its options were checked."""
    secret = tmp_path / "some.json"
    secret.write_text('{"content": "the secret"}')

    async def story(notifier: AppriseNotifier) -> None:
        for url in (f"{NATIVE['discord']}?template={secret}", f"discord://1/2?template={secret}"):
            with pytest.raises(Invalid) as refused:
                await notifier.send(url, NotificationText("Title", "Body"), PERSON)
            assert refused.value.code == "target_not_allowed"

    with_notifier(story)


def test_an_errand_opens_no_file_and_starts_no_program(tmp_path: Path) -> None:
    """The wall behind the list of options."""
    secret = tmp_path / "secret"
    secret.write_text("secret")
    script = f"""
from orchestrator.adapters.notifying.errands.confining import confine
import os, subprocess, tempfile
confine()
for tried in (lambda: open({str(secret)!r}), lambda: os.open({str(secret)!r}, os.O_RDONLY), lambda: open('/etc/passwd'),
              lambda: open('/proc/self/environ'), lambda: open({str(tmp_path / "new")!r}, 'w'), lambda: os.system('true'),
              lambda: subprocess.run(['true']), lambda: bytearray(1 << 30)):
    try:
        tried()
    except (PermissionError, MemoryError):
        continue
    raise SystemExit('it was possible')
import ssl, wave, certifi  # wave is a module that nothing has loaded yet
ssl.create_default_context()
with open(certifi.where()):
    pass
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_apprise_sends_to_the_address_that_was_checked() -> None:
    with http_receiver() as receiver:
        port = receiver.url.rpartition(":")[2]

        async def story(notifier: AppriseNotifier) -> None:
            await notifier.send(f"NTFY://127.0.0.1:{port}/news?priority=high", NotificationText("Title", "Body"), PERSON)

        with_notifier(story)
    assert len(receiver.got) == 1
