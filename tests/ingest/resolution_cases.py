"""Captions of pictures whose scenes are known: the labelled set of `resolution_quality`.

The ids of the scenes are real (`resolution_scenes.ndjson`: from public repositories' notebooks, scripts and STAC
examples, with the cloud cover of those whose Items were public, and the footprints where ids name no cell). The
captions were written for them, in the forms that reports use, before their results were seen.
"""

from dataclasses import dataclass

PLACES = {
    "gaza": (34.45, 31.50, 2000),
    "netanya": (34.90, 32.30, 1000),
    "kakhovka": (33.37, 46.78, 500),
    "mariupol": (37.55, 47.10, 3000),
    "kyiv": (30.52, 50.45, 2000),
    "maungdaw": (92.37, 20.82, 1000),
    "inn din": (92.58, 20.50, 500),
    "seoul": (126.98, 37.55, 3000),
    "wonju": (128.20, 37.40, 1000),
    "nampo": (125.40, 38.73, 2000),
    "sino-ri": (125.355288, 39.644929, 500),
    "western australia": (126.0, -19.1, 1000),
    "auvergne": (3.4, 45.5, 1000),
    "tyrrhenian": (11.4, 41.5, 1000),
    "arnhem": (5.9, 51.9, 1000),
    "mopti": (-4.2, 14.5, 2000),
    "grand junction": (-108.4, 39.1, 1000),
    "katanga": (27.40, -8.60, 1000),
    "upemba": (27.40, -7.70, 20000),
    "serengeti": (35.3, -3.2, 5000),
    "boulder": (-105.27, 40.02, 1000),
    "rio chama": (-106.30, 36.09, 1000),
    "loyalty islands": (169.6, -23.1, 1000),
    "fiji": (179.6, -15.9, 1000),
    "surin": (103.1, 15.45, 1000),
    "la pampa": (-70.0, -12.9, 2000),
    "tapajos": (-56.8, -6.6, 2000),
    "mischief": (115.54, 9.91, 1000),
    "fordow": (50.995, 34.885, 1000),
    "parchin": (51.77, 35.52, 1000),
    "padua": (11.70, 45.35, 1000),
    "seattle": (-122.3, 48.0, 2000),
    "arunachal": (93.6, 27.5, 1000),
}
"""Longitude, latitude (WGS84, degrees), uncertainty in metres."""

