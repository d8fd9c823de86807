"""Drawn signs, on a 48 by 48 grid, coloured by the text around them."""

GLYPHS = {
    "mark": '<path d="M4 40H13L22 28H28L37 13H44"/>',
    # verdicts: five shapes
    "proceed": '<circle cx="24" cy="24" r="18" class="fill"/><path class="cut" d="M15 24.5L22 31L33 18"/>',  # noqa: E501
    "adapt": '<path class="fill" d="M24 4L45 42H3Z"/><path class="cut" d="M14 34q5-6 10 0t10 0"/>',
    "ask": '<path class="fill" d="M24 2L46 24L24 46L2 24Z"/><path class="cut" d="M18.5 19.5a5.5 5.5 0 1 1 8 5q-2.5 1.4-2.5 4.5M24 35v.2"/>',  # noqa: E501
    "not-now": '<rect class="fill" x="4" y="4" width="40" height="40" rx="3"/><path class="cut" d="M14 24H34"/>',  # noqa: E501
    "emergency": '<path class="fill" d="M16 4H32L44 16V32L32 44H16L4 32V16Z"/><path class="cut" d="M24 13V26M24 34.5V35"/>',  # noqa: E501
    # phases: a shape each
    "ready": '<circle cx="24" cy="24" r="17" stroke-dasharray="7 6.35"/>',
    "lengthen": '<circle cx="8" cy="24" r="5" class="fill"/><path d="M8 24H42M31 12L43 24L31 36"/>',
    "push": '<path d="M24 6V42M4 13L15 24L4 35M44 13L33 24L44 35"/>',
    "relax": '<path d="M5 18q9.5-11 19 0t19 0M5 34q9.5-11 19 0t19 0"/>',
    "hold": '<circle cx="24" cy="24" r="18" class="fill"/>',
    "rest": '<path d="M5 36H43"/><path class="fill" d="M11 29a13 13 0 0 1 26 0z"/>',
    "switch": '<path d="M14 6L5 15L14 24M5 15H42M34 24L43 33L34 42M43 33H6"/>',
    "turn": '<path d="M40 24a16 16 0 1 1-6-12.5M36 3V13H26"/>',
    "stop": '<path class="fill" d="M16 4H32L44 16V32L32 44H16L4 32V16Z"/>',
    # claims about change
    "real": '<path d="M5 30H43M5 42H43"/><circle class="fill" cx="24" cy="12" r="7"/>',
    "open": '<path d="M5 8H43M5 40H43"/><circle cx="24" cy="24" r="7"/>',
    "fades": '<path d="M5 8Q12 38 43 40"/><circle class="fill" cx="6" cy="9" r="4"/>',
    # acts
    "up": '<path d="M24 40V8M11 21L24 8L37 21"/>',
    "down": '<path d="M24 8V40M11 27L24 40L37 27"/>',
    "pause": '<path d="M16 9V39M32 9V39"/>',
    "next": '<path d="M8 10L22 24L8 38M38 10V38"/>',
    "remove": '<path d="M11 11L37 37M37 11L11 37"/>',
    "people": '<circle class="fill" cx="16" cy="14" r="6"/><circle class="fill" cx="34" cy="18" r="5"/><path d="M5 41q0-15 11-15t11 15M30 29q12-3 13 12"/>',  # noqa: E501
    # session
    "phone": '<path d="M12 30a14 14 0 0 1 24 0M5 22a23 23 0 0 1 38 0"/><circle class="fill" cx="24" cy="37" r="4"/>',  # noqa: E501
    "no-phone": '<path d="M8 6L40 42M12 30q4-7 12-7M5 22q4-6 9-8M27 13q10 1 16 9"/><circle class="fill" cx="24" cy="37" r="4"/>',  # noqa: E501
    "sound": '<path d="M8 18v12h8l10 9V9L16 18zM33 17q6 7 0 14M38 11q11 13 0 26"/>',
    "no-sound": '<path d="M8 18v12h8l10 9V9L16 18zM34 18L44 30M44 18L34 30"/>',
    "bolt": '<path d="M27 3L9 27H22L19 45L39 19H25Z"/>',
    "play": '<path class="fill" d="M14 8L40 24L14 40Z"/>',
    "back": '<path d="M40 10L26 24L40 38M10 10V38"/>',
    "skip": '<path d="M6 12L18 24L6 36M22 12L34 24L22 36M42 10V38"/>',
    "done": '<path d="M8 25L19 36L40 12"/>',
    "angle": '<path d="M6 40H44M6 40L34 10"/><path d="M24 40a18 18 0 0 0-5.5-13"/>',
    "settings": '<path d="M6 14H42M6 34H42"/><circle class="fill" cx="30" cy="14" r="5"/>'
    '<circle class="fill" cx="17" cy="34" r="5"/>',
    "search": '<circle cx="20" cy="20" r="13"/><path d="M30 30L42 42"/>',
    "theme": '<circle cx="24" cy="24" r="17"/><path class="fill" d="M24 7a17 17 0 0 1 0 34z"/>',
}
