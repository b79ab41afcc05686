"""The concept table: every picture is there, named in every language, and harmful matches stay out."""

import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from portal.shared.pictures import catalogue
from portal.shared.pictures.catalogue import all_concepts, alt_text, concept, drawing_path, find, is_blocked
from portal.summaries.coach.glossary import hard_words_in

LANGUAGES = ("en", "en-easy", "cy", "ur")
KINDS = ("svg", "png")
FOLDERS = (catalogue.DRAWINGS, catalogue.OUR_DRAWINGS)
TABLE = Path(catalogue.__file__).parent
TOTAL_BYTES = 3_000_000


def ids(concepts):
    return [entry.id for entry in concepts]


def test_the_table_holds_enough_concepts_with_names_of_their_own():
    assert len(all_concepts()) >= 300
    assert len({entry.id for entry in all_concepts()}) == len(all_concepts())
    assert len({entry.drawing for entry in all_concepts()}) == len(all_concepts())


def test_no_concept_claims_to_be_tested_by_people_before_it_was():
    assert [entry.id for entry in all_concepts() if entry.tested_by_people] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_has_a_drawing_for_web_and_for_print(language):
    missing = [e.id for e in all_concepts() for kind in KINDS if not drawing_path(e.id, language, kind).is_file()]
    assert missing == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_drawing_is_kept_that_no_concept_uses(folder):
    ours = folder == catalogue.OUR_DRAWINGS
    used = {
        code
        for entry in all_concepts()
        for code in (entry.drawing, entry.drawing_rtl)
        if code and entry.is_ours == ours
    }
    for kind in KINDS:
        assert {path.stem for path in folder.glob(f"*.{kind}")} == used


@pytest.mark.parametrize("folder", FOLDERS)
def test_drawings_are_plain_and_small(folder):
    for path in folder.glob("*.svg"):
        root = ElementTree.parse(path).getroot()
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags.isdisjoint({"script", "style", "image", "text", "foreignObject", "metadata", "a"}), path.name
        assert not any(name.startswith("on") for element in root.iter() for name in element.attrib), path.name
    for path in folder.glob("*.png"):
        with Image.open(path) as image:
            assert (image.size, image.mode) == ((256, 256), "P"), path.name
    assert sum(path.stat().st_size for path in folder.iterdir()) < TOTAL_BYTES


def test_the_licence_and_the_credit_travel_with_the_drawings():
    assert "Attribution-ShareAlike 4.0 International" in (catalogue.DRAWINGS / "LICENSE.txt").read_text("utf-8")
    assert (catalogue.credit().pack, catalogue.credit().licence) == ("OpenMoji", "CC BY-SA 4.0")
    assert catalogue.credit_of("home") == catalogue.credit()
    assert (catalogue.credit_of("dementia").author, catalogue.credit_of("dementia").licence) == ("Heard", "MIT")


