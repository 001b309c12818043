"""The control API as Python methods. It uses HTTP only, so it controls a server wherever it runs.

    Control(url, world) ─┬─ clock      now, advance, settle, set
                         ├─ calls      the calls of the world; control one by hand
                         ├─ requests   the requests of the client under test; assert_called
                         ├─ webhooks   the deliveries with their attempts; replay; plan faults
                         ├─ faults     the planned faults of API answers, with their accounting
                         ├─ findings   what clients did that the documentation does not cover
                         ├─ events     what happens, while it happens
                         └─ play, scenario, check, preview, providers, reset, snapshot, restore, wait, settings, forget

It depends on `errors` and `simulation` only; start reading with `control`. Results are frozen values. An error response
is raised as `ControlError` with the server's message.
"""

from mockserver.client.call_responses import CallResponse as CallResponse
from mockserver.client.call_summaries import CallPage as CallPage
from mockserver.client.call_summaries import CallSummary as CallSummary
from mockserver.client.connection import DEFAULT_URL as DEFAULT_URL
from mockserver.client.control import Control as Control
from mockserver.client.events import CallEvent as CallEvent
from mockserver.client.events import ClockChanged as ClockChanged
from mockserver.client.events import DeliveryChanged as DeliveryChanged
from mockserver.client.events import EventFeed as EventFeed
from mockserver.client.events import EventGap as EventGap
from mockserver.client.events import FaultFired as FaultFired
from mockserver.client.events import RequestSeen as RequestSeen
from mockserver.client.events import StreamCut as StreamCut
from mockserver.client.events import StreamEvent as StreamEvent
from mockserver.client.events import WorldChanged as WorldChanged
from mockserver.client.faults import PlannedFault as PlannedFault
from mockserver.client.findings import Finding as Finding
from mockserver.client.previews import CallPreview as CallPreview
from mockserver.client.providers import ServedProvider as ServedProvider
from mockserver.client.scenarios import ScenarioCheck as ScenarioCheck
from mockserver.client.values import Call as Call
from mockserver.client.values import Entry as Entry
from mockserver.client.values import SentRequest as SentRequest
from mockserver.client.webhooks import Delivery as Delivery
from mockserver.errors import ControlError as ControlError
from mockserver.errors import NotReachable as NotReachable
