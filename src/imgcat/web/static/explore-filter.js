// Which places and events fit what is asked for. A place fits when it passes what is asked of places, and, where
// anything is asked of events, one of its events passes that; an event fits when it passes and one of its places does.
// `near` are the events that would fit at another time, `mapped` the places that would fit elsewhere: timeline and map
// show them, so that brush and map can be moved.
"use strict";

(() => {
  const YES = ["yes", "administration disputed"];
  const SCENE = [["with", "with a public scene"], ["without", "without one"]];
  const WHAT = [
    ["picture", "pictures cited"], ["report", "reports"], ["news", "news"],
    ["statement", "official statements"], ["scene", "public scenes"],
  ];

  // What can be chosen: `of` says of what, `values` gives the positions of a record's words in `words`.
  const FACETS = [
    { name: "country", title: "Country", of: "place", values: (place) => list(place.country) },
    { name: "type", title: "Type of place", of: "place", values: (place) => place.type },
    { name: "what", title: "What happened", of: "event", words: WHAT,
      values: (event) => [WHAT.findIndex(([word]) => word === event.what)] },
    { name: "publisher", title: "Publisher", of: "event", values: (event) => list(event.publisher) },
    { name: "series", title: "Series", of: "event", values: (event) => list(event.series) },
    { name: "sensor", title: "Sensor", of: "event", values: (event) => event.sensor ?? [] },
    { name: "access", title: "Access to pictures", of: "event", values: (event) => list(event.access) },
    { name: "scene", title: "Public scene", of: "place", words: SCENE,
      values: (place) => [place.scenes.length ? 0 : 1] },
    { name: "precision", title: "Precision of position", of: "place",
      values: (place) => list(place.precision) },
    { name: "disputed", title: "Status", of: "place", words: [YES],
      values: (place) => (place.disputed ? [0] : []) },
  ];
  FACETS.forEach((facet, at) => (facet.bit = 1 << at));
  const OF_PLACES = FACETS.map((_, at) => at).filter((at) => FACETS[at].of === "place");
  const OF_EVENTS = FACETS.map((_, at) => at).filter((at) => FACETS[at].of === "event");
  const TEXT = 1 << 20;
  const AREA = 1 << 21;
  const BEFORE = 1 << 22;
  const TIME = 1 << 23;

  const list = (value) => (value === null || value === undefined ? [] : [value]);

  imgcat.facets = FACETS;

  // A function from what is asked for (see explore-state.js) to what fits.
  imgcat.filter = (records) => {
    const words = FACETS.map((facet) => facet.words ?? records.words[facet.name] ?? []);
    const nowhere = records.events.filter((event) => !event.places.length);
    for (const [of, some] of [["place", records.places], ["event", records.events]])
      for (const record of some)
        record.values = FACETS.map((facet) => (facet.of === of ? facet.values(record) : []));
    let asked = null; // the text that `hit` of records stands for

    function search(q) {
      if (q === asked) return;
      asked = q;
      const terms = imgcat.folded(q).split(/\s+/).filter(Boolean);
      const hit = (record) => terms.every((term) => record.text.includes(term));
      for (const place of records.places) place.hit = hit(place);
      for (const event of records.events) event.hit = hit(event);
    }

    return (state) => {
      search(state.q);
      // Of each facet the positions of the chosen words; `active` are the facets of which any are.
      const chosen = FACETS.map((facet, at) =>
        state[facet.name].length
          ? new Set(state[facet.name].map((word) => words[at].findIndex(([known]) => known === word)))
          : null);
      const active = FACETS.map((_, at) => at).filter((at) => chosen[at]);
      const timed = state.from !== null || state.to !== null;
      const bitsOf = (of) => active.reduce((bits, at) => bits | (FACETS[at].of === of ? FACETS[at].bit : 0), 0);
      const asksOfEvents = (timed ? TIME : 0) | bitsOf("event");
      const asksOfPlaces = (state.bbox ? AREA : 0) | (state.before !== null ? BEFORE : 0) | bitsOf("place");

      // What a record fails, a bit each.
      function fails(of, record) {
        let mask = 0;
        for (const at of active) {
          if (FACETS[at].of !== of) continue;
          let found = false;
          for (const value of record.values[at]) found ||= chosen[at].has(value);
          if (!found) mask |= FACETS[at].bit;
        }
        return mask;
      }
      for (const event of records.events) {
        event.fails = fails("event", event);
        if (timed && (event.first === null || (state.from !== null && event.last < state.from) ||
          (state.to !== null && event.first > state.to))) event.fails |= TIME;
        event.fits = event.near = false;
      }

      // A choice leads to a place where the place would fit with that choice and all that is asked of other facets.
      const counts = words.map((known) => new Int32Array(known.length));
      const last = words.map((known) => new Int32Array(known.length).fill(-1));
      function count(row, mask, record, facets) {
        if (mask & (mask - 1)) return; // it fails two
        for (const at of facets) {
          if (mask && mask !== FACETS[at].bit) continue;
          for (const value of record.values[at]) {
            if (last[at][value] === row) continue;
            last[at][value] = row;
            counts[at][value] += 1;
          }
        }
      }
      const places = [];
      const mapped = [];
      records.places.forEach((place, row) => {
        const mask = fails("place", place) | (inside(place, state.bbox) ? 0 : AREA) |
          (state.before !== null && place.last !== null && place.last >= state.before ? BEFORE : 0);
        const alone = mask | asksOfEvents | (place.hit ? 0 : TEXT);
        place.fits = alone === 0;
        place.mapped = (alone & ~AREA) === 0;
        count(row, alone, place, OF_PLACES);
        for (const event of place.events) {
          const both = mask | event.fails | (place.hit || event.hit ? 0 : TEXT);
          count(row, both, place, OF_PLACES);
          count(row, both, event, OF_EVENTS);
          if (both === 0) place.fits = event.fits = true;
          if ((both & ~TIME) === 0) event.near = true;
          if ((both & ~AREA) === 0) place.mapped = true;
        }
        if (place.fits) places.push(place);
        if (place.mapped) mapped.push(place);
      });
      for (const event of nowhere) {
        const mask = event.fails | asksOfPlaces | (event.hit ? 0 : TEXT);
        event.fits = mask === 0;
        event.near = (mask & ~TIME) === 0;
      }
      return {
        places,
        mapped,
        events: records.events.filter((event) => event.fits),
        near: records.events.filter((event) => event.near),
        facets: FACETS.map((facet, at) => ({
          ...facet,
          choices: words[at].map(([word, label], value) => ({
            word, label, count: counts[at][value], chosen: chosen[at]?.has(value) ?? false,
          })),
        })),
      };
    };
  };

  // Whether a place lies in a box of west, south, east, north; west > east crosses the antimeridian.
  function inside(place, bbox) {
    if (!bbox) return true;
    if (place.lon === null) return false;
    const [west, south, east, north] = bbox;
    if (place.lat < south || place.lat > north) return false;
    return west <= east ? place.lon >= west && place.lon <= east : place.lon >= west || place.lon <= east;
  }
})();
