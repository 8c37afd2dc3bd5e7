"""The same task for this program and for others, each run in an environment of its own by ``bench.others``."""
