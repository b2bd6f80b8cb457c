/* How well a query fits a name. The same as imgcat.model.names.scoring and .distance. */
(() => {
  "use strict";

  const FLOOR = 50, LEAST_LETTERS = 4, OTHER_KIND = 7, OTHER_SUFFIX = 10, CONTRARY_SUFFIX = 30;
  const EXACT = [100, "exact"], FOLDED = [95, "folded"], KOREAN = [90, "korean"];
  const TRANSLITERATED = [85, "transliterated"], CONSONANTS = [76, "transliterated"];

  function score(query, name) {
    if (query.space !== name.space) return null;
    return [same, sameConsonants, contained, near]
      .map((rule) => rule(query, name))
      .filter((found) => found && found[0] >= FLOOR)
      .reduce(better, null);
  }

  /* The higher score; of equal ones the kind that sorts last. */
  function better(one, other) {
    if (!one || !other) return one ?? other;
    return other[0] > one[0] || (other[0] === one[0] && other[1] > one[1]) ? other : one;
  }

  function tierOf(query, name) {
    if (query.space === "korean") return KOREAN;
    return query.guessed || name.guessed ? TRANSLITERATED : FOLDED;
  }

  function enough(letters) {
    let weight = 0;
    for (const letter of letters) weight += letter.codePointAt(0) < 0x2e80 ? 1 : 2;
    return weight >= LEAST_LETTERS;
  }

  function same(query, name) {
    const [tier, kind] = tierOf(query, name);
    const long = kind === "folded" ? query.whole.length > 1 : query.whole.length >= 4;
    if (query.whole === name.whole && long) return [tier, kind];
    if (query.body === name.body && enough(query.body)) {
      return sameSet(query.kinds, name.kinds) ? [tier, kind] : [tier - OTHER_KIND, "stem"];
    }
    if (query.stem === name.stem && enough(query.stem)) {
      const contrary = query.suffix && name.suffix && query.suffix !== name.suffix;
      return [tier - (contrary ? CONTRARY_SUFFIX : OTHER_SUFFIX), "stem"];
    }
    return null;
  }

  function sameConsonants(query, name) {
    if (query.vowelless === name.vowelless || query.consonants.length < LEAST_LETTERS) return null;
    return query.consonants === name.consonants ? CONSONANTS : null;
  }

  function contained(query, name) {
    const asked = counted(query.words.map(([text]) => text)), known = counted(name.words.map(([text]) => text));
    if (!asked.size || !known.size) return null;
    const askedLength = lengthOf(asked), knownLength = lengthOf(known);
    const stems = new Set(name.words.filter(([text, stem]) => stem !== text).map(([, stem]) => stem));
    const byStem = new Map(known);
    for (const stem of stems) byStem.set(stem, (byStem.get(stem) ?? 0) + 1);
    if (within(asked, byStem) && enough([...asked.keys()].join(""))) {
      return [60 + Math.floor((20 * askedLength) / Math.max(askedLength, knownLength)), "partial"];
    }
    if (within(known, asked) && enough([...known.keys()].join("")) && knownLength * 5 >= askedLength * 2) {
      return [50 + Math.floor((25 * knownLength) / askedLength), "partial"];
    }
    return null;
  }

  function near(query, name) {
    if (!query.misspellable || !name.misspellable) return null;
    const points = [[query.body, name.body], [query.stem, name.stem]].flatMap(([asked, known]) => {
      const away = misspelling(asked, known, query.space);
      return away ? [rounded(50 + 100 * (0.3 - away / Math.max(asked.length, known.length)))] : [];
    });
    return points.length ? [Math.max(...points), "near"] : null;
  }

  function misspelling(asked, known, space) {
    const most = mostEdits(Math.min(asked.length, known.length), space);
    if (!most || asked === known || digits(asked) !== digits(known)) return null;
    if (space === "korean" && asked[0] !== known[0]) return null;
    return edits(asked, known, most);
  }

  function mostEdits(length, space) {
    return Math.min(allowedEdits(length), space === "korean" ? 1 : 3);
  }

  function allowedEdits(length) {
    return (length >= 6) + (length >= 8) + (length >= 12);
  }

  /* Letters to add, drop, change or swap with their neighbour; null above the limit. */
  function edits(first, second, limit) {
    if (Math.abs(first.length - second.length) > limit) return null;
    let twoBefore = [], before = [], row = Array.from({ length: second.length + 1 }, (_, at) => at);
    for (let i = 1; i <= first.length; i++) {
      [twoBefore, before, row] = [before, row, [i]];
      for (let j = 1; j <= second.length; j++) {
        let cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (first[i - 1] !== second[j - 1]));
        if (i > 1 && j > 1 && first[i - 1] === second[j - 2] && first[i - 2] === second[j - 1]) {
          cost = Math.min(cost, twoBefore[j - 2] + 1);
        }
        row.push(cost);
      }
      if (Math.min(...row) > limit && Math.min(...before) > limit) return null;
    }
    return row.at(-1) <= limit ? row.at(-1) : null;
  }

  function digits(letters) {
    return letters.replace(/\P{Nd}/gu, "");
  }

  /* Halves to the even number, as Python rounds. */
  function rounded(value) {
    const nearest = Math.round(value);
    return value % 1 === 0.5 && nearest % 2 ? nearest - 1 : nearest;
  }

  function sameSet(one, other) {
    return one.size === other.size && [...one].every((each) => other.has(each));
  }

  function counted(list) {
    const counts = new Map();
    for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
    return counts;
  }

  function within(few, many) {
    return [...few].every(([each, count]) => count <= (many.get(each) ?? 0));
  }

  function lengthOf(counts) {
    return [...counts].reduce((sum, [each, count]) => sum + each.length * count, 0);
  }

  Object.assign(imgcat.names, { EXACT, FLOOR, allowedEdits, better, misspelling, mostEdits, score });
})();
