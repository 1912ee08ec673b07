"""Whoever does not say where they are is at their campus, also for the way."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.api.campuses.facts import Facts


def test_a_way_without_an_origin_begins_at_the_campus(client: FlaskClient, campus: Facts) -> None:
    lat, lng = campus.here
    answer = client.get(f"/api/v1/directions?campus={campus.id}&lat={lat + 0.004}&lng={lng + 0.004}")
    assert answer.status_code == 200, answer.text
    assert f"origin={str(lat)[:4]}" in answer.get_json()["maps_link"]
