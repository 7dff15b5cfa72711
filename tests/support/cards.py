"""A creator's requests about trust over HTTP: list the cards, read the figures, answer a card."""

from typing import Any

from support.api import Api


def cards(creator: Api, avee: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = creator.call("GET", f"/avees/{avee}/trust/cards", 200)["items"]
    return items


def trust(creator: Api, avee: str) -> dict[str, Any]:
    report: dict[str, Any] = creator.call("GET", f"/avees/{avee}/trust", 200)
    return report


def judge(creator: Api, avee: str, card: dict[str, Any], verdict: str, expect: int = 200) -> dict[str, Any]:
    judged: dict[str, Any] = creator.call("POST", f"/avees/{avee}/trust/cards/{card['id']}", expect, json={"verdict": verdict})
    return judged


def names_person(shown: object, person: Api) -> bool:
    """Whether anything shown tells who the person is. Compared with what is only theirs: a short name may stand in an id by chance."""
    return any(person.user[key] in str(shown) for key in ("id", "handle", "display_name"))
