"""Documents in several languages: each is searched with the inflections of its own language."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.accounts.access import Layer
from orchestrator.engine.routing.route import route
from orchestrator.ports.database import Scope
from support.stories import add_document, build_house, rows

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
GERMAN = "# Bienen\n\nDie Königinnen werden im Mai gezeichnet. Danach sind die Völker wieder ruhig und ich sehe sie mir nur noch einmal an."
FRENCH = "# Ruches\n\nLes reines sont marquées au mois de mai. Ensuite, je ne regarde plus dans les ruches que pour la récolte."
POLISH = "# Pszczoły\n\nMatki są znaczone w maju. Potem zaglądam do uli tylko raz i nie robię tam już nic więcej, bo to im przeszkadza."


def test_each_document_is_searched_in_its_language(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> dict[str, set[str]]:
        services = program.services
        house = await build_house(services)
        for name, content in {"de.md": GERMAN, "fr.md": FRENCH, "pl.md": POLISH}.items():
            await add_document(services, house.creator, house.avee, name, content)
        found = {}
        for words in ("ruhiges Volk", "marquer une reine", "Pszczoły", "workshops opening"):
            vector = (await services.embedder.embed([words]))[0]
            async with services.database.hot_path(Scope(house.asker, house.avee, Layer.public)) as hot:
                hits = (await hot.search(words, vector)).passages
            found[words] = {hit.heading for hit in hits if hit.text_rank > 0}
        return found

    found = run(story)
    assert found == {
        "ruhiges Volk": {"Bienen"},
        "marquer une reine": {"Ruches"},
        "Pszczoły": {"Pszczoły"},
        "workshops opening": {"Opening hours"},
    }
    configs = rows(database, "SELECT DISTINCT text_config::text AS config FROM passages ORDER BY 1")
    assert [row.config for row in configs] == ["english", "french", "german", "simple"]


@pytest.mark.parametrize(
    ("message", "path", "begins"),
    [
        ("Bonjour !", "A", "Bonjour"),
        ("Würdest du jemals einen Kurs über das Restaurieren alter Geigen geben?", "D", "Ich habe keine Antwort"),
        ("¿Alguna vez darías una clase sobre restaurar violines antiguos?", "D", "No tengo ninguna respuesta"),
        ("什么", "B", "我很愿意帮忙"),
    ],
)
def test_the_reply_is_in_the_language_of_the_message(run: Run, message: str, path: str, begins: str) -> None:
    async def story(program: Running) -> tuple[str, str]:
        house = await build_house(program.services)
        routed = await route(program.services, house.asker, house.ask(message))
        return routed.path.value, routed.text

    routed = run(story)
    assert routed[0] == path
    assert routed[1].startswith(begins)