def test_every_column_of_every_row_is_filled():
    with (TABLE / "concepts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    may_be_empty = {"drawing_rtl", "name"}
    assert [
        (row["concept"], column) for row in rows for column in row if not row[column] and column not in may_be_empty
    ] == []
    assert {row["tested_by_people"] for row in rows} <= {"yes", "no"}


def test_easy_alt_texts_hold_no_hard_word():
    hard = [
        (entry.id, hit.hard_word.word)
        for entry in all_concepts()
        for hit in hard_words_in(entry.alts["en-easy"], "en-easy")
    ]
    assert hard == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_described_in_every_language(language):
    alts = [alt_text(entry.id, language) for entry in all_concepts()]
    labels = {entry.label(language).casefold() for entry in all_concepts()}
    assert catalogue.speaks(language)
    assert [alt for alt in alts if not alt.strip() or len(alt.split()) > 10 or alt.endswith((".", "۔"))] == []
    assert len(set(alts)) == len(alts)
    assert [alt for alt in alts if alt.casefold() in labels] == []


def test_urdu_alt_texts_are_in_the_arabic_script_and_welsh_ones_are_not_english():
    arabic = [alt_text(entry.id, "ur") for entry in all_concepts()]
    assert [alt for alt in arabic if not any("\u0600" <= letter <= "\u06ff" for letter in alt)] == []
    assert [entry.id for entry in all_concepts() if alt_text(entry.id, "cy") == alt_text(entry.id, "en")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_belongs_to_one_concept_only_and_every_label_finds_its_concept_first(language):
    seen: dict[tuple[str, ...], str] = {}
    for entry in all_concepts():
        for word in entry.words[language]:
            assert seen.setdefault(catalogue.tokenise(word), entry.id) == entry.id, word
            assert ids(find(word, language))[0] == entry.id, word


def test_what_nobody_has_checked_says_so():
    assert catalogue.text_status("cy").status == "machine_draft"
    assert catalogue.text_status("ur").checked_by == ""
    assert catalogue.text_status("pl") is None


def test_a_language_the_table_does_not_speak_gets_english_alt_text_and_finds_nothing():
    assert not catalogue.speaks("pl")
    assert alt_text("home", "pl") == alt_text("home", "en") == "A house with a red roof"
    assert find("dom home", "pl") == []


def test_an_unknown_concept_is_an_error_and_never_a_blank_picture():
    with pytest.raises(catalogue.UnknownConcept):
        alt_text("railway_carriage", "en")


@pytest.mark.parametrize(
    ("words", "language", "first"),
    [
        ("respite", "en", "break"),
        ("Carers said they need a break.", "en", "break"),
        ("someone died", "en-easy", "bereavement"),
        ("CARER'S ASSESSMENT", "en", "care_plan"),
        ("carer’s assessment", "en", "care_plan"),
        ("Gofal seibiant", "cy", "break"),
        ("gofalwyr di-dâl", "cy", "carer"),
        ("مجھے نہیں معلوم", "ur", "maybe"),
        ("ہسپتال", "ur", "hospital"),
    ],
)
def test_people_find_the_picture_by_the_word_they_use(words, language, first):
    assert ids(find(words, language))[0] == first


def test_longer_phrases_come_before_their_parts():
    assert ids(find("my care plan", "en")) == ["care_plan", "help", "plan"]


@pytest.mark.parametrize("words", ["careless", "trainings", "homely", "walked", "moneylender", ""])
def test_only_exact_words_are_found(words):
    assert find(words, "en") == []


def test_picture_names_answer_last_and_in_english_only():
    assert ids(find("hourglass", "en")) == ["waiting"]
    assert find("hourglass", "cy") == []


@pytest.mark.parametrize("word", ["carer", "carers", "care", "caring", "training", "coach", "young carer", "cared for"])
def test_a_carer_is_never_a_train_a_car_or_a_bus(word):
    assert not {"train", "car", "bus", "minibus"} & set(ids(find(word, "en")))


def test_the_same_drawings_answer_the_words_they_do_mean():
    assert ids(find("train", "en")) == ["train"]
    assert ids(find("a bus", "en")) == ["bus"]


@pytest.mark.parametrize(
    ("word", "named_after_it"),
    [
        *(("right", "next"), ("left", "comment"), ("cross", "no"), ("knife", "meal")),
        *(("service", "assistance_dog"), ("ring", "marriage"), ("control", "immigration"), ("worker", "builder")),
    ],
)
def test_the_block_list_overrules_the_names_of_pictures(word, named_after_it):
    assert word in catalogue.tokenise(concept(named_after_it).name)
    assert named_after_it not in ids(find(word, "en"))
    assert named_after_it not in ids(find(word, "en-easy"))


def test_searches_over_other_picture_sets_can_ask_the_block_list():
    assert is_blocked("carer", "1F683", "en")
    assert is_blocked("CARER", "1F683", "en-easy")
    assert not is_blocked("carer", "1FAC2", "en")
    assert is_blocked("gofal", "26A0", "cy")
    assert not is_blocked("gofal", "26A0", "en")
    assert is_blocked("anything at all", "1F480", "ur")


def test_no_concept_uses_a_picture_that_is_blocked_for_its_own_words():
    for language in LANGUAGES:
        for entry in all_concepts():
            assert [word for word in entry.words[language] if is_blocked(word, entry.drawing, language)] == []


def test_every_block_gives_its_reason_and_stands_once():
    assert len(catalogue.blocks()) >= 240
    assert len({(block.language, block.word, block.drawing) for block in catalogue.blocks()}) == len(catalogue.blocks())
    assert [block for block in catalogue.blocks() if len(block.why) < 8] == []


def test_arrows_point_with_the_text():
    assert catalogue.static_name("next", "en") == "pictures/openmoji/27A1.svg"
    assert catalogue.static_name("next", "ur", "png") == "pictures/openmoji/2B05.png"
    assert alt_text("next", "ur") == "بائیں طرف تیر"
    assert catalogue.static_name("home", "ur") == catalogue.static_name("home", "en")


def test_drawings_of_the_block_list_are_called_by_a_name_in_each_language_and_no_good_picture_is():
    names = catalogue._block_names()
    assert {drawing for drawing, _tongue in names} <= {block.drawing for block in catalogue.blocks()}
    assert [key for key, said in names.items() if not all(said)] == []
    for entry in catalogue.all_concepts():
        for language in ("en", "cy", "ur"):
            assert catalogue.blocked_for(entry.words[language], [entry.alts[language]], language) is None, entry.id
