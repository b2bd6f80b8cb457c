"""Citations as sentences, by the examples of the manuals."""

from typing import Any

import pytest

from imgcat.export.citation_style import STYLES, apa, chicago, mla

REPORT = {
    "id": "bp-sino-ri-2019",
    "type": "report",
    "title": "The Sino-ri Missile Operating Base",
    "author": [
        {"literal": "Joseph Bermudez"},
        {"literal": "Victor Cha"},
        {"literal": "Lisa Collins"},
    ],
    "issued": {"date-parts": [[2019, 1, 21]]},
    "publisher": "Beyond Parallel",
    "URL": "https://example.org/sino-ri",
}


def test_chicago_names_all_and_writes_the_date_in_words() -> None:
    assert chicago(REPORT) == (
        "Joseph Bermudez, Victor Cha, and Lisa Collins. “The Sino-ri Missile Operating Base.” "
        "Beyond Parallel, January 21, 2019. https://example.org/sino-ri"
    )


def test_apa_puts_the_date_second() -> None:
    assert apa(REPORT) == (
        "Joseph Bermudez, Victor Cha, & Lisa Collins. (2019, January 21). "
        "The Sino-ri Missile Operating Base. Beyond Parallel. https://example.org/sino-ri"
    )


def test_mla_names_the_first_of_three() -> None:
    assert mla(REPORT) == (
        "Joseph Bermudez, et al. “The Sino-ri Missile Operating Base.” "
        "Beyond Parallel, 21 Jan. 2019, https://example.org/sino-ri."
    )


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ([2019], ("Beyond Parallel, 2019.", "(2019).", "Beyond Parallel, 2019,")),
        ([2019, 5], ("Beyond Parallel, May 2019.", "(2019, May).", "Beyond Parallel, May 2019,")),
        ([], ("Beyond Parallel, n.d.", "(n.d.).", "Beyond Parallel, https:")),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(date: list[int], said: tuple[str, ...]) -> None:
    cited: dict[str, Any] = {**REPORT, "issued": {"date-parts": [date] if date else []}}
    for style, words in zip(STYLES.values(), said, strict=True):
        assert words in style(cited)


def test_without_an_author_the_title_comes_first() -> None:
    cited = {key: value for key, value in REPORT.items() if key != "author"}
    assert apa(cited).startswith("The Sino-ri Missile Operating Base. (2019, January 21). Beyond")
    assert chicago(cited).startswith("“The Sino-ri Missile Operating Base.” Beyond Parallel,")


def test_a_description_is_not_quoted_as_if_it_were_a_title() -> None:
    cited = {**REPORT, "title": "[News on Sino-ri]"}
    assert "Collins. [News on Sino-ri]. Beyond" in chicago(cited)


def test_a_record_of_the_catalog_is_cited_as_of_its_last_change() -> None:
    cited = {
        "id": "locations/prk-sino-ri",
        "type": "dataset",
        "title": "Sino-ri",
        "container-title": "imgcat",
        "publisher": "imgcat",
        "issued": {"date-parts": [[2026, 11, 20]]},
        "URL": "https://example.org/locations/prk-sino-ri.html",
    }
    assert chicago(cited) == f"“Sino-ri.” imgcat, November 20, 2026. {cited['URL']}"
    assert apa(cited) == f"Sino-ri [Data set]. (2026, November 20). imgcat. {cited['URL']}"
    assert mla(cited) == f"“Sino-ri.” imgcat, 20 Nov. 2026, {cited['URL']}."


def test_a_title_keeps_its_own_mark_and_a_series_its_number() -> None:
    cited = {
        **REPORT,
        "title": "What is there?",
        "collection-title": "Undeclared",
        "collection-number": 3,
    }
    assert "“What is there?” Undeclared 3, Beyond Parallel, January" in chicago(cited)


def test_a_doi_is_the_address() -> None:
    assert chicago({**REPORT, "DOI": "10.1/x"}).endswith(" https://doi.org/10.1/x")
