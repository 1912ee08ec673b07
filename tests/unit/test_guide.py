"""The campus guide: its data is clean, and every way it can be broken is reported by name."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from violet.campus.campus import Campus
from violet.campus.facts import compare
from violet.campus.lint import counts, lint
from violet.campus.loader import GuideError, default_campus, load_campus
from violet.campus.naming import house_numbers, same_address, same_street
from violet.campus.problem import Problem
from violet.campus.schema import GuideEvent, GuidePlace
from violet.cli.guide import guide_cli
from violet.domain.categories import taxonomy
from violet.domain.vocabulary import DIETS, TAGS

# Kinds that can be asked for before the guide has any: it says so then.
KINDS_WITHOUT_PLACES = {
    "bank",
    "laundromat",
}
ABOUT = "A room with twelve long tables, green lamps and windows on three sides of the street."
CAMPUS = """
name = "Test University"
city = "Testville"
timezone = "America/New_York"
country = "US"
units = "imperial"
languages = ["en"]

[persona]
name = "Vera"
whom = "students"
around = "Test University"
where = "the north campus"
nearby = "The Green"

[words]
own = ["Test"]
city = ["Testville"]

[safety]
name = "Campus Safety"
phone = "212-555-0100"
emergency = "911"
crisis = "988"
counseling_name = "Campus Counseling"
counseling_phone = "212-555-0101"

[[campus]]
id = "north"
name = "North"
aliases = ["uptown"]
lat = 40.73
lng = -73.99
address = "1 Main Street"

[[area]]
id = "the-green"
name = "The Green"
lat = 40.731
lng = -73.991

[[building_code]]
codes = ["LIB", "1 MN"]
place = "library"
"""
LIBRARY: dict[str, object] = {
    "id": "library",
    "name": "The Old Library",
    "address": "12 Main Street, New York",
    "lat": 40.73,
    "lng": -73.99,
    "kinds": ["library"],
    "about": ABOUT,
}
CONCERT: dict[str, object] = {
    "id": "concert",
    "title": "Friday concert",
    "about": ABOUT,
    "place": "library",
    "dtstart": "2026-01-02",
    "start": "20:00",
    "end": "01:30",
    "rrule": "FREQ=WEEKLY;BYDAY=FR",
    "categories": ["music"],
}
FACT = {
    "name": "Old Library",
    "address": "12 Main St",
    "campus": "north",
    "lat": "40.7301",
    "lng": "-73.99",
}


def toml(table: str, *rows: dict[str, object]) -> str:
    lines = []
    for row in rows:
        lines.append(f"[[{table}]]")
        for key, value in row.items():
            lines.append(f"{key} = {inline(value)}")
    return "\n".join(lines)


def inline(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{key}" = {inline(item)}' for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else f'"{value}"'


class Folder:
    """A guide's folder that a test fills and loads."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "places" / "north").mkdir(parents=True)
        (root / "campus.toml").write_text(CAMPUS)

    def places(self, *rows: dict[str, object]) -> Folder:
        (self.root / "places" / "north" / "all.toml").write_text(toml("place", *rows))
        return self

    def events(self, *rows: dict[str, object]) -> Folder:
        (self.root / "events.toml").write_text(toml("event", *rows))
        return self

    def load(self) -> Campus:
        return load_campus(self.root)

    def broken(self) -> str:
        with pytest.raises(GuideError) as caught:
            self.load()
        return str(caught.value)

    def problems(self) -> list[Problem]:
        return lint(self.load())


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture(scope="module")
def guide() -> Campus:
    return default_campus()


def the_error(problems: list[Problem]) -> Problem:
    errors = [problem for problem in problems if problem.severity == "error"]
    assert len(errors) == 1, errors
    return errors[0]


