"""Phrase books: what is said in another language, and what a law has against a wrong line."""

import re

import pytest

from endrange import knowledge
from endrange.knowledge.languages import (
    HERE,
    Language,
    Sentence,
    language,
    laws,
    shipped_texts,
    translations,
)
from endrange.knowledge.laws.words import texts

GERMAN = language("de")
CATALOGUE = knowledge.load()
BOOKS = sorted(path.stem for path in (HERE / "de" / "stretches").iterdir())
READ = re.compile(
    r"name|lead|end_range|helper_position|hands|client_setup|(helper|client)_steps|felt"
    r"|push\.client|antagonist_cue|technique_note|cues\..+|must_not_feel\.(feels|action)"
    r"|mistakes\..+|progression|regression|self_stretch|lay_note|breathing"
)
"""What people read or hear of a stretch; its other strings are ids."""

ENGLISH = re.compile(r"\b(the|and|with|of|or|to|for|from|at|by|not|your|first|after)\b")


class TestSaid:
    @pytest.mark.parametrize(
        ("english", "german"),
        [
            ("Let go slowly.", "Langsam loslassen."),
            (
                "Let go slowly. Breathe out. Stay loose.",
                "Langsam loslassen. Ausatmen. Locker bleiben.",
            ),
            ("Ease off until it is 4 or less.", "Nachlassen, bis es 4 oder weniger ist."),
            ("passive", "Passiv"),
            ("12.5", "12,5"),
            ("", ""),
            ("Nobody has translated this.", "Nobody has translated this."),
            ("the weeks nobody has translated", "the weeks nobody has translated"),
            ("Hip, the weeks after", "Hip, the weeks after"),
            ("Operation, the first 6 weeks", "Operation, die ersten 6 Wochen"),
            ("Operation, the first 1 weeks", "Operation, die erste Woche"),
            ("Nobody knows how many times a week", "Nobody knows how many times a week"),
        ],
    )
    def test_whole_in_parts_with_gaps_or_as_it_stands(self, english, german):
        assert GERMAN.said(english) == german

    def test_what_is_known(self):
        assert GERMAN.knows("Let go slowly.")
        assert GERMAN.knows("4:50")
        assert not GERMAN.knows("Let go slowly. Nobody has translated this.")

    @pytest.mark.parametrize("code", ["en", "en-gb", "fr", ""])
    def test_without_a_phrase_book_everything_stays_english(self, code):
        assert language(code).said("Let go slowly.") == "Let go slowly."
        assert language(code).knows("anything")

    def test_a_region_reads_its_language(self):
        assert language("de-CH") is not None
        assert language("de-CH").said("Let go slowly.") == "Langsam loslassen."

    def test_a_sentence_that_starts_with_a_gap_starts_large(self):
        sentence = Sentence(english="{what} is over.", translated="{what} ist vorbei.")

        assert sentence.pattern.fullmatch("This is over.")
        assert sentence.filled({"what": "Das"}) == "Das ist vorbei."

    def test_every_text_of_the_catalogue_is_one_of_ours(self):
        assert CATALOGUE.stretch("ham_slr_shoulder").name in shipped_texts()


def written(text: str) -> bool:
    """Whether it, or each of its sentences, stands in a book: nothing pieced together of words."""
    parts = re.split(r"(?<=[.?!])\s+", text)
    return text in GERMAN.phrases or all(part in GERMAN.phrases for part in parts)


@pytest.mark.parametrize("id_", BOOKS)
def test_the_book_of_a_stretch_leaves_nothing_out(id_):
    told = [one for one in texts(CATALOGUE) if (one.kind, one.id) == ("stretches", id_)]

    read = [one.text for one in told if READ.fullmatch(one.field)]
    assert [text for text in read if text and not written(text)] == []


def test_no_text_is_said_half_in_german():
    said = {one.text: GERMAN.said(one.text) for one in texts(CATALOGUE) if GERMAN.knows(one.text)}

    assert {text: one for text, one in said.items() if text != one and ENGLISH.search(one)} == {}


def planted(tmp_path, line, file="techniques.toml"):
    """What the laws say of a German phrase book with this one line."""
    book = tmp_path / "de" / file
    (tmp_path / "de" / "sentences").mkdir(parents=True)
    book.parent.mkdir(exist_ok=True)
    book.write_text(line, encoding="utf-8")
    return [fault.problem for fault in laws.check(CATALOGUE, tmp_path)]


class TestLaws:
    def test_the_shipped_phrase_books_break_none(self):
        assert [str(fault) for fault in laws.check(CATALOGUE)] == []

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ('"Let go." = " "', "is not translated"),
            ('"Let go." = "{was} loslassen."', "other gaps"),
            ('"Let go." = "Das ist sicher."', "'sicher'"),
            ('"Let go." = "Der Fuss ist locker."', "'Fuss'"),
            ('"Let go." = "Die linke Seite loslassen."', "names a side"),
            ('"Let go a bit." = "Etwas loslassen."', "changed or went"),
            (f'"Let go." = "{"Lass los und " * 6}"', "over 60 characters"),
        ],
    )
    def test_a_wrong_line_is_named(self, tmp_path, line, problem):
        assert [said for said in planted(tmp_path, line) if problem in said]

    def test_a_right_line_is_not(self, tmp_path):
        assert planted(tmp_path, '"Let go." = "Loslassen."') == []

    def test_a_stretch_has_a_book_of_its_own(self, tmp_path):
        line = '"Hold the heel, not the toes." = "Die Ferse halten, nicht die Zehen."'

        assert planted(tmp_path / "a", line, "stretches/calf_gastroc_supine.toml") == []
        assert planted(tmp_path / "b", line, "stretches/ham_slr_shoulder.toml") != []

    def test_one_text_is_said_one_way(self, tmp_path):
        line = '"Let go." = "Loslassen."'
        other = tmp_path / "de" / "stretches" / "ham_slr_shoulder.toml"
        other.parent.mkdir(parents=True)
        other.write_text('"Stop." = "Halt."', encoding="utf-8")
        (tmp_path / "de" / "stretches" / "calf_chair.toml").write_text(
            '"Stop." = "Aufhören."', encoding="utf-8"
        )

        assert [said for said in planted(tmp_path, line) if "elsewhere" in said]


def test_a_language_is_a_value():
    assert Language(code="en") == Language(code="en")


def test_texts_are_kept_in_every_language_that_has_words_for_them():
    kept = translations(["Let go slowly.", "Nobody has translated this.", "", "Let go slowly."])

    assert kept == {"de": {"Let go slowly.": "Langsam loslassen."}}
