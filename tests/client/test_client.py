"""`imgcat.client`: a folder and a server give the same answers, as pystac Items and as tables."""

import asyncio
import doctest
from pathlib import Path

import pystac
import pytest
from pystac_client import ItemSearch

import imgcat.client
from imgcat.client import Catalog
from imgcat.client import catalog as questions
from imgcat.errors import ImgcatError, InvalidRequest, NotFound
from tests.engines import CATALOG


def test_the_examples_in_the_docstrings_run(catalog: Catalog) -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for example in finder.find(questions, globs={"catalog": catalog}):
        said: list[str] = []
        runner.run(example, out=said.append)
        assert not said, "".join(said)
    assert runner.tries >= 20


def test_every_question_has_an_example() -> None:
    public = [getattr(Catalog, name) for name in vars(Catalog) if not name.startswith("_")]
    questions = [each for each in public if callable(each) and each.__name__ != "close"]
    undocumented = {each.__name__ for each in questions if ">>>" not in (each.__doc__ or "")}
    assert undocumented == {"report", "reference"}


def test_a_folder_answers_as_a_server_does(local: Catalog, remote: Catalog) -> None:
    def told(catalog: Catalog) -> list[object]:
        base = str(catalog.stac.self_href)
        timeline = catalog.timeline("prk-sino-ri")
        answers = [
            [item.to_dict(transform_hrefs=False) for item in timeline],
            catalog.names("prk-sino-ri"),
            catalog.gaps("scene", days=3, country="PRK"),
            catalog.conflicts("prk-sakkanmol"),
            catalog.facets("publisher", "year"),
            catalog.reports(sortby="-datetime").ids,
            catalog.revision,
        ]
        return [
            str(answer).replace(base, "").replace("http://imgcat.invalid", "") for answer in answers
        ]

    assert told(local) == told(remote)


def test_records_are_pystac_items_that_know_their_catalog(catalog: Catalog) -> None:
    report = catalog.report("bp-sino-ri-2019")
    assert isinstance(report, pystac.Item)
    assert catalog.thread(report).ids == catalog.thread(report.id).ids
    assert report.get_root() is catalog.stac
    assert catalog.reference("img-bp-sino-ri-2019-01").geometry is not None


def test_everything_that_stac_can_ask_can_be_asked(catalog: Catalog) -> None:
    search = catalog.stac.search(collections=["reports"], datetime="2019-01-21", sortby="id")
    assert isinstance(search, ItemSearch)
    assert "bp-sino-ri-2019" in [item.id for item in search.items()]


def test_a_table_has_a_row_for_each_item_and_keeps_null_geometries(catalog: Catalog) -> None:
    places = catalog.locations(sortby="id")
    table = places.to_geodataframe()
    assert list(table["id"]) == places.ids
    assert table.crs == "EPSG:4326"
    assert table.geometry.isna().sum() == sum(item.geometry is None for item in places)
    sino_ri = table.set_index("id").loc["prk-sino-ri"]
    assert (sino_ri.geometry.x, sino_ri.geometry.y) == (125.355288, 39.644929)
    assert str(table["created"].dtype).endswith("UTC]")
    timeline = catalog.timeline("prk-sino-ri").to_geodataframe()
    assert timeline["timeline"][0]["kind"]
    assert len(catalog.locations(ids=["no-such-place"]).to_geodataframe()) == 0


def test_answers_that_add_up_over_pages(catalog: Catalog) -> None:
    assert len(catalog.references()) == len(catalog.references(limit=100)) > 500
    assert len(catalog.scenes()) == 33


def test_items_are_a_sequence(catalog: Catalog) -> None:
    items = catalog.references_of("bp-sino-ri-2019")
    assert items[1:3].ids == items.ids[1:3]
    assert items[-1].id == items.ids[-1]
    assert "4 items" in repr(items)
    assert repr(items[:0]) == "<0 items>"


def test_errors_are_sentences_of_imgcats_own_kind(catalog: Catalog) -> None:
    with pytest.raises(NotFound, match="no-such-place"):
        catalog.location("no-such-place")
    with pytest.raises(NotFound):
        catalog.names("a/b")
    with pytest.raises(InvalidRequest, match="since"):
        catalog.gaps()
    with pytest.raises(InvalidRequest, match="filter"):
        catalog.reports(filter="nonsense ((", filter_lang="cql2-text")


def test_it_works_while_an_event_loop_runs(local: Catalog) -> None:
    """As in a notebook, whose cells run inside one."""

    async def cell() -> int:
        return len(local.find("Sinori"))

    assert asyncio.run(cell()) >= 1


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImgcatError, match="no folder"):
        imgcat.client.open(tmp_path / "nowhere")
    with pytest.raises(ImgcatError, match="No STAC API answers"):
        imgcat.client.open("http://127.0.0.1:9")


def test_a_closed_catalog_says_so(cache: Path) -> None:
    opened = imgcat.client.open(CATALOG, cache=cache)
    opened.close()
    opened.close()
    with pytest.raises(ImgcatError, match="closed"):
        opened.find("Sinori")
