"""Reading a page as a browser would: its title, headings, landmarks, ids, labels and forms."""

from html.parser import HTMLParser
from typing import Any

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
UNLABELLED = {"hidden", "submit", "button"}


class Page(HTMLParser):
    """One page taken apart. ``faults`` lists what no page of ours may have."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str]]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.labelled: set[str] = set()
        self.asked: list[dict[str, str]] = []
        self.faults: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        self._inline(tag, given)
        if tag == "label" and "for" in given:
            self.labelled.add(given["for"])
        if tag in ("input", "select", "textarea") and given.get("type") not in UNLABELLED:
            inside = any(name == "label" for name, _ in self.open)
            self.asked.append(given | {"inside a label": "yes" if inside else ""})
        if tag not in VOID:
            self.open.append((tag, given))

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        self._inline(tag, given)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if self.open:
            inside = [tag for tag, _ in self.open]
            name = "svg title" if inside[-1] == "title" and "svg" in inside else inside[-1]
            self.texts.setdefault(name, []).append(data)

    def _inline(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or "style" in given:
            self.faults.append(f"inline style: {tag} {given.get('style', '')}")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.faults.append("inline script")
        handlers = [name for name in given if name.startswith("on")]
        if handlers:
            self.faults.append(f"inline handlers: {handlers}")

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)

    def text(self, tag: str) -> str:
        return " ".join(" ".join(self.texts.get(tag, [])).split())

    @property
    def ids(self) -> list[str]:
        return [given["id"] for _, given in self.tags if "id" in given]

    @property
    def unlabelled(self) -> list[str]:
        return [
            given.get("name", "?")
            for given in self.asked
            if not given["inside a label"]
            and not given.get("aria-label")
            and given.get("id") not in self.labelled
        ]

    def values(self, name: str) -> list[str]:
        """What a form would send under this name as the page stands."""
        found = [given for tag, given in self.tags if tag == "input" and given.get("name") == name]
        ticks = ("radio", "checkbox")
        return [
            given.get("value", "")
            for given in found
            if given.get("type") not in ticks or "checked" in given
        ]

    @property
    def links(self) -> list[str]:
        return [given["href"] for tag, given in self.tags if tag == "a" and "href" in given]


def read(response: Any) -> Page:
    return Page(response.content.decode())
