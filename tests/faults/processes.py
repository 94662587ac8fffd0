"""Child processes that start in milliseconds: forked from a server that has imported everything."""

from multiprocessing import get_context

processes = get_context("forkserver")
processes.set_forkserver_preload(["tests.faults.writer", "tests.faults.typist"])
