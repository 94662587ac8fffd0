"""The arguments of every command; argparse's own words come from our catalogue too."""

import argparse
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NoReturn

from db.values import FacilityKind, Role
from facility_app.core.labels import kind_label, role_label
from resources import text
from resources.text import N_, _

_ARGPARSE_WORDS = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected at least one argument"),
    N_("not allowed with argument %s"),
)


class UsageError(Exception):
    """The words of the call are off; exit status 2."""


class Parser(argparse.ArgumentParser):
    """An argument parser that reports instead of leaving the process, and takes words only as they are written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]
    Adder = Callable[[Commands], None]


def build_parser(more: "Iterable[Adder]" = (), more_to_verify: "Iterable[Adder]" = ()) -> Parser:
    """The parser for all commands, in the language in force; `more` add theirs, others what else can be verified."""
    argparse._ = text._  # type: ignore[attr-defined]
    argparse.ngettext = text.ngettext  # type: ignore[attr-defined]
    parser = Parser(prog="facility-cli", description=_("Facility Daybook on the command line."))
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    for add in (_init, _account, _staff, _journal, _backup, _restore, *more, _upkeep):
        add(commands)
    what = group(commands, "verify", _("verify the journal or a printed ledger"))
    for add in (_verify_journal, *more_to_verify):
        add(what)
    return parser


def command(commands: "Commands", name: str, help_: str, *, store: bool = True) -> Parser:
    """A command with the words that all of them take."""
    made = commands.add_parser(name, help=help_, description=help_)
    made.add_argument("--json", action="store_true", help=_("print one JSON document on standard output"))
    made.add_argument("--lang", choices=text.LANGUAGES, help=_("language of the messages"))
    if store:
        made.add_argument(
            "--db", required=True, metavar="DB", help=_("the store: a file, or postgresql://HOST/DATABASE")
        )
        made.add_argument("--user", help=_("login name; else FACILITY_USER, else a prompt"))
    return made


def group(commands: "Commands", name: str, help_: str) -> "Commands":
    """A command that is made of others."""
    made = commands.add_parser(name, help=help_, description=help_)
    return made.add_subparsers(dest="subcommand", required=True, metavar=_("COMMAND"))


def _roles(command: Parser, *, many: bool) -> None:
    listed = ", ".join(f"{role.value} ({role_label(role)})" for role in Role)
    command.add_argument(
        "--role", required=True, action="append" if many else "store", type=_member(Role), metavar="ROLE", help=listed
    )


def _member(kind: type[Role] | type[FacilityKind]) -> Callable[[str], Role | FacilityKind]:
    def convert(value: str) -> Role | FacilityKind:
        return kind(value)

    convert.__name__ = kind.__name__.lower()
    return convert


def _count(text: str) -> int:
    number = int(text)
    if not 0 < number < 2**63:
        raise ValueError(text)
    return number


def _init(commands: "Commands") -> None:
    init = command(commands, "init", _("make a new store with its first account"), store=False)
    init.add_argument(
        "--db", required=True, metavar="DB", help=_("the store: a file, or postgresql://OWNER@HOST/DATABASE")
    )
    kinds = ", ".join(f"{kind.value} ({kind_label(kind)})" for kind in FacilityKind)
    init.add_argument("--kind", required=True, type=_member(FacilityKind), metavar="KIND", help=kinds)
    init.add_argument("--name", required=True, help=_("name of the facility"))
    init.add_argument("--admin", required=True, metavar="LOGIN", help=_("login name of the first account"))
    init.add_argument("--admin-name", help=_("name of its holder; else the login name"))
    init.add_argument("--admin-number", help=_("staff number of its holder; else the login name"))
    init.add_argument("--time-zone", default="Asia/Shanghai", help=_("time zone of the facility"))
    init.add_argument("--day-starts-at", default="00:00", metavar="HH:MM", help=_("when a facility day begins"))
    init.add_argument("--cells", metavar="FILE", help=_("the cells too, from a CSV or XLSX; both are made, or nothing"))
    init.add_argument("--fictional", action="store_true", help=_("mark the facility as fictional"))


def _account(commands: "Commands") -> None:
    accounts = group(commands, "account", _("accounts and their roles"))
    command(accounts, "list", _("list the accounts"))
    add = command(accounts, "add", _("give a member of staff an account; prints a one-time code"))
    add.add_argument("login", metavar="LOGIN")
    add.add_argument("--staff", required=True, metavar="NUMBER", help=_("staff number of its holder"))
    _roles(add, many=True)
    reset = command(accounts, "reset", _("give an account a one-time code in place of its password"))
    reset.add_argument("login", metavar="LOGIN")
    reset.add_argument(
        "--recovery", action="store_true", help=_("by the recovery code, when no administrator can log in")
    )
    command(accounts, "disable", _("keep an account out")).add_argument("login", metavar="LOGIN")
    command(accounts, "password", _("choose a new password for your own account"))
    grant = command(accounts, "grant", _("give an account a role"))
    grant.add_argument("login", metavar="LOGIN")
    _roles(grant, many=False)
    revoke = command(accounts, "revoke", _("take a role from an account"))
    revoke.add_argument("login", metavar="LOGIN")
    _roles(revoke, many=False)
    revoke.add_argument("--reason", required=True, help=_("why; stands in the journal"))
    command(accounts, "recovery-code", _("make a new recovery code for the sealed envelope"))


def _staff(commands: "Commands") -> None:
    people = group(commands, "staff", _("the people who work here"))
    command(people, "list", _("list the staff"))
    add = command(people, "add", _("add a member of staff"))
    add.add_argument("--number", required=True, help=_("staff number"))
    add.add_argument("--name", required=True, help=_("name"))
    add.add_argument("--post", required=True, help=_("post"))
    add.add_argument("--phone", help=_("private number; masked"))
    correct = command(people, "correct", _("correct what is given"))
    correct.add_argument("id", metavar="ID")
    for name in ("number", "name", "post", "phone"):
        correct.add_argument(f"--{name}")
    for one in (add, correct):
        one.add_argument("--since", metavar="DATE", help=_("first day on the roster"))
        one.add_argument("--until", metavar="DATE", help=_("last day on the roster"))
    void = command(people, "void", _("withdraw a record made by mistake"))
    void.add_argument("id", metavar="ID")
    void.add_argument("--reason", required=True, help=_("why; stands in the journal"))


def _journal(commands: "Commands") -> None:
    history = command(commands, "history", _("what happened to a record"))
    history.add_argument("id", metavar="ID")
    history.add_argument("--sensitive", metavar="REASON", help=_("show class S too; the reason is journaled"))
    undo = command(commands, "undo", _("put an act back"))
    undo.add_argument("act", type=_count, metavar="ACT", help=_("its number, from history"))
    erase = command(commands, "erase", _("erase the values of one journal entry by order"))
    erase.add_argument("entry", type=_count, metavar="ENTRY")
    erase.add_argument("--basis", required=True, help=_("law and article, or the decision that orders it"))
    erase.add_argument("--reason", required=True, help=_("why; stands in the journal"))


def _verify_journal(what: "Commands") -> None:
    journal = command(what, "journal", _("recompute the chain and replay it against the tables"))
    journal.add_argument("--against", metavar="HEAD", help=_("a head printed on a ledger or a backup receipt"))


def _backup(commands: "Commands") -> None:
    backup = command(commands, "backup", _("make a backup, verify it, thin out older ones"))
    backup.add_argument("--to", required=True, metavar="FOLDER", help=_("folder of the backups"))
    backup.add_argument("--list", action="store_true", help=_("only list the backups in the folder"))


def _restore(commands: "Commands") -> None:
    restore = command(commands, "restore", _("put a backup into a new place"), store=False)
    restore.add_argument("backup", metavar="BACKUP")
    restore.add_argument("--to", required=True, metavar="DB", help=_("a new file, or postgresql://OWNER@HOST/DATABASE"))
    restore.add_argument("--user", help=_("login name; else FACILITY_USER, else a prompt"))
    restore.add_argument("--recovery", action="store_true", help=_("open the backup by the recovery code"))


def _upkeep(commands: "Commands") -> None:
    migrate = command(commands, "migrate", _("back the store up and upgrade it to this program's schema"))
    migrate.add_argument("--to", metavar="FOLDER", help=_("folder of the verified copy; else beside the store"))
    command(commands, "check-rules", _("check the rule packs and that every service has an entry"), store=False)
    check = command(
        commands, "self-check", _("try the whole program on a fictional store, or check your own"), store=False
    )
    check.add_argument("--db", metavar="DB", help=_("the store to check instead"))
    check.add_argument("--user", help=_("login name; else FACILITY_USER, else a prompt"))
