"""Sends webhooks over HTTP, or hands them to receivers in this process, while virtual time waits for them.

It depends on `webhooks` and `world`, and decides nothing about what is sent. Start reading with `dispatcher`, then
`sender`.
"""
