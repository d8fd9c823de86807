"""Rules out as a spreadsheet and signatures in: all or none, by line and column."""

import csv
import tomllib
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endrange.knowledge import (
    RULES,
    Review,
    ReviewVerdict,
    content,
    load,
    reviews_of,
    signed,
    stands,
)
from endrange.knowledge.loader import load_from
from endrange_app.cli import main
from endrange_app.reports import rules as table
from endrange_app.reports.spreadsheet import FORMULA
from tests.tables import rows

CATALOGUE = load()
TODAY = date(2026, 11, 20)
SIGNED = {
    "reviewer": "Dr Ada Example",
    "registration": "HCPC PH 123",
    "reviewed_on": "2026-11-19",
    "verdict": "agree",
    "comment": "",
}


def sheet() -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(table.write(CATALOGUE))))


SHEET = sheet()


def text_of(some: list[dict[str, str]], delimiter: str = ",") -> str:
    text = StringIO()
    out = csv.DictWriter(text, table.COLUMNS, delimiter=delimiter)
    out.writeheader()
    out.writerows(some)
    return text.getvalue()


def take(some: list[dict[str, str]], **how: str) -> table.Taken:
    return table.read(text_of(some, **how), CATALOGUE, until=TODAY)


def test_every_rule_is_a_row_with_what_a_clinician_needs():
    named = {(row["kind"], row["rule"]) for row in SHEET}

    assert named == {(kind, id_) for kind in RULES for id_ in getattr(CATALOGUE, kind)}
    for row in SHEET:
        assert row["because"]
        assert row["grade"]
        assert row["sources"]
        assert row["applies_when"]
        assert not any(row[name] for name in table.TO_SIGN)
        if row["kind"] != "reactions":
            assert all(row[mode] in "PMCNE" for mode in ("AA", "PAS", "END", "ISO"))


def test_nothing_in_it_is_a_formula():
    assert [cell for row in SHEET for cell in row.values() if cell.startswith(FORMULA)] == []


def test_an_unsigned_sheet_takes_nothing_in_and_says_so():
    taken = take(SHEET)

    assert taken.reviews == ()
    assert "has no signed row" in str(taken.faults[0])


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_signed_rows_come_back(delimiter):
    some = [
        SHEET[0] | SIGNED,
        SHEET[1],
        SHEET[2] | SIGNED | {"verdict": "CHANGE", "comment": "No."},
    ]

    taken = take(some, delimiter=delimiter)

    assert taken.faults == ()
    assert [(one.rule, one.verdict) for one in taken.reviews] == [
        (SHEET[0]["rule"], "agree"),
        (SHEET[2]["rule"], "change"),
    ]
    assert all(stands(one, CATALOGUE) for one in taken.reviews)


WRONG = """
column       | value        | told
kind         | moons        | is none of: precautions
rule         | INF-99       | is none of the precautions here
content      | 000000000000 | it changed; export and read it again
reviewer     |              | is empty
registration |              | is empty
reviewed_on  | 19.11.2026   | is no date such as
reviewed_on  | 2026-11-21   | is still to come
verdict      | yes          | is none of: agree, change, remove
verdict      |              | is none of: agree, change, remove
verdict      | remove       | is empty; remove needs its reason
"""


@pytest.mark.parametrize("row", rows(WRONG), ids=lambda row: f"{row['column']}={row['value']}")
def test_one_bad_row_and_nothing_is_taken_in(row):
    first = next(one for one in SHEET if one["kind"] == "precautions")
    good, bad = SHEET[3] | SIGNED, first | SIGNED | {row["column"]: row["value"]}

    taken = take([good, bad])

    assert taken.reviews == ()
    (fault,) = taken.faults
    assert fault.line == 3
    assert row["told"] in str(fault)


def test_too_long_words_and_the_same_signature_twice_are_refused():
    long = SHEET[0] | SIGNED | {"comment": "x" * 2001}
    twice = SHEET[1] | SIGNED

    faults = take([long, twice, twice]).faults

    assert [(one.line, one.column) for one in faults] == [(2, "comment"), (4, "rule")]


def test_a_heading_without_its_columns_is_refused():
    taken = table.read("kind,rule\r\nprecautions,INF-01\r\n", CATALOGUE, until=TODAY)

    assert {one.column for one in taken.faults} == {"content", *table.TO_SIGN}


def review(rule: str = "INF-01", kind: str = "precautions", **changes) -> Review:
    fields = {
        "id": f"{rule}.hcpc.{changes.get('on', TODAY)}",
        "kind": kind,
        "rule": rule,
        "content": content(CATALOGUE, kind, rule),
        "reviewer": "Dr Ada Example",
        "registration": "HCPC PH 123",
        "on": TODAY,
        "verdict": "agree",
    }
    return Review.model_validate(fields | changes)


def reviewed(*some: Review, catalogue=CATALOGUE):
    return catalogue.model_copy(update={"reviews": {one.id: one for one in some}})


CHANGED = """
what changes         | void
the verdict          | yes
the reason           | yes
a question behind it | yes
another rule         | no
"""


