"""`ioc user`, `ioc token`, `ioc audit`: who may see and do what, without a browser."""

from __future__ import annotations

import getpass
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Annotated, get_args

import typer

from dashboard import clock
from dashboard.security.audit import table
from dashboard.settings import Settings
from data.access import Access, AccessRefusedError, Actor
from data.contracts import DataUnavailableError, Role
from data.engine import make_engine

users = typer.Typer(
    help="Accounts: add, disable, enable, reset, list, grant, withdraw.", no_args_is_help=True
)
tokens = typer.Typer(help="Read tokens for other systems.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="Name of the account; case does not count.")]
Unit = Annotated[
    str, typer.Argument(help="Locality (tan_chau) or unit (25534@2025-07-01); nothing: everything.")
]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]
Generated = Annotated[bool, typer.Option("--generate", help="Make a password and show it once.")]

GENERATED_BYTES = 15
"""120 bits, 20 characters to type once."""


@users.command("add")
def add(  # noqa: PLR0913 - options of a command
    name: Name,
    *,
    title: Annotated[str, typer.Option(help="Name for people, such as Nguyễn Thị An.")] = "",
    admin: Annotated[bool, typer.Option("--admin", help="May manage accounts, walls and tokens.")] = False,
    role: Annotated[
        str, typer.Option(help="viewer, secretary or unit_editor; more by `ioc user grant`.")
    ] = "",
    unit: Annotated[str, typer.Option(help="Where the role holds; nothing: everywhere.")] = "",
    single_sign_on: Annotated[bool, typer.Option("--single-sign-on", help="No password of its own.")] = False,
    password_stdin: FromStdin = False,
    generate: Generated = False,
) -> None:
    """Add an account. Its password is asked for, unless one of the options says otherwise."""
    roles: list[tuple[Role, str]] = [("admin", "")] if admin else []
    roles += [(_role(role), unit)] if role else []
    password = None if single_sign_on else _password(from_stdin=password_stdin, generate=generate)
    with _access() as access:
        is_first = not access.has_accounts()
        access.add_account(name, title, password, roles, by=_actor("user add"), now=clock.now())
    _show_once(password, generate=generate)
    typer.echo(f"Account {name} added." + ("" if roles else " It may see nothing yet: ioc user grant"))
    if is_first:
        typer.echo("Restart a server that runs in demo mode: from then on everybody signs in.")


@users.command("disable")
def disable(name: Name) -> None:
    """Disable an account: its sessions end within a second."""
    with _access() as access:
        access.set_active(name, False, by=_actor("user disable"), now=clock.now())  # noqa: FBT003 - the value
    typer.echo(f"Account {name} disabled.")


@users.command("enable")
def enable(name: Name) -> None:
    """Let a disabled account sign in again."""
    with _access() as access:
        access.set_active(name, True, by=_actor("user enable"), now=clock.now())  # noqa: FBT003 - the value
    typer.echo(f"Account {name} enabled.")


@users.command("reset")
def reset(name: Name, *, password_stdin: FromStdin = False, generate: Generated = False) -> None:
    """Give an account a new password; its sessions end and its lock is lifted."""
    password = _password(from_stdin=password_stdin, generate=generate)
    with _access() as access:
        access.set_password(name, password, by=_actor("user reset"), now=clock.now())
    _show_once(password, generate=generate)
    typer.echo(f"Account {name} has a new password.")


@users.command("grant")
def grant(
    name: Name,
    role: Annotated[str, typer.Argument(help="viewer, secretary, unit_editor or admin.")],
    unit: Unit = "",
) -> None:
    """Give an account a role over a unit with all below it."""
    with _access() as access:
        made = access.grant(name, _role(role), unit, by=_actor("user grant"), now=clock.now())
    typer.echo(f"Account {name}: grant {made}, {role} of {unit or 'everything'}.")


@users.command("withdraw")
def withdraw(
    grant_id: Annotated[int, typer.Argument(help="Number of the grant in `ioc user list`.")],
) -> None:
    """Take a grant back."""
    with _access() as access:
        access.withdraw(grant_id, by=_actor("user withdraw"), now=clock.now())
    typer.echo(f"Grant {grant_id} withdrawn.")


