"""Measurements that are too long for the tests; each is a plain script. See README.md beside this file."""
