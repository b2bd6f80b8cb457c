"""BibTeX, RIS and CSL-JSON, each read by a library that is not ours."""

import io
from typing import Any

import citeproc
import orjson
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, MonthIntMiddleware
from citeproc.source.json import CiteProcJSON

from imgcat.export.bibtex import bibtex
from imgcat.export.csl_json import csl_json
from imgcat.export.ris import ris
from imgcat.export.selection import Selection
from imgcat.model.identifiers import LOCATIONS, REPORTS
from imgcat.store import Query
from tests.engines import Opened
from tests.export.selections import BASE, found, of, whole
from tests.store.items import item

TITLE = "Undeclared North Korea: The Sino-ri Missile Operating Base and Strategic Force Facilities"
URL = (
    "https://beyondparallel.csis.org/"
    "undeclared-north-korea-the-sino-ri-missile-operating-base-and-strategic-force-facilities/"
)


@pytest.fixture
def sino_ri(store: Opened) -> Selection:
    return found(store, Query(collections=(REPORTS,), ids=("bp-sino-ri-2019",)))


def bibtex_entries(selection: Selection) -> dict[str, dict[str, Any]]:
    decoded = [MonthIntMiddleware(), LatexDecodingMiddleware()]
    library = parse_string(whole(bibtex(selection)).decode(), append_middleware=decoded)
    assert library.failed_blocks == []
    return {
        entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries
    }


def ris_records(selection: Selection) -> list[dict[str, Any]]:
    return list(rispy.load(io.StringIO(whole(ris(selection)).decode())))


def citations(selection: Selection) -> list[dict[str, Any]]:
    return list(orjson.loads(whole(csl_json(selection))))


def test_a_report_in_bibtex(sino_ri: Selection) -> None:
    entry = bibtex_entries(sino_ri)["bp-sino-ri-2019"]
    assert entry["title"].strip("{}") == TITLE
    assert entry["institution"] == "CSIS Beyond Parallel"
    assert [entry[name] for name in ("year", "month", "date")] == ["2019", 1, "2019-01-21"]
    assert "Victor Cha" in entry["author"]
    assert entry["url"] == URL


def test_a_report_in_ris(sino_ri: Selection) -> None:
    (record,) = ris_records(sino_ri)
    assert record["type_of_reference"] == "RPRT"
    assert record["title"] == TITLE
    assert record["authors"] == ["Victor Cha", "Lisa Collins"]
    assert (record["year"], record["date"]) == ("2019", "2019/01/21/")
    assert record["urls"] == [URL]


def test_a_report_in_csl_json(sino_ri: Selection) -> None:
    (cited,) = citations(sino_ri)
    assert cited["type"] == "report"
    assert cited["issued"] == {"date-parts": [[2019, 1, 21]]}
    assert cited["author"] == [{"literal": "Victor Cha"}, {"literal": "Lisa Collins"}]
    assert cited["collection-title"] == "Undeclared North Korea"
    assert "accessed" not in cited


def test_a_news_item_stands_in_a_newspaper(store: Opened) -> None:
    news = found(store, Query(collections=(REPORTS,), ids=("cnn-2019-01-sino-ri",)))
    (cited,) = citations(news)
    assert (cited["type"], cited["container-title"]) == ("article-newspaper", "CNN")
    assert cited["issued"] == {"date-parts": [[2019, 1]]}
    assert bibtex_entries(news)["cnn-2019-01-sino-ri"]["journal"] == "CNN"


def test_a_title_that_is_a_description_stands_in_brackets(store: Opened) -> None:
    ids = ("hrnk-chongjin-camp-2013",)
    (cited,) = citations(found(store, Query(collections=(REPORTS,), ids=ids)))
    assert cited["title"].startswith("[")
    assert cited["title"].endswith("]")


def test_any_other_record_is_cited_at_the_revision_of_the_files(store: Opened) -> None:
    place = found(store, Query(collections=(LOCATIONS,), ids=("prk-sino-ri",)))
    (cited,) = citations(place)
    assert cited["version"] == store.revision[:12]
    assert cited["URL"] == f"{BASE}/collections/locations/items/prk-sino-ri"
    assert "accessed" not in cited
    assert "issued" not in cited
    entry = bibtex_entries(place)["locations/prk-sino-ri"]
    assert entry["version"] == store.revision[:12]


def test_every_record_can_be_cited(everything: Selection) -> None:
    count = len(list(everything.items))
    library = parse_string(whole(bibtex(everything)).decode())
    assert (len(library.entries), library.failed_blocks) == (count, [])
    assert len(ris_records(everything)) == count
    assert len(citations(everything)) == count


def test_what_means_something_to_tex_is_only_text() -> None:
    nasty = r"100% & more_ #1 {of} $5 \input{x} ~a^b"
    report = item("r_1", collection=REPORTS, title=nasty, **{"ref:kind": "analysis"})
    entry = bibtex_entries(of(report))["r_1"]
    for letters in ("100%", "&", "more_", "#1", "$5", "~a", r"\input{x}"):
        assert letters in entry["title"]
    assert r"\input{" not in whole(bibtex(of(report))).decode()


def test_line_breaks_end_no_field_of_ris() -> None:
    report = item(
        "r", collection=REPORTS, title="One\r\nER  - \r\nTY  - BOOK", **{"ref:kind": "news"}
    )
    (record,) = ris_records(of(report))
    assert record["type_of_reference"] == "NEWS"


def test_no_records_are_an_empty_list() -> None:
    assert citations(of()) == []


@pytest.mark.filterwarnings("ignore")
def test_citeproc_makes_a_bibliography_of_it(sino_ri: Selection) -> None:
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = citeproc.CitationStylesBibliography(
        style, CiteProcJSON(citations(sino_ri)), citeproc.formatter.plain
    )
    bibliography.register(citeproc.Citation([citeproc.CitationItem("bp-sino-ri-2019")]))
    (entry,) = map(str, bibliography.bibliography())
    assert "2019" in entry
    assert "Sino-ri Missile Operating Base" in entry