class TestTheRealGuide:
    def test_has_nothing_to_report(self, guide: Campus) -> None:
        assert [str(problem) for problem in lint(guide)] == []

    def test_covers_both_campuses_and_every_kind(self, guide: Campus) -> None:
        by_campus = counts(guide)
        assert set(by_campus) == {"tandon", "washington_square"}
        assert by_campus["tandon"]["campus_building"] >= 15
        assert by_campus["washington_square"]["campus_building"] >= 25
        assert set(by_campus["tandon"] + by_campus["washington_square"]) == set(taxonomy().kinds) - KINDS_WITHOUT_PLACES

    def test_says_whom_to_call(self, guide: Campus) -> None:
        assert (guide.safety.phone, guide.safety.emergency) == ("212-998-2222", "911")
        assert (guide.safety.counseling_phone, guide.safety.crisis) == ("212-443-9999", "988")

    def test_every_event_comes_back_within_two_years(self, guide: Campus) -> None:
        for event in guide.events:
            starts = list(event.occurrences().xafter(event.occurrences()[0], count=1))
            assert starts, event.id
            assert starts[0].date() - event.dtstart < timedelta(days=731)

    @pytest.mark.parametrize(
        ("code", "place_id"),
        [
            ("6 MTC", "rogers-hall"),
            ("370jay", "370-jay-street"),
            ("gcasl", "gcasl"),
            ("KMC", "kaufman-management-center"),
        ],
    )
    def test_knows_room_codes(self, guide: Campus, code: str, place_id: str) -> None:
        place = guide.place_of_code(code)
        assert place is not None
        assert place.id == place_id

    def test_does_not_know_other_codes(self, guide: Campus) -> None:
        assert guide.place_of_code("XYZ") is None

    def test_is_read_once(self, guide: Campus) -> None:
        assert default_campus() is guide


class TestLoading:
    def test_a_good_folder(self, folder: Folder) -> None:
        guide = folder.places(LIBRARY).events(CONCERT).load()
        assert lint(guide) == []
        assert guide.places[0].campus == "north"
        assert guide.sites[0].aliases == ("uptown",)

    def test_unknown_is_absent_not_false(self, folder: Folder) -> None:
        place = folder.places(LIBRARY).load().places[0]
        assert (place.price_level, place.opening_hours, dict(place.tags), dict(place.diets)) == (None, None, {}, {})

    def test_diets_imply_others_but_what_is_written_wins(self, folder: Folder) -> None:
        diets = {"vegan": True, "seafood-allergy": False}
        place = folder.places({**LIBRARY, "diets": diets}).load().places[0]
        assert place.diets == {
            "vegan": True, "vegetarian": True, "dairy-free": True, "pork-free": True, "seafood-allergy": False,
        }  # fmt: skip

    @pytest.mark.parametrize("diet", ["halal", "kosher"])
    def test_halal_and_kosher_imply_pork_free(self, folder: Folder, diet: str) -> None:
        place = folder.places({**LIBRARY, "diets": {diet: True}}).load().places[0]
        assert place.diets == {diet: True, "pork-free": True}

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"opening_hours": "Mo-Fr 8am to 5pm"}, "opening_hours"),
            ({"kinds": ["library", "castle"]}, "kinds.1"),
            ({"kinds": []}, "kinds"),
            ({"kinds": ["library", "library"]}, "kinds"),
            ({"tags": {"haunted": True}}, "tags.haunted"),
            ({"diets": {"keto": True}}, "diets.keto"),
            ({"diets": {"vegan": True, "vegetarian": False}}, "diets"),
            ({"price_level": 5}, "price_level"),
            ({"setting": "underground"}, "setting"),
            ({"lat": 95.0}, "lat"),
            ({"lng": float("nan")}, "lng"),
            ({"rating": 4.5}, "rating"),
            ({"website": "example.com"}, "website"),
            ({"id": "Old Library"}, "id"),
            ({"aliases": ["Stacks", "stacks"]}, "aliases"),
        ],
    )
    def test_a_broken_place_is_named_with_its_field(
        self, folder: Folder, change: dict[str, object], field: str
    ) -> None:
        broken = {**LIBRARY, **change}
        assert f"places/north/all.toml: {broken['id']}: {field}: " in folder.places(broken).broken()

    @pytest.mark.parametrize(
        ("change", "what"),
        [
            ({"rrule": "FREQ=SOMETIMES"}, "rrule"),
            ({"rrule": "FREQ=MINUTELY"}, "rrule"),
            ({"rrule": "FREQ=WEEKLY;BYDAY=XX"}, "rrule"),
            ({"start": "25:00"}, "start"),
            ({"start": "20:00Z"}, "start"),
            ({"end": "20:00"}, "start and end are the same"),
            ({"categories": ["opera"]}, "categories.0"),
            ({"venue": "Hall"}, "not both"),
        ],
    )
    def test_a_broken_event_is_named(self, folder: Folder, change: dict[str, object], what: str) -> None:
        message = folder.places(LIBRARY).events({**CONCERT, **change}).broken()
        assert message.startswith("events.toml: concert: ")
        assert what in message

    def test_an_event_needs_a_place_or_a_whole_address(self, folder: Folder) -> None:
        homeless = {key: value for key, value in CONCERT.items() if key != "place"}
        message = folder.places(LIBRARY).events({**homeless, "venue": "Hall"}).broken()
        assert "all of venue, address, lat and lng" in message

    def test_all_that_is_broken_is_told_at_once(self, folder: Folder) -> None:
        rows = ({**LIBRARY, "price_level": 9}, {**LIBRARY, "id": "annex", "setting": "attic"})
        assert len(folder.places(*rows).broken().splitlines()) == 2

    def test_files_that_are_not_toml_or_not_tables(self, folder: Folder) -> None:
        (folder.root / "events.toml").write_text("[[event]\n")
        (folder.root / "places" / "north" / "odd.toml").write_text('place = "library"\nshop = 1\n')
        message = folder.broken()
        assert "events.toml: cannot be read" in message
        assert "places/north/odd.toml: expected an array of tables" in message
        assert "places/north/odd.toml: unknown table or key 'shop'" in message

    def test_a_folder_without_a_campus(self, folder: Folder) -> None:
        (folder.root / "places" / "south").mkdir()
        assert "places/south: no campus has this id" in folder.broken()

    def test_a_place_may_not_name_its_campus(self, folder: Folder) -> None:
        assert "campus is given by the folder" in folder.places({**LIBRARY, "campus": "south"}).broken()

    def test_a_missing_campus_file(self, folder: Folder) -> None:
        (folder.root / "campus.toml").unlink()
        assert "campus.toml: cannot be read" in folder.broken()


