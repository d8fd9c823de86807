"""Components as tags, and the few filters that put values into words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString

from endrange.knowledge import Dose, Measure, Phase, Position, Technique, Verdict, told_for
from endrange.values import Side
from endrange_app.storage.harm import Outcome
from endrange_app.web import chart_svg, contour, deedwords, harmwords, pointing, texts, words
from endrange_app.web.glyphs import GLYPHS

register = template.Library()


@register.simple_tag
def glyph(name: str, label: str = "") -> SafeString:
    """Draw a sign; with a label it speaks, without one it is decoration."""
    body = SafeString(GLYPHS[name])
    if label:
        return format_html(
            '<svg class="glyph" viewBox="0 0 48 48" role="img" aria-label="{}">{}</svg>',
            label,
            body,
        )
    return format_html('<svg class="glyph" viewBox="0 0 48 48" aria-hidden="true">{}</svg>', body)


register.simple_tag(pointing.places)
register.filter(chart_svg.marks)
register.filter(chart_svg.cells)


@register.inclusion_tag("components/verdict.html")
def verdict(value: str, word: str = "") -> dict[str, Any]:
    known = Verdict(value)
    return {"slug": words.VERDICT_SLUGS[known], "word": word or words.VERDICTS[known]}


@register.inclusion_tag("components/side.html")
def side(value: str) -> dict[str, Any]:
    known = Side(value)
    return {"slug": known.value, "letters": " ".join(known.letters), "word": words.SIDES[known]}


@register.inclusion_tag("components/phase_tag.html")
def phase_tag(value: str) -> dict[str, Any]:
    known = Phase(value)
    return {
        "ground": words.PHASE_GROUNDS[known],
        "sign": known.value,
        "word": words.PHASES[known],
    }


@register.inclusion_tag("components/contour.html")
def contour_mini(technique: Technique, dose: Dose) -> dict[str, Any]:
    return {"contour": contour.of_dose(technique, dose), "size": "mini"}


@register.inclusion_tag("components/contour.html")
def contour_full(technique: Technique, dose: Dose) -> dict[str, Any]:
    return {"contour": contour.of_dose(technique, dose, 732, 70), "size": "hatched"}


@register.simple_tag
def script_texts() -> SafeString:
    """What scripts say in the language of the page; read by ``texts.js``."""
    return json_script(texts.of_scripts(), "texts")


@register.inclusion_tag("components/contour_symbol.html")
def contour_symbol(technique: Technique, dose: Dose) -> dict[str, Any]:
    """The small drawing, once for a page that shows it in many rows."""
    return {"contour": contour.of_dose(technique, dose), "id": technique.id}


@register.filter
def clock(seconds: int) -> str:
    return words.clock(int(seconds))


@register.filter
def reading(value: float, measure: Measure) -> str:
    return words.reading(value, measure)


@register.filter
def change(value: float, measure: Measure) -> str:
    return words.change(value, measure)


@register.filter
def full_day(on: date) -> str:
    return words.full_day(on)


@register.filter
def verdict_slug(value: str) -> str:
    return words.VERDICT_SLUGS[Verdict(value)]


@register.filter
def verdict_word(value: str) -> str:
    return words.VERDICTS[Verdict(value)]


@register.filter
def position(value: str) -> str:
    return words.POSITIONS[Position(value)]


@register.filter
def outcome(value: str) -> str:
    return harmwords.OUTCOMES[Outcome(value)]


@register.filter
def get(table: dict[Any, Any], key: Any) -> Any:
    """Look a key up; a missing key is nothing, as everywhere in templates."""
    return table.get(key)


@register.filter
def side_word(value: str) -> str:
    return words.SIDES[Side(value)]


@register.filter
def told(text: str | None, side: Side | None) -> SafeString | str:
    """What a stretch says, for one side; without a side, as it holds for both."""
    if not text or not side:
        return said(text)
    if words.is_english(text):
        return format_html('<span lang="en">{}</span>', told_for(text, side))
    return told_for(words.said(text), side)


@register.filter
def spaced(name: str) -> str:
    """An id as words: ``feland_2004`` as ``feland 2004``."""
    return name.replace("_", " ")


@register.filter
def said(text: str | None) -> SafeString | str:
    """What the catalogue says, in the language of the page; marked where it has none there."""
    translated = words.said(text)
    return (
        format_html('<span lang="en">{}</span>', text)
        if text and words.is_english(text)
        else translated
    )


@register.filter
def spoken(text: str | None) -> str:
    """The same without a mark, for places that hold no elements: titles, attributes, options."""
    return words.said(text)


@register.filter
def quoted(title: str) -> SafeString | str:
    """The title of a source, which is never translated."""
    return format_html('<span lang="en">{}</span>', title) if words.is_translated() else title


@register.filter
def said_all(texts: Iterable[str], joint: str) -> SafeString:
    return format_html_join(joint, "{}", ((said(text),) for text in texts))


@register.filter
def within(word: str) -> str:
    return words.within(word)


@register.filter
def deed(action: str) -> str:
    return deedwords.deed(action)


@register.filter
def number(value: float, decimals: int = 1) -> str:
    return words.number(value, decimals)


@register.filter
def svg_only(document: str) -> SafeString:
    """A picture made on this server, without the heading of an XML document."""
    return SafeString(document[document.index("<svg") :])
