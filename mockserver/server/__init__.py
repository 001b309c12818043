"""Sockets and ASGI: how requests come in and responses go out.

It depends on everything below, and nothing below depends on it. Start reading with `app`, then `server`.
"""
