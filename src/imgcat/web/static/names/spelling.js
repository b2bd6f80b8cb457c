/* The parts of a name and the spellings under which it is compared. The same as imgcat.model.names.anatomy, .generics
   and .spelling. */
(() => {
  "use strict";
  const { isAscii, words, Folding, Korean } = imgcat.names;

  const PARENTHESISED = /[([][^)\]]*[)\]]?/g;
  const TAIL = /[,;،、，][^]*/;
  const HYPHENS = /[-‐‑‒–־]/;
  const DOUBLED = /(.)\1+/gu;
  const ARTICLE = "ال";

  class Speller {
    constructor(tables) {
      this.folding = new Folding(tables);
      this.korean = new Korean(tables);
      this.kinds = new Map(Object.entries(tables.kinds));
      this.endings = Object.entries(tables.endings);
      this.articles = new Set(tables.articles);
      this.abjads = new Set(tables.abjads);
      this.vowels = new RegExp(tables.vowels, "g");
    }

    dissect(text, korean) {
      const [core, beside] = splitQualifier(this.folding.fold(text));
      const kinds = new Set();
      let found = [];
      for (const token of core.split(/\s+/)) {
        let pieces = token.split(HYPHENS).flatMap(words);
        const kind = this.kinds.get(pieces.join(""));
        if (kind) {
          kinds.add(kind);
          continue;
        }
        while (pieces.length > 1 && this.kinds.has(pieces.at(-1))) kinds.add(this.kinds.get(pieces.pop()));
        pieces = pieces.filter((piece) => !this.articles.has(piece));
        if (!pieces.length) continue;
        const suffix = korean && this.korean.suffixes[pieces[0]];
        if (suffix && pieces.length === 1 && found.length) {
          const { text: before } = found.pop();
          found.push({ text: before + pieces[0], stem: before, suffix });
          continue;
        }
        const [word, ending] = this.word(pieces, korean);
        if (ending) kinds.add(ending);
        found.push(word);
      }
      if (!found.some((word) => /\p{L}/u.test(word.text))) {
        found = found.length ? words(core).map((word) => ({ text: word, stem: word, suffix: null })) : [];
      }
      return { distinctive: found, kinds, qualifiers: words(beside) };
    }

    word(pieces, korean) {
      const last = korean && pieces.length > 1 && this.korean.suffixes[pieces.at(-1)];
      if (last) return [{ text: pieces.join(""), stem: pieces.slice(0, -1).join(""), suffix: last }, null];
      const [text, ending] = this.splitEnding(pieces.join(""));
      const [stem, suffix] = korean ? this.korean.splitSuffix(text) : [text, null];
      return [{ text, stem, suffix }, ending];
    }

    splitEnding(word) {
      if (!isAscii(word)) {
        for (const [ending, kind] of this.endings) {
          if (word.endsWith(ending) && word.length - ending.length >= 2) return [word.slice(0, -ending.length), kind];
        }
      }
      return [word, null];
    }

    spellings(text, korean) {
      const { folding } = this, script = folding.scriptOf(text);
      const plain = this.dissect(text, false);
      const latin = (word) => folding.latin(word);
      const found = [];
      if (script === "Latn") {
        found.push(this.spell(plain, "latin", latin, latin(text), script));
      } else {
        found.push(this.spell(plain, "native", (word) => word, folding.compact(text), script));
        found.push(this.spell(plain, "latin", (word) => this.transliterated(word), latin(text), script));
      }
      if (korean) {
        const anatomy = this.dissect(text, true);
        const systems = isAscii(folding.fold(text)) ? ["rr"] : this.korean.systemNames;
        for (const system of systems) {
          found.push(this.spell(anatomy, "korean", (word) => this.korean.key(word, system), "", script));
        }
      }
      return distinct(found.filter((each) => each.whole || each.body));
    }

    transliterated(word) {
      const bare = word.length > ARTICLE.length + 2 && word.startsWith(ARTICLE) ? word.slice(ARTICLE.length) : word;
      return this.folding.latin(bare);
    }

    spell({ distinctive, kinds, qualifiers }, space, letters, whole, script) {
      const last = distinctive.at(-1) ?? { stem: "", suffix: null };
      const body = letters(distinctive.map((word) => word.text).join(""));
      const stem = letters([...distinctive.slice(0, -1).map((word) => word.text), last.stem].join(""));
      const guessed = space === "latin" && script !== "Latn";
      return {
        space,
        whole,
        body,
        stem,
        suffix: last.suffix,
        words: [...distinctive, ...qualifiers.map((each) => ({ text: each, stem: each }))]
          .map((word) => [letters(word.text), letters(word.stem)])
          .filter(([text]) => text),
        kinds,
        guessed,
        misspellable: space !== "native" && !(guessed && script === "Hani"),
        consonants: space === "latin" ? body.replace(this.vowels, "").replace(DOUBLED, "$1") : "",
        vowelless: guessed && this.abjads.has(script),
      };
    }

    /* The words of a text in Latin letters and the kinds of place it names: what it supports in a query. */
    vocabulary(text) {
      const folded = this.folding.fold(text);
      const all = [...folded.split(/\s+/).filter(Boolean), ...words(folded)];
      return [...this.dissect(text, false).kinds, ...all.map((word) => this.folding.latin(word))];
    }
  }

  function splitQualifier(text) {
    const outside = text.replace(PARENTHESISED, " ");
    const core = outside.replace(TAIL, "");
    if (!words(core).length) return [text, ""];
    return [core, [...(text.match(PARENTHESISED) ?? []), outside.slice(core.length)].join(" ")];
  }

  function distinct(spellings) {
    const seen = new Set();
    return spellings.filter((each) => {
      const said = JSON.stringify([each.space, each.whole, each.body, each.stem, each.words]);
      return !seen.has(said) && seen.add(said);
    });
  }

  imgcat.names.Speller = Speller;
})();
