// Which places and events fit what is asked for. A place fits when it passes what is asked of places, and, where
// anything is asked of events, one of its events passes that; an event fits when it passes and one of its places does.
// `near` are the events that would fit at another time: the timeline shows them, so that its brush can be moved.
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
  const TEXT = 1 << 20;
  const AREA = 1 << 21;
  const BEFORE = 1 << 22;
  const TIME = 1 << 23;

  const list = (value) => (value === null || value === undefined ? [] : [value]);

  imgcat.facets = FACETS;

  // A function from what is asked for (see explore-state.js) to what fits.
  imgcat.filter = (records) => {
    const wordsOf = (facet) => facet.words ?? records.words[facet.name] ?? [];
    const nowhere = records.events.filter((event) => !event.places.length);
    let asked = null; // the text that `text` of records was last searched for

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
      const chosen = FACETS.map((facet) => {
        const wanted = state[facet.name];
        if (!wanted.length) return null;
        const words = wordsOf(facet);
        return new Set(wanted.map((word) => words.findIndex(([known]) => known === word)));
      });
      const fails = (of, record) => {
        let mask = 0;
        FACETS.forEach((facet, at) => {
          if (facet.of === of && chosen[at] && !facet.values(record).some((each) => chosen[at].has(each)))
            mask |= facet.bit;
        });
        return mask;
      };
      const timed = state.from !== null || state.to !== null;
      const failsOfEvent = (event) => {
        const out = timed && (event.first === null ||
          (state.from !== null && event.last < state.from) || (state.to !== null && event.first > state.to));
        return fails("event", event) | (out ? TIME : 0);
      };
      const failsOfPlace = (place) =>
        fails("place", place) | (inside(place, state.bbox) ? 0 : AREA) |
        (state.before !== null && place.last !== null && place.last >= state.before ? BEFORE : 0);

      const asksOfEvents = (timed ? TIME : 0) |
        FACETS.reduce((bits, facet, at) => bits | (facet.of === "event" && chosen[at] ? facet.bit : 0), 0);
      const asksOfPlaces = (state.bbox ? AREA : 0) | (state.before !== null ? BEFORE : 0) |
        FACETS.reduce((bits, facet, at) => bits | (facet.of === "place" && chosen[at] ? facet.bit : 0), 0);

      for (const event of records.events) {
        event.fails = failsOfEvent(event);
        event.fits = event.near = false;
      }
      const counts = FACETS.map((facet) => wordsOf(facet).map(() => 0));
      const last = FACETS.map((facet) => wordsOf(facet).map(() => -1));
      const count = (row, mask, place, event) => {
        FACETS.forEach((facet, at) => {
          if (mask & ~facet.bit) return;
          const record = facet.of === "place" ? place : event;
          if (record === null) return;
          for (const value of facet.values(record)) {
            if (last[at][value] === row) continue;
            last[at][value] = row;
            counts[at][value] += 1;
          }
        });
      };
      const places = [];
      records.places.forEach((place, row) => {
        const mask = failsOfPlace(place);
        const alone = mask | asksOfEvents | (place.hit ? 0 : TEXT);
        place.fits = alone === 0;
        count(row, alone, place, null);
        for (const event of place.events) {
          const both = mask | event.fails | (place.hit || event.hit ? 0 : TEXT);
          count(row, both, place, event);
          if (both === 0) place.fits = event.fits = true;
          if ((both & ~TIME) === 0) event.near = true;
        }
        if (place.fits) places.push(place);
      });
      for (const event of nowhere) {
        const mask = event.fails | asksOfPlaces | (event.hit ? 0 : TEXT);
        event.fits = mask === 0;
        event.near = (mask & ~TIME) === 0;
      }
      return {
        places,
        events: records.events.filter((event) => event.fits),
        near: records.events.filter((event) => event.near),
        facets: FACETS.map((facet, at) => ({
          ...facet,
          choices: wordsOf(facet).map(([word, label], value) => ({
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
