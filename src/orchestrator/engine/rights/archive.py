"""Writing the copy of a person's data: a zip with a file of JSON for each kind and one page for people to read. It runs in a
thread, and holds no more than one batch of rows in memory.
"""

import base64
import json
import re
import tempfile
import zipfile
from collections.abc import Mapping
from types import TracebackType
from typing import IO, Self

from orchestrator.domain.json_value import JsonValue
from orchestrator.engine.rights.page import END, START, write_heading, write_row
from orchestrator.ports.stores.rights import ExportBatch

PAGE = "read-me-first.html"
UNSAFE = re.compile(r"[^\w .-]+")
MOST_NAME_CHARACTERS = 80
STEP_BYTES = 1 << 20


class Archive:
    """A zip that grows batch by batch, into a file without a name: it is gone when it is closed, even by a crash."""

    def __init__(self) -> None:
        # Closed by __exit__, or by whoever sends the finished file.
        self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 -- as above
        self._page: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 -- as above
        self._zip = zipfile.ZipFile(self.file, "w", zipfile.ZIP_DEFLATED)
        self._open: IO[bytes] | None = None
        self._name = ""
        self._is_first = True
        self._documents = 0
        self._page.write(START.encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Closes the finished zip's file only where it failed."""
        self._page.close()
        if kind is not None:
            self.file.close()

    def add(self, batch: ExportBatch) -> None:
        name = f"agents/{batch.folder}/{batch.name}.json" if batch.folder else f"{batch.name}.json"
        if name != self._name:
            self._begin(name, batch)
        for row in batch.rows:
            if batch.name == "document_files":
                self._add_document(batch.folder, row)
            else:
                self._write(row)
                self._page.write(write_row(batch, row).encode())

    def finish(self) -> int:
        """The size of the zip in bytes; its file is at the beginning."""
        self._end()
        self._page.write(END.encode())
        self._page.seek(0)
        with self._zip.open(PAGE, "w") as page:
            while step := self._page.read(STEP_BYTES):
                page.write(step)
        self._zip.close()
        size = self.file.seek(0, 2)
        self.file.seek(0)
        return size

    def _begin(self, name: str, batch: ExportBatch) -> None:
        self._end()
        self._name, self._is_first = name, True
        if batch.name != "document_files":
            self._open = self._zip.open(name, "w")
            self._page.write(write_heading(batch).encode())

    def _add_document(self, folder: str, row: Mapping[str, JsonValue]) -> None:
        """The file as it was uploaded while it is not read yet, and then its text."""
        self._documents += 1
        title = UNSAFE.sub("_", str(row["title"]))[:MOST_NAME_CHARACTERS].strip(" .") or "document"
        name = f"agents/{folder}/documents/{self._documents:05d} {title}"
        if row["upload"] is not None:
            self._zip.writestr(name, base64.b64decode(str(row["upload"])))
        else:
            self._zip.writestr(name if name.endswith((".md", ".txt")) else f"{name}.md", str(row["content"]))

    def _write(self, row: Mapping[str, JsonValue]) -> None:
        assert self._open is not None  # a batch begins its file
        text = json.dumps(row, ensure_ascii=False, sort_keys=True)
        self._open.write((("[\n" if self._is_first else ",\n") + text).encode())
        self._is_first = False

    def _end(self) -> None:
        if self._open is not None:
            self._open.write(b"[]\n" if self._is_first else b"\n]\n")
            self._open.close()
        self._open = None
