"""What a reader of a file does not see reaches neither an asker nor any text column of the database."""

import io

import docx
import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.office import lines, pdf
from support.scans import draw_scan
from support.stories import rows

FACT = "Seal the boat's deck with linseed oil every April."
QUESTION = "When do I seal the boat's deck with linseed oil?"
SECRET = "SECRET50"


def as_docx() -> bytes:
    document, data = docx.Document(), io.BytesIO()
    document.add_heading("Boats", 0)
    document.add_paragraph(FACT).add_run(" SECRET50").font.hidden = True
    document.save(data)
    return data.getvalue()


FILES = {
    "boats.md": f"---\ntitle: Boats\nnote: SECRET50\n---\n\n<!-- SECRET50: the internal discount -->\n\n{FACT}\n\n{{# SECRET50 #}}\n".encode(),
    "boats.html": f"<title>Boats</title><p>{FACT}</p><p style='display:none'>The discount code is SECRET50.</p><nav>SECRET50</nav>".encode(),
    "boats.txt": f"{FACT}\n<!-- SECRET50 -->".encode(),
    "boats.docx": as_docx(),
}


def tables_with(database: EmbeddedServer, text: str) -> set[str]:
    """Every table that has a row with the given text in any column: as text, as a word of an index, or as bytes."""
    tables = rows(database, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")
    looks = (
        f"SELECT '{each.table_name}' AS name FROM \"{each.table_name}\" AS r WHERE r::text ILIKE :text OR r::text LIKE :bytes"
        for each in tables
    )
    found = rows(database, " UNION ".join(looks), text=f"%{text}%", bytes=f"%{text.encode().hex()}%")
    return {each.name for each in found}


@pytest.mark.parametrize("name", FILES)
def test_hidden_text_is_quoted_to_nobody_and_stored_nowhere(shared: Api, shared_database: EmbeddedServer, name: str) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, auto_answer_confidence_threshold=0.2)
    document = creator.call("POST", f"/avees/{avee}/documents", 202, files={"file": (name, FILES[name])})
    ready = creator.wait_for_document(avee, document["id"])
    assert (ready["status"], ready["title"], ready["warning"]) == ("ready", "Boats", None)
    response = asker.ask(asker.start(avee), QUESTION)
    assert response["path"] == "A"
    assert FACT in response["reply"]["content"]
    asker.ask(asker.start(avee), "What is the internal discount code?")
    # The search finds what is in the file, so that the next line proves something.
    assert {"documents", "passages", "messages"} <= tables_with(shared_database, "linseed oil every April")
    assert tables_with(shared_database, SECRET) == set()


def test_pages_without_text_are_told_to_the_creator(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    document = creator.call("POST", f"/avees/{avee}/documents", 202, files={"file": ("a.pdf", pdf(lines(FACT), *[draw_scan] * 3))})
    ready = creator.wait_for_document(avee, document["id"])
    assert (ready["status"], ready["warning"]) == ("ready", "3 of 4 pages have no text (scanned?): pages 2–4.")
    document = creator.call("POST", f"/avees/{avee}/documents", 202, files={"file": ("b.pdf", pdf(*[draw_scan] * 4))})
    failed = creator.wait_for_document(avee, document["id"])
    assert (failed["status"], failed["failure"]) == ("failed", "'b.pdf' has no text: 4 of 4 pages have no text (scanned?).")


@pytest.mark.parametrize("name", ["style.css", "Gemfile.lock", "Dockerfile", ".gitignore", "app.min.js"])
def test_a_file_that_is_no_document_is_refused(shared: Api, name: str) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    refused = creator.call("POST", f"/avees/{avee}/documents", 422, files={"file": (name, b"body { color: red }")})
    assert refused["code"] == "not_a_document"
    assert refused["detail"].startswith(f"{name} is ")
    assert creator.call("GET", f"/avees/{avee}/documents", 200)["items"] == []


def test_a_row_of_a_table_is_told_in_words(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, auto_answer_confidence_threshold=0.2)
    parts = "\n".join(f"| Oar number {n} | {n}.50 € |" for n in range(100, 104))
    creator.add_document(avee, "Boat parts", f"# Boat parts\n\n| Part | Price |\n|---|---|\n{parts}\n| Varnish of the mast | 35 € |\n")
    reply = asker.ask(asker.start(avee), "What is the price of the varnish of the mast?")["reply"]
    assert "Part: Varnish of the mast; Price: 35 €" in reply["content"]
    assert "|" not in reply["content"]
    assert reply["sources"][0]["title"] == "Boat parts"
