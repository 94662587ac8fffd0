"""Whether the rule packs can be used, and whether every service has its entry in `access.toml`."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator

import facility_app.services
from db.values import DaybookError
from facility_app.core.messages import error_text
from facility_app.rules.access import PACK, access_table
from facility_app.rules.citations import works
from facility_app.rules.shelf import shelved_packs
from resources.text import _

_PACKS: tuple[Callable[[], object], ...] = (access_table, works, *(one.load for one in shelved_packs()))


def services() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every public function of `facility_app.services`: its name, and the acts under which it is checked."""
    for module in pkgutil.iter_modules(facility_app.services.__path__):
        found = importlib.import_module(f"facility_app.services.{module.name}")
        for name, function in inspect.getmembers(found, inspect.isfunction):
            if function.__module__ == found.__name__ and not name.startswith("_"):
                yield f"{module.name}.{name}", getattr(function, "__acts__", ())


def _problem_of(load: Callable[[], object]) -> str | None:
    try:
        load()
    except DaybookError as error:
        return error_text(error)
    return None


def rule_problems() -> list[str]:
    """What is wrong with the rules, as sentences; empty where nothing is."""
    broken = [problem for load in _PACKS if (problem := _problem_of(load)) is not None]
    if broken:
        return broken
    table = access_table()
    known = dict(services())
    needed = {act for acts in known.values() for act in acts}
    unchecked = [name for name, acts in known.items() if not acts]
    missing = sorted(needed - set(table))
    stale = [name for name in table if name not in needed]
    return [
        *(_("{service} is not checked against {file}").format(service=name, file=PACK) for name in unchecked),
        *(_("{service} has no entry in {file}").format(service=name, file=PACK) for name in missing),
        *(
            _("{file} has an entry {service} for which there is no service").format(service=name, file=PACK)
            for name in stale
        ),
    ]
