"""Statements with the conditions that are asked for and no others.

One statement for all, with "or nothing was asked" at each, has one plan for all: it reads everything in order to find one row.
"""

import functools
from collections.abc import Mapping
from typing import Any

from sqlalchemy import TextClause, text


def filtered(statement: str, conditions: Mapping[str, str], values: Mapping[str, Any]) -> TextClause:
    """The statement with the conditions of those values that are not None, joined by AND, in the place of {filters}."""
    return _compose(statement, tuple(condition for name, condition in conditions.items() if values[name] is not None))


@functools.cache
def _compose(statement: str, conditions: tuple[str, ...]) -> TextClause:
    return text(statement.replace("{filters}", " AND ".join(conditions) or "true"))
