"""One reader a file of open data: rows in, records out. What a row does not say is not said of the place.

Hours, status and "still there" are as old as the file. So hours are left out, and what a record says of itself carries
its date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from scripts.open_data.records import Record, month_in_words
from violet.domain.geo import LatLng

Row = Mapping[str, str]
Reader = Callable[[Iterable[Row]], list[Record]]
STEP_FREE = "step_free"
_ACCESS = {"Fully Accessible": True, "Not Accessible": False}
# Chains as people know them: the list has delivery depots and corner shops under "supermarket" as well.
CHAINS: Mapping[str, str] = {
    "aldi": "ALDI", "associated": "Associated Supermarket", "brooklyn fare": "Brooklyn Fare",
    "bravo": "Bravo Supermarket", "c town": "CTown Supermarket", "dagostino": "D'Agostino",
    "fairway market": "Fairway Market", "fine fare": "Fine Fare Supermarket", "food emporium": "Food Emporium",
    "foodtown": "Foodtown", "gristedes": "Gristedes", "h mart": "H Mart",
    "hong kong supermarket": "Hong Kong Supermarket", "key food": "Key Food", "lidl": "Lidl",
    "morton williams": "Morton Williams", "stop shop": "Stop & Shop", "trader joes": "Trader Joe's",
    "union market": "Union Market", "wegmans": "Wegmans", "westside": "Westside Market",
    "whole foods": "Whole Foods Market",
}  # fmt: skip
# Counters inside a store, depots and the like.
NOT_A_STORE = re.compile(r"sushi|sushilux|kikka|genji|@|inside|dashmart|deli", re.IGNORECASE)
# Fountains of parks: the survey has those for dogs alone and troughs as well.
NOT_FOR_PEOPLE, WHEELCHAIR = frozenset({"Trough", "Other"}), "Wheelchair"
MARKETS_AS_OF = "2026-07"
DAY_AND_HOURS = re.compile(r"([A-Z][a-z]+day) (\d\d:\d\d-\d\d:\d\d)")
MISSPELLED = {"Adlephi": "Adelphi"}
NOT_FOR_MAIL = re.compile(r"Facility", re.IGNORECASE)


def stations(rows: Iterable[Row]) -> list[Record]:
    """One record for each complex: whoever asks for a station means all that is one way in."""
    complexes: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        complexes[row["complex_id"]].append(row)
    return [_station(parts) for parts in complexes.values()]


def _station(parts: Sequence[Row]) -> Record:
    names = list(dict.fromkeys(part["name"] for part in parts))
    lines = list(dict.fromkeys(line for part in parts for line in part["lines"].split()))
    as_of = parts[0]["as_of"]
    middle = LatLng(*(sum(float(part[axis]) for part in parts) / len(parts) for axis in ("lat", "lng")))
    access = {part["ada"] for part in parts}
    facts = {STEP_FREE: access == {"yes"}} if access <= {"yes"} or access <= {"no"} else {}
    about = f"Subway station of the {_list(lines)} by day. {_step_free(parts)}, as of {month_in_words(as_of)}."
    if len(about) > 160:
        about = f"Subway station of the {_list(lines)} by day. Step-free for some lines only."
    return Record(
        name=f"{' / '.join(names)} station ({' '.join(lines)})",
        at=middle,
        kinds=("station",),
        about=about,
        as_of=as_of,
        source="MTA Subway Stations",
        facts=facts,
    )


def _step_free(parts: Sequence[Row]) -> str:
    access = {part["ada"] for part in parts}
    if access == {"yes"}:
        return "Step-free to all platforms"
    if access == {"no"}:
        return "Not step-free"
    if access == {"partial"}:
        return f"Step-free one way only ({parts[0]['ada_notes'].lower()})"
    free = [line for part in parts if part["ada"] == "yes" for line in part["lines"].split()]
    return f"Step-free for the {_list(list(dict.fromkeys(free)))} only"


def _list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def post_offices(rows: Iterable[Row]) -> list[Record]:
    return [
        Record(
            name=_spelled(row["name"]),
            at=_at(row),
            kinds=("post_office",),
            about=f"Post office, in the city's list of points of interest as of {month_in_words(row['as_of'])}.",
            as_of=row["as_of"],
            source="NYC Points of Interest",
        )
        for row in rows
        if not NOT_FOR_MAIL.search(row["name"])
    ]


def _spelled(name: str) -> str:
    name = " ".join(MISSPELLED.get(word, word) for word in name.split())
    return name if "Post Office" in name else f"{name} Post Office"


def supermarkets(rows: Iterable[Row]) -> list[Record]:
    return [
        Record(
            name=chain,
            at=_at(row),
            kinds=("grocery",),
            about=f"Supermarket, in the state's list of licensed food stores as of {month_in_words(row['as_of'])}.",
            as_of=row["as_of"],
            source="New York State Retail Food Stores",
        )
        for row in rows
        if (chain := _chain(row["name"])) is not None
    ]


def _chain(name: str) -> str | None:
    plain = re.sub(r"[^a-z ]", "", name.casefold().replace("-", " ").replace("&", " ")).strip()
    plain = re.sub(r"\s+", " ", plain)
    found = (chain for start, chain in CHAINS.items() if plain.startswith(start))
    return None if NOT_A_STORE.search(name) else next(found, None)


def restrooms(rows: Iterable[Row]) -> list[Record]:
    return [_restroom(row) for row in rows if row["status"] == "Operational"]


def _restroom(row: Row) -> Record:
    step_free = _ACCESS.get(row["accessibility"])
    stalls = "All-gender stalls. " if "All Gender" in row["restroom_type"] else ""
    return Record(
        name=f"{row['name']} restroom",
        at=_at(row),
        kinds=("restroom",),
        about=f"Public restroom ({row['kind'].lower()}, {row['operator']}). {stalls}"
        f"Listed as working in {month_in_words(row['as_of'])}.",
        as_of=row["as_of"],
        source="NYC Public Restrooms",
        facts={"free": True} | ({STEP_FREE: step_free} if step_free is not None else {}),
    )


def fountains(rows: Iterable[Row]) -> list[Record]:
    """Drinking fountains by their park, those that a wheelchair reaches before the others of the same park."""
    drinking = [row for row in rows if row["fountain_type"] not in NOT_FOR_PEOPLE]
    return [_fountain(row) for row in sorted(drinking, key=lambda row: WHEELCHAIR not in row["fountain_type"])]


def _fountain(row: Row) -> Record:
    bottles = "Fills bottles. " if row["fountain_type"].startswith("Bottle") else ""
    survey = row["as_of"][:4]
    return Record(
        name=f"{row['name']} drinking fountain",
        at=_at(row),
        kinds=("drinking_fountain",),
        about=f"Drinking fountain in the park, in the city's survey of {survey}. {bottles}Turned off in winter.",
        as_of=survey,
        source="NYC Parks Drinking Fountains",
        facts={"free": True} | ({STEP_FREE: True} if WHEELCHAIR in row["fountain_type"] else {}),
    )


def kiosks(rows: Iterable[Row]) -> list[Record]:
    return [
        Record(
            name=f"LinkNYC kiosk at {' '.join(row['address'].split())}",
            at=_at(row),
            kinds=("wifi_kiosk",),
            about="Street kiosk with free Wi-Fi, phone charging and calls, in the city's list as of "
            f"{month_in_words(row['as_of'])}.",
            as_of=row["as_of"],
            source="LinkNYC Kiosk Locations",
            address=f"{' '.join(row['address'].split())}, {row['borough']}, NY {row['postcode']}",
            facts={"free": True, "wifi": True},
        )
        for row in rows
        if row["address"].strip()
    ]


def libraries(rows: Iterable[Row]) -> list[Record]:
    """Public libraries. Their hours are years old in the file, and so left out."""
    return [
        Record(
            name=row["name"].replace(" And ", " and ").replace(" Of ", " of "),
            at=_at(row),
            kinds=("library",),
            about=f"Branch of the {row['system']}, in the city's list of facilities as of "
            f"{month_in_words(row['as_of'])}.",
            as_of=row["as_of"],
            source="NYC Facilities Database",
            facts={"free": True} | ({STEP_FREE: step_free} if step_free is not None else {}),
        )
        for row in rows
        if row["name"].endswith("Library")
        for step_free in [_ACCESS.get(row["accessibility"])]
    ]


def markets(rows: Iterable[Row]) -> list[Record]:
    """Farmers' markets of all the year that the list of 2026 still has, with the hours it gives."""
    return [
        Record(
            name=row["name"].removeprefix("Brooklyn "),
            at=_at(row),
            kinds=("market",),
            about=f"Farmers' market at {row['address'].replace(' bet ', ' between ')}, all the year, in the city's "
            f"list as of {month_in_words(MARKETS_AS_OF)}.",
            as_of=MARKETS_AS_OF,
            source="NYC Farmers Markets",
            hours=hours,
            facts={"free": True},
        )
        for row in rows
        if row["listed_2026"] == "yes" and row["year_round"] == "Yes" and (hours := _week(row["schedule_2026"]))
    ]


