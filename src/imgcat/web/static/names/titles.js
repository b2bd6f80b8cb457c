/* Which titles a query means: the same rule as imgcat.web.titles. */
(() => {
  "use strict";
  const { isAscii, words } = imgcat.names;

  const BEGINNING = 0, WITHIN = 1;

  class Titles {
    constructor(folding) {
      this.folding = folding;
      this.entries = [];
    }

    add(title) {
      this.entries.push({ title, words: words(this.folding.fold(title.text)) });
    }

    match(text) {
      const asked = words(this.folding.fold(text.slice(0, 500)));
      const found = [];
      for (const entry of this.entries) {
        const rank = fit(asked, entry.words);
        if (rank !== null) found.push({ rank, title: entry.title });
      }
      return found.sort((one, other) => one.rank - other.rank).map((each) => each.title);
    }
  }

  /* Every word that is asked for begins a word of the title; in scripts without spaces it may stand anywhere. */
  function fit(asked, title) {
    if (!asked.length) return null;
    const whole = title.join(""), begins = whole.startsWith(asked.join(""));
    if (begins) return BEGINNING;
    const everywhere = asked.every((word) => title.some((each) => each.startsWith(word)) || (!isAscii(word) && whole.includes(word)));
    return everywhere ? WITHIN : null;
  }

  imgcat.names.Titles = Titles;
})();
