"""The pages that a person sees: a checkout, and the questions to a creator whose account is new. They work by keyboard and without scripts."""

import html

from support.servers.stripe_service.world import Thing, World

WHOLE = frozenset("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split())


def checkout_page(world: World, session: Thing, told: str = "") -> str:
    """`told` is what went wrong the last time."""
    if session["status"] != "open":
        return _page("Checkout", f"<h1>This checkout is closed</h1><p>It is {html.escape(session['status'])}.</p>")
    holds = world.holds(session)
    kind = "Subscribe" if session["mode"] == "subscription" else "Pay"
    alert = f'<p role="alert">{html.escape(told)}</p>' if told else ""
    note = "<p>The amount is held on your card until the seller takes it.</p>" if holds else ""
    return _page(
        "Checkout",
        f"""<h1>{html.escape(world.title_of(session))}</h1>
<p>Amount: <strong>{html.escape(show_amount(session["amount_total"], session["currency"]))}</strong></p>{note}{alert}
<form method="post"><p>Test card 4242 4242 4242 4242</p>
<button name="action" value="pay" autofocus>{kind}</button>
<button name="action" value="decline">Card declined</button>
<button name="action" value="cancel">Cancel</button></form>""",
    )


def account_page(account: Thing) -> str:
    return _page(
        "Your account",
        f"""<h1>Tell Stripe about yourself</h1><p>Account {html.escape(account["id"])}, {html.escape(account["country"])}</p>
<form method="post"><button name="action" value="finish" autofocus>Finish</button>
<button name="action" value="later">Later</button></form>""",
    )


def plain_page(text: str) -> str:
    return _page(text, f"<h1>{html.escape(text)}</h1>")


def show_amount(amount: int, currency: str) -> str:
    return f"{amount if currency in WHOLE else f'{amount / 100:.2f}'} {currency.upper()}"


def _page(title: str, body: str) -> str:
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>
<meta name="viewport" content="width=device-width"><style>body{{font:18px sans-serif;max-width:28em;margin:2em auto;padding:0 1em}}
button{{font:inherit;padding:.5em 1em;margin:.2em}}</style></head><body><main>{body}</main></body></html>"""
