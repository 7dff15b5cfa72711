"""The generated half of the client is that of the API as it is, and a strict type check passes on what uses it."""

from pathlib import Path

import pytest

from support.tools.client.__main__ import GENERATED, write


@pytest.mark.timeout(300)
def test_the_client_is_that_of_the_api(tmp_path: Path) -> None:
    write(tmp_path)
    for written in sorted(tmp_path.iterdir()):
        assert written.read_text() == (GENERATED / written.name).read_text(), f"{written.name}: run `make client` and commit it"
