// The explore page: one state, shown as map, timeline and table at once.
"use strict";

(async () => {
  const PAUSE = 120; // milliseconds without a key, after which what was typed is looked for
  const page = document.getElementById("explore");
  const part = (name) => page.querySelector(`[data-part="${name}"]`);
  const number = (count, singular, plural) => `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;

  imgcat.summary = (place) =>
    [place.countryName, place.typeNames.join(", "), number(place.reports, "report", "reports"),
      number(place.pictures, "picture", "pictures"), number(place.scenes.length, "public scene", "public scenes")].filter(Boolean).join("; ");

  page.hidden = false;
  // On a narrow screen the map comes first.
  const narrow = matchMedia("(max-width: 56rem)");
  const fold = () => (part("filters").open = !narrow.matches);
  narrow.addEventListener("change", fold);
  fold();
  let index;
  try {
    index = await imgcat.load("explore", page.dataset.index);
  } catch (error) {
    part("summary").textContent = `${error.message} The lists hold the same records.`;
    return;
  }
  const records = imgcat.records(index);
  const filter = imgcat.filter(records);
  for (const place of records.places) place.weight = place.reports + place.pictures;

  const state = imgcat.state(show);
  const form = part("form");
  let seen = null;
  let result = filter(state.now);

  const map = await imgcat.exploreMap(part("map"), {
    moved: (bbox) => setTimeout(() => state.change({ bbox })),
    picked: (place) => state.change({ place: place.id }),
  });
  const timeline = imgcat.timeline(part("timeline"), {
    brush: (brush) => state.change({ from: brush?.[0] ?? null, to: brush?.[1] ?? null }),
    focus: (event) => point(event),
    pick,
  });
  const table = imgcat.exploreTable(part("table"), records, {
    sorted: (sort) => state.change({ sort }),
    pointed: (record) => point(record),
  });
  const placeOf = (id) => records.places.find((place) => place.id === id) ?? null;

  // A place or event that the reader points at stands out on the map.
  function point(record) {
    const place = record?.events ? record : record ? records.places[record.places[0]] : placeOf(state.now.place);
    drawMap(place ?? null, record?.scene ? [record.scene] : null);
  }

  // A report that is picked shows what it could have seen; anything else its place.
  function pick(event) {
    if (event.report && event.what !== "picture") {
      seen = imgcat.seen(event, records.events);
      part("seen").textContent = imgcat.seenInWords(seen);
    } else seen = null;
    part("unseen").hidden = part("seen").hidden = !seen;
    const place = records.places[event.places[0]];
    if (place) state.change({ place: place.id });
    drawTimeline();
  }

  function drawMap(chosen, scenes) {
    const fitting = result.events.filter((event) => event.what === "scene").map((event) => event.scene);
    const few = chosen ? chosen.scenes.map((row) => records.scenes[row]) : fitting.length <= 400 ? fitting : [];
    map.show({ places: result.mapped, scenes: scenes ?? few, chosen });
  }

  function drawTimeline() {
    const events = seen ? [...new Set([...result.near, ...seen.members])].sort((a, b) => a.row - b.row) : result.near;
    const { from, to } = state.now;
    timeline.show(events, { range: imgcat.rangeOf(events) ?? records.range, brush: from === null && to === null ? null : [from, to], seen });
  }

  function drawPlace() {
    const place = placeOf(state.now.place);
    const card = part("place");
    card.hidden = !place;
    if (!place) return;
    const close = imgcat.element("button", { type: "button" }, "Close");
    close.addEventListener("click", () => {
      map.close();
      state.change({ place: null });
    });
    card.replaceChildren(
      imgcat.element("h2", {}, imgcat.element("a", { href: imgcat.root + place.href, lang: place.lang }, place.title)),
      imgcat.element("p", {}, imgcat.summary(place)),
      imgcat.element("p", {}, imgcat.element("small", {}, place.names.slice(0, 6).join(" · "))), close);
  }

  function show(now, changed) {
    const asks = changed.some((name) => !["place", "sort", "show"].includes(name));
    if (asks) {
      seen = null;
      part("unseen").hidden = part("seen").hidden = true;
      result = filter(now);
    }
    const { places, events } = result;
    if (asks) {
      const what = (kind) => events.filter((event) => imgcat.tableViews[kind].of(event)).length;
      part("summary").textContent = `${number(places.length, "place", "places")}: ${number(what("pictures"), "picture cited", "pictures cited")}, ${number(what("reports"), "report or news item", "reports and news items")}, ${number(what("scenes"), "public scene", "public scenes")}`;
      imgcat.showFacets(part("facets"), result.facets, (name, words) => state.change({ [name]: words }));
      imgcat.showChosen(part("chosen"), now, result.facets, (change) => state.change(change));
      part("clear").hidden = part("chosen").hidden;
      if (document.activeElement !== form.elements.q) form.elements.q.value = now.q;
      for (const name of ["from", "to", "before"])
        if (document.activeElement !== form.elements[name]) form.elements[name].value = now[name] === null ? "" : imgcat.days.civil(now[name]);
      drawTimeline();
    }
    if (changed.includes("bbox") ? !now.bbox || moved !== String(now.bbox) : asks && !now.bbox) map.look(now.bbox, places);
    moved = String(now.bbox);
    for (const tab of page.querySelectorAll("[data-show]")) tab.setAttribute("aria-pressed", String(tab.dataset.show === now.show));
    if (changed.includes("place")) drawPlace();
    if (changed.some((name) => !["bbox", "sort", "show"].includes(name))) drawMap(placeOf(now.place), null);
    if (asks || changed.includes("sort") || changed.includes("show")) table.show(now, result);
  }
  let moved = "";

  form.addEventListener("submit", (submit) => submit.preventDefault());
  let typed = 0;
  form.elements.q.addEventListener("input", () => {
    clearTimeout(typed);
    typed = setTimeout(() => state.change({ q: form.elements.q.value.trim() }), PAUSE);
  });
  for (const name of ["from", "to", "before"])
    form.elements[name].addEventListener("change", (change) => {
      const text = change.target.value.trim();
      const day = imgcat.days.day(text, name === "to");
      change.target.setCustomValidity(text && day === null ? "A date such as 2018-12-27, 2018-12 or 2018." : "");
      if (change.target.reportValidity()) state.change({ [name]: day });
    });
  part("clear").addEventListener("click", () => state.clear());
  part("unseen").addEventListener("click", () => {
    seen = null;
    part("unseen").hidden = part("seen").hidden = true;
    drawTimeline();
  });
  page.addEventListener("click", (click) => {
    const tab = click.target.closest("[data-show]");
    if (tab) state.change({ show: tab.dataset.show, sort: null });
  });
  show(state.now, Object.keys(state.now));
  if (!state.now.bbox) map.around(placeOf(state.now.place));
})();
