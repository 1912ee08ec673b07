"""The taxonomy: a partial row is refused by the name of what is missing, and so is what contradicts itself."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from violet.domain.categories import Category, category_of, fit_of, taxonomy
from violet.domain.taxonomy import TaxonomyError, parse_taxonomy

TEXT = resources.files("violet.campuses").joinpath("taxonomy.toml").read_text(encoding="utf-8")
REQUIRED_OF_CATEGORY = ("name", "vibe", "vibes", "quick", "stay_minutes", "plan_minutes", "when_unknown")
REQUIRED_OF_KIND = ("name", "fit", "google_ask", "google_read", "setting", "diet_matters")
ASKED_FOR = (
    "pharmacy", "health", "fitness", "dining_hall", "printing", "laundry", "post", "bank", "groceries", "prayer",
    "restrooms", "transit", "services",
)  # fmt: skip


def refused(text: str) -> str:
    with pytest.raises(TaxonomyError) as caught:
        parse_taxonomy(text)
    return str(caught.value)


def without(key: str, table: str) -> str:
    """The taxonomy without the first `key` of a table."""
    head, rest = TEXT.split(f"[{table}]\n", 1)
    own, separator, others = rest.partition("\n[")
    return f"{head}[{table}]\n" + re.sub(rf"(?m)^{key} = .*\n", "", own, count=1) + separator + others


@pytest.mark.parametrize("key", REQUIRED_OF_CATEGORY)
def test_a_partial_category_is_refused_by_name(key: str):
    assert refused(without(key, "category.pharmacy")) == f"taxonomy.toml: category.pharmacy.{key}: missing"


@pytest.mark.parametrize("key", REQUIRED_OF_KIND)
def test_a_partial_kind_is_refused_by_name(key: str):
    table = "category.pharmacy.kind.pharmacy"
    assert refused(without(key, table)) == f"taxonomy.toml: {table}.{key}: missing"


def test_everything_missing_is_named_at_once():
    text = without("setting", "category.laundry.kind.laundromat").replace('name = "banks and ATMs"\n', "")
    assert refused(text).splitlines() == [
        "taxonomy.toml: category.laundry.kind.laundromat.setting: missing",
        "taxonomy.toml: category.bank.name: missing",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('within = "shopping"', 'within = "nowhere"', "category.groceries.within: no other category 'nowhere'"),
        ("also = { market = 0.7", "also = { bazaar = 0.7", "category.groceries.also: no kind 'bazaar'"),
        ("[category.post.kind.post_office]", "[category.post.kind.bank]", "kind 'bank' is at home in 2 categories"),
        ('google_read = ["laundry"]', 'google_read = ["bank"]', "Google type 'bank' is listed 2 times"),
        ('explore_kinds = ["landmark"', 'explore_kinds = ["lagoon"', "explore_kinds: no kind 'lagoon'"),
        ("[category.post.words]\nen =", "[category.post.words]\nfr =", "category.post.words.en: missing"),
        ("stay_minutes = 45", 'stay_minutes = "long"', "Input should be a valid integer"),
        ("[category.post]\n", "[category.post]\ncolor = 1\n", "category.post.color: Extra inputs are not permitted"),
    ],
)
def test_a_contradiction_is_refused(old: str, new: str, message: str):
    assert old in TEXT
    assert message in refused(TEXT.replace(old, new, 1))


@pytest.mark.parametrize("name", ASKED_FOR)
def test_errands_have_a_row(name: str):
    row = Category(name).row
    assert row.when_unknown.endswith(".")
    for kind in row.kind:
        assert fit_of(Category(name), kind) >= 0.9
        assert category_of((kind,)) == name


def test_every_kind_is_at_home_in_one_category():
    assert all(category_of((kind,)) is not None for kind in taxonomy().kinds)


def test_a_word_that_is_no_category_is_refused():
    with pytest.raises(ValueError, match="'casino' is not a category"):
        Category("casino")
    assert Category("cafe") is Category.CAFE
