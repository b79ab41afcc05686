"""Picture packs: read with care, told by row and column what is wrong, used only after a yes, taken out whole."""

import io
import stat
import struct
import zipfile

import pytest
from PIL import Image

from portal.shared.storage import storage
from portal.summaries.models import OwnPicture, PicturePack
from portal.summaries.operations import packs
from portal.summaries.operations.photos import tidy_pictures
from portal.summaries.pictures import searching
from portal.summaries.pictures.checking import checked
from portal.summaries.pictures.enums import PackState
from portal.summaries.pictures.gallery import file_of
from portal.summaries.pictures.packs import MOST_BYTES, from_folder, from_zip
from portal.summaries.pictures.problems import PackRefused, Problem
from tests.summaries.factories import APPROVER, WRITER
from tests.summaries.pictures.factories import ROW, pack, picture, table, zipped


def problems_of(*rows, **files):
    return [(one.row, one.column, one.code) for one in checked(from_zip(pack(*rows, **files)))[1]]


def refusal_of(content):
    with pytest.raises(PackRefused) as refused:
        checked(from_zip(content))
    return refused.value.code


def taken(session, content=None, name="Our set"):
    made = packs.take_pack(session, name=name, content=content or pack(), by=WRITER)
    packs.check_pack(session, pack=made)
    return made


def named(session, words, language="en"):
    return [one.label for one in searching.search(session, words=words, language=language) if one.kind]


def test_a_good_pack_is_read_with_all_its_words():
    rows, problems = checked(from_zip(pack()))
    assert problems == []
    assert (rows[0].ref, rows[0].licence, rows[0].credit) == ("bus_stop", "Used with permission", "Test pictures")
    assert rows[0].words["en"] == ["bus stop", "shelter for the bus"]
    assert rows[0].alts == {
        "en": "A sign beside a road",
        "en-easy": "A sign beside a road",
        "cy": "Arwydd wrth ymyl ffordd",
        "ur": "سڑک کے کنارے ایک نشان",
    }


def test_the_folder_itself_may_be_in_the_zip_with_what_computers_leave_there():
    inside = {"Our set/pictures.csv": table(ROW), "Our set/bus.png": picture(), "__MACOSX/Our set/._bus.png": b"x"}
    assert len(checked(from_zip(zipped(inside)))[0]) == 1


@pytest.mark.parametrize("column", sorted(ROW))
def test_an_empty_cell_is_named_by_row_and_column(column):
    assert (3, column, "empty") in problems_of(ROW, {**ROW, "id": "second", column: ""})


@pytest.mark.parametrize(
    ("changed", "column", "code"),
    [
        ({"id": "Bus Stop"}, "id", "bad_id"),
        ({"file": "tram.png"}, "file", "no_file"),
        ({"file": "../bus.png"}, "file", "no_file"),
        ({"file": "notes.txt"}, "file", "wrong_type"),
        ({"file": "liar.png"}, "file", "wrong_type"),
        ({"file": "torn.png"}, "file", "unreadable"),
        ({"licence": "CC BY-NC 4.0"}, "licence", "licence_no"),
        ({"licence": "Non-commercial use"}, "licence", "licence_no"),
        ({"alt_cy": "arhosfan fysiau"}, "alt_cy", "alt_is_word"),
        ({"alt_cy": "="}, "alt_cy", "empty"),
        ({"words_en": "|"}, "words_en", "empty"),
        ({"credit": "x" * 301}, "credit", "too_long"),
        ({"words_en": "carer|helper", "alt_en": "A railway carriage"}, "alt_en", "blocked"),
        ({"words_cy": "gofalwr", "alt_cy": "Archarwr mewn clogyn"}, "alt_cy", "blocked"),
        ({"words_ur": "بے گھر", "alt_ur": "ایک ٹوٹا ہوا گھر"}, "alt_ur", "blocked"),
        ({"words_en": "end of life|coffin"}, "words_en", "blocked"),
        ({"id": "puzzle_piece"}, "words_en", "blocked"),
        ({"words_en-easy": "respite|break", "alt_en-easy": "A broken heart"}, "alt_en-easy", "blocked"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(changed, column, code):
    files = {"notes.txt": b"hello", "liar.png": b"GIF89a, or not", "torn.png": picture()[:60]}
    assert problems_of({**ROW, **changed}, **files) == [(2, column, code)]


def test_a_railway_carriage_may_be_found_by_what_it_is_and_a_blocked_picture_is_said_in_words():
    assert problems_of({**ROW, "words_en": "carriage", "alt_en": "A railway carriage"}) == []
    _rows, problems = checked(from_zip(pack({**ROW, "words_en": "carer", "alt_en": "A railway carriage"})))
    assert [one.words for one in problems] == [
        "Row 2, column “alt_en”: “carer: railway carriage” is on our block list: "
        "this picture hurts or misleads people. Leave it out."
    ]


def test_a_photo_of_sixty_million_dots_is_refused_in_words():
    huge = picture(size=(10_000, 6_000))
    _rows, problems = checked(from_zip(pack({**ROW, "file": "huge.png"}, **{"huge.png": huge})))
    assert problems == [Problem(2, "file", "too_large", "huge.png")]
    assert problems[0].words == (
        "Row 2, column “file”: “huge.png” is too large: more than 25 million dots, or more than 20 MB."
    )


def test_columns_that_are_missing_or_unknown_and_names_used_twice_are_told():
    without = tuple(name for name in ROW if name != "credit")
    content = zipped({"pictures.csv": table(ROW, columns=(*without, "colour")), "bus.png": picture()})
    assert [(one.column, one.code) for one in checked(from_zip(content))[1]] == [
        ("credit", "column_missing"),
        ("colour", "column_unknown"),
    ]
    assert problems_of(ROW, ROW) == [(3, "id", "id_twice")]


def a_link():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("pictures.csv", table(ROW))
        entry = zipfile.ZipInfo("bus.png")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def locked():
    content = bytearray(pack())
    at = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, at + 8, 1)
    return bytes(content)


def torn():
    content = bytearray(pack())
    at = content.index(b"pictures.csv") + 20
    content[at : at + 40] = bytes(40)
    return bytes(content)


def twice():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("pictures.csv", table(ROW))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("pictures.csv", table(ROW))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: b"", "not_zip"),
        (lambda: b"%PDF-1.7 not a pack", "not_zip"),
        (lambda: bytes(MOST_BYTES + 1), "too_big"),
        (lambda: zipped({"../pictures.csv": table(ROW)}), "leads_out"),
        (lambda: zipped({"/etc/pictures.csv": table(ROW)}), "leads_out"),
        (lambda: zipped({"a/../../b.png": picture()}), "leads_out"),
        (lambda: zipped({"c:evil.png": picture()}), "leads_out"),
        (lambda: zipped({"..\\evil.png": picture()}), "leads_out"),
        (a_link, "leads_out"),
        (lambda: pack(**{"bomb.png": bytes(60 * 1024 * 1024)}), "bomb"),
        (lambda: pack(**{f"{number}.png": b"x" for number in range(1001)}), "too_many"),
        (locked, "locked"),
        (torn, "broken"),
        (twice, "twice_in_zip"),
        (lambda: zipped({"bus.png": picture()}), "no_table"),
        (lambda: zipped({"pictures.csv": "id,ficheiro\xe9".encode("latin-1")}), "table_unreadable"),
    ],
)
def test_a_zip_that_is_none_or_would_harm_is_refused_before_it_is_unpacked(content, code):
    assert refusal_of(content()) == code


