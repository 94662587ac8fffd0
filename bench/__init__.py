"""The benchmarks: ours beside the raw limit, in one run on one machine. `python -m bench --help`."""
