"""Geocoding and OpenWeather."""

from __future__ import annotations

import pytest

from tests.contract.upstreams.conftest import WASHINGTON_SQUARE, Clients
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.domain.geo import LatLng
from violet.domain.weather import Weather
from violet.ports import Failure, ProviderError

PARIS = LatLng(48.8566, 2.3522)


def test_an_address_becomes_a_position(simulator: RunningSimulator, clients: Clients) -> None:
    found = clients.geocoder.geocode("70 Washington Square South", WASHINGTON_SQUARE)
    assert found is not None
    assert found.location == LatLng(40.72939, -73.997132)
    assert found.precise
    assert simulator.state.skus() == {"geocoding.request": 1}


def test_a_partial_match_is_not_precise(clients: Clients) -> None:
    found = clients.geocoder.geocode("70 Washington Square South, third floor annex", WASHINGTON_SQUARE)
    assert found is not None
    assert not found.precise


@pytest.mark.parametrize("text", ["xyzzy plugh", "", "   "])
def test_what_means_no_place_has_no_position(clients: Clients, text: str) -> None:
    assert clients.geocoder.geocode(text, WASHINGTON_SQUARE) is None


def test_a_place_far_from_the_asker_is_none(clients: Clients) -> None:
    assert clients.geocoder.geocode("70 Washington Square South", PARIS) is None


@pytest.mark.parametrize(
    ("status", "failure"),
    [(429, Failure.RATE_LIMITED), (403, Failure.DENIED), (400, Failure.BAD_REQUEST), (500, Failure.SERVER_ERROR)],
)
def test_a_status_in_the_body_is_an_error_though_http_says_200(
    simulator: RunningSimulator, clients: Clients, status: int, failure: Failure
) -> None:
    response = simulator.state.upstreams["google_geocoding"].error(status)
    assert response.status == 200
    simulator.state.set_fault("google_geocoding", Fault("status", status=status))
    with pytest.raises(ProviderError) as raised:
        clients.geocoder.geocode("70 Washington Square South", WASHINGTON_SQUARE)
    assert raised.value.failure is failure


def test_the_weather_comes_in_fahrenheit(simulator: RunningSimulator, clients: Clients) -> None:
    simulator.state.set_mode("openweather", {"sky": "rain", "celsius": 10})
    weather = clients.weather.current(WASHINGTON_SQUARE)
    assert weather == Weather(temp_f=50.0, main="Rain", desc="light rain", icon="10d", humidity=64, wind_speed=8.05)


def test_a_neighborhood_shares_its_weather(simulator: RunningSimulator, clients: Clients) -> None:
    clients.weather.current(LatLng(40.7301, -73.9999))
    clients.weather.current(LatLng(40.7299, -74.0001))
    assert len(simulator.state.requests()) == 1


def test_the_forecast_has_what_the_apps_read(clients: Clients) -> None:
    items = clients.weather.forecast(WASHINGTON_SQUARE)
    assert len(items) == 40
    assert all(isinstance(item["dt"], int) for item in items)
    assert items[0]["main"]["temp"] == pytest.approx(53.6)
    assert items[0]["weather"][0]["main"] == "Clear"
    assert items[0]["wind"]["speed"] == pytest.approx(8.05)
