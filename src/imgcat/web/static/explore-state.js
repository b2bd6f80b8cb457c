// What is asked for, as it stands behind the # of the address: a link restores it, and the back button works.
"use strict";

(() => {
  const { civil, day } = imgcat.days;
  const DATES = ["from", "to", "before"];
  const SHOWN = ["places", "pictures", "reports", "scenes"];

  const nothing = () => ({
    q: "", bbox: null, from: null, to: null, before: null, place: null, show: "places", sort: null,
    ...Object.fromEntries(imgcat.facets.map((facet) => [facet.name, []])),
  });

  function read(hash) {
    const state = nothing();
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    state.q = (given.get("q") ?? "").slice(0, 200);
    const bbox = (given.get("bbox") ?? "").split(",").map(Number);
    const [west, south, east, north] = bbox;
    if (bbox.length === 4 && bbox.every(Number.isFinite) && south < north && Math.abs(west) <= 180 && Math.abs(east) <= 180)
      state.bbox = bbox;
    for (const name of DATES) state[name] = day(given.get(name), name === "to");
    for (const { name } of imgcat.facets) state[name] = given.getAll(name);
    state.place = given.get("place");
    if (SHOWN.includes(given.get("show"))) state.show = given.get("show");
    state.sort = /^-?[a-z]+$/.test(given.get("sort") ?? "") ? given.get("sort") : null;
    return state;
  }

  function written(state) {
    const given = new URLSearchParams();
    if (state.bbox) given.set("bbox", state.bbox.join(","));
    for (const name of DATES) if (state[name] !== null) given.set(name, civil(state[name]));
    for (const { name } of imgcat.facets) for (const word of state[name]) given.append(name, word);
    if (state.q) given.set("q", state.q);
    if (state.place) given.set("place", state.place);
    if (state.show !== "places") given.set("show", state.show);
    if (state.sort) given.set("sort", state.sort);
    return given.toString().replaceAll("%2C", ",");
  }

  // Holds the state; `told` hears of every new one, with the names of what is different.
  imgcat.state = (told) => {
    let state = read(location.hash);
    let latest = ""; // what the latest entry of the history changed: a row of the same changes is one step back

    function change(some) {
      const changed = Object.keys(some).filter((name) => String(some[name]) !== String(state[name]));
      if (!changed.length) return;
      state = { ...state, ...some };
      const address = `#${written(state)}`;
      const kind = changed.join(" ");
      const again = kind === latest && ["q", "bbox"].includes(kind);
      history[again ? "replaceState" : "pushState"](null, "", address === "#" ? location.pathname + location.search : address);
      latest = kind;
      told(state, changed);
    }

    window.addEventListener("popstate", () => {
      const before = state;
      state = read(location.hash);
      latest = "";
      told(state, Object.keys(state).filter((name) => String(before[name]) !== String(state[name])));
    });

    return {
      get now() { return state; },
      change,
      clear: () => change(nothing()),
    };
  };
})();
