"""From YAML files to the plan of a call: reading, checking, choosing and compiling scenarios.

It depends on `webhooks`, `calls` and `simulation`, and knows no provider. Start reading with `schema`, then `library`.
"""
