"""Benchmarks: ratios and growth, measured on this machine against a bare ASGI application in the same run.

`./scripts/bench` runs them all; `README.md` holds the last results and says how each figure is got.
"""
