"""No reply begins as an earlier one of its conversation, and a name keeps its capital behind what is put before it."""

from __future__ import annotations

import pytest

from violet.services.chat.replies.openings import begin_alike, begun_afresh

LEADS = ("Well, ", "Okay, ")


@pytest.mark.parametrize(
    ("words", "before", "expected"),
    [
        ("It's open until 9 PM.", [], "It's open until 9 PM."),
        ("It's open until 9 PM.", ["Bobst is quiet."], "It's open until 9 PM."),
        ("It's open until 9 PM.", ["It's open now."], "Well, it's open until 9 PM."),
        ("It's open until 9 PM.", ["It's open now.", "Well, it's closed."], "Okay, it's open until 9 PM."),
        ("It's open.", ["It's open now.", "Well, it's closed.", "Okay, it's closed."], "It's open."),
        ("The Brazen Head has games.", ["The Brazen Head is near."], "Well, The Brazen Head has games."),
        ("Rosy Rainbow: a walk of 1.5 mi.", ["Rosy Rainbow: a walk."], "Well, Rosy Rainbow: a walk of 1.5 mi."),
        ("Easy Eclipse: a walk of 1.5 mi.", ["Easy Eclipse: a walk."], "Well, Easy Eclipse: a walk of 1.5 mi."),
        ("At Bobst it's quiet.", ["At Bobst it's loud."], "Well, at Bobst it's quiet."),
        ("NYU has one.", ["NYU has two."], "Well, NYU has one."),
        ("I know one.", ["I know two."], "Well, I know one."),
    ],
)
def test_a_reply_begins_as_none_before(words: str, before: list[str], expected: str) -> None:
    assert begun_afresh(words, before, LEADS, ["The Brazen Head"]) == expected


def test_where_words_are_not_divided_the_first_characters_count() -> None:
    assert begin_alike("我不知道它几点关门", "我不知道它在哪里")
    assert not begin_alike("我不知道它几点关门", "最近的一家是这里")
