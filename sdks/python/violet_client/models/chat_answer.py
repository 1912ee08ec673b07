from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.chat_answer_debug_vibe import ChatAnswerDebugVibe
from ..models.chat_answer_degraded_item import ChatAnswerDegradedItem
from ..models.chat_answer_vibe import ChatAnswerVibe
from ..models.intent_kind import IntentKind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.card_body import CardBody
    from ..models.claim_body import ClaimBody
    from ..models.clarify_body import ClarifyBody
    from ..models.directions_of_turn import DirectionsOfTurn
    from ..models.itinerary_body import ItineraryBody
    from ..models.loop_of_turn import LoopOfTurn
    from ..models.ride_of_turn import RideOfTurn
    from ..models.station_of_turn import StationOfTurn
    from ..models.stations_at_ends import StationsAtEnds
    from ..models.usage_body import UsageBody
    from ..models.weather_body import WeatherBody


T = TypeVar("T", bound="ChatAnswer")


@_attrs_define
class ChatAnswer:
    """`latency` is seconds. `degraded` names what had to be left out. `directions` is there where the way was asked,
    `itinerary` where a plan was, `ride` where walking takes too long, `stations_at_ends` where no ride is known
    then, `stations` where those were asked for, `loop` where a round walk was. `suggestions` are questions
    that the next turn answers.

        Attributes:
            status (Literal['answered']):
            reply (str):
            places (list[CardBody]):
            vibe (ChatAnswerVibe):
            debug_vibe (ChatAnswerDebugVibe):
            weather (None | WeatherBody):
            session_id (str):
            latency (float):
            turn_id (str):
            intent (IntentKind):
            degraded (list[ChatAnswerDegradedItem]):
            usage (UsageBody): What the turn used: upstream calls and shared or cached answers by provider, model tokens,
                list price.
            claims (list[ClaimBody]):
            suggestions (list[str]):
            clarify (ClarifyBody | None):
            directions (DirectionsOfTurn | None | Unset):
            itinerary (ItineraryBody | None | Unset):
            ride (None | RideOfTurn | Unset):
            stations (list[StationOfTurn] | None | Unset):
            stations_at_ends (None | StationsAtEnds | Unset):
            loop (LoopOfTurn | None | Unset):
    """

    status: Literal["answered"]
    reply: str
    places: list[CardBody]
    vibe: ChatAnswerVibe
    debug_vibe: ChatAnswerDebugVibe
    weather: WeatherBody | None
    session_id: str
    latency: float
    turn_id: str
    intent: IntentKind
    degraded: list[ChatAnswerDegradedItem]
    usage: UsageBody
    claims: list[ClaimBody]
    suggestions: list[str]
    clarify: ClarifyBody | None
    directions: DirectionsOfTurn | Unset | None = UNSET
    itinerary: ItineraryBody | Unset | None = UNSET
    ride: RideOfTurn | Unset | None = UNSET
    stations: list[StationOfTurn] | Unset | None = UNSET
    stations_at_ends: StationsAtEnds | Unset | None = UNSET
    loop: LoopOfTurn | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.clarify_body import ClarifyBody
        from ..models.directions_of_turn import DirectionsOfTurn
        from ..models.itinerary_body import ItineraryBody
        from ..models.loop_of_turn import LoopOfTurn
        from ..models.ride_of_turn import RideOfTurn
        from ..models.stations_at_ends import StationsAtEnds
        from ..models.weather_body import WeatherBody

        status = self.status

        reply = self.reply

        places = []
        for places_item_data in self.places:
            places_item = places_item_data.to_dict()
            places.append(places_item)

        vibe = self.vibe.value

        debug_vibe = self.debug_vibe.value

        weather: dict[str, Any] | None
        if isinstance(self.weather, WeatherBody):
            weather = self.weather.to_dict()
        else:
            weather = self.weather

        session_id = self.session_id

        latency = self.latency

        turn_id = self.turn_id

        intent = self.intent.value

        degraded = []
        for degraded_item_data in self.degraded:
            degraded_item = degraded_item_data.value
            degraded.append(degraded_item)

        usage = self.usage.to_dict()

        claims = []
        for claims_item_data in self.claims:
            claims_item = claims_item_data.to_dict()
            claims.append(claims_item)

        suggestions = self.suggestions

        clarify: dict[str, Any] | None
        if isinstance(self.clarify, ClarifyBody):
            clarify = self.clarify.to_dict()
        else:
            clarify = self.clarify

        directions: dict[str, Any] | Unset | None
        if isinstance(self.directions, Unset):
            directions = UNSET
        elif isinstance(self.directions, DirectionsOfTurn):
            directions = self.directions.to_dict()
        else:
            directions = self.directions

        itinerary: dict[str, Any] | Unset | None
        if isinstance(self.itinerary, Unset):
            itinerary = UNSET
        elif isinstance(self.itinerary, ItineraryBody):
            itinerary = self.itinerary.to_dict()
        else:
            itinerary = self.itinerary

        ride: dict[str, Any] | Unset | None
        if isinstance(self.ride, Unset):
            ride = UNSET
        elif isinstance(self.ride, RideOfTurn):
            ride = self.ride.to_dict()
        else:
            ride = self.ride

        stations: list[dict[str, Any]] | Unset | None
        if isinstance(self.stations, Unset):
            stations = UNSET
        elif isinstance(self.stations, list):
            stations = []
            for stations_type_0_item_data in self.stations:
                stations_type_0_item = stations_type_0_item_data.to_dict()
                stations.append(stations_type_0_item)

        else:
            stations = self.stations

        stations_at_ends: dict[str, Any] | Unset | None
        if isinstance(self.stations_at_ends, Unset):
            stations_at_ends = UNSET
        elif isinstance(self.stations_at_ends, StationsAtEnds):
            stations_at_ends = self.stations_at_ends.to_dict()
        else:
            stations_at_ends = self.stations_at_ends

        loop: dict[str, Any] | Unset | None
        if isinstance(self.loop, Unset):
            loop = UNSET
        elif isinstance(self.loop, LoopOfTurn):
            loop = self.loop.to_dict()
        else:
            loop = self.loop

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "reply": reply,
                "places": places,
                "vibe": vibe,
                "debug_vibe": debug_vibe,
                "weather": weather,
                "session_id": session_id,
                "latency": latency,
                "turn_id": turn_id,
                "intent": intent,
                "degraded": degraded,
                "usage": usage,
                "claims": claims,
                "suggestions": suggestions,
                "clarify": clarify,
            }
        )
        if directions is not UNSET:
            field_dict["directions"] = directions
        if itinerary is not UNSET:
            field_dict["itinerary"] = itinerary
        if ride is not UNSET:
            field_dict["ride"] = ride
        if stations is not UNSET:
            field_dict["stations"] = stations
        if stations_at_ends is not UNSET:
            field_dict["stations_at_ends"] = stations_at_ends
        if loop is not UNSET:
            field_dict["loop"] = loop

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.card_body import CardBody
        from ..models.claim_body import ClaimBody
        from ..models.clarify_body import ClarifyBody
        from ..models.directions_of_turn import DirectionsOfTurn
        from ..models.itinerary_body import ItineraryBody
        from ..models.loop_of_turn import LoopOfTurn
        from ..models.ride_of_turn import RideOfTurn
        from ..models.station_of_turn import StationOfTurn
        from ..models.stations_at_ends import StationsAtEnds
        from ..models.usage_body import UsageBody
        from ..models.weather_body import WeatherBody

        d = dict(src_dict)
        status = cast("Literal['answered']", d.pop("status"))
        if status != "answered":
            raise ValueError(f"status must match const 'answered', got '{status}'")

        reply = d.pop("reply")

        places = []
        _places = d.pop("places")
        for places_item_data in _places:
            places_item = CardBody.from_dict(places_item_data)

            places.append(places_item)

        vibe = ChatAnswerVibe(d.pop("vibe"))

        debug_vibe = ChatAnswerDebugVibe(d.pop("debug_vibe"))

        def _parse_weather(data: object) -> WeatherBody | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                weather_type_0 = WeatherBody.from_dict(data)

                return weather_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | WeatherBody", data)

        weather = _parse_weather(d.pop("weather"))

        session_id = d.pop("session_id")

        latency = d.pop("latency")

        turn_id = d.pop("turn_id")

        intent = IntentKind(d.pop("intent"))

        degraded = []
        _degraded = d.pop("degraded")
        for degraded_item_data in _degraded:
            degraded_item = ChatAnswerDegradedItem(degraded_item_data)

            degraded.append(degraded_item)

        usage = UsageBody.from_dict(d.pop("usage"))

        claims = []
        _claims = d.pop("claims")
        for claims_item_data in _claims:
            claims_item = ClaimBody.from_dict(claims_item_data)

            claims.append(claims_item)

        suggestions = cast("list[str]", d.pop("suggestions"))

        def _parse_clarify(data: object) -> ClarifyBody | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                clarify_type_0 = ClarifyBody.from_dict(data)

                return clarify_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ClarifyBody | None", data)

        clarify = _parse_clarify(d.pop("clarify"))

        def _parse_directions(data: object) -> DirectionsOfTurn | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                directions_type_0 = DirectionsOfTurn.from_dict(data)

                return directions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("DirectionsOfTurn | None | Unset", data)

        directions = _parse_directions(d.pop("directions", UNSET))

        def _parse_itinerary(data: object) -> ItineraryBody | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                itinerary_type_0 = ItineraryBody.from_dict(data)

                return itinerary_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ItineraryBody | None | Unset", data)

        itinerary = _parse_itinerary(d.pop("itinerary", UNSET))

        def _parse_ride(data: object) -> RideOfTurn | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                ride_type_0 = RideOfTurn.from_dict(data)

                return ride_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | RideOfTurn | Unset", data)

        ride = _parse_ride(d.pop("ride", UNSET))

        def _parse_stations(data: object) -> list[StationOfTurn] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                stations_type_0 = []
                _stations_type_0 = data
                for stations_type_0_item_data in _stations_type_0:
                    stations_type_0_item = StationOfTurn.from_dict(stations_type_0_item_data)

                    stations_type_0.append(stations_type_0_item)

                return stations_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[StationOfTurn] | None | Unset", data)

        stations = _parse_stations(d.pop("stations", UNSET))

        def _parse_stations_at_ends(data: object) -> StationsAtEnds | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                stations_at_ends_type_0 = StationsAtEnds.from_dict(data)

                return stations_at_ends_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | StationsAtEnds | Unset", data)

        stations_at_ends = _parse_stations_at_ends(d.pop("stations_at_ends", UNSET))

        def _parse_loop(data: object) -> LoopOfTurn | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                loop_type_0 = LoopOfTurn.from_dict(data)

                return loop_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("LoopOfTurn | None | Unset", data)

        loop = _parse_loop(d.pop("loop", UNSET))

        chat_answer = cls(
            status=status,
            reply=reply,
            places=places,
            vibe=vibe,
            debug_vibe=debug_vibe,
            weather=weather,
            session_id=session_id,
            latency=latency,
            turn_id=turn_id,
            intent=intent,
            degraded=degraded,
            usage=usage,
            claims=claims,
            suggestions=suggestions,
            clarify=clarify,
            directions=directions,
            itinerary=itinerary,
            ride=ride,
            stations=stations,
            stations_at_ends=stations_at_ends,
            loop=loop,
        )

        chat_answer.additional_properties = d
        return chat_answer

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
