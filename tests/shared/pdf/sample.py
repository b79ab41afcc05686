"""An invented easy-read document in four languages, drawn and written for these tests."""

import io
from dataclasses import dataclass

import segno
from PIL import Image, ImageDraw

from portal.shared.pdf import Document

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{}</svg>'
FACE = '<circle cx="50" cy="50" r="42" fill="{}" stroke="#222222" stroke-width="3"/><circle cx="36" cy="42" r="5"/>' + (
    '<circle cx="64" cy="42" r="5"/><path d="{}" fill="none" stroke="#222222" stroke-width="5" stroke-linecap="round"/>'
)
DRAWINGS = {
    "bus": '<rect x="8" y="22" width="84" height="48" rx="8" fill="#d33f2c" stroke="#222222" stroke-width="3"/>'
    '<rect x="16" y="30" width="20" height="16" fill="#cfe8f3"/>'
    '<rect x="40" y="30" width="20" height="16" fill="#cfe8f3"/>'
    '<rect x="64" y="30" width="20" height="16" fill="#cfe8f3"/><circle cx="28" cy="72" r="9" fill="#222222"/>'
    '<circle cx="72" cy="72" r="9" fill="#222222"/>',
    "clock": '<circle cx="50" cy="50" r="42" fill="#fff7dc" stroke="#222222" stroke-width="4"/>'
    '<path d="M50 50 V22 M50 50 L70 60" stroke="#222222" stroke-width="6" stroke-linecap="round"/>',
    "house": '<path d="M10 50 L50 14 L90 50 Z" fill="#a8552d" stroke="#222222" stroke-width="3"/>'
    '<rect x="20" y="50" width="60" height="38" fill="#f4d9a8" stroke="#222222" stroke-width="3"/>'
    '<rect x="43" y="62" width="15" height="26" fill="#5b7f95"/>',
    "talk": '<path d="M8 14 H78 V58 H40 L24 76 V58 H8 Z" fill="#bfe3d0" stroke="#222222" stroke-width="3"/>'
    '<path d="M20 28 H66 M20 42 H54" stroke="#222222" stroke-width="4" stroke-linecap="round"/>',
    "phone": '<rect x="28" y="6" width="44" height="88" rx="8" fill="#37474f"/>'
    '<rect x="33" y="16" width="34" height="62" fill="#d9eef7"/><circle cx="50" cy="86" r="4" fill="#ffffff"/>',
    "tea": '<path d="M18 34 H70 V66 Q70 84 44 84 Q18 84 18 66 Z" fill="#6aa5c9" stroke="#222222" stroke-width="3"/>'
    '<path d="M70 42 Q90 42 84 58 Q80 66 70 64" fill="none" stroke="#222222" stroke-width="4"/>'
    '<path d="M34 26 Q30 18 36 10 M52 26 Q48 18 54 10" fill="none" stroke="#777777" stroke-width="3"/>',
    "money": '<rect x="6" y="28" width="88" height="46" rx="5" fill="#9ccf9a" stroke="#222222" stroke-width="3"/>'
    '<circle cx="50" cy="51" r="14" fill="#e7f6e6" stroke="#222222" stroke-width="3"/>',
    "right": FACE.format("#9ad29a", "M30 60 Q50 82 70 60"),
    "nearly": FACE.format("#f6dd8a", "M32 66 H68"),
    "wrong": FACE.format("#f0a08c", "M30 72 Q50 54 70 72"),
    "leave_out": '<rect x="16" y="10" width="68" height="80" rx="4" fill="#ffffff" stroke="#222222" stroke-width="3"/>'
    '<path d="M28 30 H72 M28 46 H72 M28 62 H60" stroke="#888888" stroke-width="4"/>'
    '<path d="M10 90 L90 10" stroke="#b3261e" stroke-width="7"/>',
}


