/* Which places a name may mean, best first: the same answers as imgcat.model.names.Gazetteer. And, which Python does not
   do, what a name begins with while it is being typed. */
(() => {
  "use strict";
  const { EXACT, FLOOR, Speller, allowedEdits, better, isAscii, isHangul, misspelling, mostEdits, score, syllable, words } = imgcat.names;

  const LONGEST_QUERY = 500;
  const CONTRARY_KIND = 25, UNKNOWN_KIND = 10;
  const BEGINS = [84, "begins"], BEGINS_A_WORD = [74, "word"], GUESSED = 5;
  const LEAST_GUESSED = 3; // letters, under which the Korean key says nothing

  /* A place is { id, country, names, known, ... }; a name { text, lang, script, system, kind, source }. */
  class Gazetteer {
    constructor(tables) {
      this.speller = new Speller(tables);
      this.allKinds = new Set(Object.values(tables.kinds));
      this.jamo = tables.hangul;
      this.entries = [];
      this.byKey = new Map();
      this.near = { latin: new Map(), korean: new Map() };
    }

    /* `context` are further words that may stand beside the place's names: its title, province, country. */
    add(place, context) {
      // Few queries ask what is known of a place.
      let known = null;
      const vocabulary = () => {
        known ??= new Set([...place.names.map((name) => name.text), ...context].flatMap((text) => this.speller.vocabulary(text)));
        return known;
      };
      for (const name of place.names) this.addName({ place, name, vocabulary });
    }

    addName(entry) {
      const { place, name } = entry, { speller } = this;
      const position = this.entries.push(entry) - 1;
      const korean = speller.korean.mayBe(name.text, place.country, name.lang, name.system);
      entry.text = sameText(name.text);
      entry.written = this.writtenOf(name.text);
      entry.spellings = speller.spellings(name.text, korean);
      if (entry.spellings.some((each) => each.space === "korean")) {
        for (const each of entry.spellings) each.misspellable = each.space === "korean";
      }
      entry.korean = koreanOf(entry);
      const keys = new Set([`text:${entry.text}`]);
      for (const spelling of entry.spellings) {
        for (const key of keysOf(spelling)) keys.add(key);
        for (const each of misspellable(spelling)) this.addNear(spelling.space, each);
      }
      for (const key of keys) {
        const found = this.byKey.get(key);
        if (found) found.push(position);
        else this.byKey.set(key, [position]);
      }
    }

    /* By length, as a near miss has about as many letters. */
    addNear(space, word) {
      const byLength = this.near[space];
      if (!byLength.has(word.length)) byLength.set(word.length, new Map());
      byLength.get(word.length).set(word, lettersOf(word));
    }

    match(text) {
      const question = this.question(text);
      const positions = new Set();
      for (const key of this.keysFor(question)) for (const each of this.byKey.get(key) ?? []) positions.add(each);
      return ranked([...positions].map((position) => this.hit(position, this.scoreOf(question, this.entries[position]))));
    }

    /* The same, and the places of which a name begins so; of equal ones the most cited first. */
    complete(text) {
      const question = this.question(text);
      const hits = this.match(text);
      if (question.written.whole) {
        this.entries.forEach((entry, position) => {
          const found = begins(question, entry);
          if (found) hits.push(this.hit(position, found));
        });
      }
      return ranked(hits, (hit) => hit.place.weight);
    }

    hit(position, found) {
      return found && { place: this.entries[position].place, name: this.entries[position].name, score: found[0], kind: found[1] };
    }

    question(text) {
      const asked = sameText(text.slice(0, LONGEST_QUERY)), { speller } = this;
      const anatomy = speller.dissect(asked, false);
      const question = {
        text: asked,
        spellings: speller.spellings(asked, true),
        kinds: anatomy.kinds,
        qualifiers: anatomy.qualifiers.map((word) => speller.folding.latin(word)).filter(Boolean),
        written: this.writtenOf(asked),
      };
      question.korean = koreanOf(question).filter((key) => key.length >= LEAST_GUESSED);
      return question;
    }

    *keysFor(question) {
      yield `text:${question.text}`;
      for (const spelling of question.spellings) {
        yield* keysOf(spelling);
        for (const asked of misspellable(spelling)) {
          for (const known of this.nearTo(asked, spelling.space)) yield `${spelling.space}:${known}`;
        }
      }
    }

    *nearTo(asked, space) {
      const letters = lettersOf(asked), most = mostEdits(asked.length, space);
      for (let length = asked.length - most; length <= asked.length + most; length++) {
        for (const [known, others] of this.near[space].get(length) ?? []) {
          // One edit changes two letters at most.
          if (differing(letters, others) <= 2 * most && misspelling(asked, known, space)) yield known;
        }
      }
    }

    scoreOf(question, entry) {
      if (!question.text) return null;
      if (question.text === entry.text) return EXACT;
      let best = null;
      for (const asked of question.spellings) for (const each of entry.spellings) best = better(best, score(asked, each));
      if (!best || question.written.folded === entry.written.folded) return best;
      if (question.qualifiers.some((word) => !entry.vocabulary().has(word))) return null;
      let [points, kind] = best;
      if (question.kinds.size && ![...question.kinds].some((each) => entry.vocabulary().has(each))) {
        const another = [...entry.vocabulary()].some((word) => this.allKinds.has(word));
        points -= another ? CONTRARY_KIND : UNKNOWN_KIND;
      }
      return points >= FLOOR ? [points, kind] : null;
    }

    /* How a text is written, run together, and where its words start. Hangul as it is typed, a letter at a time: a
       syllable that is being typed ends in what will begin the next one. */
    writtenOf(text) {
      const { folding } = this.speller;
      const parts = words(folding.fold(text)), starts = [];
      let whole = "";
      for (const part of parts) {
        starts.push(whole.length);
        whole += this.typed(part);
      }
      const folded = parts.join("");
      return { whole, starts, folded, latin: isAscii(text) ? folded : folding.latin(text) };
    }

    typed(word) {
      if (isAscii(word)) return word;
      return [...word].map((letter) => {
        if (!isHangul(letter)) return letter;
        const [initial, vowel, final] = syllable(letter.codePointAt(0));
        return this.jamo.initials[initial] + this.jamo.vowels[vowel] + (SPLIT[this.jamo.finals[final]] ?? this.jamo.finals[final]);
      }).join("");
    }
  }

  /* Finals that are typed as two letters. */
  const SPLIT = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
  };

  function begins({ written: asked, korean }, { written: known, korean: keys }) {
    const at = known.whole.indexOf(asked.whole);
    if (at === 0) return BEGINS;
    if (at > 0 && asked.whole.length > 1 && known.starts.some((start) => start >= at && known.whole.startsWith(asked.whole, start))) {
      return BEGINS_A_WORD;
    }
    const guess = (asked.latin.length >= LEAST_GUESSED && known.latin.startsWith(asked.latin))
      || korean.some((key) => keys.some((each) => each.startsWith(key)));
    return guess ? guessed(BEGINS) : null;
  }

  function koreanOf({ spellings }) {
    return spellings.filter((each) => each.space === "korean").map((each) => each.body);
  }

  function guessed([points, kind]) {
    return [points - GUESSED, kind];
  }

  /* The best hit of each place, by score, then by weight, then by id. */
  function ranked(hits, weight = () => 0) {
    const best = new Map();
    for (const hit of hits) {
      const held = hit && best.get(hit.place);
      if (hit && (!held || inOrder(hit, held) < 0)) best.set(hit.place, hit);
    }
    return [...best.values()].sort((one, other) =>
      other.score - one.score || weight(other) - weight(one) || compare(one.place.id, other.place.id));
  }

  const FIELDS = ["text", "lang", "script", "system", "kind", "source"];

  function inOrder(one, other) {
    if (one.score !== other.score) return other.score - one.score;
    for (const field of FIELDS) {
      const difference = compare(one.name[field] ?? "", other.name[field] ?? "");
      if (difference) return difference;
    }
    return 0;
  }

  function compare(one, other) {
    return one < other ? -1 : Number(one > other);
  }

  function* keysOf(spelling) {
    for (const letters of new Set([spelling.whole, spelling.body, spelling.stem, ...spelling.words.flat()])) {
      if (letters) yield `${spelling.space}:${letters}`;
    }
    if (spelling.consonants) yield `consonants:${spelling.consonants}`;
  }

  function misspellable(spelling) {
    if (!spelling.misspellable) return [];
    return [...new Set([spelling.body, spelling.stem])].filter((each) => allowedEdits(each.length));
  }

  /* Which of 32 letters a word holds, a bit each. */
  function lettersOf(word) {
    let bits = 0;
    for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
    return bits;
  }

  function differing(one, other) {
    let bits = one ^ other, count = 0;
    for (; bits; bits &= bits - 1) count++;
    return count;
  }

  function sameText(text) {
    return text.normalize("NFC").trim();
  }

  imgcat.names.Gazetteer = Gazetteer;
})();
