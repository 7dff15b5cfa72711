"""Statements with the conditions that are asked for and no others.

One statement for all, with "or nothing was asked" at each, has one plan for all: it reads everything in order to find one row.
"""

import functools
from collections.abc import Mapping
from typing import Any

from sqlalchemy import TextClause, text


def filtered(
    statement: str, conditions: Mapping[str, str], wanted: Mapping[str, Any], others: Mapping[str, Any]
) -> tuple[TextClause, dict[str, Any]]:
    """The statement with the conditions of what is wanted and not None, joined by AND, in the place of {filters}; and its values, with the others."""
    given = {name: value for name, value in wanted.items() if value is not None}
    return _compose(statement, tuple(conditions[name] for name in given)), given | dict(others)


@functools.cache
def _compose(statement: str, conditions: tuple[str, ...]) -> TextClause:
    return text(statement.replace("{filters}", " AND ".join(conditions) or "true"))
