"""The small identifier of a message's language, held to the whole one that it is cut from."""

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from violet.understanding.reading.language import LATIN, WORD, language_of, narrowed

MESSAGES = (
    "somewhere quiet to study near tandon",
    "b4 my 9:30, smth cheap & halal",
    "dónde puedo estudiar un rato mañana",
    "où est-ce qu'on mange pas cher ce soir",
    "wo kann ich heute abend günstig essen",
    "vorrei un caffè vicino all'università",
    "quero comer açaí perto da faculdade",
    "crème brûlée at the café on west 4th",
    "ŝĉĝ őű łódź",
    "x",
)


@pytest.fixture(scope="module")
def whole() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def test_a_narrowed_identifier_tells_latin_script_apart_as_the_whole_one_does(whole: LanguageIdentifier) -> None:
    narrow = narrowed(whole)
    whole.set_languages(list(LATIN))

    for message in (" ".join(WORD.findall(each.casefold())) for each in MESSAGES):
        assert dict(narrow.rank(message)) == pytest.approx(dict(whole.rank(message)), abs=1e-6), message


def test_a_narrowed_identifier_knows_the_languages_of_latin_script_alone(whole: LanguageIdentifier) -> None:
    narrow = narrowed(whole)

    assert set(dict(narrow.rank(MESSAGES[0]))) == set(LATIN)
    assert len(narrow.tk_nextmove) < len(whole.tk_nextmove)


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("somewhere quiet to study near tandon", "en"),
        ("dónde puedo estudiar un rato mañana", "es"),
        ("où est-ce qu'on mange pas cher ce soir", "fr"),
        ("wo kann ich heute abend günstig essen", "de"),
    ],
)
def test_a_language_in_latin_script_is_told(message: str, language: str) -> None:
    assert language_of(message) == language
