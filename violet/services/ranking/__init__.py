"""Ranking: candidates become ordered cards with reasons. Pure: time, weather and distances come as arguments."""
