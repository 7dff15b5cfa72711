"""users and tokens, for whoever runs the machine."""

from typing import Annotated

import typer

from orchestrator.cli.programs import find_user, on_database, out
from orchestrator.engine.accounts import sign_up
from orchestrator.engine.accounts import tokens as api_tokens
from orchestrator.engine.services import Services

users = typer.Typer(no_args_is_help=True, help="Accounts.")
tokens = typer.Typer(no_args_is_help=True, help="API tokens.")


@users.command("create")
def create_user(
    email: Annotated[str, typer.Argument()],
    handle: Annotated[str, typer.Argument()],
    name: Annotated[str, typer.Option(help="Shown to others; the handle without it.")] = "",
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, envvar="ORCHESTRATOR_PASSWORD")] = "",
) -> None:
    """Creates an account; asks for the password, or takes it from ORCHESTRATOR_PASSWORD."""
    user = on_database(lambda services: sign_up.sign_up(services, email, password, handle, name or handle))
    out.print(f"{user.email} is {user.id}.", highlight=False)


@tokens.command("create")
def create_token(email: Annotated[str, typer.Argument()], name: Annotated[str, typer.Argument(help="What it is for.")]) -> None:
    """Creates an API token for an account and prints it, this once."""

    async def create(services: Services) -> api_tokens.NewToken:
        return await api_tokens.create_token(services, await find_user(services, email), name)

    typer.echo(on_database(create).secret)
