"""PDFs broken on purpose, one fault each. Many of them are valid PDF/UA, and all of them look well on paper."""

import io
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Pdf, Stream, String

Break = Callable[[Pdf], None]


class Broken(NamedTuple):
    """How a good PDF of a language is broken, and the gate that must say so."""

    break_it: Break
    language: str
    gate: str

    @property
    def name(self) -> str:
        return f"{self.break_it.__name__}-{self.language}"


def broken(good: bytes, break_it: Break) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as pdf:
        break_it(pdf)
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def kids_of(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, Array) else [kids]


def tags(pdf: Pdf, role: str) -> list[Dictionary]:
    """All tags of a role in reading order."""
    found: list[Dictionary] = []

    def walk(element: pikepdf.Object) -> None:
        if element.get("/S") == "/" + role:
            found.append(element)
        for kid in kids_of(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    return found


def things(pdf: Pdf, kind: str) -> Iterator[Dictionary]:
    return (thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/Type") == kind)


def letter_maps(pdf: Pdf) -> Iterator[Stream]:
    return (thing for thing in pdf.objects if isinstance(thing, Stream) and b"begincmap" in thing.read_bytes())


def redraw(pdf: Pdf, number: int, change: Callable[[list[ContentStreamInstruction]], None]) -> None:
    """Changes the drawing instructions of one page."""
    page = pdf.pages[number]
    steps = list(pikepdf.parse_content_stream(page))
    change(steps)  # type: ignore[arg-type]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))


def first(steps: list[ContentStreamInstruction], operator: str) -> int:
    return next(at for at, step in enumerate(steps) if str(step.operator) == operator)


def first_words(steps: list[ContentStreamInstruction]) -> int:
    """Where the first tagged stretch of a page begins."""
    return next(at for at, one in enumerate(steps) if str(one.operator) == "BDC" and "/MCID" in one.operands[1])


def swap(one: Dictionary, other: Dictionary, key: str) -> None:
    one[key], other[key] = String(str(other[key])), String(str(one[key]))


# Words and order


def without_alt(pdf: Pdf) -> None:
    del tags(pdf, "Figure")[1]["/Alt"]


def alt_of_one_blank(pdf: Pdf) -> None:
    tags(pdf, "Figure")[1].Alt = String(" ")


def alts_swapped(pdf: Pdf) -> None:
    swap(*tags(pdf, "Figure")[1:3], "/Alt")


def headings_flattened(pdf: Pdf) -> None:
    for level in ("H1", "H2"):
        for heading in tags(pdf, level):
            heading.S = Name.P


def heading_skipped(pdf: Pdf) -> None:
    tags(pdf, "H2")[0].S = Name.H3


def first_heading_second(pdf: Pdf) -> None:
    tags(pdf, "H1")[0].S = Name.H2


def paragraph_made_a_heading(pdf: Pdf) -> None:
    tags(pdf, "P")[3].S = Name.H2


def order_swapped(pdf: Pdf) -> None:
    kids = pdf.Root.StructTreeRoot.K[0].K
    pdf.Root.StructTreeRoot.K[0].K = Array([kids[1], kids[0], *list(kids)[2:]])


def lines_swapped(pdf: Pdf) -> None:
    rows = tags(pdf, "L")[0].K
    tags(pdf, "L")[0].K = Array([rows[1], rows[0], *list(rows)[2:]])


def block_dropped(pdf: Pdf) -> None:
    paragraph = tags(pdf, "P")[4]
    above = paragraph.P
    above.K = Array([kid for kid in above.K if kid.objgen != paragraph.objgen])


def block_said_twice(pdf: Pdf) -> None:
    paragraph = tags(pdf, "P")[4]
    paragraph.P.K.append(paragraph)


def block_without_role(pdf: Pdf) -> None:
    tags(pdf, "P")[4].S = Name.NonStruct


def unknown_role(pdf: Pdf) -> None:
    tags(pdf, "P")[4].S = Name.Paragraf


def list_flattened(pdf: Pdf) -> None:
    for role in ("L", "LI", "LBody"):
        for element in tags(pdf, role):
            element.S = Name.Div


def list_made_a_table_without_header_cells(pdf: Pdf) -> None:
    for role, table_role in (("L", Name.Table), ("LI", Name.TR), ("LBody", Name.TD)):
        for element in tags(pdf, role):
            element.S = table_role


def picture_made_words(pdf: Pdf) -> None:
    tags(pdf, "Figure")[1].S = Name.P


def tags_thrown_away(pdf: Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


# Language


def wrong_language(pdf: Pdf) -> None:
    pdf.Root.Lang = String("fr")


def no_language(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]


def foreign_words_unmarked(pdf: Pdf) -> None:
    for element in things(pdf, "/StructElem"):
        if "/Lang" in element:
            del element["/Lang"]


def block_in_a_wrong_language(pdf: Pdf) -> None:
    tags(pdf, "P")[4].Lang = String("pl")


def language_that_is_none(pdf: Pdf) -> None:
    tags(pdf, "P")[4].Lang = String("english please")


# What is spoken


def spoken_text_lost(pdf: Pdf) -> None:
    for role in ("H1", "H2", "P"):
        for element in tags(pdf, role):
            if "/ActualText" in element:
                del element["/ActualText"]


def spoken_text_of_one_lost(pdf: Pdf) -> None:
    del tags(pdf, "H2")[1]["/ActualText"]


def spoken_text_of_another(pdf: Pdf) -> None:
    one, other = tags(pdf, "H2")[:2]
    one.ActualText = String(str(other.ActualText))


def spoken_text_made_up(pdf: Pdf) -> None:
    tags(pdf, "P")[4].ActualText = String("Something nobody said.")


def spoken_text_empty(pdf: Pdf) -> None:
    tags(pdf, "P")[4].ActualText = String("")


def spoken_text_turned_round(pdf: Pdf) -> None:
    def turn(steps: list[ContentStreamInstruction]) -> None:
        at = next(at for at, one in enumerate(steps) if str(one.operator) == "BDC" and "/MCID" in one.operands[1])
        properties = Dictionary(MCID=int(steps[at].operands[1]["/MCID"]), ActualText=String("بس"))
        steps[at] = ContentStreamInstruction([steps[at].operands[0], properties], Operator("BDC"))

    redraw(pdf, 0, turn)


# Pictures


def box_off_the_page(pdf: Pdf) -> None:
    tags(pdf, "Figure")[0].A.BBox = Array([100, 900, 300, 1100])


def box_in_pixels(pdf: Pdf) -> None:
    for figure in tags(pdf, "Figure"):
        figure.A.BBox = Array([float(edge) * 4 / 3 for edge in figure.A.BBox])


def box_beside_the_ink(pdf: Pdf) -> None:
    tags(pdf, "Figure")[1].A.BBox = Array([400, 20, 500, 60])


def boxes_swapped(pdf: Pdf) -> None:
    one, other = tags(pdf, "Figure")[1:3]
    one.A.BBox, other.A.BBox = Array(list(other.A.BBox)), Array(list(one.A.BBox))


def box_missing(pdf: Pdf) -> None:
    del tags(pdf, "Figure")[0]["/A"]


def picture_taken_out(pdf: Pdf) -> None:
    """The tag stays, with its words and its box; nothing is drawn."""
    for number, page in enumerate(pdf.pages):
        if "/XObject" in page.Resources:
            redraw(
                pdf,
                number,
                lambda steps: steps.__setitem__(
                    slice(None),
                    [one for one in steps if str(one.operator) not in {"Do", "f", "F", "S", "B", "f*", "B*"}],
                ),
            )


def photo_blanked(pdf: Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Stream) and thing.get("/Subtype") == "/Image":
            thing.write(bytes(len(thing.read_bytes())))


# Fonts and letters


def font_not_embedded(pdf: Pdf) -> None:
    for descriptor in things(pdf, "/FontDescriptor"):
        for key in ("/FontFile2", "/FontFile3"):
            if key in descriptor:
                del descriptor[key]


def letter_map_missing(pdf: Pdf) -> None:
    for font in things(pdf, "/Font"):
        if "/ToUnicode" in font:
            del font["/ToUnicode"]


def letters_mapped_wrongly(pdf: Pdf) -> None:
    for stream in letter_maps(pdf):
        stream.write(stream.read_bytes().replace(b"<0065>", b"<0078>"))


def letter_mapped_to_nothing(pdf: Pdf) -> None:
    for stream in letter_maps(pdf):
        stream.write(stream.read_bytes().replace(b" <0065>", b" <>"))


def letter_mapped_to_a_private_one(pdf: Pdf) -> None:
    for stream in letter_maps(pdf):
        stream.write(stream.read_bytes().replace(b" <0065>", b" <e001>"))


def empty_box_drawn(pdf: Pdf) -> None:
    def empty(steps: list[ContentStreamInstruction]) -> None:
        steps[first(steps, "TJ")] = ContentStreamInstruction([Array([String(bytes(2))])], Operator("TJ"))

    redraw(pdf, 1, empty)


def text_made_small(pdf: Pdf) -> None:
    def shrink(steps: list[ContentStreamInstruction]) -> None:
        for at, step in enumerate(steps):
            if str(step.operator) == "Tf":
                steps[at] = ContentStreamInstruction([step.operands[0], 12], Operator("Tf"))

    redraw(pdf, 1, shrink)


def text_made_invisible(pdf: Pdf) -> None:
    redraw(pdf, 1, lambda steps: steps.insert(first(steps, "TJ"), ContentStreamInstruction([3], Operator("Tr"))))


def text_off_the_page(pdf: Pdf) -> None:
    def move(steps: list[ContentStreamInstruction]) -> None:
        at = first(steps, "Tm")
        places = [*list(steps[at].operands)[:4], 2000, 2000]
        steps[at] = ContentStreamInstruction(places, Operator("Tm"))

    redraw(pdf, 1, move)


# What is not read out


def words_made_furniture(pdf: Pdf) -> None:
    def hide(steps: list[ContentStreamInstruction]) -> None:
        steps[first_words(steps)] = ContentStreamInstruction([Name.Artifact], Operator("BMC"))

    redraw(pdf, 1, hide)


def words_left_untagged(pdf: Pdf) -> None:
    def bare(steps: list[ContentStreamInstruction]) -> None:
        at = first_words(steps)
        end = next(place for place in range(at, len(steps)) if str(steps[place].operator) == "EMC")
        del steps[end], steps[at]

    redraw(pdf, 1, bare)


def page_number_read_out(pdf: Pdf) -> None:
    """The page number becomes a paragraph of its own at the end of the tree."""
    page = pdf.pages[1]
    mark = 1 + max(
        int(one.operands[1]["/MCID"])
        for one in pikepdf.parse_content_stream(page)
        if str(one.operator) == "BDC" and "/MCID" in one.operands[1]
    )

    def tag(steps: list[ContentStreamInstruction]) -> None:
        at = max(at for at, one in enumerate(steps) if str(one.operator) == "BDC" and one.operands[0] == "/Artifact")
        steps[at] = ContentStreamInstruction([Name.P, Dictionary(MCID=mark)], Operator("BDC"))

    redraw(pdf, 1, tag)
    whole = pdf.Root.StructTreeRoot.K[0]
    whole.K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=whole, Pg=page.obj, K=Array([mark]))))