def _week(schedule: str) -> str | None:
    """ "Tuesday 08:00-15:00; Saturday 08:00-15:00" in opening_hours syntax; None for anything less plain."""
    parts = [DAY_AND_HOURS.fullmatch(part.strip()) for part in schedule.split(";")]
    return "; ".join(f"{part[1][:2]} {part[2]}" for part in parts if part) if all(parts) and schedule else None


def hospitals(rows: Iterable[Row]) -> list[Record]:
    """General hospitals the state licenses: the other rows are years old, some of them laboratories, and nobody with a
    cold wants an eye clinic. Whether one has an emergency room is left out: whoever needs one calls 911."""
    return [
        Record(
            name=re.sub(r"\s+", " ", row["name"].partition(" (")[0]),
            at=_at(row),
            kinds=("clinic",),
            about=f"Hospital, in the state's list of licensed health facilities as of {month_in_words(row['as_of'])}.",
            as_of=row["as_of"],
            source="New York State Health Facility General Information",
        )
        for row in rows
        if row["state_licensed"] == "yes" and row["emergency_room"] == "yes"
    ]


def _at(row: Row) -> LatLng:
    return LatLng(float(row["lat"]), float(row["lng"]))


# Topic (the guide's file) to the file it is read from.
READERS: Mapping[str, tuple[str, Reader]] = {
    "stations": ("subway_stations.csv", stations),
    "post_offices": ("post_offices.csv", post_offices),
    "supermarkets": ("supermarkets.csv", supermarkets),
    "restrooms": ("public_restrooms.csv", restrooms),
    "hospitals": ("health.csv", hospitals),
    "libraries": ("libraries.csv", libraries),
    "markets": ("greenmarkets.csv", markets),
    "fountains": ("drinking_fountains.csv", fountains),
    "wifi": ("wifi.csv", kiosks),
}
