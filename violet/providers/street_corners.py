"""Crossings of two streets, found on the campus's own streets: "broadway and 8th", "3rd ave & 14th st"; and single
streets."""

from __future__ import annotations

import re
from functools import cached_property

import numpy as np

from violet.campus.campus import Campus
from violet.domain.geo import GeocodedAddress, LatLng, meters_between
from violet.ports import Geocoder
from violet.providers.campus_guide import GuideGeocoder
from violet.routing.geometry import MICRO, Array
from violet.routing.streets import Streets

CROSSING = re.compile(r"^(.+?)\s+(?:and|at)\s+(.+)$")
WORD = re.compile(r"[a-z0-9]+")
SAME = {
    "st": "street", "ave": "avenue", "av": "avenue", "pl": "place", "rd": "road", "sq": "square", "blvd": "boulevard",
    "e": "east", "w": "west", "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th",
    "sixth": "6th", "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th",
}  # fmt: skip
LOOSE = frozenset({"street", "avenue", "place", "road", "square", "boulevard", "east", "west", "north", "south"})
# Two carriageways or a square between them keep streets that cross from sharing a junction.
NEARLY_CROSSING_M = 45.0
REACH_M = 6000.0
# A street by itself is one close by: there is an 8th Street in more than one borough.
STREET_REACH_M = 2000.0


class CornerGeocoder:
    """Answers crossings itself, at no cost, and leaves all else to the other geocoder; a street that the other does not
    know is answered with its nearest corner."""

    def __init__(self, streets: Streets, other: Geocoder) -> None:
        self.streets, self.other = streets, other

    def geocode(self, text: str, near: LatLng) -> GeocodedAddress | None:
        """As the other geocoder. A crossing is the one nearest to `near` where streets of such names cross twice."""
        crossing = CROSSING.match(text.casefold().replace("&", "and").strip())
        found = self._corner(crossing.group(1), crossing.group(2), near) if crossing and self.streets.known else None
        if found is not None:
            return GeocodedAddress(name=text, location=found)
        return self.other.geocode(text, near) or (self._on_street(text, near) if self.streets.known else None)

    def _on_street(self, text: str, near: LatLng) -> GeocodedAddress | None:
        """The corner of the street that is nearest to `near`, by both its names."""
        graph, meant = self.streets.graph, self._meant(text)
        corners = [
            (meters_between(LatLng(*spot), near), int(node), LatLng(*spot))
            for node in self._junctions(text)
            for spot in [tuple(float(value) for value in graph.nodes[node] / MICRO)]
        ]
        for away, node, spot in sorted(corners, key=lambda corner: corner[:2]):
            crossing = self._crossing_at(node, meant)
            if away > STREET_REACH_M:
                return None
            if crossing is not None:
                return GeocodedAddress(crossing, spot, of_street=True)
        return None

    def _crossing_at(self, node: int, meant: list[int]) -> str | None:
        """ "East 12th Street and Broadway"; None where no other street by a name meets it there."""
        graph = self.streets.graph
        names = graph.name[(graph.a == node) | (graph.b == node)]
        own = next((graph.names[index] for index in names if index in meant), None)
        other = next((graph.names[index] for index in names if index not in meant and self._names[index]), None)
        return f"{own} and {other}" if own and other else None

    def _corner(self, first: str, second: str, near: LatLng) -> LatLng | None:
        ends = [self._junctions(first), self._junctions(second)]
        if not all(len(own) for own in ends):
            return None
        graph = self.streets.graph
        shared = np.intersect1d(*ends)
        if not len(shared):
            shared = self._nearly(*ends)
        spots = [LatLng(float(lat), float(lng)) for lat, lng in graph.nodes[shared] / MICRO]
        nearest = min(spots, key=lambda spot: meters_between(spot, near), default=None)
        return nearest if nearest is not None and meters_between(nearest, near) <= REACH_M else None

    def _nearly(self, first: Array, second: Array) -> Array:
        plane, nodes = self.streets.graph.plane, self.streets.graph.nodes
        gaps = np.linalg.norm(plane.xy(nodes[first])[:, None, :] - plane.xy(nodes[second])[None, :, :], axis=2)
        return first[gaps.min(axis=1) <= NEARLY_CROSSING_M]

    def _junctions(self, said: str) -> Array:
        """The junctions on all streets that the words may mean."""
        graph = self.streets.graph
        edges = np.isin(graph.name, self._meant(said))
        return np.unique(np.concatenate([graph.a[edges], graph.b[edges]]))

    def _meant(self, said: str) -> list[int]:
        """The names that the words may mean."""
        words = _words(said)
        return [index for index, own in enumerate(self._names) if words and _means(words, own)]

    @cached_property
    def _names(self) -> list[list[str]]:
        return [_words(name) for name in self.streets.graph.names]


def with_names_of(geocoder: Geocoder, campus: Campus) -> Geocoder:
    """The same with the names of another snapshot, where it goes by the guide's."""
    if isinstance(geocoder, CornerGeocoder):
        return CornerGeocoder(geocoder.streets, with_names_of(geocoder.other, campus))
    return campus.once(GuideGeocoder) if isinstance(geocoder, GuideGeocoder) else geocoder


def _words(name: str) -> list[str]:
    return [SAME.get(word, word) for word in WORD.findall(name.casefold())]


def _means(said: list[str], name: list[str]) -> bool:
    """Whether the words are the street's name, but for a direction and for the "street" or "avenue" left out."""
    if [word for word in said if word not in LOOSE] != [word for word in name if word not in LOOSE]:
        return False
    return set(said) & LOOSE <= set(name) | {"east", "west"} if set(said) - LOOSE else said == name
