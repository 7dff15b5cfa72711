"""A doubt after a question is set aside; what names a thing of its own is kept."""

import pytest

from orchestrator.domain.message.manners.core import read_core, with_manners


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("Do I have to register it? Or is it not needed?", "Do I have to register it?"),
        ("Bees sleep in winter, or isn't that so?", "Bees sleep in winter?"),
        ("When do I feed? Or is it too late already? Thanks, Tom", "When do I feed?"),
        ("Muss ich das anmelden? Oder ist das nicht nötig?", "Muss ich das anmelden?"),
        ("¿Hay que pagar antes? ¿O no hace falta?", "¿Hay que pagar antes?"),
        ("Faut-il un permis ? Ou pas besoin ?", "Faut-il un permis ?"),
    ],
)
def test_a_doubt_is_set_aside(text: str, core: str) -> None:
    assert read_core(text) == core
    assert with_manners(core, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Do I feed syrup? Or fondant?",
        "Is it glazed? Or is it raw?",
        "What is better, syrup or not?",
        "Do I feed syrup? Or how much fondant do I give?",
        "Or is it not needed?",
    ],
)
def test_an_alternative_is_kept(text: str) -> None:
    assert read_core(text) == text
