"""What the store promises when a process is killed, a disk is full or many write at once.

`FAULTS=all` runs the whole amount, anything else a sample.
"""
