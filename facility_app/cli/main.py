"""Reads a call, does it, and answers: 0 done, 1 refused or something found, 2 wrong usage."""

import io
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from db.values import DaybookError
from facility_app.app.machine import Machine
from facility_app.cli.commands import arguments_for, command_of
from facility_app.cli.output import as_json
from facility_app.cli.parser import UsageError, build_parser
from facility_app.core.messages import error_text
from resources.text import LANGUAGES, _, speak, system_language


def main(arguments: Sequence[str] | None = None, machine: Machine | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what the terminal cannot show must not stop an act half way
    words = list(sys.argv[1:] if arguments is None else arguments)
    speak(_language(words))
    wants_json = "--json" in words
    try:
        asked = build_parser(*arguments_for(words)).parse_args(words)
    except UsageError as error:
        return _fail("usage", str(error), None, wants_json=wants_json, status=2)
    try:
        answer = command_of(asked.command, getattr(asked, "subcommand", None))(asked, machine or Machine())
    except DaybookError as error:
        return _fail(error.kind, error_text(error), error.field, wants_json=wants_json, status=1)
    except OSError as error:
        message = _("A file could not be read or written: {reason}.").format(reason=error.strerror)
        return _fail("unavailable", message, None, wants_json=wants_json, status=1)
    except KeyboardInterrupt:
        return _fail(
            "stopped",
            _("Stopped. What was not yet reported as done was not done."),
            None,
            wants_json=wants_json,
            status=130,
        )
    except Exception as error:  # noqa: BLE001 - a fault of ours: where it is, without the values that it happened to
        place = traceback.extract_tb(error.__traceback__)[-1]
        message = _("A fault of the program ({kind} in {file}, line {line}). Nothing of this act was saved.").format(
            kind=type(error).__name__, file=Path(place.filename).name, line=place.lineno
        )
        return _fail("fault", message, None, wants_json=wants_json, status=1)
    print(as_json(answer.document) if wants_json else "\n".join(answer.lines))
    return answer.status


def _language(words: list[str]) -> str:
    wanted = next((word.partition("=")[2] for word in words if word.startswith("--lang=")), "")
    if "--lang" in words[:-1]:
        wanted = words[words.index("--lang") + 1]
    return wanted if wanted in LANGUAGES else system_language()


def _fail(kind: str, message: str, field: str | None, *, wants_json: bool, status: int) -> int:
    if wants_json:
        print(as_json({"error": {"kind": kind, "message": message, "field": field}}))
    print(f"{field}: {message}" if kind == "invalid" and field else message, file=sys.stderr)
    return status
