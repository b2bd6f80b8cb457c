"""Tile layers of the operator: read with care, and the only thing that opens the policy to another host."""

from pathlib import Path

import pytest

from imgcat.errors import ImgcatError
from imgcat.web.site import Site as Pages
from imgcat.web.tile_layers import TileLayer, tile_layers
from tests.web.conftest import Site

LAYERS = '[{"title": "Imagery", "url": "https://tiles.example.org/{z}/{x}/{y}.png", "attribution": "Example"}]'


def written(folder: Path, text: str) -> Path:
    path = folder / "layers.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_layers_are_read_from_a_file(tmp_path: Path) -> None:
    (layer,) = tile_layers(written(tmp_path, LAYERS))
    assert (layer.title, layer.attribution) == ("Imagery", "Example")
    assert layer.origin == "https://tiles.example.org"


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "{}",
        '[{"title": "x"}]',
        '[{"title": "x", "url": "javascript:alert(1)"}]',
        '[{"title": "x", "url": "https://a.org; script-src *"}]',
        '[{"title": "x", "url": "https://a.org\\n/x"}]',
        '[{"title": "x", "url": "https://a.org/", "more": 1}]',
    ],
)
def test_what_is_no_layer_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(ImgcatError, match=r"The list of tile layers in .* not valid: .*\."):
        tile_layers(written(tmp_path, text))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImgcatError, match="cannot be read"):
        tile_layers(tmp_path / "none.json")


def test_each_origin_is_allowed_once(real_site: Site) -> None:
    urls = ("https://b.org/{z}", "http://a.org:8080/x/{z}", "https://b.org/other/{z}")
    layers = tuple(TileLayer(title=url, url=url) for url in urls)
    site = Pages(real_site.store, "http://test", live=True, tile_layers=layers)
    assert site.image_origins == ("http://a.org:8080", "https://b.org")


def test_pages_offer_the_layers_and_allow_their_images(real_site: Site, tmp_path: Path) -> None:
    answer = Site(real_site.store, tile_layers(written(tmp_path, LAYERS))).get("/explore.html")
    plain = real_site.get("/explore.html")
    allowed = "img-src 'self' data: https://tiles.example.org;"
    assert allowed in answer.headers["content-security-policy"]
    assert allowed in answer.text.replace("&#39;", "'")
    assert "tiles.example.org/{z}/{x}/{y}.png" in answer.text
    assert answer.headers["etag"] != plain.headers["etag"]
    assert "example.org" not in plain.text
