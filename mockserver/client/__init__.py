"""The control API as Python methods. Speaks HTTP and nothing else, so it steers a server wherever it runs.

    Control(url, world) ─┬─ clock      now, advance, settle, set
                         ├─ calls      what was placed, seen from outside; drive one by hand
                         ├─ requests   what the client under test has sent; assert_called
                         ├─ webhooks   what was sent, with every try; replay; what is to go wrong
                         └─ play, scenario, reset, snapshot, restore, wait, settings, forget

Answers are frozen values. What the server refuses is raised as `ControlError` with the server's own words.
"""

from mockserver.client.control import Control as Control
from mockserver.client.link import DEFAULT_URL as DEFAULT_URL
from mockserver.client.values import Call as Call
from mockserver.client.values import Entry as Entry
from mockserver.client.values import SentRequest as SentRequest
from mockserver.client.webhooks import Delivery as Delivery
from mockserver.errors import ControlError as ControlError
from mockserver.errors import NotReachable as NotReachable
