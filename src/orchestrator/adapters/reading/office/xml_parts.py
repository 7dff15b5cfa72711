"""Changing XML parts inside a zip archive."""

import io
import zipfile
from collections.abc import Callable
from typing import Any, TypeAlias

from lxml import etree

Part: TypeAlias = Any
"""An element; lxml has no types."""


def parse_part(data: bytes) -> Part:
    """The root of an XML part. Nothing outside the part is read. Raises etree.XMLSyntaxError."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def change_parts(data: bytes, is_changed: Callable[[str], bool], change: Callable[[Part], None]) -> bytes:
    """The archive with `change` applied to the root of each part whose name is to be changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as changed:
        for member in archive.infolist():
            content = archive.read(member)
            if is_changed(member.filename):
                root = parse_part(content)
                change(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            changed.writestr(member.filename, content)
    return out.getvalue()


def read_part(data: bytes, name: str) -> Part | None:
    """The root of one part; None where the archive has none of that name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return parse_part(archive.read(name)) if name in archive.namelist() else None
