"""Pictures of events, for whoever is to ask nobody but us."""

from __future__ import annotations

from violet.errors import NotFound, Unavailable
from violet.ports import Picture, Pictures, ProviderError
from violet.services.events.event_ports import EventPorts
from violet.services.events.search import find_event

NO_PICTURE = "There is no picture of this event."
NOT_NOW = "This picture is not available right now."


def event_picture(ports: EventPorts, pictures: Pictures, event_id: int) -> Picture:
    """The picture at the address that the event's source gave. Raises NotFound where there is none, Unavailable for
    what cannot be fetched or is no picture, DATABASE_DOWN."""
    event = find_event(ports, event_id)
    if event is None or event.image is None:
        raise NotFound(NO_PICTURE)
    try:
        return pictures.fetch(event.image)
    except ProviderError as error:
        raise Unavailable(NOT_NOW) from error
