"""What people use in tests, with pytest or without: the server in their own process.

It depends on `server` and `client`. Start reading with `in_process`.
"""
