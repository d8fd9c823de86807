"""Cells of a table that a spreadsheet may open: nothing in them is taken for a formula."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the start of a text (OWASP, CSV injection)."""
BETWEEN_NUMBERS = " "


def guarded(cell: str) -> str:
    """A number keeps its sign; a text that looks like a formula gets a mark that stops it."""
    is_text = cell.startswith(FORMULA) and not _is_number(cell.partition(BETWEEN_NUMBERS)[0])
    return f"'{cell}" if is_text else cell


def bare(cell: str) -> str:
    """A cell without the mark of ``guarded``."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def delimiter(text: str) -> str:
    """What stands between the cells of a heading: a comma, or a semicolon."""
    head = text.partition("\n")[0]
    return ";" if head.count(";") > head.count(",") else ","


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