@users.command("list")
def list_accounts() -> None:
    """List accounts with their grants."""
    with _access() as access:
        accounts = access.accounts()
    for account in accounts:
        state = "" if account.is_active else " [disabled]"
        typer.echo(f"{account.name}  {account.title}{state}")
        for held in account.grants:
            where = f"{held.unit_name} ({held.unit})" if held.unit else "everything"
            typer.echo(f"  {held.id}: {held.role} of {where}")


@tokens.command("issue")
def issue(
    name: Annotated[str, typer.Argument(help="What the token is for.")],
    unit: Unit = "",
    days: Annotated[int, typer.Option(help="Days that it is valid.")] = 90,
    *,
    write: Annotated[bool, typer.Option("--write", help="It may bring figures in, too.")] = False,
) -> None:
    """Issue a token for another system; it is shown once. It only reads unless --write is given."""
    actor, now = _actor("token issue"), clock.now()
    with _access() as access:
        raw = access.issue_token(name, unit, days=days, by=actor, now=now, may_write=write)
    typer.echo(raw)


@tokens.command("list")
def list_tokens() -> None:
    """List tokens with their rights and last use."""
    with _access() as access:
        found = access.tokens()
    for token in found:
        state = "revoked" if token.revoked_at else f"valid until {token.expires_at:%Y-%m-%d}"
        used = f"used {token.used_at:%Y-%m-%d %H:%M}" if token.used_at else "never used"
        right = "reads and writes" if token.may_write else "reads"
        where = token.unit_name or token.unit or "everything"
        typer.echo(f"{token.id}: {token.name}, {right} {where}, {state}, {used}")


@tokens.command("revoke")
def revoke(token_id: Annotated[int, typer.Argument(help="Number in `ioc token list`.")]) -> None:
    """End a token."""
    with _access() as access:
        access.revoke_token(token_id, by=_actor("token revoke"), now=clock.now())
    typer.echo(f"Token {token_id} revoked.")


def audit(
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="Every entry, as CSV.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many entries without --csv.")] = 50,
    action: Annotated[
        str, typer.Option(help="Only this kind: sign_in, account, grant, device, token, …")
    ] = "",
    actor: Annotated[str, typer.Option(help="Only what this account, wall or token did.")] = "",
) -> None:
    """Show the audit log, newest first."""
    with _access() as access:
        if as_csv:
            typer.echo(table(chain(access.all_entries(action=action, actor=actor))), nl=False)
            return
        found = access.entries(limit=limit, action=action, actor=actor)
    for entry in found:
        detail = "; ".join(f"{name}={value}" for name, value in entry.detail.items())
        cells = (entry.actor, entry.kind, entry.action, entry.subject, entry.where, detail)
        typer.echo("  ".join(filter(None, (f"{entry.at:%Y-%m-%d %H:%M:%S}Z", *cells))))


def _role(text: str) -> Role:
    for role in get_args(Role):
        if role == text:
            found: Role = role
            return found
    raise typer.BadParameter(f"no role {text!r}: {', '.join(get_args(Role))}")


def _password(*, from_stdin: bool, generate: bool) -> str:
    """Read a password from where the options say; asked for twice on a terminal."""
    if generate:
        return secrets.token_urlsafe(GENERATED_BYTES)
    if from_stdin:
        return typer.get_text_stream("stdin").readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise typer.BadParameter("no terminal to ask for the password: use --password-stdin or --generate")
    asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return asked


def _show_once(password: str | None, *, generate: bool) -> None:
    """Show a password that was made here, once it is the account's."""
    if generate and password:
        typer.echo(f"Password, shown once: {password}")


def _actor(command: str) -> Actor:
    """Name the command and the account of the machine that ran it, for the audit log."""
    return Actor(f"ioc {command} ({getpass.getuser()})", "command")


@contextmanager
def _access() -> Iterator[Access]:
    """Open access; a refusal or a dead database becomes a sentence and exit status 1."""
    engine = make_engine(Settings().database)
    try:
        yield Access(engine)
    except (AccessRefusedError, DataUnavailableError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    finally:
        engine.dispose()
