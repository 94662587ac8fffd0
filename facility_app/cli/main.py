"""Reads a call, does it, and answers: 0 done, 1 refused or something found, 2 wrong usage."""

import argparse
import sys
from collections.abc import Callable, Sequence

from db.values import DaybookError
from facility_app.app.machine import Machine
from facility_app.cli import accounts, records, stores
from facility_app.cli.output import Answer, as_json
from facility_app.cli.parser import UsageError, build_parser
from facility_app.core.messages import error_text
from resources.text import speak, system_language

Command = Callable[[argparse.Namespace, Machine], Answer]

COMMANDS: dict[tuple[str, str | None], Command] = {
    ("init", None): stores.init,
    ("account", "list"): accounts.list_,
    ("account", "add"): accounts.add,
    ("account", "reset"): accounts.reset,
    ("account", "disable"): accounts.disable,
    ("account", "password"): accounts.password,
    ("account", "grant"): accounts.grant,
    ("account", "revoke"): accounts.revoke,
    ("account", "recovery-code"): accounts.recovery_code,
    ("staff", "list"): records.list_staff,
    ("staff", "add"): records.add_staff,
    ("staff", "correct"): records.correct_staff,
    ("staff", "void"): records.void_staff,
    ("history", None): records.history,
    ("undo", None): records.undo,
    ("erase", None): records.erase,
    ("verify", "journal"): records.verify,
    ("backup", None): stores.backup,
    ("restore", None): stores.restore,
    ("migrate", None): stores.migrate,
    ("check-rules", None): stores.check_rules,
    ("self-check", None): stores.check,
}


def main(arguments: Sequence[str] | None = None, machine: Machine | None = None) -> int:
    """Run one command and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    speak(_language(words))
    wants_json = "--json" in words
    try:
        asked = build_parser().parse_args(words)
    except UsageError as error:
        return _fail("usage", str(error), None, wants_json=wants_json, status=2)
    try:
        answer = COMMANDS[asked.command, getattr(asked, "subcommand", None)](asked, machine or Machine())
    except DaybookError as error:
        return _fail(error.kind, error_text(error), error.field, wants_json=wants_json, status=1)
    print(as_json(answer.document) if wants_json else "\n".join(answer.lines))
    return answer.status


def _language(words: list[str]) -> str:
    if "--lang" in words[:-1]:
        wanted = words[words.index("--lang") + 1]
        return wanted if wanted in {"en", "zh_CN"} else system_language()
    return system_language()


def _fail(kind: str, message: str, field: str | None, *, wants_json: bool, status: int) -> int:
    if wants_json:
        print(as_json({"error": {"kind": kind, "message": message, "field": field}}))
    print(f"{field}: {message}" if kind == "invalid" and field else message, file=sys.stderr)
    return status
