"""Helpers for tests, with or without pytest: the simulator in the process of the tests, and the suite of all providers.

It depends on `server` and `client`. Start reading with `mock_server`, or with `provider_suite`, which needs the extra
`testing`.
"""
