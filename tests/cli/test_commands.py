"""The command line loads what a call names, and knows every command when it names none."""

import subprocess
import sys

import pytest

from facility_app.cli.commands import MODULES, arguments_for, command_of
from facility_app.cli.parser import build_parser


def _words(parser: object) -> dict[str, object]:
    (choices,) = (one.choices for one in parser._actions if one.dest in {"command", "subcommand"})  # type: ignore[attr-defined]
    return dict(choices)


def test_help_names_every_command_that_there_is() -> None:
    assert set(_words(build_parser(*arguments_for([])))) == set(MODULES)


@pytest.mark.parametrize("word", MODULES)
def test_a_call_finds_its_arguments_and_what_does_it(word: str) -> None:
    everything = _words(build_parser(*arguments_for([])))[word]
    alone = _words(build_parser(*arguments_for([word])))[word]
    assert alone.format_help() == everything.format_help()  # type: ignore[attr-defined]
    is_group = any(one.dest == "subcommand" for one in alone._actions)  # type: ignore[attr-defined]
    for subcommand in _words(alone) if is_group else [None]:
        assert callable(command_of(word, subcommand))


@pytest.mark.parametrize("word", ["register", "round", "due", "check-rules"])
def test_a_call_loads_no_library_that_it_does_not_need(word: str) -> None:
    code = (
        "import sys; from facility_app.cli.commands import MODULES, arguments_for; arguments_for(sys.argv[1:]);"
        "print(*{'alembic', 'openpyxl', 'reportlab', 'psycopg', 'pypinyin'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, word], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