@pytest.mark.parametrize("row", rows(CHANGED), ids=lambda row: row["what changes"])
def test_a_signature_is_void_once_its_rule_says_something_else(row):
    rule, other = CATALOGUE.precautions["INF-01"], CATALOGUE.precautions["VTE-04"]
    question = rule.when[0][0].question
    changes = {
        "the verdict": {"precautions": {"INF-01": rule.replace(verdicts="C C C C")}},
        "the reason": {"precautions": {"INF-01": rule.replace(because="Otherwise.")}},
        "a question behind it": {
            "questions": {question: CATALOGUE.questions[question].replace(text="Hot?")}
        },
        "another rule": {"precautions": {"VTE-04": other.replace(because="Otherwise.")}},
    }[row["what changes"]]
    now = CATALOGUE.model_copy(
        update={kind: {**getattr(CATALOGUE, kind), **some} for kind, some in changes.items()}
    )

    assert stands(review(), CATALOGUE)
    assert stands(review(), now) is (row["void"] == "no")
    assert (("precautions", "INF-01") in signed(reviewed(review(), catalogue=now))) is (
        row["void"] == "no"
    )


def test_a_rule_that_is_gone_stands_signed_by_nobody():
    without = CATALOGUE.model_copy(update={"precautions": {}})

    assert not stands(review(), without)
    assert signed(reviewed(review(), catalogue=without)) == frozenset()


def test_an_objection_outweighs_an_agreement_until_it_is_taken_back():
    other = {"registration": "GMC 7", "verdict": "change", "comment": "Too mild."}
    agreed, objected = review(), review(id="INF-01.gmc.1", **other)
    later = review(id="INF-01.gmc.2", registration="GMC 7", on=TODAY + timedelta(days=1))

    assert signed(reviewed(agreed)) == {("precautions", "INF-01")}
    assert signed(reviewed(agreed, objected)) == frozenset()
    assert signed(reviewed(agreed, objected, later)) == {("precautions", "INF-01")}
    assert [
        one.id for one in reviews_of(reviewed(agreed, objected, later), "precautions", "INF-01")
    ]


def test_a_reaction_is_signed_by_its_own_words_alone():
    name = next(iter(CATALOGUE.reactions))

    assert signed(reviewed(review(name, "reactions"))) == {("reactions", name)}


@given(st.text(min_size=1, max_size=80), st.text(max_size=200))
def test_whatever_is_written_comes_back_from_the_file(name, comment):
    one = review(reviewer=name, comment=comment)

    read = tomllib.loads(table.as_toml([one]))

    assert Review.model_validate(read[one.id] | {"id": one.id}) == one


# ---------- The commands ----------


def run(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["rules", *words])
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out, said.err


def test_out_signed_and_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file, into = tmp_path / "rules.csv", tmp_path / "reviews.toml"
    assert run("export", str(file), capsys=capsys)[:2] == (
        0,
        f"{len(SHEET)} rules in {file}. 0 are signed.\n",
    )
    some = list(csv.DictReader(StringIO(file.read_text(encoding="utf-8-sig"))))
    file.write_text(text_of([some[0] | SIGNED, some[1] | SIGNED]), encoding="utf-8-sig")

    for _ in range(2):  # the same rows again change nothing
        code, out, _ = run("import", str(file), "--into", str(into), capsys=capsys)
        assert (code, "2 signed rows" in out) == (0, True)

    kept = load_from(tmp_path).reviews
    assert {one.rule for one in kept.values()} == {some[0]["rule"], some[1]["rule"]}
    assert all(one.verdict is ReviewVerdict.AGREE for one in kept.values())
    assert [one.name for one in tmp_path.glob("*.new")] == []


def test_a_fault_leaves_the_file_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file, into = tmp_path / "rules.csv", tmp_path / "reviews.toml"
    into.write_text(table.as_toml([review()]))
    before = into.read_text()
    file.write_text(text_of([SHEET[0] | SIGNED, SHEET[1] | SIGNED | {"verdict": "maybe"}]))

    code, out, err = run("import", str(file), "--into", str(into), capsys=capsys)

    assert code == 2
    assert out == "line 3, verdict: 'maybe' is none of: agree, change, remove\n"
    assert "nothing was taken in" in err
    assert into.read_text() == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "no/such/folder/rules.csv"), "cannot be written"),
        (("import", "no-such-file.csv"), "cannot be read"),
    ],
)
def test_what_cannot_be_read_or_written_is_said(words, told, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    code, _, err = run(*words, capsys=capsys)

    assert code == 2
    assert told in err


def test_a_broken_file_of_reviews_is_named(tmp_path, capsys):
    file, into = tmp_path / "rules.csv", tmp_path / "reviews.toml"
    file.write_text(text_of([SHEET[0] | SIGNED]))
    into.write_text("not toml")

    code, _, err = run("import", str(file), "--into", str(into), capsys=capsys)

    assert code == 1
    assert "not TOML" in err
    assert into.read_text() == "not toml"


def test_a_folder_that_is_not_there_is_named(tmp_path, capsys):
    file = tmp_path / "rules.csv"
    file.write_text(text_of([SHEET[0] | SIGNED]))

    into = tmp_path / "nowhere" / "reviews.toml"
    code, _, err = run("import", str(file), "--into", str(into), capsys=capsys)

    assert code == 2
    assert "cannot be written" in err
