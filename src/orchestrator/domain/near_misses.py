"""How two questions differ that are near to each other: by kinds, for a creator who draws the line between them. Pure."""

from orchestrator.domain.twists import CONDITIONS, Differs, read_text, word_differences


def read_differences(one: str, other: str) -> tuple[Differs, ...]:
    """Every kind of difference that can change the answer, in the order of `Differs`; () where the words tell of none."""
    found = set(word_differences(one, other))
    # 'When' that asks for a time is no condition.
    if (read_text(one).said ^ read_text(other).said) & CONDITIONS - ({"when"} if Differs.asked_for in found else set()):
        found.add(Differs.condition)
    return tuple(each for each in Differs if each in found)
