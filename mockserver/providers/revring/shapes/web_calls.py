"""The token for a browser that wants to talk to an agent; the response has no `data` envelope.

Source: the package @revring/webrtc-sdk 1.0.5.
"""

from typing import TypedDict


class TokenReply(TypedDict):
    """A token in the format of Twilio's Voice access tokens; no phone network accepts it."""

    token: str
