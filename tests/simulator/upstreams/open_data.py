"""Open data portals: opendatasoft's Explore API 2.1, Socrata's SODA 2, and files at an address.

Pages end at the 10,000th row, exports do not; ETags follow the content; what is not there is refused as the vendors do.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from tests.simulator.http import JSON, RefusalError, Request, Response, Route, json_response

LAST_ROW, LARGEST_PAGE = 10_000, 100
CSV, GEOJSON = "text/csv; charset=utf-8", "application/geo+json"


class OpenData:
    """Modes: `datasets` (rows by the data set's id, for every protocol) and `exports` (False: the portal has none)."""

    name = "open_data"
    latency_s = 0.1

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._datasets: dict[str, list[dict[str, Any]]] = {}
        self._exports = True

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - {"datasets", "exports"}:
            raise ValueError(f"open_data has no mode {', '.join(sorted(unknown))}")
        self._datasets = dict(options.get("datasets", self._datasets))
        self._exports = bool(options.get("exports", self._exports))

    def routes(self) -> Sequence[Route]:
        explore = "/api/explore/v2.1/catalog/datasets/([^/]+)"
        return (
            Route("GET", f"{explore}/records", self._records, pattern=True),
            Route("GET", f"{explore}/exports/json", self._export, pattern=True),
            Route("GET", "/resource/([^/]+)\\.json", self._soda, pattern=True),
            Route("GET", "/files/([^/]+)\\.(csv|geojson)", self._file, pattern=True),
        )

    def error(self, status: int) -> Response:
        if status == 429:
            return json_response({"error_code": "TooManyRequestsError", "message": "Too many requests"}, status=status)
        return json_response({"error_code": "ServerError", "message": "Internal error"}, status=status)

    def _records(self, request: Request, match: Any) -> Response:
        rows = self._rows(match[1])
        limit, offset = int(request.query.get("limit", 10)), int(request.query.get("offset", 0))
        if not 0 <= limit <= LARGEST_PAGE or offset + limit > LAST_ROW:
            raise RefusalError(
                json_response(
                    {"error_code": "InvalidRESTParameterError", "message": "Invalid value for limit"}, status=400
                )
            )
        page = {"total_count": len(rows), "results": rows[offset : offset + limit]}
        return _with_etag(request, orjson.dumps(page), JSON)

    def _export(self, request: Request, match: Any) -> Response:
        if not self._exports:
            raise RefusalError(json_response({"error_code": "NotFoundError", "message": "No such export"}, status=404))
        return _with_etag(request, orjson.dumps(self._rows(match[1])), JSON)

    def _soda(self, request: Request, match: Any) -> Response:
        rows = self._rows(match[1])
        limit, offset = int(request.query.get("$limit", 1000)), int(request.query.get("$offset", 0))
        return _with_etag(request, orjson.dumps(rows[offset : offset + limit]), JSON)

    def _file(self, request: Request, match: Any) -> Response:
        rows = self._rows(match[1])
        if match[2] == "geojson":
            features = [{"type": "Feature", "properties": row, "geometry": row.get("point")} for row in rows]
            return _with_etag(request, orjson.dumps({"type": "FeatureCollection", "features": features}), GEOJSON)
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]) if rows else ["name"])
        writer.writeheader()
        writer.writerows(rows)
        return _with_etag(request, text.getvalue().encode(), CSV)

    def _rows(self, dataset: str) -> list[dict[str, Any]]:
        if dataset not in self._datasets:
            body = {"error_code": "UnknownDatasetError", "message": f"Unknown dataset: {dataset}"}
            raise RefusalError(json_response(body, status=404))
        return self._datasets[dataset]


def _with_etag(request: Request, body: bytes, content_type: str) -> Response:
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == etag:
        return Response(status=304, headers=[("ETag", etag)])
    return Response(body=body, content_type=content_type, headers=[("ETag", etag)])
