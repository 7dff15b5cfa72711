"""Running a script of many statements, which the driver takes only without parameters."""

from typing import Any

from alembic import op


def run_script(sql: str) -> None:
    driver: Any = op.get_bind().connection.driver_connection
    driver.execute(sql)
