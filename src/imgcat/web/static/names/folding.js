/* Folding a name to what its writers agree on. The same as imgcat.model.names.folding and .script. */
(() => {
  "use strict";

  const WORD = /[\p{L}\p{N}\p{M}]+/gu;
  const LETTER = /[\p{Ll}\p{Lu}\p{Lt}\p{Lo}]/u;
  const NOT_ASCII = /[^\0-\x7f]/;
  const HANGUL_FIRST = 0xac00, HANGUL_LAST = 0xd7a3;

  class Folding {
    constructor(tables) {
      const ranges = tables.dropped.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`);
      this.dropped = new RegExp(`[${ranges.join("")}]`, "gu");
      this.latinLetters = new Map(Object.entries(tables.latin));
      this.asciiLetters = new Map(Object.entries(tables.ascii));
      this.hangul = tables.hangul.ascii;
      this.scripts = tables.scripts.map((code) => [code, new RegExp(`\\p{Script=${code}}`, "u")]);
    }

    fold(text) {
      if (isAscii(text)) return text.toLowerCase().replace(/['`]/g, "");
      // A name is folded several times in a row.
      if (text === this.lastText) return this.lastFolded;
      let before = text, folded = this.foldOnce(text);
      while (folded !== before) [before, folded] = [folded, this.foldOnce(folded)];
      [this.lastText, this.lastFolded] = [text, folded];
      return folded;
    }

    foldOnce(text) {
      const decomposed = caseless(text.normalize("NFKD")).normalize("NFKD").replace(this.dropped, "");
      let kept = "";
      for (const letter of decomposed) kept += this.latinLetters.get(letter) ?? letter;
      return kept.normalize("NFC");
    }

    compact(text) {
      return words(this.fold(text)).join("");
    }

    latin(text) {
      if (isAscii(text)) return this.compact(text);
      let spelled = "";
      for (const letter of this.fold(text)) spelled += isAscii(letter) ? letter : this.inAscii(letter);
      return this.compact(spelled);
    }

    inAscii(letter) {
      const code = letter.codePointAt(0);
      if (code < HANGUL_FIRST || code > HANGUL_LAST) return this.asciiLetters.get(letter) ?? "";
      return syllable(code).map((part, at) => this.hangul[at][part]).join("");
    }

    /* ISO 15924; on a tie the script that comes first. */
    scriptOf(text) {
      if (isAscii(text)) return /[a-z]/i.test(text) ? "Latn" : "Zyyy";
      const counts = new Map();
      for (const each of text) {
        if (!LETTER.test(each)) continue;
        const code = isAscii(each) ? "Latn" : this.scriptOfLetter(each);
        counts.set(code, (counts.get(code) ?? 0) + 1);
      }
      let best = "Zyyy";
      for (const [code, count] of counts) if (count > (counts.get(best) ?? 0)) best = code;
      return best;
    }

    scriptOfLetter(letter) {
      const plain = String.fromCodePoint(letter.normalize("NFKC").codePointAt(0));
      return this.scripts.find(([, pattern]) => pattern.test(plain))?.[0] ?? "Zzzz";
    }
  }

  function isAscii(text) {
    return !NOT_ASCII.test(text);
  }

  /* Letter by letter, as a final sigma is no other letter here. */
  function caseless(text) {
    let found = "";
    for (const letter of text) found += letter.toUpperCase().toLowerCase();
    return found;
  }

  function words(folded) {
    return folded.match(WORD) ?? [];
  }

  function isHangul(letter) {
    const code = letter.codePointAt(0);
    return code >= HANGUL_FIRST && code <= HANGUL_LAST;
  }

  /* The numbers of the initial, the vowel and the final of a syllable (The Unicode Standard, 3.12). */
  function syllable(code) {
    const index = code - HANGUL_FIRST;
    return [Math.floor(index / 588), Math.floor((index % 588) / 28), index % 28];
  }

  imgcat.names = { Folding, isAscii, words, isHangul, syllable };
})();