@dataclass(frozen=True)
class Words:
    """All the words of the document in one language; every picture's words come with the sentence it stands beside."""

    title: str
    sender: str
    lead: str
    please: str
    help: str
    told: str
    rows: tuple[tuple[str, str, str, str], ...]  # picture, words for it, sentence, second sentence
    next: str
    hard_words: str
    glossary: tuple[tuple[str, str], ...]
    check: str
    choices: tuple[tuple[str, str, str], ...]
    ways: str
    code: str
    phone: str
    post: str
    qr: str
    contact: str
    who: str
    more: str
    link: str
    credit: str


def picture_of_a_group() -> bytes:
    """A photograph-like picture, as the cover has."""
    picture = Image.new("RGB", (900, 900), "#e9f2f6")
    pen = ImageDraw.Draw(picture)
    for x, colour in ((200, "#a8552d"), (450, "#12435a"), (700, "#5a8f4f")):
        pen.ellipse((x - 90, 180, x + 90, 360), fill="#e3b58f", outline="#222222", width=6)
        pen.rounded_rectangle((x - 125, 380, x + 125, 840), 60, fill=colour, outline="#222222", width=6)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def pictures() -> dict[str, bytes]:
    code = io.BytesIO()
    segno.make("https://heard.example/c/7KQ2MP", error="q").save(code, kind="png", scale=8, border=2)
    drawn = {name: SVG.format(inside).encode() for name, inside in DRAWINGS.items()}
    return {**drawn, "group": picture_of_a_group(), "qr": code.getvalue()}


def row(number: int, words: tuple[str, str, str, str]) -> str:
    picture, alt, first, second = words
    return (
        f'<li class="row"><div class="side-by-side"><p class="number">{number}</p>'
        f'<div class="picture"><img src="picture:{picture}" alt="{alt}"></div>'
        f'<div class="words"><p>{first}</p><p>{second}</p></div></div></li>'
    )


def choice(words: tuple[str, str, str]) -> str:
    picture, alt, label = words
    return (
        f'<li class="choice"><div class="side-by-side">'
        f'<div class="picture"><img src="picture:{picture}" alt="{alt}"></div>'
        f'<div class="words"><p>{label}</p></div><div class="paper-box"></div></div></li>'
    )


def html(words: Words) -> str:
    rows = [row(number, content) for number, content in enumerate(words.rows, start=1)]
    glossary = "".join(f"<dt>{term}</dt><dd>{meaning}</dd>" for term, meaning in words.glossary)
    return f"""
<section class="cover">
  <p class="from">{words.sender}</p>
  <h1>{words.title}</h1>
  <p class="lead">{words.lead}</p>
  <div class="picture"><img src="picture:group" alt="{words.rows[0][1]} 0"></div>
  <div class="please"><p><strong>{words.please}</strong></p><p>{words.help}</p></div>
</section>
<section class="part"><h2>{words.told}</h2><ol class="rows">{"".join(rows[:5])}</ol></section>
<section class="part"><h2>{words.next}</h2><ol class="rows">{"".join(rows[5:])}</ol></section>
<section class="words-to-know"><h2>{words.hard_words}</h2><dl>{glossary}</dl></section>
<section class="check-back"><h2>{words.check}</h2>
  <ul class="choices">{"".join(choice(content) for content in words.choices)}</ul>
  <div class="ways"><div class="side-by-side"><div class="qr"><img src="picture:qr" alt="{words.qr}"></div>
    <div class="words"><p>{words.code} <bdi class="code">7KQ2MP</bdi></p>
    <p>{words.phone} <bdi>0800 123 4567</bdi></p><p>{words.post}</p></div></div></div>
</section>
<section class="contact"><h2>{words.contact}</h2><p>{words.who}</p>
  <p>{words.more} <a href="https://heard.example/buses">{words.link}</a>.</p>
  <p class="credits">{words.credit}</p></section>
"""


def document(language: str, **changes: object) -> Document:
    from tests.shared.pdf.sample_words import WORDS

    words = WORDS[language]
    given = {"html": html(words), "language": language, "title": words.title, "images": pictures(), **changes}
    return Document(**given)  # type: ignore[arg-type]
