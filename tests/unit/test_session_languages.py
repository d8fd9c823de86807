"""A session in another language: the same acts at the same times, in other words."""

import pytest

from endrange import knowledge, session
from endrange.knowledge import Preset
from endrange.knowledge.languages import HERE, language
from endrange.session.languages import TEXTS
from endrange.values import ByRole

CATALOGUE = knowledge.load()
GERMAN = language("de")
TRANSLATED = sorted(path.stem for path in (HERE / "de" / "stretches").iterdir())
"""The stretches of which all is said in German: every one we ship."""

TIMELINES = [(id_, one) for id_ in TRANSLATED for one in CATALOGUE.stretch(id_).techniques]


def timeline(stretch, technique):
    entry = CATALOGUE.stretch(stretch)
    preset = Preset(
        id="test",
        name="Test",
        stretch=stretch,
        technique=technique,
        dose=CATALOGUE.technique(technique).default_dose,
        sides=entry.sides,
        note="",
        sources=("ours",),
    )
    return session.compile_preset(preset, CATALOGUE)


def texts(key, value):
    match value:
        case str():
            if key in TEXTS:
                yield value
        case dict():
            for name, one in value.items():
                yield from texts(name, one)
        case list():
            for one in value:
                yield from texts(key, one)


def without_texts(value):
    match value:
        case dict():
            return {k: without_texts(one) for k, one in value.items() if k not in TEXTS}
        case list():
            return [without_texts(one) for one in value]
    return value


def test_every_stretch_has_a_phrase_book():
    assert sorted(CATALOGUE.stretches) == TRANSLATED


@pytest.mark.parametrize(("stretch", "technique"), TIMELINES)
def test_every_word_of_a_session_is_translated(stretch, technique):
    whole = timeline(stretch, technique).model_dump(mode="json")

    assert sorted({text for text in texts("", whole) if not GERMAN.knows(text)}) == []


@pytest.mark.parametrize(("stretch", "technique"), TIMELINES)
def test_nothing_but_the_words_is_changed(stretch, technique):
    english = timeline(stretch, technique)
    german = session.Timeline.model_validate(
        session.in_language(english.model_dump(mode="json"), GERMAN)
    )

    plain = english.model_dump(mode="json")
    assert without_texts(german.model_dump(mode="json")) == without_texts(plain)
    assert [text for text in texts("", plain) if text] != [
        text for text in texts("", german.model_dump(mode="json")) if text
    ]


@pytest.mark.parametrize(("stretch", "technique"), TIMELINES)
def test_words_that_differ_still_differ(stretch, technique):
    """What may be said aloud depends on whether the words in force are the segment's own."""

    def said(cues):
        return cues and ByRole[str](
            helper=GERMAN.said(cues.helper), client=GERMAN.said(cues.client)
        )

    for segment in timeline(stretch, technique).segments:
        same = segment.cues == segment.cues_if_not_deeper
        assert (said(segment.cues) == said(segment.cues_if_not_deeper)) == same


def test_english_is_left_as_it_is():
    plain = timeline("ham_slr_shoulder", "passive").model_dump(mode="json")

    assert session.in_language(plain, language("en")) == plain
