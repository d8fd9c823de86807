"""What is read from five metres away on a 10-inch tablet: how high its figures are, how clear."""

from playwright.sync_api import Page

DIGIT = """() => {
  const style = getComputedStyle(document.querySelector("main .count"));
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return pen.measureText("0").actualBoundingBoxAscent / innerHeight;
}"""

# WCAG 2.2, relative luminance and contrast ratio; the ground is the nearest painted one.
CONTRAST = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const linear = c => c / 255 <= 0.04045 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const groundOf = element => {
    const ground = parts(getComputedStyle(element).backgroundColor);
    return ground[3] === 0 ? groundOf(element.parentElement) : ground;
  };
  const ratio = element => {
    const [dark, bright] = [parts(getComputedStyle(element).color), groundOf(element)]
      .map(light).sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const read = [...document.querySelectorAll("main .count, main .phase, main .say")];
  return Math.min(...read.filter(one => one.checkVisibility()).map(ratio));
}"""


def check_legible(page: Page, what: str) -> None:
    """Fail if the seconds are lower than a fifth of the screen, or anything is under 7:1."""
    if page.locator("main .count").is_visible():
        height = page.evaluate(DIGIT)
        assert height >= 0.2, f"{what}: the seconds are {height:.0%} of the screen's height"
    contrast = page.evaluate(CONTRAST)
    assert contrast >= 7, f"{what}: contrast is {contrast:.1f}:1"
