"""Fixtures of the official client for the tests of Revox."""

from tests.providers.revox.sdk import control as control
from tests.providers.revox.sdk import sdk as sdk
from tests.providers.revox.sdk import url as url
