"""One request to a provider becomes one response: which world, which operation, and what goes around every response.

It depends on `providers` and what lies below; sockets and ASGI are the business of `server`. Start reading with
`exchange`, then `resolver`.
"""
