/* The key that all spellings of one Korean name share. The same as imgcat.model.names.korean, .hangul and .hanja. */
(() => {
  "use strict";
  const { isAscii, isHangul, syllable } = imgcat.names;

  const NOT_KOREAN = /[fqvxz]|c(?!h)/;
  const DOUBLED = /(.)\1+/gu;
  const DROPPED_INITIAL = /^n+(?=[iy])/;
  const PLAIN = { "ŏ": "o", "ŭ": "u", "'": "" };
  const FIRST_ROW = 0xca, LAST_ROW = 0xfd; // of hanja in EUC-KR

  class Korean {
    constructor(tables) {
      Object.assign(this, tables.korean);
      this.hangul = tables.hangul;
      this.hanja = tables.hanja;
      const spelled = Object.keys(this.classes).sort((a, b) => b.length - a.length);
      this.classPattern = new RegExp(spelled.join("|"), "g");
      this.systemNames = Object.keys(this.hangul.systems);
    }

    /* Whether Korean spelling rules apply to a name. */
    mayBe(text, country, lang, system) {
      return this.countries.includes((country ?? "").toUpperCase())
        || this.languages.includes((lang ?? "").split("-")[0].toLowerCase())
        || this.systems.includes((system ?? "").toLowerCase())
        || [...text].some(isHangul);
    }

    splitSuffix(word) {
      for (const suffix of this.glued) {
        if (word.endsWith(suffix) && word.length - suffix.length >= 2) {
          return [word.slice(0, -suffix.length), this.suffixes[suffix]];
        }
      }
      return [word, null];
    }

    key(word, system) {
      let letters = word;
      if (!isAscii(word)) {
        const hangul = [...word].some(isHangul) ? word : this.reading(word);
        letters = this.romanise(hangul, system);
      }
      letters = letters.replace(/[ŏŭ']/g, (letter) => PLAIN[letter]);
      return /^[a-z0-9]+$/i.test(letters) ? this.foldLetters(letters) : "";
    }

    foldLetters(letters) {
      if (NOT_KOREAN.test(letters)) return "";
      const classes = letters.replace(this.classPattern, (found) => this.classes[found]);
      return classes.replace(DOUBLED, "$1").replace(DROPPED_INITIAL, "");
    }

    romanise(text, system) {
      let spelled = "", run = [];
      for (const letter of text) {
        if (isHangul(letter)) {
          run.push(this.jamo(letter));
        } else {
          spelled += this.spell(run, system) + letter;
          run = [];
        }
      }
      return spelled + this.spell(run, system);
    }

    jamo(letter) {
      const [initial, vowel, final] = syllable(letter.codePointAt(0));
      return [this.hangul.initials[initial], this.hangul.vowels[vowel], this.hangul.finals[final]];
    }

    spell(run, system) {
      const { systems, sound, letter, voiced, voiced_after: voicedAfter } = this.hangul;
      for (let at = 0; at + 1 < run.length; at++) {
        [run[at][2], run[at + 1][0]] = this.joined(run[at][2], run[at + 1][0], system);
      }
      let letters = "";
      run.forEach(([initial, vowel, final], at) => {
        let consonant = systems[system].initials[initial];
        const before = at ? sound[run[at - 1][2]] ?? "" : null;
        if (system === "mr" && voicedAfter.includes(before)) consonant = voiced[consonant] ?? consonant;
        if (before === "ㄹ" && initial === "ㄹ" && system !== "dprk") consonant = "l";
        letters += consonant + systems[system].vowels[vowel] + letter[sound[final] ?? ""];
      });
      return letters;
    }

    joined(final, initial, system) {
      if (initial === "ㅇ") return this.hangul.carried[final] ?? [final, initial];
      const sound = this.hangul.sound[final] ?? "";
      if (system === "dprk") return [sound, initial];
      return this.hangul.assimilated[sound + initial] ?? [sound, initial];
    }

    /* Chinese characters read as Korean; "" when one of them is not in KS X 1001. */
    reading(text) {
      this.readings ??= readings(this.hanja);
      const found = [...text].map((letter) => this.readings.get(letter));
      return found.every(Boolean) ? found.join("") : "";
    }
  }

  /* KS X 1001 lists its hanja by their reading, and browsers can read it. */
  function readings({ readings: syllables, first, in_place_names: inPlaceNames }) {
    const found = new Map(), decoder = new TextDecoder("euc-kr");
    const starts = new Map([...first].map((letter, at) => [letter, syllables[at]]));
    let reading;
    for (let row = FIRST_ROW; row <= LAST_ROW; row++) {
      for (let cell = 0xa1; cell <= 0xfe; cell++) {
        const letter = decoder.decode(new Uint8Array([row, cell]));
        reading = starts.get(letter) ?? reading;
        found.set(letter, inPlaceNames[letter] ?? reading);
      }
    }
    return found;
  }

  imgcat.names.Korean = Korean;
})();
