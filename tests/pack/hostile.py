"""What somebody might write who wants a report to do more than show it."""

from .centre import Texts

MARKER = "ran"
"""The attribute of the page that a script would set."""
SCRIPT = f"document.documentElement.setAttribute('{MARKER}', '1')"
HTML = (
    f'</style></title></script><script>{SCRIPT}</script><img src=x onerror="{SCRIPT}"><svg onload="{SCRIPT}">'
    f'<a href="javascript:{SCRIPT}">here</a><iframe srcdoc="<script>parent.{SCRIPT}</script>"></iframe>'
    f'" onmouseover="{SCRIPT}" autofocus onfocus="{SCRIPT}" x="'
)
TEMPLATE = "{{ 7 * 7 }} {% raw %} {# no #} ${7*7}"
MARKUP = '#eval("7*7") #panic("no") *bold* _slanted_ $x^2$ `raw` // gone /* gone */ @ref <label> = Heading #sys.inputs'
FORMULA = "=cmd|' /C calc'!A0"
ESCAPES = "\x1b[31mred\x1b[0m \x07 \u202egnitset\u202c \x9b2J"
LONG = "unbroken" * 200


def hostile() -> Texts:
    """Every text of everybody, as somebody who is up to something would write it."""
    return Texts(
        learner='=HYPERLINK("x")<b>L</b>',
        name=f"+{FORMULA} {HTML} {MARKUP}",
        assessor="@A<script>1</script>",
        note=f"{FORMULA} {HTML} {MARKUP} {ESCAPES}",
        reason=f"{HTML} {TEMPLATE} {MARKUP}",
        account=f"{HTML} {TEMPLATE} {MARKUP} {ESCAPES} {LONG} {'and so on ' * 30}",
        comment=f"-{FORMULA} {HTML}",
        why=f"{FORMULA}\r\n{MARKUP} {ESCAPES}",
        feedback=f"{HTML}\n{TEMPLATE}\n{MARKUP}\n{ESCAPES}",
        action=f"@{FORMULA} {HTML}",
    )
