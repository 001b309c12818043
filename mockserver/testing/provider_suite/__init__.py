"""What must hold for every provider, as tests that a provider's package gets by a few lines.

    from mockserver.testing.provider_suite import ProviderSuite

    class TestAcme(ProviderSuite):
        provider = ACME

Install `voice-mockserver[testing]` and the package of the provider, then run pytest. The attributes and methods of
`base.SuiteBase` adapt the suite to the provider. Each file holds the tests of one subject; they need no socket.
"""

from mockserver.testing.provider_suite.descriptions import DescriptionTests
from mockserver.testing.provider_suite.fuzzing import FuzzingTests
from mockserver.testing.provider_suite.input import InputTests
from mockserver.testing.provider_suite.lines import LineTests
from mockserver.testing.provider_suite.playing import PlayingTests
from mockserver.testing.provider_suite.requests import RequestTests
from mockserver.testing.provider_suite.snapshots import SnapshotTests
from mockserver.testing.provider_suite.time import TimeTests
from mockserver.testing.provider_suite.tomorrow import TomorrowTests
from mockserver.testing.provider_suite.webhooks import WebhookTests


class ProviderSuite(
    DescriptionTests,
    RequestTests,
    InputTests,
    PlayingTests,
    TimeTests,
    LineTests,
    WebhookTests,
    SnapshotTests,
    TomorrowTests,
    FuzzingTests,
):
    """All tests. Subclass it with `provider`; see `SuiteBase` for what else can be set."""
