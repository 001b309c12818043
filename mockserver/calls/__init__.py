"""One call as an immutable value: its timeline of past and planned events, and what changes it.

It depends on `simulation` and knows no provider, no world and no I/O. Start reading with `events`, then `call`.
"""
