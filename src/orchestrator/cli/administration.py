"""The commands `users` and `tokens`, for the operator of the installation."""

from typing import Annotated

import typer

from orchestrator.cli.console import out
from orchestrator.cli.programs import find_user, on_database
from orchestrator.domain.accounts.token_scope import TokenScope
from orchestrator.engine.accounts.addresses import sign_up
from orchestrator.engine.accounts.signing_in import tokens as api_tokens
from orchestrator.engine.services import Services

users = typer.Typer(no_args_is_help=True, help="Accounts.")
tokens = typer.Typer(no_args_is_help=True, help="API tokens.")


@users.command("create")
def create_user(
    email: Annotated[str, typer.Argument()],
    handle: Annotated[str, typer.Argument()],
    name: Annotated[str, typer.Option(help="Name shown to others; by default the handle.")] = "",
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, envvar="ORCHESTRATOR_PASSWORD")] = "",
) -> None:
    """Create an account. The password is asked for, or taken from ORCHESTRATOR_PASSWORD."""
    user = on_database(lambda services: sign_up.sign_up(services, email, password, handle, name or handle, address=sign_up.Address.asked))
    out.print(f"{user.email} is {user.id}.", highlight=False)


@tokens.command("create")
def create_token(
    email: Annotated[str, typer.Argument()],
    name: Annotated[str, typer.Argument(help="What it is for.")],
    scope: Annotated[TokenScope, typer.Option(help="ask: ask agents; read: and read; manage: and change.")] = TokenScope.manage,
    days: Annotated[int, typer.Option(min=1, max=api_tokens.MAX_DAYS, help="How long it is valid.")] = api_tokens.USUAL_DAYS,
) -> None:
    """Create an API token for an account and print it. It cannot be shown again."""

    async def create(services: Services) -> api_tokens.NewToken:
        return await api_tokens.create_token(services, await find_user(services, email), name, scope, days)

    typer.echo(on_database(create).secret)
