"""The command `mail`, for the operator: does mail arrive?"""

import asyncio
from typing import Annotated

import typer

from orchestrator.bootstrap.program import make_mailer
from orchestrator.cli.console import fail, out
from orchestrator.domain.errors import OrchestratorError
from orchestrator.domain.notifying.mail.letters import write_test
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.mail import Mail
from orchestrator.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Mail to people.")


@app.command("test")
def send_test(
    address: Annotated[str, typer.Argument(help="Where to.")],
    language: Annotated[str, typer.Option(help="ISO 639-1 code of its language.")] = "en",
) -> None:
    """Send a test mail by SMTP_URL, or write it to a file where none is set. Needs no database."""
    try:
        mailer = make_mailer(Settings())
        asyncio.run(mailer.send(Mail(new_id(), address, write_test(language))))
    except OrchestratorError as error:
        fail(error)
    out.print(f"Sent to {address} {mailer.says}.", highlight=False, soft_wrap=True)
