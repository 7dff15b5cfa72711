"""Which files are documents, by their names."""

import pytest

from orchestrator.domain.answering.documents.file_names import NoDocument, why_no_document, why_not_to_upload


@pytest.mark.parametrize(
    "path",
    [
        "README", "readme.md", "docs/Guide.PDF", "a b/faq.txt", "answers.jsonl", "book.epub", "prices.xlsx", "index.html", "CHANGELOG",
        "notes/2024.csv", "talk.pptx", "manual.adoc", "post.mdx", "export.xml",
    ],
)  # fmt: skip
def test_documents(path: str) -> None:
    assert why_no_document(path) is None
    assert why_not_to_upload(path) is None


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("style.css", NoDocument.code),
        ("src/app.min.js", NoDocument.code),
        ("Gemfile.lock", NoDocument.tool_file),
        ("package-lock.json", NoDocument.tool_file),
        ("Cargo.lock", NoDocument.tool_file),
        ("any.lock", NoDocument.code),
        ("Dockerfile", NoDocument.tool_file),
        ("Dockerfile.dev", NoDocument.tool_file),
        ("Makefile", NoDocument.tool_file),
        ("LICENSE", NoDocument.tool_file),
        (".gitignore", NoDocument.hidden),
        (".env", NoDocument.hidden),
        ("_config.yml", NoDocument.code),
        ("main.py", NoDocument.code),
    ],
)
def test_what_is_no_document_even_when_somebody_chose_it(path: str, reason: NoDocument) -> None:
    assert why_no_document(path) is reason
    assert why_not_to_upload(path) is reason


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("node_modules/left-pad/README.md", NoDocument.tool_folder),
        (".git/description", NoDocument.tool_folder),
        ("site/.cache/page.html", NoDocument.tool_folder),
        (".hidden/page.md", NoDocument.hidden),
        ("logo.png", NoDocument.binary),
        ("data.bin", NoDocument.binary),
        ("CODENOTES", NoDocument.unknown),
        ("a.xyz", NoDocument.unknown),
    ],
)
def test_what_is_skipped_in_a_folder_only(path: str, reason: NoDocument) -> None:
    assert why_no_document(path) is reason
    assert why_not_to_upload(path.rsplit("/", 1)[-1]) is None
