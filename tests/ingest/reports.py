"""Reports that nobody published, of three languages and kinds, for the tests of drafting."""

from functools import cache

from fpdf import FPDF

from imgcat.catalog.records import Records
from imgcat.model.names import Mentions, NameEntry
from imgcat.store.places import name_entries

ENGLISH = """\
<!doctype html><html lang="en-US"><head>
<title>New Halls at the Sino-ri Base | Example Institute</title>
<meta property="og:site_name" content="Example Institute">
<meta name="author" content="Ada Example; Bo Example">
<meta property="article:published_time" content="2026-05-04T09:00:00Z">
<meta name="citation_doi" content="10.9999/example.1">
<link rel="canonical" href="https://example.org/reports/sino-ri-halls">
</head><body>
<nav><p>Read also: Natanz nuclear facility</p></nav>
<article>
<h1>New Halls at the Sino-ri Base</h1>
<p>Two halls were built at the Sino-ri missile operating base (39.644929 N, 125.355288 E) between the winter and the
spring of this year, which earlier pictures did not show, and which a wall now surrounds on three sides.</p>
<p>A second site, not described before, lies at 39°10′05″ N, 126°20′30″ E in a valley; its northern gate is at
39°10′30″ N, 126°20′35″ E. No change was seen at Yongbyon. Sino-Russian relations are not the subject.</p>
<figure><img src="1.jpg" alt="An overview of the base">
<figcaption>Figure 1. Overview of the Sino-ri base, April 30, 2026. Copernicus Sentinel-2.</figcaption></figure>
<figure><img src="2.jpg"><figcaption>Figure 2. The eastern hall. Image © 2026 Vantor.</figcaption></figure>
<figure><img src="3.jpg"><figcaption>Figure 3. The director of the institute at a meeting.</figcaption></figure>
<p>The base was first described in <a
href="http://beyondparallel.csis.org/undeclared-north-korea-the-sino-ri-missile-operating-base-and-strategic-force-facilities?utm_source=x">a
report of 2019</a>. The scene used is S2A_MSIL2A_20260430T022651_N0511_R046_T51SYD_20260430T060857.SAFE.</p>
</article><footer><p>© 2026 Example Institute</p></footer></body></html>
"""

KOREAN = """\
<html lang="ko"><head><meta charset="utf-8"><title>신오리 미사일 기지의 새 건물</title>
<meta property="og:site_name" content="예시연구소"><meta name="author" content="김예시">
<meta property="article:published_time" content="2026-05-06"></head><body><article>
<h1>신오리 미사일 기지의 새 건물</h1>
<p>예시연구소는 신오리에서 새 건물 두 동이 세워졌다고 밝혔다. 위성사진을 보면 벽이 세 면을 둘러싸고 있으며, 이전
사진에는 보이지 않던 것이다. 영변에서는 아무런 변화가 없었다. 회담은 무산됐다.</p>
<figure><img src="1.jpg"><figcaption>사진 1. 신오리 기지, 2026년 4월 30일 촬영. 출처: 유럽우주국(ESA)
코페르니쿠스 센티넬-2</figcaption></figure>
<table><tr><td>좌표</td><td>북위 39도 38분 41초, 동경 125도 21분 19초</td></tr></table>
</article></body></html>
"""

SPANISH = """\
# Minería nueva cerca de La Pampa

Publicado por el Instituto de Ejemplo. Las imágenes de satélite muestran que la minería avanza hacia el este de La Pampa
y que el río tiene otro color desde abril. El punto está en 12,95120° S, 70,00310° O.

Figura 1. Imagen Sentinel-2 del 3 de marzo de 2026 (izquierda) y del 12 de abril de 2026 (derecha). Datos:
ESA/Copernicus.

Más en [el informe anterior](https://example.org/anterior).
"""


def pdf() -> bytes:
    """A report of two pages as PDF, with properties, a caption and a link."""
    made = FPDF()
    made.set_title("Halls at the Sino-ri Base")
    made.set_author("Ada Example; Bo Example")
    made.set_font("helvetica", size=11)
    made.add_page()
    made.multi_cell(0, 6, "Halls at the Sino-ri Base\n\nExample Institute, 4 May 2026\n\n")
    made.multi_cell(
        0,
        6,
        "Two halls were built at the Sino-ri missile operating base between the winter and the spring of this year, "
        "which earlier pictures did not show, and which a wall now surrounds on three sides.\n\n",
    )
    made.add_page()
    made.multi_cell(0, 6, "The base lies at 39°38'41\" N, 125°21'19\" E.\n\n")
    made.multi_cell(
        0, 6, "Figure 1. Overview of the Sino-ri base, April 30, 2026. Copernicus Sentinel-2.\n\n"
    )
    made.cell(0, 6, "An earlier report", link="https://example.org/earlier")
    return bytes(made.output())


def names_of(records: Records) -> Mentions:
    """What finds the names of the records' places; made once for the same names."""
    places = records.locations.values()
    return _finder(tuple(each for place in places for each in name_entries(place.to_item())))


@cache
def _finder(names: tuple[NameEntry, ...]) -> Mentions:
    return Mentions(names)
