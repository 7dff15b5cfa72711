"""Texts made to hold the server: one message, many at once by one person, blocked topics at their bounds, huge JSON.

    python benchmarks/attack/text.py [--port 8101] [--source OTHER/src] [--json]

A second person asks one short question a quarter of a second after each attack has begun.
"""

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
from server import Figures, Person, Server, read_options, report, served, watching

QUESTION = "How many parts of sugar to water for autumn syrup?"
HEAD_START_S = 0.25
AT_ONCE = 10
DIGITS = 2_000_000
PASSAGES = 100
TOPIC_WORDS, TOPICS = 40, 100


def main() -> int:
    options = read_options(__doc__, port=8101)
    # No rate limits, so that what protects the server is seen and not that the attack was short.
    rates = {"RATE_MESSAGES_PER_USER": "", "RATE_MESSAGES_PER_ADDRESS": ""}
    with served(options.port, options.source, **rates) as server:
        report(_attacks(server), options.json)
    return 0


def _attacks(server: Server) -> list[Figures]:
    creator, attacker, second = (server.sign_up(handle) for handle in ("mara", "attacker", "second"))
    agent = creator.make_agent("bees")
    creator.request("POST", f"/avees/{agent}/documents", {"title": "Figures", "content": _figures()})
    _wait_until_read(creator, agent)
    thread = second.start_conversation(agent)

    def ask(text: str, times: int = 1) -> Callable[[], str]:
        return lambda: _ask_at_once(attacker, agent, text, times)

    def tried(name: str, attack: Callable[[], str]) -> Figures:
        return _tried(server, second, thread, name, attack)

    found = [
        tried("nothing", lambda: ""),
        tried('"a " 3,995 times', ask("a " * 3995)),
        tried('"(" 7,990 times', ask("a" + "(" * 7989)),
        tried(f'"5 % " 1,000 times, {AT_ONCE} at once by one person', ask("5 % " * 1000, AT_ONCE)),
        tried(f"8,000 characters of different words, {AT_ONCE} at once", ask(_different_words(), AT_ONCE)),
        tried("a JSON number of two million digits", lambda: _post_number(attacker, agent)),
        tried("1 MB of nested JSON", lambda: _post(attacker, "/orchestrator/message", "[" * 1_000_000)),
        tried("1 MB of JSON keys", lambda: _post(attacker, "/orchestrator/message", _keys())),
        tried("3 MB of form fields", lambda: _post_form(attacker, agent)),
    ]
    creator.request("PUT", f"/orchestrator/config/{agent}", {"blocked_topics": _topics()})
    return [*found, tried(f'{TOPICS} blocked topics of {TOPIC_WORDS} words, "a " 3,995 times', ask("a " * 3995))]


def _tried(server: Server, second: Person, thread: str, name: str, attack: Callable[[], str]) -> Figures:
    waited: list[float] = []

    def ask_later() -> None:
        time.sleep(HEAD_START_S)
        waited.append(second.ask(thread, QUESTION)[1])

    with watching(server) as watch:
        other = threading.Thread(target=ask_later)
        other.start()
        try:
            note = attack()
        except httpx.HTTPError as error:
            note = type(error).__name__
        other.join()
    return watch.figures(name, waited[0], note)


def _ask_at_once(person: Person, agent: str, text: str, times: int) -> str:
    """Each in a conversation of its own, as one conversation is answered in order. Returns the statuses."""
    threads = [person.start_conversation(agent) for _ in range(times)]
    with ThreadPoolExecutor(times) as pool:
        statuses = Counter(status for status, _ in pool.map(lambda thread: person.ask(thread, text), threads))
    return ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))


def _post(person: Person, path: str, body: str, content_type: str = "application/json") -> str:
    try:
        return str(person.client.post(path, content=body, headers={"Content-Type": content_type}).status_code)
    except httpx.HTTPError as error:
        return type(error).__name__


def _post_number(person: Person, agent: str) -> str:
    """To the route that takes the largest bodies, and to the one that everybody may use."""
    whole, part = "1" * DIGITS, "0." + "1" * DIGITS
    large = [_post(person, f"/avees/{agent}/documents", f'{{"title": {number}}}') for number in (whole, part)]
    return ", ".join([*large, _post(person, "/orchestrator/message", f'{{"message": {whole[:1_000_000]}}}')])


def _post_form(person: Person, agent: str) -> str:
    return _post(person, f"/avees/{agent}/documents", "a=&" * 1_000_000, "application/x-www-form-urlencoded")


def _keys() -> str:
    return "{" + ",".join(f'"{n}":0' for n in range(100_000)) + "}"


def _figures() -> str:
    """A document of many passages in which figures stand everywhere, so that the search by words finds them all."""
    lines = (
        f"In the year {n}, 5 % of 5 hives gave 5 kg of honey, and 5 % of the sugar was left over for a late autumn."
        for n in range(PASSAGES)
    )
    return "\n\n".join(f"## Year {n}\n\n{line}" for n, line in enumerate(lines))


def _wait_until_read(creator: Person, agent: str) -> None:
    for _ in range(600):
        if all(each["status"] != "pending" for each in creator.request("GET", f"/avees/{agent}/documents")["items"]):
            return
        time.sleep(0.5)
    raise SystemExit("The document was not read.")


def _different_words() -> str:
    return " ".join(f"w{n}" for n in range(1_300))[:7_990]


def _topics() -> list[str]:
    return [f"{'a ' * (TOPIC_WORDS - 1)}b{n}" for n in range(TOPICS)]


if __name__ == "__main__":
    sys.exit(main())
