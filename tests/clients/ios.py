"""The structs that the iOS app decodes answers into, of docs/api.md's contract: `T?` where the app can do without."""

from __future__ import annotations

from tests.clients.swift import (
    array,
    boolean,
    date,
    dictionary,
    double,
    integer,
    one_of,
    optional,
    string,
    struct,
    url,
)

location = dictionary(double)

card = struct(
    {
        "id": integer,
        "place_id": optional(string),
        "name": string,
        "address": optional(string),
        "description": optional(string),
        "distance": optional(string),
        "walk_time": optional(string),
        "rating": optional(double),
        "location": optional(location),
        "maps_link": optional(url),
        "photo_url": optional(url),
        "type": one_of("place", "event"),
        "source": string,
        "score": optional(double),
        "start": optional(date),
        "end": optional(date),
    }
)
cards = array(card)

preferences = struct(
    {
        "preferred_vibes": array(one_of("study", "free_events", "food", "nightlife", "explore")),
        "budget": optional(struct({"min": optional(integer), "max": optional(integer)})),
        "dietary_restrictions": array(string),
        "max_walk_minutes_default": optional(integer),
        "interests": optional(string),
        "commute_preference": optional(string),
        "vibes": optional(dictionary(double)),
        "distance_limit_minutes": optional(integer),
        "indoor_outdoor": optional(string),
    }
)
settings = struct(
    {
        "google_calendar_enabled": boolean,
        "calendar_integration_enabled": boolean,
        "notifications_enabled": boolean,
        "use_preferences_for_personalization": boolean,
    }
)
_person = {
    "id": integer,
    "email": string,
    "first_name": optional(string),
    "home_address": optional(string),
    "preferences": preferences,
    "settings": settings,
}
user = struct(_person)
profile = struct({"first_name": optional(string), "home_address": optional(string)})
log_in = struct({"token": string, "refresh_token": string, "user": user})
tokens = struct({"token": string, "refresh_token": string})
activity = struct({"type": string, "place_id": optional(string), "name": optional(string), "vibe": optional(string),
                   "score": optional(double)})  # fmt: skip
me = struct(_person | {"recent_activity": array(activity)})
status = struct({"status": one_of("ok", "session_cleared")})

chat_weather = struct({"temp_f": double, "desc": string, "icon": string})
chat = struct(
    {
        "reply": string,
        "places": cards,
        "vibe": string,
        "weather": optional(chat_weather),
        "session_id": string,
        "debug_vibe": optional(string),
        "latency": optional(double),
    }
)
chat_error = struct({"error": string, "reply": string, "code": string, "request_id": string})
error = struct({"error": string, "code": string, "request_id": string})

quick_list = struct({"category": string, "places": cards})
weather = struct({"temp": double, "temp_f": double, "desc": string, "icon": string, "main": string,
                  "humidity": optional(integer), "wind_speed": optional(double)})  # fmt: skip
forecast = struct(
    {
        "forecast": array(
            struct(
                {
                    "dt": integer,
                    "main": struct({"temp": double, "humidity": integer}),
                    "weather": array(struct({"main": string, "description": string})),
                    "wind": struct({"speed": double}),
                }
            )
        )
    }
)
directions = struct(
    {
        "distance_text": string,
        "duration_text": string,
        "maps_link": url,
        "polyline": array(array(double)),
        "mode": string,
    }
)
city_events = struct(
    {
        "nyc_permitted": array(
            struct({"event_name": string, "event_start": date, "latitude": double, "longitude": double,
                    "address": optional(string)})
        )
    }
)  # fmt: skip
engage_events = struct(
    {
        "engage_events": array(
            struct({"name": string, "start": date, "end": optional(date), "description": optional(string),
                    "location": optional(string), "organization": optional(string), "image": optional(url),
                    "url": optional(url)})
        )
    }
)  # fmt: skip

block = struct({"start": date, "end": date})
long_block = struct({"start": date, "end": date, "duration_minutes": integer})
suggestion = struct(
    {
        "name": string,
        "start": date,
        "location": string,
        "description": optional(string),
        "address": optional(string),
        "maps_link": optional(url),
        "photo_url": optional(url),
    }
)
kind = one_of("event", "place")
free_time_suggestion = struct({"should_suggest": boolean, "type": kind, "suggestion": suggestion, "message": string})
dashboard = struct(
    {
        "weather": optional(weather),
        "calendar_linked": boolean,
        "next_free": optional(block),
        "free_time_suggestion": optional(free_time_suggestion),
        "quick_recommendations": struct(
            {"quick_bites": cards, "cozy_cafes": cards, "explore": cards, "events": cards},
        ),
    }
)
today = struct(
    {
        "events": array(
            struct({"id": string, "name": string, "description": optional(string), "start": date, "end": date,
                    "location": optional(string)})
        )
    }
)  # fmt: skip
free_time = struct({"free_blocks": array(block)})
next_free_block = struct({"status": string, "free_block": optional(long_block)})
next_free = struct(
    {
        "has_free_time": boolean,
        "next_free": optional(block),
        "suggestion": optional(suggestion),
        "suggestion_type": optional(kind),
        "message": string,
    }
)
notifications = struct(
    {
        "notifications": array(
            struct(
                {
                    "free_time": long_block,
                    "events": array(
                        struct({"title": string, "start": date, "description": optional(string), "location": string,
                                "type": kind})
                    ),
                }
            )
        )
    }
)  # fmt: skip
health = struct({"status": string, "database": string, "redis": string})
