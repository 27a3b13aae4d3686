"""The house style on paper: theme, master, and the frame of a slide (title, filters, source, page number)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from kam.export.slide_values import Box, Colour
from kam.figure import LIGHT
from kam.text import Lang

LATIN, EAST_ASIAN = "Calibri", "微软雅黑"
WIDTH, HEIGHT = 13.333, 7.5  # inches: 16:9
MARGIN = 0.5
INK, SOFT, PAPER = MSO_THEME_COLOR.TEXT_1, MSO_THEME_COLOR.TEXT_2, MSO_THEME_COLOR.BACKGROUND_1
COLOURS: dict[Colour, Any] = {
    "us": MSO_THEME_COLOR.ACCENT_1,
    "rival": MSO_THEME_COLOR.ACCENT_2,
    "second": MSO_THEME_COLOR.ACCENT_3,
    "light": MSO_THEME_COLOR.ACCENT_4,
    "pale": MSO_THEME_COLOR.ACCENT_5,
    "bad": MSO_THEME_COLOR.ACCENT_6,
    "grid": MSO_THEME_COLOR.BACKGROUND_2,
}
_SCHEME = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.card,
    "dk2": LIGHT.soft,
    "lt2": LIGHT.grid,
    "accent1": LIGHT.us,
    "accent2": LIGHT.rival,
    "accent3": LIGHT.second,
    "accent4": LIGHT.sequence[2],
    "accent5": LIGHT.sequence[0],
    "accent6": LIGHT.bad,
    "hlink": LIGHT.us,
    "folHlink": LIGHT.second,
}
_TITLE_ONLY, _BLANK = 5, 6  # of the template that python-pptx brings


def blank_deck(title: str) -> Any:
    """A presentation without slides: 16:9, our theme, one layout with a title and an empty one."""
    deck = Presentation()
    factor = Inches(WIDTH) / deck.slide_width
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _paint(deck.slide_master)
    kept = [deck.slide_layouts[_TITLE_ONLY], deck.slide_layouts[_BLANK]]
    for layout in list(deck.slide_layouts):
        if layout not in kept:
            deck.slide_layouts.remove(layout)
    for page in (deck.slide_master, *kept):
        for shape in page.placeholders:
            shape.left, shape.width = Emu(int(shape.left * factor)), Emu(int(shape.width * factor))
    for page in (deck.slide_master, kept[0]):
        _set_title(next(shape for shape in page.placeholders if shape.placeholder_format.type == 1))
    deck.core_properties.title = title
    deck.core_properties.author = ""
    return deck


def _paint(master: Any) -> None:
    """Writes our colours and typefaces into the master's theme."""
    part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    theme: Any = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
    for name, colour in _SCHEME.items():
        found = theme.find(f".//{qn('a:clrScheme')}/{qn('a:' + name)}")
        found[:] = [etree.Element(qn("a:srgbClr"), val=colour.lstrip("#"))]
    for name in ("majorFont", "minorFont"):
        fonts = theme.find(f".//{qn('a:' + name)}")
        fonts.find(qn("a:latin")).set("typeface", LATIN)
        fonts.find(qn("a:ea")).set("typeface", EAST_ASIAN)
        # Where a script has a typeface of its own, it stands before the general one.
        for own in fonts.findall(qn("a:font")):
            if own.get("script") == "Hans":
                own.set("typeface", EAST_ASIAN)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_title(shape: Any) -> None:
    shape.left, shape.top = Inches(MARGIN), Inches(0.32)
    shape.width, shape.height = Inches(WIDTH - 2 * MARGIN), Inches(0.66)
    body = shape.text_frame._txBody.find(qn("a:bodyPr"))
    for side in ("lIns", "rIns", "tIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", "b")


