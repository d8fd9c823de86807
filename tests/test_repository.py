"""The repository itself: sizes, words, links, and that the documents say what the code does."""

import ast
import importlib.util
import pkgutil
import re
import subprocess
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import pytest

import endrange

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
WEB = SOURCE / "endrange_app" / "web"

LONGEST_FILE, LONGEST_TEST_FILE = 400, 600
LONGEST_FUNCTION, LONGEST_TEST = 40, 60
"""A test that tells a story, or a table with its tests, may be longer than what it tests."""
MEDIAN_FUNCTION = 12

LONGER_FUNCTIONS: dict[str, str] = {}
"""``file:function`` and why it may be longer than the budget."""


def tracked(*patterns: str) -> list[Path]:
    """Files that git knows or would add, so that what set-up makes is not looked at."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    files = [ROOT / line for line in listed.stdout.splitlines()]
    return [file for file in files if file.is_file()]


def code() -> list[Path]:
    files = tracked("src/*.py", "tests/*.py", "benchmarks/*.py", "docs/*.py")
    return [file for file in files if "migrations" not in file.parts]


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno
            yield f"{named(file)}:{node.name}", node.end_lineno - node.lineno + 1


def longer(sizes: dict[str, int], most: int, most_in_tests: int) -> dict[str, int]:
    return {
        name: lines
        for name, lines in sizes.items()
        if lines > (most_in_tests if name.startswith("tests/") else most)
    }


class TestSizes:
    def test_no_file_is_longer_than_its_budget(self) -> None:
        files = code() + tracked("src/*.js", "src/*.css", "src/*.html")
        sizes = {named(file): len(file.read_text().splitlines()) for file in files}

        assert longer(sizes, LONGEST_FILE, LONGEST_TEST_FILE) == {}

    def test_no_function_is_longer_than_its_budget(self) -> None:
        sizes = dict(pair for file in code() for pair in functions(file))
        long = longer(sizes, LONGEST_FUNCTION, LONGEST_TEST)

        assert long.keys() == LONGER_FUNCTIONS.keys()

    def test_most_functions_are_short(self) -> None:
        lengths = sorted(lines for file in code() for _, lines in functions(file))

        assert lengths[len(lengths) // 2] <= MEDIAN_FUNCTION


class TestWords:
    UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
    MACHINE = re.compile(r"(?<![\w.])/(home|root|Users|work|opt)/\w")
    PROMISES = re.compile(
        r"\b(is|are|be|you're) (safe|cleared)\b|\bproven to\b|\btoxins?\b|\bknots?\b"
        r"|\bbreak up\b|\b(will|can) fix\b|\bflush(es)? (out )?(lactate|lactic)",
        re.IGNORECASE,
    )
    LEFT_FOR_REMAINING = re.compile(
        r"\b\d+ (s|seconds?|minutes?|min|reps?|repetitions?) left\b|\btime left\b|\bleft to go\b",
        re.IGNORECASE,
    )

    def test_nothing_is_left_unfinished(self) -> None:
        files = code() + tracked("src/*.html", "src/*.js", "src/*.css", "src/*.toml", "*.md")

        assert found(self.UNFINISHED, files) == []

    def test_no_path_of_somebodys_machine(self) -> None:
        files = [file for file in tracked() if is_text(file) and file != Path(__file__)]

        assert found(self.MACHINE, files) == []

    @pytest.mark.parametrize("pattern", [PROMISES, LEFT_FOR_REMAINING], ids=["promises", "left"])
    def test_no_forbidden_words_on_screens(self, pattern: re.Pattern[str]) -> None:
        files = tracked("src/*.html", "src/*.js", "src/endrange/knowledge/data/*.toml")

        assert found(pattern, files) == []

    def test_no_em_dash_on_screens(self) -> None:
        files = tracked("src/*.html", "src/*.js", "src/endrange/knowledge/data/*.toml")

        assert found(re.compile("—"), files) == []


def is_text(file: Path) -> bool:
    return b"\0" not in file.read_bytes()[:8000]


def found(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{named(file)}:{number}: {match.group(0)}"
        for file in files
        for number, line in enumerate(file.read_text().splitlines(), start=1)
        if (match := pattern.search(line))
    ]


class TestPages:
    INLINE: ClassVar = {
        "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>"),
        "style element": re.compile(r"<style\b"),
        "style attribute": re.compile(r"\sstyle\s*="),
        "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*="),
        "htmx event attribute": re.compile(r"\shx-on"),
        "javascript address": re.compile(r"javascript:"),
        "foreign address": re.compile(
            r"(<link[^>]*\shref|\ssrc|\saction|\shx-(get|post|put))\s*=\s*[\"'](https?:)?//"
        ),
    }

    @pytest.mark.parametrize("what", INLINE)
    def test_templates_have_no(self, what: str) -> None:
        assert found(self.INLINE[what], tracked("src/*.html")) == []

    def test_what_a_clinic_goes_by_is_asked_of_its_catalogue(self) -> None:
        """``knowledge.load()`` would leave out what the clinic laid over it."""
        asked = re.compile(r"\bknowledge\.load\(\)|import .*\bload\b")
        files = tracked("src/endrange_app/web/*.py", "src/endrange_app/storage/*.py")
        places = {line.partition(":")[0].rpartition("/")[2] for line in found(asked, files)}

        assert places == {"catalogues.py", "demo.py"}, "use request.catalogue or catalogues.of"

    def test_styles_and_scripts_load_nothing_from_elsewhere(self) -> None:
        away = re.compile(r"url\(\s*[\"']?(https?:)?//|@import|import[^;]*[\"']https?:")

        assert found(away, tracked("src/*.css", "src/*.js")) == []

    @pytest.mark.django_db
    def test_every_answer_carries_the_policy(self, client: Any) -> None:
        policy = client.get("/accounts/login/").headers["Content-Security-Policy"]

        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "*" not in policy


class TestProject:
    def project(self) -> dict[str, Any]:
        return tomllib.loads((ROOT / "pyproject.toml").read_text())

    def test_every_dependency_says_what_it_is_for(self) -> None:
        lines = (ROOT / "pyproject.toml").read_text().splitlines()
        bare = [
            line
            for before, line in pairwise(lines)
            if re.match(r'    "[\w.\[\],-]+[><=]', line) and not re.match(r'    [#"]', before)
        ]

        assert bare == []

    def test_the_changelog_has_the_version(self) -> None:
        version = self.project()["project"]["version"]

        assert re.search(
            rf"^## {re.escape(version)} \(\d{{4}}-\d\d-\d\d\)$",
            (ROOT / "CHANGELOG.md").read_text(),
            re.MULTILINE,
        )

    def test_the_fallback_has_the_locked_versions(self) -> None:
        packages = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
        locked = {(package["name"], package["version"]) for package in packages}
        for name in ("requirements.txt", "requirements-dev.txt"):
            pinned = re.findall(r"^([\w.-]+)==([^ ;]+)", (ROOT / name).read_text(), re.MULTILINE)

            assert pinned
            assert set(pinned) <= locked

    def test_the_development_fallback_is_complete(self) -> None:
        lock = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
        needed = {package["name"] for package in lock} - {"endrange"}
        pinned = re.findall(
            r"^([\w.-]+)==", (ROOT / "requirements-dev.txt").read_text(), re.MULTILINE
        )

        assert set(pinned) == needed


class TestDocuments:
    LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(#[^)\s]*)?\)")

    def test_links_lead_somewhere(self) -> None:
        broken = [
            f"{named(page)}: {target}"
            for page in tracked("*.md")
            for target, _ in self.LINK.findall(page.read_text())
            if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists()
        ]

        assert broken == []

    @pytest.mark.parametrize("page", sorted(p.name for p in (ROOT / "docs/decisions").glob("0*")))
    def test_a_decision_is_one_page_and_listed(self, page: str) -> None:
        text = (ROOT / "docs/decisions" / page).read_text()

        assert text.startswith(f"# {int(page[:4])}. ")
        assert len(text.splitlines()) <= 60
        assert page in (ROOT / "docs/decisions/README.md").read_text()

    def test_every_room_is_on_the_map(self) -> None:
        page = (ROOT / "docs/explanation/architecture.md").read_text()
        rooms = [
            folder.name
            for package in ("endrange", "endrange_app")
            for folder in (SOURCE / package).iterdir()
            if (folder / "__init__.py").exists()
        ]

        assert [room for room in rooms if f"`{room}`" not in page] == []

    def test_make_has_what_the_readme_promises(self) -> None:
        makefile = (ROOT / "Makefile").read_text()
        asked = re.findall(r"^make ([\w-]+)", (ROOT / "README.md").read_text(), re.MULTILINE)

        assert asked
        assert [t for t in asked if not re.search(rf"^{t}:", makefile, re.MULTILINE)] == []

    def test_every_benchmark_is_listed(self) -> None:
        listed = (ROOT / "benchmarks/README.md").read_text()
        scripts = [script.name for script in (ROOT / "benchmarks").glob("*.py")]

        assert [script for script in scripts if f"`{script}`" not in listed] == []


def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write", ROOT / "docs/reference/write.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestReference:
    def test_generated_pages_are_fresh(self) -> None:
        here = ROOT / "docs/reference"
        stale = [
            name
            for name, text in writer().pages().items()
            if not (here / name).exists() or (here / name).read_text() != text
        ]

        assert stale == [], "run: make reference"

    def test_every_setting_is_explained_and_every_explanation_is_of_a_setting(self) -> None:
        write = writer()

        assert {name for name, _ in write.settings()} == set(write.MEANING)


def public() -> list[tuple[str, Any]]:
    """Functions that the rooms of the domain offer to others."""
    offered = []
    for module in pkgutil.iter_modules(endrange.__path__, "endrange."):
        room = importlib.import_module(module.name)
        for name in getattr(room, "__all__", ()):
            thing = getattr(room, name)
            if callable(thing) and not isinstance(thing, type):
                offered.append((f"{module.name}.{name}", thing))
    return offered


@pytest.mark.parametrize(("name", "function"), public(), ids=[name for name, _ in public()])
def test_what_a_room_offers_has_a_docstring(name: str, function: Any) -> None:
    assert (function.__doc__ or "").strip(), f"{name} says nothing of itself"


GLOSSARY = """
hold-relax; contract-relax; CRAC; PNF; end-feel; end range; first firm resistance
contraindication; precaution; clearance; verdict; modification; cap; scope; load map; finding
setting; straight-leg raise; SEM; MDC95; examiner; measure; reading; trial
stretch; technique; dose; preset; plan; timeline; segment; cue; act; phase
event; run; visit; clinic
"""


@pytest.mark.parametrize("word", re.split(r"[;\n]\s*", GLOSSARY.strip()))
def test_the_glossary_has_the_word(word: str) -> None:
    text = (ROOT / "GLOSSARY.md").read_text()
    terms = re.findall(r"\*\*([^*]+)\.\*\*", text)
    known = {each.strip().lower() for term in terms for each in term.split(",")}

    assert word.lower() in known