def test_every_refusal_has_words_in_which_nothing_is_left_to_fill_in():
    from portal.summaries.pictures.problems import _WORDS, problem_words

    said = [problem_words(code, "file.png") for code in _WORDS]
    assert [words for words in said if "%(" in words or len(words) < 15] == []


def test_a_folder_of_this_machine_is_read_the_same_way_and_links_are_not_followed(tmp_path):
    (tmp_path / "pictures.csv").write_bytes(table(ROW, {**ROW, "id": "linked", "file": "link.png"}))
    (tmp_path / "bus.png").write_bytes(picture())
    outside = tmp_path.parent / "outside.png"
    outside.write_bytes(picture())
    (tmp_path / "link.png").symlink_to(outside)
    assert [(one.row, one.code) for one in checked(from_folder(tmp_path))[1]] == [(3, "no_file")]


def test_nothing_is_found_before_someone_agrees(session):
    made = taken(session)
    assert (made.state, made.pictures, made.file_key) == (PackState.CHECKED, 1, "")
    assert named(session, "bus stop") == []
    packs.agree_pack(session, pack=made, by=APPROVER)
    assert named(session, "We wait at the bus stop") == ["bus stop"]
    assert named(session, "arhosfan fysiau", "cy") == ["arhosfan fysiau"]
    assert named(session, "بس اسٹاپ", "ur") == ["بس اسٹاپ"]
    assert named(session, "bus stops") == []


def test_a_pack_with_one_problem_brings_nothing(session):
    made = taken(session, pack(ROW, {**ROW, "id": "second", "credit": ""}))
    assert (made.state, made.pictures) == (PackState.REFUSED, 0)
    assert [Problem(**one).words for one in made.problems] == ["Row 3, column “credit”: Nothing is filled in."]
    assert session.query(OwnPicture).count() == 0
    with pytest.raises(packs.NotNow):
        packs.agree_pack(session, pack=made, by=APPROVER)


def test_pictures_are_drawn_anew_without_place_and_no_larger_than_needed(session):
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ana"
    photo = picture("JPEG", size=(3000, 1500), exif=exif)
    made = taken(session, pack({**ROW, "file": "photo.jpg"}, **{"photo.jpg": photo}))
    row = session.query(OwnPicture).filter_by(pack_id=made.id).one()
    content = file_of(row)
    with Image.open(io.BytesIO(content)) as kept:
        assert (kept.size, kept.format, dict(kept.getexif())) == ((1000, 500), "JPEG", {})
    assert b"Camera of Ana" in photo
    assert b"Camera of Ana" not in content


def test_a_pack_taken_out_is_not_found_and_its_files_are_deleted(session):
    made = taken(session)
    packs.agree_pack(session, pack=made, by=APPROVER)
    key = session.query(OwnPicture).one().storage_key
    packs.take_out_pack(session, pack=made, because="The licence ended", by=WRITER)
    assert named(session, "bus stop") == []
    assert tidy_pictures(session) == 1
    with pytest.raises(FileNotFoundError):
        storage().get(key)
    assert session.get_one(PicturePack, made.id).state is PackState.TAKEN_OUT
