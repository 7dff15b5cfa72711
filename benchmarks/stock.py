"""The knowledge of a measured agent, and messages for each path; each message has a new text."""

from collections.abc import Iterator

from served import Person

DEEDS = ("feed", "inspect", "move", "sell", "treat", "winter", "requeen", "split", "label", "insure")
PLACES = ("Oslo", "Bergen", "Lisbon", "Porto", "Lyon", "Nantes", "Turin", "Graz", "Ghent", "Leeds")
NAMES = ("Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hal", "Ida", "Jon")
SUBJECTS = ("violins", "kites", "sourdough", "lichens", "sextants", "marimbas", "glaciers", "falcons", "looms", "dahlias")
DOCUMENT = """# The apiary handbook

## Syrup

For autumn syrup we take three parts of sugar to two parts of water, by weight, and feed it until the middle of September.

## Moisture

Honey is harvested at a moisture of eighteen percent or less, which the refractometer shows; above that it ferments in the jar.

## Smoke

The smoker burns dried grass and a little hessian. Three puffs at the entrance are enough before the lid is lifted.
"""
ASKED_OF_DOCUMENT = (
    "How many parts of sugar to water for autumn syrup?",
    "At what moisture is honey harvested?",
    "What does the smoker burn?",
)
PATHS = "ABCDF"


def known_question(n: int) -> str:
    return f"How do I {DEEDS[n % 10]} hive number {n} in {PLACES[n // 10 % 10]} when the autumn is wet?"


def known_questions(count: int) -> list[str]:
    """`count` different questions, each with its own answer."""
    return [known_question(n) for n in range(count)]


def cased(text: str, n: int) -> str:
    """A variant that the model, which ignores case, embeds equally but caches see as a new text: bit i of n makes
    letter i a capital."""
    return "".join(letter.upper() if n >> at & 1 else letter for at, letter in enumerate(text.lower()))


def messages(path: str, known: int) -> Iterator[str]:
    """Endless messages for a path. Those of path C repeat the first `known` questions, each time as a new text."""
    n = 0
    while True:
        name, subject, place = NAMES[n % 10], SUBJECTS[n // 10 % 10], PLACES[n // 100 % 10]
        match path:
            case "A":
                yield cased(ASKED_OF_DOCUMENT[n % 3], n // 3)
            case "B":
                yield cased("It doesn't work, can you help?", n)
            case "C":
                yield cased(known_question(n % known), n // known)
            case "D":
                yield f"Would you ever teach a class on repairing antique {subject} in {place}, with {name} as number {n}?"
            case "F":
                yield f"What should I do about a sting allergy in {place}, {name} {n}?"
        n += 1


def stock(creator: Person, handle: str, answers: int) -> str:
    """Creates an agent with the document and `answers` answered questions; returns its id."""
    avee: str = creator.request("POST", "/avees", {"handle": handle, "display_name": handle})["id"]
    # The version is that of a new agent.
    changed = {"version": 1, "blocked_topics": ["allergy"], "max_escalations_per_day": 10_000, "max_escalations_per_week": 10_000}
    creator.request("PUT", f"/orchestrator/config/{avee}", changed)
    creator.request("POST", f"/avees/{avee}/documents", {"title": "Handbook", "content": DOCUMENT})
    for question in known_questions(answers):
        # In capitals, so that the questions asked later are not in the cache of vectors; the model ignores case.
        answer = {"question_pattern": question.upper(), "answer_content": "With patience, and not before the frost.", "layer": "public"}
        creator.request("POST", f"/avees/{avee}/canonical-answers", answer)
    return avee