GAZA_17 = "S2A_MSIL2A_20170511T082011_N0205_R121_T36RXV_20170511T082011"
GAZA_FEB_19 = "S2B_MSIL2A_20190225T081919_N0211_R121_T36RXV_20190225T125206"
GAZA_MAY_19 = "S2B_MSIL2A_20190506T081609_N0212_R121_T36RXV_20190506T113753"
GAZA_21 = "S2B_MSIL2A_20210525T081609_N0300_R121_T36RXV_20210525T105614"
GAZA_24 = "S2B_MSIL2A_20240827T081609_N0511_R121_T36RXV_20240827T113546"
NETANYA_18 = "S2A_MSIL1C_20181112T082151_N0207_R121_T36SXA_20181112T103700"
NETANYA_19 = "S2B_MSIL1C_20190506T081609_N0207_R121_T36SXA_20190506T104054"
NETANYA_20 = "S2A_MSIL2A_20200215T082021_N0214_R121_T36SXA_20200215T110825"
KAKHOVKA = "S2A_MSIL2A_20230608T084601_N0509_R107_T36TWS_20230608T132103"
MARIUPOL_JAN = "S2A_MSIL2A_20220108T083331_N0301_R021_T37TCN_20220108T104906"
MARIUPOL_JUN = "S2B_MSIL1C_20220602T082559_N0400_R021_T37TCN_20220602T121719"
MARIUPOL_JUL = "LC09_L2SP_176027_20220703_20220705_02_T1"
KYIV_19 = "S2A_MSIL2A_20190821T085601_N0213_R007_T36UUB_20190821T115206"
KYIV_23 = "S2B_MSIL1C_20230301T090819_N0509_R050_T36UUB_20230301T094840"
MAUNGDAW_4_JAN = "S2A_MSIL1C_20180104T042151_N0206_R090_T46QDJ_20180104T074740"
MAUNGDAW_29_JAN = "S2B_MSIL1C_20180129T042019_N0206_R090_T46QDJ_20180129T071639"
MAUNGDAW_25 = "S2B_MSIL2A_20250211T041819_R090_T46QDJ_20250211T062049"
INN_DIN_FEB = "S2B_MSIL1C_20180218T041819_N0206_R090_T46QDH_20180218T085403"
INN_DIN_SEP = "S2B_MSIL2A_20180916T041539_N0206_R090_T46QDH_20180916T075813"
RAKHINE_21 = "LC08_L2SP_135046_20210319_20210328_02_T1"
SEOUL_15 = "LC08_L1TP_116034_20150704_20170407_01_T1"
SEOUL_16 = "LC08_L1TP_116034_20160519_20170324_01_T1"
SEOUL_24_L = "LC08_L2SP_116034_20240829_02_T1"
SEOUL_24_S = "20240829T021531_20240829T021532_T52SCG"
SEOUL_25 = "S2C_MSIL2A_20250322T021601_R003_T52SCG_20250322T062116"
SEOUL_26 = "S2C_MSIL1C_20260225T021651_N0512_R003_T52SCG_20260225T041634"
WONJU_15 = "S2A_MSIL1C_20151021T022702_N0204_R003_T52SDG_20151021T022701"
WONJU_16 = "S2A_MSIL1C_20160106T021717_N0201_R103_T52SDG_20160106T094733"
WONJU_16_L = "LC08_L1TP_115034_20161104_20200905_02_T1"
WONJU_18_L = "LC08_L1TP_115034_20180721_20180731_01_T1"
WONJU_1_NOV = "S2A_MSIL1C_20181101T020821_N0206_R103_T52SDG_20181101T040328"
WONJU_4_NOV = "S2A_MSIL1C_20181104T021841_N0206_R003_T52SDG_20181104T055443"
WONJU_6_NOV = "S2B_MSIL1C_20181106T020849_N0207_R103_T52SDG_20181106T034331"
WONJU_DEC = "S2B_MSIL1C_20181219T022109_N0207_R003_T52SDG_20181219T051028"
NAMPO = "LC08_L1TP_117033_20210913_20210924_02_T1"
AUSTRALIA = "S1A_IW_GRDH_1SDV_20230628T210705_20230628T210730_049191_05EA4D_21D1"
AUVERGNE = "S1A_IW_GRDH_1SDV_20210809T173953_20210809T174018_039156_049F13_6FF8"
TYRRHENIAN = "S1A_IW_SLC__1SDV_20150305T051937_20150305T052005_004892_006196_ABBB"
ARNHEM = "S1A_IW_GRDH_1SDV_20240325T055038_20240325T055103_053134_066FC4"
MOPTI = "S1A_IW_GRDH_1SDV_20160822T182823_20160822T182848_012717_013FFE_90AF"
KATANGA = "S2B_MSIL2A_20200606T080609_R078_T35LNL_20201027T072719"
UPEMBA = "S2A_MSIL2A_20200611T080611_R078_T35MNM_20200826T230619"
SERENGETI = "S2B_36MYB_20200710_0_L2A"
SERENGETI_CLEAR = "S2A_36MYB_20200725_0_L2A"
BOULDER_5 = "S2A_T13TDE_20240405T175934_L2A"
BOULDER_7 = "S2B_T13TDE_20240407T174209_L2A"
BOULDER_12 = "S2A_T13TDE_20240412T175055_L2A"
RIO_CHAMA = "S2B_13SCA_20200411_0_L2A"
LOYALTY = "S2B_59KLQ_20200621_0_L2A"
FIJI = "S2A_T01LAC_20200717T221944_L1C"
SURIN = "AST_L1T_00305032000040446_20150409135350"
PAMPA_18 = "LC08_003069_20180906"
PAMPA_22 = "LC08_L1TP_003069_20220917_20220928_02_T1"
TAPAJOS = "S2A_MSIL1C_20221210T140711_N0509_R110_T21MWN_20221210T155008"
MISCHIEF = "LC08_119053_20150927"
FORDOW = "LC08_L2SP_164036_20240626_20240709_02_T1"
PARCHIN = "S2B_T39SWV_20260710T072912_L2A"
PADUA = "LC81920282019008LGN00"
SEATTLE = "LC08_L2SP_047027_20201204_20210313_02_T1"
ARUNACHAL = "S2A_MSIL1C_20210908T042701_R133_T46RER_20210908T070248"