class TestEvents:
    def event(self, **change: object) -> GuideEvent:
        return GuideEvent.model_validate({**CONCERT, **change})

    def test_an_end_before_the_start_is_after_midnight(self) -> None:
        assert self.event().duration == timedelta(hours=5, minutes=30)
        assert self.event(start="08:00", end="18:00").duration == timedelta(hours=10)

    def test_occurrences_are_wall_times_from_the_first(self) -> None:
        first, second = islice(self.event().occurrences(), 2)
        assert first.isoformat() == "2026-01-02T20:00:00"
        assert (second - first, first.tzinfo) == (timedelta(days=7), None)


class TestLint:
    def test_one_id_twice(self, folder: Folder) -> None:
        rows = (LIBRARY, {**LIBRARY, "name": "Annex", "address": "40 Main Street"})
        assert the_error(folder.places(*rows).problems()).subject == "library"

    def test_one_name_twice_close_by(self, folder: Folder) -> None:
        twin = {**LIBRARY, "id": "twin", "name": "Old Library", "lat": 40.7305}
        found = the_error(folder.places(LIBRARY, twin).problems())
        assert (found.subject, "same name as library" in found.message) == ("twin", True)

    def test_branches_farther_apart_are_fine(self, folder: Folder) -> None:
        branch = {**LIBRARY, "id": "branch", "lat": 40.735, "aliases": ["Stacks"]}
        assert folder.places({**LIBRARY, "aliases": ["Stacks"]}, branch).problems() == []

    def test_a_like_name_at_the_same_door_is_a_warning(self, folder: Folder) -> None:
        other = {**LIBRARY, "id": "old-library-cafe", "name": "Old Library Café"}
        assert [problem.severity for problem in folder.places(LIBRARY, other).problems()] == ["warning"]

    def test_an_alias_of_two_places(self, folder: Folder) -> None:
        cafe = {**LIBRARY, "id": "cafe", "name": "Green Lamp Café", "aliases": ["Old Library!"]}
        found = the_error(folder.places(LIBRARY, cafe).problems())
        assert (found.subject, found.message) == ("cafe", "'old library' also means library")

    def test_branches_may_share_an_alias(self, folder: Folder) -> None:
        here = {**LIBRARY, "name": "Public Library, Main Street", "aliases": ["the library"]}
        there = {**here, "id": "hill", "name": "Public Library, Hill Road", "lat": 40.736}
        assert folder.places(here, there).problems() == []

    def test_an_alias_that_repeats_the_name_is_a_warning(self, folder: Folder) -> None:
        found = folder.places({**LIBRARY, "aliases": ["the old library"]}).problems()
        assert [str(problem) for problem in found] == ["warning: library: an alias repeats the name"]

    def test_a_place_too_far_from_its_campus(self, folder: Folder) -> None:
        found = the_error(folder.places(LIBRARY, {**LIBRARY, "id": "far", "lat": 40.76}).problems())
        assert (found.subject, "3.3 km" in found.message) == ("far", True)

    def test_an_event_too_far_away(self, folder: Folder) -> None:
        away = {key: value for key, value in CONCERT.items() if key != "place"}
        away |= {"venue": "Hall", "address": "9 Hill Road", "lat": 40.9, "lng": -73.99}
        assert the_error(folder.places(LIBRARY).events(away).problems()).subject == "concert"

    @pytest.mark.parametrize("about", ["Too short.", "x" * 161])
    def test_the_length_of_about(self, folder: Folder, about: str) -> None:
        found = the_error(folder.places({**LIBRARY, "about": about}).problems())
        assert found.message.startswith("about has ")

    @pytest.mark.parametrize(
        ("name", "what"), [("Library www.books.example", "a link"), ("Library (212) 555-0134", "a phone number")]
    )
    def test_a_name_with_what_is_not_ours(self, folder: Folder, name: str, what: str) -> None:
        assert the_error(folder.places({**LIBRARY, "name": name}).problems()).message.startswith(what)

    def test_an_event_at_no_known_place(self, folder: Folder) -> None:
        found = the_error(folder.places(LIBRARY).events({**CONCERT, "place": "attic"}).problems())
        assert found.message == "no place 'attic'"

    def test_a_building_code_of_no_known_place(self, folder: Folder) -> None:
        found = the_error(folder.places({**LIBRARY, "id": "annex"}).problems())
        assert found == Problem("error", "LIB", "no place 'library'")

    def test_one_building_code_for_two_places(self, folder: Folder) -> None:
        campus = CAMPUS + toml("building_code", {"codes": ["lib"], "place": "annex"})
        (folder.root / "campus.toml").write_text(campus)
        annex = {**LIBRARY, "id": "annex", "name": "Annex", "address": "40 Main Street"}
        assert "means both library and annex" in the_error(folder.places(LIBRARY, annex).problems()).message

    def test_an_area_named_like_another(self, folder: Folder) -> None:
        area = {"id": "green", "name": "Uptown", "lat": 40.73, "lng": -73.99}
        (folder.root / "campus.toml").write_text(CAMPUS + toml("area", area))
        assert the_error(folder.places(LIBRARY).problems()).message == "'uptown' also means north"

    @pytest.mark.parametrize("dtstart", ["2026-01-03", "2026-01-01"])
    def test_a_dtstart_the_rule_does_not_name(self, folder: Folder, dtstart: str) -> None:
        found = the_error(folder.places(LIBRARY).events({**CONCERT, "dtstart": dtstart}).problems())
        assert found.subject == "concert"
        assert f"dtstart {date.fromisoformat(dtstart)} is not a day of FREQ=WEEKLY" in found.message


