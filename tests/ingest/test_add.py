"""A reviewed draft becomes records of the real catalog, or nothing of it does."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from imgcat.catalog.build import build
from imgcat.catalog.check import check
from imgcat.catalog.reader import read
from imgcat.catalog.records import Records
from imgcat.errors import ImgcatError
from imgcat.ingest.documents.reading import read_document
from imgcat.ingest.draft.draft import draft
from imgcat.ingest.draft.enter import enter
from imgcat.ingest.draft.text import draft_text
from imgcat.ingest.importer import Outcome, import_tables
from imgcat.model.finding import Severity
from imgcat.model.vocabulary import ChangeKind, Method
from tests.engines import CATALOG
from tests.ingest.reports import ENGLISH, KOREAN, SPANISH, names_of, pdf

NOW = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)
Edit = Callable[[str], str]


@pytest.fixture(scope="module")
def whole() -> Records:
    """The real catalog."""
    return read(CATALOG)[0]


@pytest.fixture(scope="module")
def records(whole: Records) -> Records:
    """Four places and a report of the real catalog, so that checks of it are quick."""
    places = ("prk-sino-ri", "prk-yongbyon", "per-la-pampa", "irn-natanz")
    return Records(
        {each: whole.locations[each] for each in places},
        {"bp-sino-ri-2019": whole.reports["bp-sino-ri-2019"]},
        {
            each.id: each
            for each in whole.references.values()
            if each.report == "bp-sino-ri-2019" and each.location == "prk-sino-ri"
        },
    )


def copied(records: Records) -> Records:
    """The records in containers of their own."""
    return Records(
        dict(records.locations),
        dict(records.reports),
        dict(records.references),
        dict(records.scenes),
        dict(records.collections),
        dict(records.tombstones),
    )


def drafted(content: bytes, records: Records, path: Path) -> Path:
    made = draft(read_document(content), records, names_of(records))
    path.write_text(draft_text(made, "report.html", "0" * 64, NOW), "utf-8")
    return path


def decided(text: str) -> str:
    """The draft as a person leaves it who has read the report."""
    for before, after in (
        ("reviewed_by:", "reviewed_by: A Curator"),
        ("kind: TODO", "kind: analysis"),
        ("publisher: TODO", "publisher: Example Institute"),
        ("published: TODO", "published: 2026-05-04"),
        ("&page TODO", "&page https://example.org/read"),
        ("&place-1 TODO", "&place-1 xxx-example-valley"),
        ("name: TODO", "name: Example Valley"),
        ("facility_type: TODO", "facility_type: construction site"),
        ("precision_m: TODO", "precision_m: 200"),
    ):
        text = text.replace(before, after)
    return text


def entered(
    content: str | bytes, records: Records, folder: Path, edit: Edit = decided
) -> tuple[Records, Outcome]:
    content = content.encode() if isinstance(content, str) else content
    path = drafted(content, records, folder / "a.draft.yaml")
    path.write_text(edit(path.read_text("utf-8")), "utf-8")
    into = copied(records)
    return into, enter(path, folder / "catalog", into, NOW)


def said(outcome: Outcome) -> list[str]:
    return [str(finding) for finding in outcome.findings]


@pytest.mark.parametrize(
    "content", [ENGLISH, KOREAN, SPANISH, pdf()], ids=["en", "ko", "es", "pdf"]
)
def test_a_reviewed_draft_is_entered_and_the_catalog_stays_clean(
    content: str | bytes, records: Records, tmp_path: Path
) -> None:
    after, outcome = entered(content, records, tmp_path)
    assert said(outcome) == []
    assert len(outcome.added["reports"]) == 1
    assert len(after.references) > len(records.references)


@pytest.mark.slow
def test_the_whole_way_to_a_clean_check(whole: Records, tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(CATALOG, folder)
    before = set(check(folder))
    after, outcome = entered(ENGLISH, whole, tmp_path)
    assert said(outcome) == []
    build(folder, after)
    assert set(check(folder)) == before
    again, findings = read(folder)
    assert findings == []
    assert again.reports.keys() - whole.reports.keys() == {"example-sino-ri-2026-05-04"}


def test_records_say_that_they_were_parsed_and_who_reviewed_them(
    records: Records, tmp_path: Path
) -> None:
    after, outcome = entered(ENGLISH, records, tmp_path)
    added = [
        after.references[each] for each in outcome.added["references"] + outcome.added["images"]
    ]
    assert {each.method for each in added} == {Method.PARSED}
    histories = [each.changes for each in added]
    histories.append(after.reports["example-sino-ri-2026-05-04"].changes)
    histories.append(after.locations["xxx-example-valley"].changes)
    for (change,) in histories:
        assert (change.kind, change.by, change.at) == (ChangeKind.REVIEWED, "A Curator", NOW)
        assert (
            change.why == f"Read from report.html (SHA-256 {'0' * 64}) by a program, and reviewed."
        )
    assert after.locations["prk-sino-ri"] == records.locations["prk-sino-ri"]


def test_a_draft_that_nobody_reviewed_is_not_entered(records: Records, tmp_path: Path) -> None:
    for name in ("", " ''", " null", " TODO", " ~"):
        after, outcome = entered(
            ENGLISH,
            records,
            tmp_path,
            lambda text, name=name: decided(text).replace(" A Curator", name),  # type: ignore[misc]
        )
        assert outcome.failed
        assert "a.draft.yaml:8: error: Nobody has reviewed the draft" in said(outcome)[0]
        assert after == records


def test_each_value_that_is_left_to_decide_is_told_with_its_row_and_line(
    records: Records, tmp_path: Path
) -> None:
    after, outcome = entered(
        ENGLISH, records, tmp_path, lambda text: text.replace("reviewed_by:", "reviewed_by: Me")
    )
    lines = (tmp_path / "a.draft.yaml").read_text("utf-8").splitlines()
    told = [finding for finding in outcome.findings if finding.rule == "undecided"]
    assert [finding.message for finding in told] == [
        "Row 'example-sino-ri-2026-05-04': kind is left to decide (TODO).",
        "Row 'TODO': id is left to decide (TODO).",
        "Row 'TODO': name is left to decide (TODO).",
        "Row 'TODO': facility_type is left to decide (TODO).",
        "Row 'TODO': precision_m is left to decide (TODO).",
    ]
    assert all("TODO" in lines[int(finding.path.split(":")[1]) - 1] for finding in told)
    assert after == records


def test_nothing_is_entered_when_one_row_is_wrong(records: Records, tmp_path: Path) -> None:
    _, outcome = entered(
        ENGLISH, records, tmp_path, lambda text: decided(text).replace("lat: 39.1681", "lat: north")
    )
    assert outcome.failed
    assert any("lat: a number is expected, found 'north'" in each for each in said(outcome))


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            lambda text: text.replace("precision_m: 200", "precision_m: 5"),
            "said to be good to 5 m, but the digits that its source prints",
        ),
        (
            lambda text: text.replace("lat: 39.1681", "lat: 39.2681"),
            "m from the printed coordinates",
        ),
        (lambda text: text.replace("country: PRK", "country: KOR"), "country"),
        (lambda text: text.replace("acquired: 2026-04-30", "acquired: 2026-05-30"), "after"),
        (lambda text: text.replace("T51SYD", "T07HFE"), "the footprint of"),
    ],
    ids=["closer", "elsewhere", "country", "later", "tile"],
)
def test_nothing_is_entered_that_the_checks_find_wrong(
    edit: Edit, message: str, records: Records, tmp_path: Path
) -> None:
    _, outcome = entered(ENGLISH, records, tmp_path, lambda text: edit(decided(text)))
    errors = [str(each) for each in outcome.findings if each.severity is Severity.ERROR]
    assert any(message in each for each in errors), said(outcome)
    assert outcome.failed


def test_a_vulnerable_place_is_coarsened_on_the_way_in(records: Records, tmp_path: Path) -> None:
    after, outcome = entered(
        ENGLISH,
        records,
        tmp_path,
        lambda text: decided(text).replace("construction site", "detention facility"),
    )
    assert not outcome.failed
    position = after.locations["xxx-example-valley"].position
    assert position is not None
    assert position.geometry["coordinates"] == [126.34, 39.17]
    assert position.as_printed is None


def test_what_the_catalog_may_have_already_is_told(records: Records, tmp_path: Path) -> None:
    known = records.reports["bp-sino-ri-2019"]
    _, outcome = entered(
        ENGLISH,
        records,
        tmp_path,
        lambda text: (
            decided(text)
            .replace("&page https://example.org/reports/sino-ri-halls", f"&page {known.url}")
            .replace("title: New Halls at the Sino-ri Base", f"title: '{known.title}'")
        ),
    )
    assert said(outcome) == [
        "reports/example-sino-ri-2026-05-04.json: warning: bp-sino-ri-2019 and example-sino-ri-2026-05-04 may be one: "
        "the same address. [duplicate]"
    ]
    assert not outcome.failed


def test_entering_twice_changes_nothing(records: Records, tmp_path: Path) -> None:
    after, _ = entered(ENGLISH, records, tmp_path)
    once = copied(after)
    outcome = enter(tmp_path / "a.draft.yaml", tmp_path / "catalog", after, NOW)
    assert not outcome.added
    assert after == once


def test_a_draft_cannot_be_imported_and_a_table_cannot_be_added(
    records: Records, tmp_path: Path
) -> None:
    path = drafted(ENGLISH.encode(), records, tmp_path / "a.draft.yaml")
    with pytest.raises(ImgcatError, match="bring it in with `imgcat add`"):
        import_tables([path], copied(records), NOW)
    table = tmp_path / "table.yaml"
    table.write_text(
        "- product_id: LC08_L2SP_116034_20240829_02_T1\n  source_url: https://example.org\n"
    )
    with pytest.raises(ImgcatError, match="has no head"):
        enter(table, tmp_path, copied(records), NOW)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no draft"),
        (b"draft: {reviewed_by: [", "not YAML in line 1"),
        (b"draft: x", "no draft"),
        (
            b"draft:\n  reviewed_by: me\n---\n- id: *page",
            "not YAML in line 4: found undefined alias",
        ),
        (b"\xff\xfe", "cannot be read"),
        (b"[" * 1500, "cannot be read"),
    ],
)
def test_a_file_that_is_no_draft_is_told_in_a_sentence(
    content: bytes, message: str, records: Records, tmp_path: Path
) -> None:
    path = tmp_path / "a.draft.yaml"
    path.write_bytes(content)
    with pytest.raises(ImgcatError, match=message):
        enter(path, tmp_path, copied(records), NOW)
