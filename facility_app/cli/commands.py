"""Which module knows which command: only what a call names is loaded, since all of them together take a second."""

import argparse
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from facility_app.app.machine import Machine
from facility_app.cli.output import Answer

if TYPE_CHECKING:
    from facility_app.cli.parser import Adder

Command = Callable[[argparse.Namespace, Machine], Answer]

MODULES: Mapping[str, tuple[str, ...]] = {
    "init": ("stores",),
    "account": ("accounts",),
    "staff": ("records",),
    "history": ("records",),
    "undo": ("records",),
    "erase": ("records",),
    "backup": ("stores",),
    "restore": ("stores",),
    "migrate": ("stores",),
    "check-rules": ("rules",),
    "rules": ("policy",),
    "self-check": ("stores",),
    "admit": ("custody",),
    "document": ("custody",),
    "place": ("custody",),
    "round": ("rounds",),
    "reading": ("rounds",),
    "absence": ("rounds",),
    "care": ("care",),
    "search": ("search",),
    "contacts": ("contacts",),
    "isolate": ("isolation", "isolation_records"),
    "round-sheets": ("round_sheets",),
    "health-summary": ("health",),
    "talk": ("talks",),
    "quota": ("talks",),
    "ledger": ("ledger",),
    "close-day": ("ledger",),
    "addendum": ("ledger",),
    "release": ("ledger",),
    "import": ("exchange",),
    "export": ("exchange",),
    "register": ("registers", "register_pages"),
    "due": ("due",),
    "demo": ("demo",),
    "showcase": ("showcase",),
    "verify": ("ledger", "records"),
}
"""By the first word of a call the modules that know it; the first one declares its arguments."""


def _loaded(name: str) -> ModuleType:
    return import_module(f"facility_app.cli.{name}")


def arguments_for(words: Iterable[str]) -> "tuple[list[Adder], list[Adder]]":
    """What modules add to the parser for a call, and to its `verify`; all of them where it names no command."""
    named = MODULES.get(next(iter(words), ""))
    names = [named[0]] if named else list(dict.fromkeys(each[0] for each in MODULES.values()))
    modules = [_loaded(name) for name in names]
    return _declared(modules, "arguments"), _declared(modules, "verify_arguments")


def _declared(modules: Iterable[ModuleType], name: str) -> "list[Adder]":
    return [getattr(one, name) for one in modules if hasattr(one, name)]


def command_of(word: str, subcommand: str | None) -> Command:
    """What does a command."""
    for name in MODULES[word]:
        commands: Mapping[tuple[str, str | None], Command] = _loaded(name).COMMANDS
        if (word, subcommand) in commands:
            return commands[word, subcommand]
    raise LookupError(f"{word} {subcommand}")