def page(deck: Any, title: str, subtitle: str, footer: str, lang: Lang) -> Any:
    """A new slide in its frame, its middle still empty."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    shape = slide.shapes.title
    write(shape.text_frame, title, lang, size=24 if len(title.encode("gb18030", "replace")) <= 70 else 20, is_bold=True)
    text_box(slide, subtitle, (MARGIN, 1.0, WIDTH - 2 * MARGIN, 0.3), lang, size=12, colour=SOFT)
    rule = slide.shapes.add_connector(1, Inches(MARGIN), Inches(7.02), Inches(WIDTH - MARGIN), Inches(7.02))
    rule.line.color.theme_color, rule.line.width = COLOURS["grid"], Pt(0.75)
    _plain(rule)
    text_box(slide, footer, (MARGIN, 7.06, WIDTH - 2 * MARGIN - 1.0, 0.28), lang, size=10, colour=SOFT)
    number = text_box(slide, "", (WIDTH - MARGIN - 0.9, 7.06, 0.9, 0.28), lang, size=10, colour=SOFT)
    _number(number.text_frame.paragraphs[0], len(deck.slides))
    return slide


def cover(deck: Any, title: str, subtitle: str, agenda: Sequence[str], lang: Lang) -> Any:
    """The first slide: the title in large type, what was asked, and the sections to come."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = (Inches(length) for length in (1.0, 0.9, WIDTH - 2.0, 1.1))
    write(shape.text_frame, title, lang, size=36, is_bold=True)
    text_box(slide, subtitle, (1.0, 2.1, WIDTH - 2.0, 0.35), lang, size=14, colour=SOFT)
    mark = slide.shapes.add_shape(1, Inches(0.5), Inches(1.0), Inches(0.12), Inches(1.4))
    mark.fill.solid()
    mark.fill.fore_color.theme_color = COLOURS["us"]
    mark.line.fill.background()
    _plain(mark)
    # Two columns hold 22 sections; a longer agenda gets smaller lines.
    rows = max(11, -(-len(agenda) // 2))
    for place, name in enumerate(agenda):
        left, top = 1.0 + place // rows * 5.6, 2.9 + place % rows * (4.1 / rows)
        text_box(slide, f"{place + 1}   {name}", (left, top, 5.4, 4.1 / rows), lang, size=14 if rows == 11 else 9)
    return slide


def _plain(shape: Any) -> None:
    """Takes the theme's effects, shadows above all, off a shape."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def _number(paragraph: Any, place: int) -> None:
    """The page number as a field, which follows when slides are moved."""
    paragraph.alignment = PP_ALIGN.RIGHT
    run = paragraph.add_run()
    run.font.size, run.font.color.theme_color = Pt(10), SOFT
    run.text = str(place)
    found = run._r
    found.tag = qn("a:fld")
    found.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    found.set("type", "slidenum")


def write(
    frame: Any,
    text: str,
    lang: Lang,
    size: float = 12,
    colour: Any = INK,
    is_bold: bool = False,
    align: Any = PP_ALIGN.LEFT,
) -> None:
    """Puts one paragraph of one look into a text frame."""
    frame.word_wrap = True
    paragraph = frame.paragraphs[0]
    paragraph.alignment = align
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.theme_color = Pt(size), is_bold, colour
    # Without it the spelling of Chinese is checked as English and underlined in red.
    run._r.get_or_add_rPr().set("lang", "zh-CN" if lang == "zh" else "en-US")


def text_box(slide: Any, text: str, place: tuple[float, float, float, float], lang: Lang, **look: Any) -> Any:
    """A text box without inner margins; `place`: left, top, width, height in inches; `look` as in `write`."""
    shape = slide.shapes.add_textbox(*(Inches(length) for length in place))
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    if text:
        write(frame, text, lang, **look)
    return shape


def boxes(slide: Any, told: Sequence[Box], top: float, lang: Lang) -> None:
    """Figures in a row: name, value in large type, what is beside it."""
    gap = 0.15
    width = (WIDTH - 2 * MARGIN - gap * (len(told) - 1)) / len(told)
    for place, box in enumerate(told):
        left = MARGIN + place * (width + gap)
        card = slide.shapes.add_shape(1, Inches(left), Inches(top), Inches(width), Inches(1.0))
        card.fill.solid()
        card.fill.fore_color.theme_color = PAPER
        card.line.color.theme_color, card.line.width = COLOURS["grid"], Pt(1)
        _plain(card)
        frame = card.text_frame
        frame.margin_left, frame.margin_right, frame.margin_top = Inches(0.12), Inches(0.06), Inches(0.06)
        frame.vertical_anchor = MSO_ANCHOR.TOP
        write(frame, box.label, lang, size=11, colour=SOFT)
        large = 20 if width > 1.9 else 16
        for text, size, is_bold, colour in ((box.value, large, True, INK), (box.beside, 10.5, False, SOFT)):
            paragraph = frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.bold, run.font.color.theme_color = Pt(size), is_bold, colour


def notes(slide: Any, text: str) -> None:
    """What the speaker reads: how the figures are computed."""
    slide.notes_slide.notes_text_frame.text = text


def sections(deck: Any, named: Sequence[tuple[str, Sequence[int]]]) -> None:
    """Gathers slides into named sections, as PowerPoint shows them beside the slides; (name, slide ids) each."""
    space = "http://schemas.microsoft.com/office/powerpoint/2010/main"
    root = deck.part._element
    extensions = root.find(qn("p:extLst"))
    if extensions is None:
        extensions = etree.SubElement(root, qn("p:extLst"))
    extension = etree.SubElement(extensions, qn("p:ext"), uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}")
    listed = etree.SubElement(extension, f"{{{space}}}sectionLst", nsmap={"p14": space})
    for name, slides in named:
        code = "{" + str(uuid.uuid4()).upper() + "}"
        section = etree.SubElement(listed, f"{{{space}}}section", name=name, id=code)
        ids = etree.SubElement(section, f"{{{space}}}sldIdLst")
        for slide in slides:
            etree.SubElement(ids, f"{{{space}}}sldId", id=str(slide))
