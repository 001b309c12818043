"""What a browser gets that wants to talk to an agent. It stands alone, without `data`.

Source: the package @revring/webrtc-sdk 1.0.5.
"""

from typing import TypedDict


class TokenReply(TypedDict):
    """A Twilio Voice access token, by its form; no phone network takes it."""

    token: str