@dataclass(frozen=True, slots=True)
class Case:
    """A caption, where, and a scene of each picture that it is of; none where no known public scene shows it."""

    about: str
    text: str
    place: str
    scenes: tuple[str, ...] = ()
    published: str | None = None


def _one(about: str, rows: list[tuple[str, str, str]]) -> list[Case]:
    return [Case(about, text, place, (scene,)) for place, text, scene in rows]


CASES = [
    *_one(
        "satellite and day",
        [
            ("gaza", "Sentinel-2 image of the Gaza Strip taken on 27 August 2024.", GAZA_24),
            ("gaza", "Gaza City, May 25, 2021 (Copernicus Sentinel-2)", GAZA_21),
            ("gaza", "Imagen de satélite Sentinel-2 del 6 de mayo de 2019", GAZA_MAY_19),
            ("gaza", "Image Sentinel-2 du 25 février 2019. Crédit : ESA", GAZA_FEB_19),
            ("gaza", "加沙地带，2024年8月27日，哨兵二号卫星", GAZA_24),
            ("netanya", "Coast at Netanya, Sentinel-2, 15.02.2020", NETANYA_20),
            ("netanya", "Israeli coast, 6 May 2019, Sentinel-2B", NETANYA_19),
            ("netanya", "Sentinel-2-Aufnahme vom 12. November 2018", NETANYA_18),
            ("mariupol", "Снимок Sentinel-2 от 8 января 2022 года, Мариуполь", MARIUPOL_JAN),
            ("mariupol", "Sentinel-2 L1C, 2 June 2022, false colour", MARIUPOL_JUN),
            ("mariupol", "Landsat 9, July 3, 2022 (USGS)", MARIUPOL_JUL),
            ("kyiv", "Київ, 1 березня 2023 року, Sentinel-2", KYIV_23),
            ("kyiv", "Kyiv on 21 August 2019 as seen by Sentinel-2A", KYIV_19),
            ("maungdaw", "Burnt villages, 4 January 2018. Copernicus Sentinel-2", MAUNGDAW_4_JAN),
            ("maungdaw", "S2, 11-Feb-2025, Maungdaw", MAUNGDAW_25),
            ("inn din", "Sentinel-2 imagery of Inn Din collected 16 September 2018", INN_DIN_SEP),
            ("seoul", "2025년 3월 22일 센티넬-2 위성이 촬영한 서울", SEOUL_25),
            ("wonju", "Sentinel-2 image, November 1, 2018", WONJU_1_NOV),
            ("wonju", "2018.11.04. 유럽우주국 코페르니쿠스 센티넬-2", WONJU_4_NOV),
            ("wonju", "First look: Sentinel-2A, 21 October 2015", WONJU_15),
            ("wonju", "Sentinel-2, 6 January 2016, contains Copernicus data (2016)", WONJU_16),
            ("wonju", "랜드샛 8호, 2018년 7월 21일", WONJU_18_L),
            ("wonju", "Landsat-8, 4 November 2016. Image courtesy of the USGS", WONJU_16_L),
            ("la pampa", "17 de setiembre de 2022. Datos: Landsat 8, USGS, MAAP", PAMPA_22),
            ("la pampa", "Landsat-8, 6 de septiembre de 2018", PAMPA_18),
            ("tapajos", "Garimpo, 10 de dezembro de 2022. Imagem: Sentinel-2", TAPAJOS),
            ("mischief", "Mischief Reef, September 27, 2015. Landsat 8", MISCHIEF),
            ("fordow", "Fordow, 26 June 2024, NASA/USGS Landsat 8", FORDOW),
            ("parchin", "Sentinel-2, 2026-07-10", PARCHIN),
            ("surin", "ASTER image acquired May 3, 2000", SURIN),
            ("arunachal", "Copernicus Sentinel-2, 8 September 2021", ARUNACHAL),
            ("boulder", "Boulder on April 12, 2024. Copernicus Sentinel-2", BOULDER_12),
            ("boulder", "Sentinel-2 (L2A), 7 April 2024", BOULDER_7),
            ("rio chama", "Sentinel-2, 11 April 2020", RIO_CHAMA),
            ("serengeti", "Sentinel-2A, 25 July 2020", SERENGETI_CLEAR),
            ("katanga", "Sentinel-2 (ESA), 6 June 2020", KATANGA),
            ("upemba", "Sentinel-2, le 11 juin 2020", UPEMBA),
            ("seattle", "Landsat 8 scene of December 4, 2020", SEATTLE),
            ("padua", "Landsat 8, 8 January 2019", PADUA),
        ],
    ),
    *_one(
        "only the provider",
        [
            (
                "gaza",
                "Fire near Rafah, 11 May 2017. Credit: European Space Agency/Copernicus",
                GAZA_17,
            ),
            (
                "kakhovka",
                "The Kakhovka dam two days after the breach, June 8, 2023. European Space Agency, via AP",
                KAKHOVKA,
            ),
            ("maungdaw", "Maungdaw, 29 January 2018. Photo: ESA", MAUNGDAW_29_JAN),
            ("inn din", "European Space Agency, CSIS. Inn Din, February 18, 2018", INN_DIN_FEB),
            ("seoul", "2026년 2월 25일 촬영. 제공=유럽우주국(ESA)", SEOUL_26),
            ("wonju", "European Space Agency, December 19, 2018", WONJU_DEC),
            ("nampo", "USGS image, September 13, 2021", NAMPO),
            ("mariupol", "Mariupol, 3 July 2022 (image: NASA)", MARIUPOL_JUL),
            ("mariupol", "Credit: Sentinel Hub. 2022-06-02", MARIUPOL_JUN),
            ("kakhovka", "EO Browser, 8.06.2023", KAKHOVKA),
            ("auvergne", "Radar image by the European Space Agency, 9 August 2021", AUVERGNE),
            ("nampo", "Thermal infrared image of September 13, 2021, USGS", NAMPO),
        ],
    ),
    *_one(
        "day of another zone",
        [
            # A pass over Korea at two in the morning UTC is of the evening before in Washington.
            ("wonju", "Sentinel-2 image captured November 3, 2018", WONJU_4_NOV),
            ("wonju", "Sentinel-2, taken on December 18, 2018", WONJU_DEC),
            ("wonju", "November 5, 2018, Copernicus Sentinel-2", WONJU_6_NOV),
            ("seoul", "European Space Agency, March 21, 2025", SEOUL_25),
            ("nampo", "Landsat 8, September 12, 2021", NAMPO),
            ("fiji", "Sentinel-2A, 18 July 2020", FIJI),
            ("fiji", "Sentinel-2A, July 17, 2020", FIJI),
            ("loyalty islands", "Sentinel-2, 22 June 2020", LOYALTY),
        ],
    ),
    *_one(
        "radar",
        [
            # Dawn of 29 June there is the evening of the 28th in UTC.
            ("western australia", "Sentinel-1 radar image, 29 June 2023", AUSTRALIA),
            ("western australia", "Copernicus Sentinel-1, 28 June 2023", AUSTRALIA),
            ("tyrrhenian", "Sentinel-1A SAR, 5 March 2015", TYRRHENIAN),
            ("arnhem", "25 March 2024, Copernicus Sentinel-1", ARNHEM),
            ("mopti", "Sentinel-1, 22/08/2016", MOPTI),
            ("grand junction", "Sentinel-1B SAR image, 21 November 2016", "S1B_20161121_12SYJ_ASC"),
            ("mopti", "SAR image acquired in August 2016 (ESA)", MOPTI),
        ],
    ),
    *_one(
        "month",
        [
            ("gaza", "Sentinel-2, August 2024", GAZA_24),
            ("wonju", "Copernicus Sentinel-2, November 2018", WONJU_4_NOV),
            ("katanga", "Sentinel-2 image from June 2020", KATANGA),
            ("serengeti", "Sentinel-2, July 2020", SERENGETI),
            ("boulder", "Boulder in April 2024. Copernicus Sentinel-2", BOULDER_12),
            ("inn din", "Septiembre de 2018, Sentinel-2", INN_DIN_SEP),
        ],
    ),
    Case(
        "several dates",
        "Sentinel-2 imagery of 1 and 4 November 2018",
        "wonju",
        (WONJU_1_NOV, WONJU_4_NOV),
    ),
    Case(
        "several dates",
        "Sentinel-2, November 1, 4 and 6, 2018",
        "wonju",
        (WONJU_1_NOV, WONJU_4_NOV, WONJU_6_NOV),
    ),
    Case(
        "several dates",
        "Left: 25 February 2019; right: 6 May 2019. Copernicus Sentinel-2",
        "gaza",
        (GAZA_FEB_19, GAZA_MAY_19),
    ),
    Case(
        "several dates",
        "Landsat 8 images of July 4, 2015, and May 19, 2016",
        "seoul",
        (SEOUL_15, SEOUL_16),
    ),
    Case(
        "several dates",
        "Before (8 January 2022) and after (2 June 2022): Copernicus Sentinel-2",
        "mariupol",
        (MARIUPOL_JAN, MARIUPOL_JUN),
    ),
    Case(
        "two readings",
        "Sentinel-2 · 04/05/2024",
        "boulder",
        (BOULDER_5,),
        "2024-04-20",
    ),
    Case("two readings", "Sentinel-2 · 04/05/2024", "boulder", (BOULDER_5,)),
    *_one(
        "day off by one",
        [
            ("serengeti", "Sentinel-2, 13 July 2020", "S2A_36MYB_20200712_0_L2A"),
            ("upemba", "Copernicus Sentinel-2, June 12, 2020", UPEMBA),
            ("boulder", "Sentinel-2, 21 April 2024", "S2B_T13TDE_20240420T175329_L2A"),
            ("netanya", "ESA, 5 May 2019", NETANYA_19),
        ],
    ),
    Case("no year", "Sentinel-2 image taken Aug. 27", "gaza", (GAZA_24,), "2024-09-02"),
    Case("no year", "taken on November 4, ESA Sentinel-2", "wonju", (WONJU_4_NOV,), "2018-11"),
    *_one(
        "loose or wrong credit",
        [
            ("mariupol", "NASA image of Mariupol, Jan. 8, 2022", MARIUPOL_JAN),
            ("inn din", "Satellite image taken on 19 March 2021", RAKHINE_21),
            ("maungdaw", "satellite imagery of 4 January 2018", MAUNGDAW_4_JAN),
            ("gaza", "Google Earth / Copernicus Sentinel-2, 6 May 2019", GAZA_MAY_19),
            ("seoul", "Satellite view of Seoul on August 29, 2024. NASA/USGS", SEOUL_24_L),
        ],
    ),
    *_one(
        "two satellites on one day",
        [
            ("seoul", "August 29, 2024, Landsat 8", SEOUL_24_L),
            ("seoul", "29 August 2024, Sentinel-2", SEOUL_24_S),
            ("seoul", "위성사진 2024년 8월 29일", SEOUL_24_S),
        ],
    ),
    Case(
        "id printed",
        f"Copernicus Sentinel-2, {MAUNGDAW_4_JAN}, 4 January 2018",
        "maungdaw",
        (MAUNGDAW_4_JAN,),
    ),
    Case("id printed", f"Source: {NAMPO} (USGS)", "nampo", (NAMPO,)),
    # What must not be found: commercial pictures, years of copyright, no dates, no scene known.
    Case("commercial", "Satellite image ©2022 Maxar Technologies, June 2, 2022", "mariupol"),
    Case("commercial", "Planet Labs PBC, 1 March 2023", "kyiv"),
    Case("commercial", "Pleiades © CNES 2018, Distribution Airbus DS. 4 January 2018", "maungdaw"),
    Case("commercial", "KOMPSAT-3A, 2018년 11월 4일, 한국항공우주연구원", "wonju"),
    Case("commercial", "CSIS/Beyond Parallel/DigitalGlobe 2018", "wonju"),
    Case(
        "no date", "Contains modified Copernicus Sentinel data (2020), processed by ESA", "netanya"
    ),
    Case("no date", "Image ©2021 European Union, Copernicus Sentinel-2", "gaza"),
    Case("no date", "European Space Agency / Copernicus Sentinel-2 satellite", "gaza"),
    Case("no date", "Sentinel-2. Published 27 August 2024", "gaza"),
    Case("no date", "Google Earth, 8 January 2022", "mariupol"),
    Case("no scene", "Sentinel-2, 14 November 2018", "wonju"),
    Case("no scene", "Sentinel-1 radar image, 27 August 2024", "gaza"),
    Case("no scene", "Landsat 7, July 3, 2022", "mariupol"),
    Case(
        "no scene",
        "European Space Agency, Beyond Parallel ... Overview of the Sino-ri missile operating base, December 27, 2018",
        "sino-ri",
    ),
]