class TestCounts:
    def test_a_place_counts_for_each_of_its_kinds(self, folder: Folder) -> None:
        guide = folder.places({**LIBRARY, "kinds": ["library", "study_space"]}).load()
        assert counts(guide) == {"north": {"library": 1, "study_space": 1}}


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "numbers"),
        [
            ("70 Washington Square South, New York", (70, 70)),
            ("19-23 St Marks Place", (19, 23)),
            ("140142 2 Avenue", (140, 142)),
            ("57b Pearl Street", (57, 57)),
            ("One Washington Place", (1, 1)),
        ],
    )
    def test_house_numbers(self, address: str, numbers: tuple[int, int]) -> None:
        found = house_numbers(address)
        assert (found[0], found[-1]) == numbers

    def test_a_corner_has_no_house_number(self) -> None:
        assert not house_numbers("East 7th Street & Avenue A")

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("425 Avenue of the Americas", "425 6 Ave"),
            ("117 Mac Dougal Street", "117 MacDougal St., New York"),
            ("183 West 10Th St", "183 W. Tenth Street"),
            ("20 St. Mark's Place", "20 Saint Marks Pl"),
            ("178 7 Avenue South", "178 Seventh Avenue South"),
        ],
    )
    def test_spellings_of_one_street(self, one: str, other: str) -> None:
        assert same_address(one, other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("7 East 4th Street", "7 East 5th Street"),
            ("7 East 4th Street", "7 West 4th Street"),
            ("7 Bond St", "7 Bowery"),
        ],
    )
    def test_different_streets(self, one: str, other: str) -> None:
        assert not same_street(one, other)


