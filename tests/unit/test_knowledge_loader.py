"""Reading the knowledge: what a good folder gives, and what each bad file is told."""

import shutil
from pathlib import Path

import pytest

from endrange.errors import CatalogueFault
from endrange.knowledge import Catalogue, load, load_from
from endrange.knowledge.loader import RELEASE, SHIPPED, read
from tests.tables import rows

SOURCE = '[ours]\nauthors = "We"\ntitle = "Ours"\nread = "not read"\ngrade = "ours"\n'
GOAL = '[rest]\nname = "Rest"\nlead = "You rest."\nmuscles = { soleus = 1.0 }\nsources = ["ours"]\n'


def write(folder: Path, **files: str) -> Path:
    """Write files; a double underscore in a name stands for a slash."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path) -> list[tuple[str, str, str]]:
    catalogue, found = read(folder)
    assert catalogue is None
    return [(fault.file, fault.field, fault.problem) for fault in found]


def test_the_shipped_knowledge_is_read_once() -> None:
    assert load() is load()
    assert load().version.startswith(f"{RELEASE}-")


def test_the_name_is_the_id() -> None:
    for kind in ("stretches", "techniques", "measures", "presets"):
        stems = {path.stem for path in (SHIPPED / kind).glob("*.toml")}
        assert getattr(load(), kind).keys() == stems
    assert all(entry.id == id_ for id_, entry in load().areas.items())


def test_lists_in_lists_without_end_are_named(tmp_path: Path) -> None:
    deep = f"a = {'[' * 100_000}"

    assert faults(write(tmp_path, sources=deep)) == [
        ("sources.toml", "file", "lists in lists without end; flatten it")
    ]


def test_kinds_that_are_absent_have_no_entries(tmp_path: Path) -> None:
    catalogue = load_from(write(tmp_path, sources=SOURCE))

    assert catalogue.sources.keys() == {"ours"}
    assert not catalogue.stretches


def test_a_table_may_be_split_over_files(tmp_path: Path) -> None:
    more = SOURCE.replace("[ours]", "[theirs]")
    catalogue = load_from(write(tmp_path, sources=SOURCE, sources__more=more))

    assert catalogue.sources.keys() == {"ours", "theirs"}


def test_any_change_of_the_data_changes_the_version(tmp_path: Path) -> None:
    before = load_from(write(tmp_path / "data", sources=SOURCE)).version
    commented = load_from(write(tmp_path / "data", sources=SOURCE + "# seen\n")).version
    renamed = load_from(write(tmp_path / "renamed", sources__ours=SOURCE + "# seen\n")).version

    assert len({before, commented, renamed}) == 3
    assert before == load_from(write(tmp_path / "data", sources=SOURCE)).version


def test_the_version_does_not_depend_on_where_the_data_lies(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(SHIPPED, copy)

    assert load_from(copy) == load()


BAD = """
  file            | text                                | field            | problem
  sources         | [ours                               | file             | not TOML
  sources         | ours = 3                            | ours             | 3 is not a table
  goals           | [g] > sources = []                  | g.lead           | is missing; add it
  sources         | [ours] > id = "ours"                | ours.id          | is already said
  goals           | [g] > weight = 1                    | g.weight         | 1 is in no field of
  goals           | [g] > muscles = { soleus = "much" } | g.muscles.soleus | 'much' is there
  stretchs        | name = "x"                          | file             | nobody reads this
  stretches       | name = "x"                          | file             | nobody reads this
  stretches__ham  | joint = "HIPP"                      | joint            | 'HIPP' is there
  techniques__pas | people = 3                          | people           | 3 is there
"""


@pytest.mark.parametrize("row", rows(BAD), ids=lambda row: f"{row['file']}-{row['problem']}")
def test_a_bad_file_is_told_where_what_and_how(tmp_path: Path, row: dict[str, str]) -> None:
    folder = write(tmp_path, **{row["file"]: row["text"].replace(" > ", "\n")})

    found = [(file, field) for file, field, problem in faults(folder) if row["problem"] in problem]

    assert (f"{row['file'].replace('__', '/')}.toml", row["field"]) in found


def test_bytes_that_are_no_text_are_a_fault(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes(b"\xff")

    assert faults(tmp_path)[0][2].startswith("not UTF-8")


def test_an_entry_in_two_files_is_a_fault(tmp_path: Path) -> None:
    found = faults(write(tmp_path, sources=SOURCE, sources__again=SOURCE))

    assert found == [("sources.toml", "ours", "'ours' is in two files of sources; keep one")]


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    assert "holds no .toml file" in faults(tmp_path)[0][2]


def test_the_first_fault_is_raised_and_the_others_are_counted(tmp_path: Path) -> None:
    with pytest.raises(CatalogueFault, match=r"^goals.toml: rest.lead: is missing; add it$"):
        load_from(write(tmp_path / "one", goals=GOAL.replace('lead = "You rest."\n', "")))
    with pytest.raises(CatalogueFault, match=r"ours.authors: is missing.*\(3 more: run endrange"):
        load_from(write(tmp_path / "three", sources="[ours]\n"))


def test_a_catalogue_goes_through_json_unchanged() -> None:
    assert Catalogue.model_validate_json(load().model_dump_json()) == load()
