"""Building a statement from only those conditions that a caller asks for.

A single statement with `:value IS NULL OR …` for each condition would get one plan for all cases, and would scan a
whole table to find one row.
"""

import functools
from collections.abc import Mapping
from typing import Any

from sqlalchemy import TextClause, text


def filtered(
    statement: str, conditions: Mapping[str, str], values: Mapping[str, Any], other_parameters: Mapping[str, Any]
) -> tuple[TextClause, dict[str, Any]]:
    """The statement and its parameters. {filters} becomes the conditions of all values that are not None, joined by
    AND."""
    filters = {name: value for name, value in values.items() if value is not None}
    return _compose(statement, tuple(conditions[name] for name in filters)), filters | dict(other_parameters)


@functools.cache
def _compose(statement: str, conditions: tuple[str, ...]) -> TextClause:
    return text(statement.replace("{filters}", " AND ".join(conditions) or "true"))
