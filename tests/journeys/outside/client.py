"""The stranger: sees names and roles, presses keys. Run by the system's Python, which has the accessibility bus."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyatspi
from gi.repository import GLib

PASSWORD = "paper lanterns over still water"
PATIENCE = 30.0


def key(*names: str) -> None:
    """Press some keys, one after the other."""
    subprocess.run(["xdotool", "key", "--delay", "60", *names], check=True)


def type_in(text: str) -> None:
    """Type a text."""
    subprocess.run(["xdotool", "type", "--delay", "25", text], check=True)


def tree(node: Any) -> Iterator[Any]:
    """Everything that is shown; the cells of tables left out."""
    yield node
    if node.getRole() == pyatspi.ROLE_TABLE:
        return
    for place in range(min(node.childCount, 200)):
        child = node.getChildAtIndex(place)
        if child is not None and child.getState().contains(pyatspi.STATE_SHOWING):
            yield from tree(child)


def program() -> Any:
    """The program on the bus."""
    desktop = pyatspi.Registry.getDesktop(0)
    for place in range(desktop.childCount):
        one = desktop.getChildAtIndex(place)
        if one is not None and one.name == "facility-daybook":
            return one
    return None


def names() -> list[str]:
    """What is written on the window."""
    found = program()
    return [] if found is None else [one.name for one in tree(found) if one.name]


def find(role: str, name: str) -> Any:
    """A control by role and name."""
    found = program()
    if found is None:
        return None
    return next((one for one in tree(found) if one.getRoleName() == role and one.name == name), None)


def until(what: str, seen: Callable[[], Any]) -> Any:
    """Wait until something is seen."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        with suppress(GLib.Error):  # what was there a moment ago may be gone
            found = seen()
            if found:
                return found
        time.sleep(0.2)
    raise SystemExit(f"not seen: {what}; on the window: {names()}")


def says(part: str) -> Any:
    """Wait for a text."""
    return until(part, lambda: next((one for one in names() if part in one), None))


def go_to(role: str, name: str) -> None:
    """Put the cursor into a control."""
    until(name, lambda: find(role, name)).queryComponent().grabFocus()
    time.sleep(0.3)


def log_in() -> None:
    until("密码", lambda: find("password text", "密码"))
    time.sleep(1)
    go_to("password text", "密码")
    type_in(PASSWORD)
    key("Return")
    says("待办事项")


def key_a_round() -> None:
    key("alt+3")
    says("实测 0 人")
    time.sleep(1)
    for value in ("365", "366", "367"):
        type_in(value)
        key("Return")
        time.sleep(0.5)
    says("实测 3 人")


def make_a_talk() -> None:
    key("alt+5")
    says("登记谈话")
    go_to("text", "在押人员")
    type_in("99202600002")
    time.sleep(1)
    key("Return")
    time.sleep(1)
    key("Return", "Down", "Down", "Return", "Return")
    type_in("20")
    key("Return", "Return", "Return")
    type_in("nothing of the case")
    key("ctrl+s")
    time.sleep(1)
    until("an empty form", lambda: find("combo box", "–"))
    time.sleep(2)


def print_the_ledger(to: Path) -> None:
    key("ctrl+p")
    says("没有打印机")
    go_to("push button", "另存为 PDF…")
    key("Return")
    time.sleep(3)
    key("ctrl+a")
    type_in(str(to))
    key("Return")
    until("the file", lambda: to.is_file() or None)


def main() -> None:
    for step in (log_in, key_a_round, make_a_talk):
        step()
        print(f"done: {step.__name__}", flush=True)
    print_the_ledger(Path(sys.argv[1]) / "ledger.pdf")
    print("done: print_the_ledger", flush=True)


main()