class TestComparison:
    def guide(self, folder: Folder, *rows: dict[str, object]) -> Campus:
        return folder.places(*(rows or (LIBRARY,))).load()

    def test_a_record_that_agrees(self, folder: Folder) -> None:
        found = compare(self.guide(folder), [FACT])
        assert [match.place_id for match in found.matched] == ["library"]
        assert found.problems == ()

    def test_a_place_the_records_do_not_know(self, folder: Folder) -> None:
        found = compare(self.guide(folder), [{**FACT, "name": "Fish Market"}])
        assert (found.missing, found.problems) == (("library",), ())

    def test_a_record_of_another_campus_says_nothing(self, folder: Folder) -> None:
        assert compare(self.guide(folder), [{**FACT, "campus": "south"}]).missing == ("library",)

    def test_a_moved_place_is_an_error(self, folder: Folder) -> None:
        found = compare(self.guide(folder), [{**FACT, "lat": "40.733"}])
        assert [match.place_id for match in found.moved] == ["library"]
        assert the_error(list(found.problems)).message.startswith("334 m from the record of 'Old Library'")

    def test_a_doubtful_record_only_warns(self, folder: Folder) -> None:
        row = {**FACT, "lat": "40.733", "alt_disagreement_m": "401"}
        assert [problem.severity for problem in compare(self.guide(folder), [row]).problems] == ["warning"]

    def test_another_house_number_is_an_error(self, folder: Folder) -> None:
        found = compare(self.guide(folder), [{**FACT, "address": "14 Main Street"}])
        assert [match.place_id for match in found.readdressed] == ["library"]
        assert the_error(list(found.problems)).message.startswith("house number of '12 Main Street")

    def test_another_street_is_a_warning(self, folder: Folder) -> None:
        found = compare(self.guide(folder), [{**FACT, "address": "12 Bowery"}])
        assert [problem.severity for problem in found.problems] == ["warning"]

    def test_a_checked_place_is_listed_but_no_problem(self, folder: Folder) -> None:
        guide = self.guide(folder, {**LIBRARY, "checked": "Moved in 2025; the record is older."})
        found = compare(guide, [{**FACT, "address": "14 Main Street"}])
        assert (len(found.readdressed), found.problems) == (1, ())

    def test_a_branch_is_not_taken_for_the_other(self, folder: Folder) -> None:
        branch = {**LIBRARY, "id": "branch", "lat": 40.735, "address": "99 Hill Road"}
        found = compare(self.guide(folder, LIBRARY, branch), [FACT])
        assert (found.moved, found.missing) == ((), ("branch",))

    def test_a_former_address_says_nothing(self, folder: Folder) -> None:
        row = {**FACT, "name": "Old Library (former address)", "address": "1 Bay Street"}
        assert compare(self.guide(folder), [row]).missing == ("library",)

    def test_a_like_name_at_the_same_door_is_a_match(self, folder: Folder) -> None:
        row = {**FACT, "name": "Old Library Reading Room / Annex"}
        assert len(compare(self.guide(folder), [row]).matched) == 1