# Ways round the document


def no_bookmarks(pdf: Pdf) -> None:
    del pdf.Root["/Outlines"]


def bookmark_lost(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        (outline.root[0].children or outline.root).pop()


def bookmark_with_other_words(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        (outline.root[0].children or outline.root)[0].title = "Chapter"


def bookmarks_without_levels(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        for inside in list(outline.root[0].children):
            outline.root.append(pikepdf.OutlineItem(inside.title, inside.destination))
        outline.root[0].children.clear()


def bookmarks_to_the_first_page(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        for inside in outline.root[0].children:
            inside.destination = 0


def link_without_words(pdf: Pdf) -> None:
    del pdf.pages[-1].Annots[0]["/Contents"]


def link_described_by_its_address(pdf: Pdf) -> None:
    link = pdf.pages[-1].Annots[0]
    link.Contents = String(str(link.A.URI))


def link_not_printed(pdf: Pdf) -> None:
    pdf.pages[-1].Annots[0].F = 0


def link_not_tagged_as_one(pdf: Pdf) -> None:
    tags(pdf, "Link")[0].S = Name.Span


def link_to_a_file(pdf: Pdf) -> None:
    pdf.pages[-1].Annots[0].A = Dictionary(S=Name.Launch, F=String("other.pdf"))


def note_added(pdf: Pdf) -> None:
    pdf.pages[-1].Annots.append(
        pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents=String("a"), Rect=[0, 0, 9, 9]))
    )


def script_that_runs_on_opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def file_hidden_inside(pdf: Pdf) -> None:
    pdf.attachments["roster.csv"] = b"Sam,0800"


# The file


def no_title(pdf: Pdf) -> None:
    del pdf.trailer["/Info"]


def title_of_another(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = String("Untitled 1")


def title_only_for_old_readers(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"dc:title", b"dc:subject"))


def file_name_shown(pdf: Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


def not_marked_as_tagged(pdf: Pdf) -> None:
    del pdf.Root["/MarkInfo"]


def marked_as_suspect(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


def does_not_claim_to_be_accessible(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"pdfuaid:part", b"pdfuaid:patt"))


def no_metadata(pdf: Pdf) -> None:
    del pdf.Root["/Metadata"]


def numbers_of_tags_given_twice(pdf: Pdf) -> None:
    for element in tags(pdf, "P")[:2]:
        element.ID = String("same")


def way_back_from_the_page_lost(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot["/ParentTree"]


def way_back_from_the_page_wrong(pdf: Pdf) -> None:
    """Who touches the words on the page is led to the tag of others."""
    marks = pdf.Root.StructTreeRoot.ParentTree.Nums[3]
    marks[0], marks[1] = marks[1], marks[0]


def reading_along_the_page_off(pdf: Pdf) -> None:
    for page in pdf.pages:
        if "/StructParents" in page:
            del page["/StructParents"]


def page_turned_on_its_head(pdf: Pdf) -> None:
    pdf.pages[1].Rotate = 180


def page_cut_off(pdf: Pdf) -> None:
    pdf.pages[1].CropBox = Array([0, 0, 200, 200])


def page_taken_out(pdf: Pdf) -> None:
    del pdf.pages[1]


def empty_page_put_in(pdf: Pdf) -> None:
    pdf.add_blank_page(page_size=(595, 842))


def too_many_pages(pdf: Pdf) -> None:
    while len(pdf.pages) <= 20:
        pdf.add_blank_page(page_size=(595, 842))


BROKEN = [
    Broken(without_alt, "en", "pdf-ua"),
    Broken(alt_of_one_blank, "en", "figures"),
    Broken(alts_swapped, "en", "reading"),
    Broken(headings_flattened, "en", "headings"),
    Broken(heading_skipped, "en", "headings"),
    Broken(first_heading_second, "en", "headings"),
    Broken(paragraph_made_a_heading, "en", "reading"),
    Broken(order_swapped, "en", "reading"),
    Broken(lines_swapped, "en", "reading"),
    Broken(block_dropped, "en", "reading"),
    Broken(block_said_twice, "en", "reading"),
    Broken(block_without_role, "en", "reading"),
    Broken(unknown_role, "en", "pdf-ua"),
    Broken(list_flattened, "en", "reading"),
    Broken(list_made_a_table_without_header_cells, "en", "tables"),
    Broken(picture_made_words, "en", "reading"),
    Broken(tags_thrown_away, "en", "reading"),
    Broken(wrong_language, "en", "language"),
    Broken(no_language, "en", "language"),
    Broken(foreign_words_unmarked, "cy", "reading"),
    Broken(block_in_a_wrong_language, "en", "reading"),
    Broken(language_that_is_none, "en", "reading"),
    Broken(spoken_text_lost, "ur", "spoken-text"),
    Broken(spoken_text_lost, "bn", "spoken-text"),
    Broken(spoken_text_of_one_lost, "ur", "spoken-text"),
    Broken(spoken_text_of_another, "ur", "reading"),
    Broken(spoken_text_made_up, "en", "reading"),
    Broken(spoken_text_empty, "en", "reading"),
    Broken(spoken_text_turned_round, "ur", "spoken-text"),
    Broken(box_off_the_page, "en", "figures"),
    Broken(box_in_pixels, "en", "figures"),
    Broken(box_beside_the_ink, "en", "figures"),
    Broken(boxes_swapped, "en", "figures"),
    Broken(box_missing, "en", "figures"),
    Broken(picture_taken_out, "en", "figures"),
    Broken(photo_blanked, "en", "figures"),
    Broken(font_not_embedded, "en", "fonts"),
    Broken(letter_map_missing, "en", "reading"),
    Broken(letters_mapped_wrongly, "en", "reading"),
    Broken(letter_mapped_to_nothing, "en", "letters"),
    Broken(letter_mapped_to_a_private_one, "en", "reading"),
    Broken(empty_box_drawn, "en", "letters"),
    Broken(text_made_small, "en", "text-size"),
    Broken(text_made_invisible, "en", "in-sight"),
    Broken(text_off_the_page, "en", "in-sight"),
    Broken(words_made_furniture, "en", "reading"),
    Broken(words_left_untagged, "en", "pdf-ua"),
    Broken(page_number_read_out, "en", "reading"),
    Broken(no_bookmarks, "en", "bookmarks"),
    Broken(bookmark_lost, "en", "bookmarks"),
    Broken(bookmark_with_other_words, "en", "bookmarks"),
    Broken(bookmarks_without_levels, "en", "bookmarks"),
    Broken(bookmarks_to_the_first_page, "en", "bookmarks"),
    Broken(link_without_words, "en", "links"),
    Broken(link_described_by_its_address, "en", "links"),
    Broken(link_not_printed, "en", "links"),
    Broken(link_not_tagged_as_one, "en", "reading"),
    Broken(link_to_a_file, "en", "links"),
    Broken(note_added, "en", "links"),
    Broken(script_that_runs_on_opening, "en", "active"),
    Broken(file_hidden_inside, "en", "active"),
    Broken(no_title, "en", "title"),
    Broken(title_of_another, "en", "title"),
    Broken(title_only_for_old_readers, "en", "pdf-ua"),
    Broken(file_name_shown, "en", "title"),
    Broken(not_marked_as_tagged, "en", "pdf-ua"),
    Broken(marked_as_suspect, "en", "pdf-ua"),
    Broken(does_not_claim_to_be_accessible, "en", "pdf-ua"),
    Broken(no_metadata, "en", "pdf-ua"),
    Broken(numbers_of_tags_given_twice, "en", "tags"),
    Broken(way_back_from_the_page_lost, "en", "tags"),
    Broken(way_back_from_the_page_wrong, "en", "tags"),
    Broken(reading_along_the_page_off, "en", "tags"),
    Broken(page_turned_on_its_head, "en", "pages"),
    Broken(page_cut_off, "en", "in-sight"),
    Broken(page_taken_out, "en", "reading"),
    Broken(empty_page_put_in, "en", "pages"),
    Broken(too_many_pages, "en", "pages"),
]
