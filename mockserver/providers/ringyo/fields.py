"""Types of fields that several resources share, with their limits and descriptions.

Enumerations are in the module of their resource.
"""

from typing import Annotated, Any

from msgspec import Meta

Instant = Annotated[str, Meta(description="ISO 8601, UTC, whole seconds", examples=["2024-01-15T10:30:00Z"])]
Metadata = Annotated[dict[str, Any], Meta(description="Custom keys and values, as sent")]
Share = Annotated[float, Meta(ge=0, le=1)]
Text = Annotated[str, Meta(min_length=1)]
