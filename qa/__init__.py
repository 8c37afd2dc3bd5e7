"""A question in, a quoted answer out: everything between a hit and what a person reads."""
