"""What upstream calls cost where PRICE_TABLE says nothing else. A leaf."""

from __future__ import annotations

# List prices, first paid band, of November 2026. A call is billed at the dearest field its mask names.
DEFAULT_PRICES = {
    "places.search_pro": 32.0,
    "places.search_enterprise": 35.0,
    "places.search_atmosphere": 40.0,
    "places.details_enterprise": 20.0,
    "places.details_atmosphere": 25.0,
    "places.photo": 7.0,
    "routes.matrix_element": 5.0,
    "routes.route": 5.0,
    "mapbox.directions": 2.0,
    "geocoding.request": 5.0,
    "openweather.call": 0.0,
    "translate.character": 0.02,
    "gemini-3.8-flash.input": 0.00075,
    "gemini-3.8-flash.output": 0.00375,
}
