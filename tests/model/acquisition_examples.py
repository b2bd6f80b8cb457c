"""One id or more of every grammar, with what it must be read as: text, grammar, acquisition key, pass key."""

S1 = "S1A_IW_GRDH_1SDV_20210809T173953_20210809T174018_039156_049F13"
S1_KEY = "s1a-iw-grdh-1sdv-20210809T173953-20210809T174018-039156-049f13"
LC8_KEY, LC8_PASS = "lc08-047027-20201204", "l08-047-20201204"

EXAMPLES: list[tuple[str, str, str | None, str | None]] = [
    (
        "S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857",
        "sentinel-2-product",
        "s2a-20190212T192651-07hfe",
        "s2a-20190212T192651",
    ),
    (
        "S2B_MSIL2A_20221004T220349_R086_T01JCF_20221005T072117",
        "sentinel-2-short",
        "s2b-20221004T220349-01jcf",
        "s2b-20221004T220349",
    ),
    (
        "S2A_OPER_PRD_MSIL1C_PDMC_20160628T172504_R022_V20160628T101026_20160628T101026",
        "sentinel-2-multi-tile",
        None,
        None,
    ),
    (
        "S2A_OPER_MSI_L1C_TL_SGS__20160628T153712_A005310_T32TPT_N02.04",
        "sentinel-2-granule",
        None,
        None,
    ),
    (
        "S2A_OPER_MSI_L1C_TL_SGS__20181231T203637_A018414_T10SDG",
        "sentinel-2-granule",
        None,
        None,
    ),
    (
        "S2B_OPER_MSI_L2A_TL_S2RP_20230117T014410_A026649_T01VCG",
        "sentinel-2-granule",
        None,
        None,
    ),
    (
        "S2A_OPER_MSI_L2A_DS_ESRI_20201007T160858_S20190212T192646_N02.12",
        "sentinel-2-datastrip",
        None,
        None,
    ),
    ("GS2A_20190212T192651_019029_N02.12", "sentinel-2-datatake", None, "s2a-20190212T192651"),
    ("S2A_31VED_20221003_0_L2A", "earth-search-v0", None, None),
    ("S2B_1CCV_20181004_0_L2A", "earth-search-v0", None, None),
    ("S2B_19TCH_20180209_0", "earth-search-v0", None, None),
    ("S2B_T56LQM_20260102T235736_L2A", "earth-search-c1", None, None),
    (
        "COPERNICUS/S2_SR_HARMONIZED/20210603T175911_20210603T175913_T23XML",
        "earth-engine-sentinel-2",
        None,
        None,
    ),
    ("20210603T175911_20210603T175913_T23XML", "earth-engine-sentinel-2", None, None),
    ("LC08_L2SP_047027_20201204_20210313_02_T1", "landsat-product", LC8_KEY, LC8_PASS),
    ("LC08_L2SP_047027_20201204_02_T1", "landsat-short", LC8_KEY, LC8_PASS),
    (
        "LC08_L2SP_047027_20201204_20210313_02_T1_SR",
        "landsat-surface-reflectance",
        LC8_KEY,
        LC8_PASS,
    ),
    (
        "LC08_L2SP_047027_20201204_20210313_02_T1_ST",
        "landsat-surface-temperature",
        LC8_KEY,
        LC8_PASS,
    ),
    ("LC80470272020339LGN00", "landsat-scene", LC8_KEY, LC8_PASS),
    (
        "LC80080302018268LGN00",
        "landsat-scene",
        "lc08-008030-20180925",
        "l08-008-20180925",
    ),
    ("LC81691102019263", "landsat-scene-short", "lc08-169110-20190920", "l08-169-20190920"),
    (
        "LANDSAT/LC08/C02/T1_L2/LC08_044034_20140318",
        "earth-engine-landsat",
        "lc08-044034-20140318",
        "l08-044-20140318",
    ),
    (
        "LC08_044034_20140318",
        "earth-engine-landsat",
        "lc08-044034-20140318",
        "l08-044-20140318",
    ),
    ("LT05_CU_007007_19920325_20210423_02", "landsat-ard", "lt05-cu-007007-19920325", None),
    ("LE07_CU_002012_20150101_20210502_02_BA", "landsat-ard", "le07-cu-002012-20150101", None),
    ("LC08_CU_003010_20160423_20190504_C01_V01", "landsat-ard", "lc08-cu-003010-20160423", None),
    (S1 + "_6FF8", "sentinel-1-product", S1_KEY, "s1a-049f13"),
    (S1 + "_2770_COG", "sentinel-1-product", S1_KEY, "s1a-049f13"),
    (S1, "sentinel-1-short", S1_KEY, "s1a-049f13"),
    (S1 + "_rtc", "sentinel-1-rtc", S1_KEY, "s1a-049f13"),
    (
        "S1A_IW_SLC__1SDV_20240618T173936_20240618T174003_054381_069DC0_C1A4",
        "sentinel-1-product",
        "s1a-iw-slc-1sdv-20240618T173936-20240618T174003-054381-069dc0",
        "s1a-069dc0",
    ),
    ("S1B_20161121_12SYJ_ASC", "sentinel-1-rtc-tile", None, None),
    (
        "AST_L1T_00306042003004247_20150428235500_35366",
        "aster",
        "aster-20030604T004247",
        None,
    ),
    ("AST_L1T_00305032000040446_20150409135350", "aster", "aster-20000503T040446", None),
    ("DS1102-1025DA042", "corona", "ds1102-1025da042", None),
    ("DS11021025DA042", "corona", "ds1102-1025da042", None),
]
