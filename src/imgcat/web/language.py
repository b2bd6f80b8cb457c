"""In which language and direction a name is written, for `lang` and `dir` attributes."""

_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Syrc", "Thaa"})
"""Scripts (ISO 15924) written from right to left."""

_LANGUAGES = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "prs", "ps", "sd", "ug", "ur", "yi"}
)
"""Languages written from right to left, for text whose script is not given."""

_NAMES = {
    "am": "Amharic",
    "ar": "Arabic",
    "bn": "Bengali",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "lt": "Lithuanian",
    "my": "Burmese",
    "nl": "Dutch",
    "pcm": "Nigerian Pidgin",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "ug": "Uyghur",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}

_SCRIPTS = {
    "Arab": "Arabic letters",
    "Beng": "Bengali letters",
    "Cyrl": "Cyrillic letters",
    "Ethi": "Ethiopic letters",
    "Grek": "Greek letters",
    "Hang": "Hangul",
    "Hani": "Chinese characters",
    "Hans": "simplified Chinese characters",
    "Hant": "traditional Chinese characters",
    "Hebr": "Hebrew letters",
    "Jpan": "Japanese script",
    "Latn": "Latin letters",
    "Mymr": "Burmese letters",
}

_SYSTEMS = {
    "dprk": "North Korean romanisation",
    "hanja": "Hanja",
    "mr": "McCune–Reischauer",
    "pinyin": "Pinyin",
    "rr": "Revised Romanisation",
}


def language(lang: str) -> str:
    """The English name of a language; its tag where it is not a common one here."""
    return _NAMES.get(lang.split("-")[0].lower(), lang)


def described(lang: str | None, script: str | None, system: str | None) -> str:
    """Language, script and romanisation of a name in words: `Korean, Hangul`."""
    parts = (
        language(lang) if lang else None,
        _SCRIPTS.get(script, script) if script else None,
        _SYSTEMS.get(system, system) if system else None,
    )
    return ", ".join(part for part in parts if part)


def tag(lang: str | None, script: str | None = None) -> str | None:
    """The BCP 47 tag of a text; None where it is to be read like the page around it.

    The script is added where the language does not say it: `ko` in Latin letters is `ko-Latn`.
    """
    if lang is None:
        return f"und-{script}" if script not in (None, "Latn") else None
    subtags = lang.split("-")
    if script is None or any(len(each) == 4 and each.isalpha() for each in subtags[1:]):
        return lang
    return "-".join([subtags[0], script, *subtags[1:]])


def direction(lang: str | None, script: str | None = None) -> str:
    """`rtl`, `ltr`, or `auto` where neither script nor language tells."""
    if script is not None:
        return "rtl" if script in _RIGHT_TO_LEFT else "ltr"
    if lang is None:
        return "auto"
    return "rtl" if lang.split("-")[0].lower() in _LANGUAGES else "ltr"
