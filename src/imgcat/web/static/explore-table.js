// The table of the explore page: all that the map and the timeline show, in rows that can be sorted.
"use strict";

(() => {
  const STEP = 50; // rows that are added at a time
  const { written } = imgcat.days;
  const link = (record) => imgcat.element("a", { href: imgcat.root + record.href, lang: record.lang }, record.title);
  const names = (records, event) => {
    const places = event.places.map((row) => records.places[row]);
    const shown = places.slice(0, 3).flatMap((place, at) => (at ? [", ", link(place)] : [link(place)]));
    if (places.length > 3) shown.push(` and ${places.length - 3} more`);
    return shown;
  };
  const firstName = (records, event) => records.places[event.places[0]]?.title ?? "";

  // Columns: `sort` is what to sort by (null comes last), `cell` what stands there. The first column names the row.
  const PLACE = [
    { name: "title", title: "Place", sort: (place) => place.title.toLowerCase(),
      cell: (place) => [link(place), small([place.names[0], place.admin].filter(Boolean).join("; "))] },
    { name: "country", title: "Country", sort: (place) => place.countryName || null, cell: (place) => place.countryName || "not recorded" },
    { name: "type", title: "Type", sort: (place) => place.typeNames[0] ?? null, cell: (place) => place.typeNames.join(", ") || "not stated" },
    { name: "reports", title: "Reports", number: true, sort: (place) => place.reports, cell: (place) => String(place.reports) },
    { name: "pictures", title: "Pictures", number: true, sort: (place) => place.pictures, cell: (place) => String(place.pictures) },
    { name: "scenes", title: "Public scenes", number: true, sort: (place) => place.scenes.length, cell: (place) => String(place.scenes.length) },
    { name: "last", title: "Last report", date: true, sort: (place) => place.last, cell: (place) => (place.last === null ? "none dated" : written(...place.latest)) },
  ];
  const date = { name: "date", title: "Date", date: true, sort: (event) => event.first, cell: (event) => written(event.first, event.last) };
  const places = { name: "place", title: "Place", sort: (event, records) => firstName(records, event).toLowerCase() || null,
    cell: (event, records) => names(records, event) };
  const VIEWS = {
    places: { columns: PLACE, noun: "places" },
    pictures: { noun: "pictures cited", of: (event) => event.what === "picture", columns: [
      date, places,
      { name: "report", title: "Cited by", sort: (event) => event.title.toLowerCase(), cell: (event) => (event.report ? [link(event.report), small(event.report.publisherName)] : "") },
      { name: "provider", title: "Credited to", sort: (event) => event.provider || null, cell: (event) => event.provider || "not stated" },
      { name: "sensor", title: "Sensor", sort: (event) => event.sensors || null, cell: (event) => event.sensors || "not stated" },
      { name: "access", title: "Access", sort: (event) => event.access, cell: (event) => event.accessName },
    ] },
    reports: { noun: "reports, news items and statements", of: (event) => !["picture", "scene"].includes(event.what), columns: [
      date,
      { name: "title", title: "Report", sort: (event) => event.title.toLowerCase(), cell: (event) => link(event.report) },
      { name: "publisher", title: "Publisher", sort: (event) => event.by || null, cell: (event) => event.by || "not known" },
      { name: "kind", title: "Kind", sort: (event) => event.report.kindName, cell: (event) => event.report.kindName },
      places,
    ] },
    scenes: { noun: "public scenes", of: (event) => event.what === "scene", columns: [
      date,
      { name: "title", title: "Scene", sort: (event) => event.title, cell: (event) => imgcat.element("a", { class: "id", href: imgcat.root + event.scene.href }, event.scene.path) },
      { name: "sensor", title: "Satellite", sort: (event) => event.by || null, cell: (event) => event.by },
      { name: "cloud", title: "Cloud", number: true, sort: (event) => event.cloud, cell: (event) => (event.cloud === null ? "not stated" : `${event.cloud} %`) },
      places,
    ] },
  };

  const small = (text) => (text ? imgcat.element("small", {}, text) : null);

  imgcat.tableViews = VIEWS;

  // `told` hears of the column to sort by (`-` before it for descending), and of the row that was pointed at.
  imgcat.exploreTable = (element, records, told) => {
    const table = element.querySelector("table");
    const more = element.querySelector("[data-more]");
    let rows = [];
    let view = VIEWS.places;
    let shown = 0;

    function append() {
      const body = table.tBodies[0];
      for (const record of rows.slice(shown, shown + STEP)) {
        const row = body.insertRow();
        row.record = record;
        view.columns.forEach((column, at) => {
          const cell = imgcat.element(at ? "td" : "th", {
            scope: at ? null : "row", "data-label": column.title,
            class: column.number ? "number" : column.date ? "date" : null,
          }, ...[column.cell(record, records)].flat());
          row.append(cell);
        });
      }
      shown = Math.min(rows.length, shown + STEP);
      more.hidden = shown >= rows.length;
      more.textContent = `Show ${Math.min(STEP, rows.length - shown)} more of ${rows.length.toLocaleString("en")}`;
    }

    more.addEventListener("click", () => {
      const next = shown;
      append();
      table.tBodies[0].rows[next]?.querySelector("a")?.focus();
    });
    for (const kind of ["mouseover", "focusin"])
      table.tBodies[0].addEventListener(kind, (pointed) => told.pointed(pointed.target.closest("tr")?.record ?? null));
    table.tBodies[0].addEventListener("mouseleave", () => told.pointed(null));

    function heads(sort) {
      const row = imgcat.element("tr");
      for (const column of view.columns) {
        const way = sort === column.name ? "ascending" : sort === `-${column.name}` ? "descending" : null;
        const button = imgcat.element("button", { type: "button", id: `sort-${column.name}` }, column.title,
          imgcat.element("span", { "aria-hidden": "true" }, way === "ascending" ? " ▲" : way === "descending" ? " ▼" : ""));
        button.addEventListener("click", () => told.sorted(way === "ascending" ? `-${column.name}` : column.name));
        row.append(imgcat.element("th", { scope: "col", "aria-sort": way, class: column.number ? "number" : null }, button));
      }
      table.tHead.replaceChildren(row);
    }

    return {
      show(state, result) {
        const focused = document.activeElement?.id;
        view = VIEWS[state.show];
        rows = view.of ? result.events.filter(view.of) : [...result.places];
        const by = state.sort?.replace("-", "");
        const column = view.columns.find((each) => each.name === by);
        if (column) {
          const way = state.sort.startsWith("-") ? -1 : 1;
          const keys = new Map(rows.map((record) => [record, column.sort(record, records)]));
          rows.sort((one, other) => compare(keys.get(one), keys.get(other), way));
        }
        heads(column ? state.sort : null);
        table.caption.textContent = `${rows.length.toLocaleString("en")} ${view.noun}`;
        table.tBodies[0].replaceChildren();
        shown = 0;
        append();
        if (focused?.startsWith("sort-")) document.getElementById(focused)?.focus();
      },
    };
  };

  function compare(one, other, way) {
    if (one === null || other === null) return (one === null) - (other === null);
    return way * (typeof one === "string" ? one.localeCompare(other, "en") : one - other);
  }
})();
