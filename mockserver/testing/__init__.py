"""Helpers for tests, with or without pytest: a server in the process of the tests.

It depends on `server` and `client`. Start reading with `in_process`.
"""
