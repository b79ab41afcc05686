import pytest

from tests.design.reading import PAGES, QUESTIONS, get, parse, token, words

TYPED = "first line\n  second, indented\n\nthe end"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_one_heading_a_title_and_a_language(visitor, path):
    page = get(visitor, path)
    assert len(page.findall(".//h1")) == 1
    assert page.find(".//title").text.endswith(" – Heard")
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")


@pytest.mark.parametrize("path", PAGES)
def test_every_control_has_a_name_people_can_see(visitor, path):
    page = get(visitor, path)
    pointed_at = {label.get("for") for label in page.iter("label")}
    wrapped = {id(control) for label in page.iter("label") for control in label.iter("input")}
    for control in [*page.iter("input"), *page.iter("textarea"), *page.iter("select")]:
        if control.get("type") != "hidden":
            assert control.get("id") in pointed_at or id(control) in wrapped


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_what_the_content_policy_forbids(visitor, path):
    page = get(visitor, path)
    for element in page.iter():
        assert element.get("style") is None
        assert [name for name in element.attrib if str(name).startswith("on")] == []
    assert [script.text for script in page.iter("script")] == [None]


@pytest.mark.parametrize("path", PAGES)
def test_ids_are_used_once_and_descriptions_lead_somewhere(visitor, path):
    page = get(visitor, path)
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in page.iter():
        for reference in (element.get("aria-describedby") or "").split():
            assert reference in ids


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_participant_reaches_the_way_out_before_anything_else(visitor, kind):
    page = get(visitor, f"/question/{kind}")
    body = page.find("body")
    first = next(e for e in body.iter() if e.tag in ("a", "button", "select", "textarea") or e.get("type") == "radio")
    assert words(first) == "Leave fast"
    assert page.find(".//nav[@class='rooms']") is None


@pytest.mark.parametrize("kind", QUESTIONS)
def test_an_error_is_said_in_the_summary_and_beside_the_question_and_leads_there(visitor, kind):
    page = get(visitor, f"/question/{kind}?wrong=1")
    link = page.find(".//*[@class='govuk-list govuk-error-summary__list']/li/a")
    assert words(link) == "Choose a face"
    assert page.find(f".//*[@id='{link.get('href')[1:]}']") is not None
    assert words(page.find(".//*[@id='q-error']")) == "Error: Choose a face"


def test_urdu_pages_run_from_the_right_with_the_mirrored_stylesheet_and_say_who_translated_them(visitor):
    page = get(visitor, "/question/faces?lang=ur")
    assert (page.get("lang"), page.get("dir")) == ("ur", "rtl")
    assert "/css/heard.rtl.css" in page.find(".//link[@rel='stylesheet']").get("href")
    assert page.find(".//p[@class='foot__draft']") is not None


def test_a_form_with_problems_says_so_in_its_title_keeps_the_words_and_links_to_each(visitor):
    fresh = get(visitor, "/form")
    sent = {
        "csrf_token": token(fresh),
        "idempotency_key": token(fresh, "idempotency_key"),
        "story": TYPED,
        "age": "abc",
    }
    page = parse(visitor.post("/form", data=sent).get_data(as_text=True))
    assert page.find(".//title").text == "Error: Kitchen sink – Heard"
    said = [words(link) for link in page.findall(".//*[@class='govuk-list govuk-error-summary__list']/li/a")]
    assert said == ["Enter your name", "Enter a whole number, like 12", "Choose how we can reach you"]
    for link in page.findall(".//*[@class='govuk-list govuk-error-summary__list']/li/a"):
        assert page.find(f".//*[@id='{link.get('href')[1:]}']") is not None
    assert page.find(".//textarea").text == TYPED
    assert page.find(".//input[@name='age']").get("value") == "abc"
    assert token(page, "idempotency_key") == sent["idempotency_key"]


def test_two_openings_of_a_form_carry_different_keys_and_the_version_they_saw(visitor):
    one, two = get(visitor, "/form"), get(visitor, "/form")
    assert token(one, "idempotency_key") != token(two, "idempotency_key")
    assert token(one, "version") == "3"


def test_an_expired_form_shows_what_was_typed_and_sends_it_again_with_a_fresh_key(visitor):
    page = get(visitor, "/page/errors/form_expired")
    assert page.find(".//div[@class='typed']").text == "one\ntwo <b>"
    form = page.find(".//main//form")
    assert form.get("action") == "/again"
    sent = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert (sent["story"], sent["idempotency_key"]) == ("one\ntwo <b>", "k")
    assert sent["csrf_token"] != "old"


def test_a_conflict_shows_both_texts(visitor):
    page = get(visitor, "/page/errors/409_conflict")
    assert [e.text for e in page.findall(".//div[@class='typed']")] == ["Spring round", "Spring <round>"]


def test_a_hidden_number_is_words_in_the_chart_and_in_its_table(visitor):
    page = get(visitor, "/staff")
    chart = page.find(".//figure")
    assert words(chart.find(".//p[@class='chart__base']")) == "From 126 answers"
    assert len(chart.findall(".//{http://www.w3.org/2000/svg}rect[@class='bars__fill']")) == 3
    last = chart.findall(".//tbody/tr")[-1]
    assert [words(cell) for cell in last] == ["Not sure", "Fewer than 10, hidden"]