class TestCommands:
    def run(self, *arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(guide_cli, list(arguments))
        return result.exit_code, result.output

    def test_lint_passes_the_real_guide(self) -> None:
        code, output = self.run("lint")
        assert code == 0
        assert "0 errors" in output

    def test_lint_fails_on_an_error_and_names_it(self, folder: Folder) -> None:
        folder.places({**LIBRARY, "about": "Short."})
        code, output = self.run("lint", "--root", str(folder.root))
        assert code == 1
        assert "error: library: about has 6 characters" in output
        assert "1 places, 0 events: 1 errors, 0 warnings" in output

    def test_lint_fails_on_files_that_do_not_load(self, folder: Folder) -> None:
        folder.places({**LIBRARY, "price_level": 7})
        code, output = self.run("lint", "--root", str(folder.root))
        assert (code, "all.toml: library: price_level" in output) == (1, True)

    def test_lint_compares_with_records(self, folder: Folder, tmp_path: Path) -> None:
        folder.places(LIBRARY)
        facts = tmp_path / "facts.csv"
        facts.write_text("name,address,campus,lat,lng\nOld Library,14 Main Street,north,40.73,-73.99\n")
        code, output = self.run("lint", "--root", str(folder.root), "--facts", str(facts))
        assert code == 1
        assert "0 agree, 0 are elsewhere, 1 have another address, 0 not found" in output

    def test_places_counts_kinds_and_places(self, folder: Folder) -> None:
        folder.places(LIBRARY, {**LIBRARY, "id": "b", "kinds": ["park"], "lat": 40.74})
        code, output = self.run("places", "--root", str(folder.root))
        assert code == 0
        assert [line.split() for line in output.splitlines()] == [
            ["kind", "north", "all"],
            ["library", "1", "1"],
            ["park", "1", "1"],
            ["places", "2", "2"],
        ]


@pytest.mark.parametrize(
    ("hours", "night"),
    [
        ("Mo-Sa 11:00-01:00; Su 12:00-01:00", "Saturday"),
        ("Mo-Sa 11:00-01:00, Su 12:00-01:00", None),
        ("Mo-Fr 14:00-04:00; Sa-Su 13:00-04:00", "Friday"),
        ("Mo-Fr 10:00-26:00; Sa 10:00-12:00", "Friday"),
        ("Fr 08:00-04:00; Sa 00:00-02:00,10:00-20:00", "Friday"),
        ("sunset-02:00; Su 20:00-22:00", "Saturday"),
        ("Mo-Su 18:00-02:00; We off", "Tuesday"),
        ("Mo-Su 18:00-02:00; We 03:00-24:00 off", None),
        ("Fr 08:00-24:00; Sa 00:00-24:00; Su 00:00-23:00", None),
        ("24/7; Su 10:00-22:00", None),
    ],
)
def test_hours_that_lose_what_goes_on_past_midnight_are_refused(folder: Folder, hours: str, night: str | None) -> None:
    problems = folder.places({**LIBRARY, "opening_hours": hours}).problems()
    assert len(problems) == (0 if night is None else 1)
    if night is not None:
        assert f"closes at midnight on a {night} night that goes on" in str(the_error(problems))


def test_the_vocabularies_are_disjoint_where_they_must_be() -> None:
    assert not TAGS & DIETS
    assert GuidePlace.model_config["extra"] == "forbid"
