// The index of the catalog (see web/explore_index.py) as places and as events: what happened at them, each with a date.
"use strict";

(() => {
  const LANE = { scene: 0, picture: 1, report: 2, news: 3, statement: 3 };
  const WHAT = { news: "news", "official-statement": "statement" };

  // The rows of a table, an object each.
  function rows(table) {
    const columns = Object.keys(table);
    return (table[columns[0]] ?? []).map((_, row) =>
      Object.fromEntries(columns.map((column) => [column, table[column][row]])));
  }

  // Letters without marks, case and hyphens, so that `Sinori` finds Sino-ri.
  const folded = (text) =>
    text.normalize("NFKD").replace(/[\p{M}'’ʻʼ‘\-]/gu, "").toLowerCase();

  imgcat.folded = folded;

  // The first and last day of events in order of time; null when none has a date.
  function rangeOf(events) {
    const dated = events.filter((event) => event.first !== null);
    if (!dated.length) return null;
    return [dated[0].first, dated.reduce((most, event) => Math.max(most, event.last), dated[0].last)];
  }

  imgcat.rangeOf = rangeOf;

  imgcat.records = (index) => {
    const { words } = index;
    const word = (column, position) => (position === null ? null : words[column][position]);
    const places = rows(index.places);
    const reports = rows(index.reports);
    const pictures = rows(index.pictures);
    const scenes = rows(index.scenes);
    const events = [];

    places.forEach((place, row) => {
      place.countryName = word("country", place.country)?.[1] ?? "";
      place.typeNames = place.type.map((each) => word("type", each)[1]);
      place.text = folded([place.title, ...place.names, place.admin, place.countryName, place.id].join("\n"));
      place.latest = place.last;
      place.last = place.latest[1];
      place.events = [];
      place.x = place.lon === null ? null : imgcat.mercator.across(place.lon);
      place.y = place.lat === null ? null : imgcat.mercator.down(place.lat);
      for (const scene of place.scenes) (scenes[scene].places ??= []).push(row);
    });

    const add = (event) => {
      event.lane = LANE[event.what];
      events.push(event);
      for (const place of event.places) places[place].events.push(event);
      return event;
    };

    for (const scene of scenes) {
      scene.path = `${word("collection", scene.collection)[0]}/${scene.id}`;
      scene.outlines = scene.outline.map((line) => imgcat.decoded(line, index.steps));
      scene.event = add({
        what: "scene", first: scene.first, last: scene.last, places: scene.places ?? [],
        sensor: scene.sensor, access: 0, cloud: scene.cloud, scene, title: scene.id,
        by: scene.sensor.map((each) => word("sensor", each)[1]).join(", "), text: folded(scene.id),
      });
    }
    for (const report of reports) {
      report.kindName = word("kind", report.kind)?.[1] ?? "report";
      report.publisherName = word("publisher", report.publisher)?.[1] ?? "";
      report.seriesName = word("series", report.series)?.[1] ?? "";
      report.text = folded(`${report.title}\n${report.publisherName}\n${report.seriesName}`);
      report.event = add({
        what: WHAT[word("kind", report.kind)?.[0]] ?? "report", first: report.first, last: report.last,
        places: report.places, publisher: report.publisher, series: report.series, report,
        title: report.title, by: report.publisherName, text: report.text,
      });
    }
    for (const picture of pictures) {
      const report = reports[picture.report];
      const sensors = picture.sensor.map((each) => word("sensor", each)[1]).join(" or ");
      const provider = word("provider", picture.provider)?.[1] ?? "";
      const access = word("access", picture.access);
      add({
        what: "picture", first: picture.first, last: picture.last,
        places: picture.place === null ? [] : [picture.place], sensor: picture.sensor, sensors, provider,
        access: picture.access, accessWord: access[0], accessName: access[1],
        modality: word("modality", picture.modality)?.[0] ?? null, scenes: picture.scenes,
        publisher: report?.publisher ?? null, series: report?.series ?? null, report,
        title: report?.title ?? "", by: [provider, sensors].filter(Boolean).join(", "),
        text: `${report?.text ?? ""}\n${folded(`${provider} ${sensors}`)}`,
      });
    }
    const order = (event) => event.first ?? Infinity;
    events.sort((one, other) => order(one) - order(other));
    events.forEach((event, row) => (event.row = row));
    const range = rangeOf(events) ?? [0, 1];
    return { places, reports, scenes, events, words, range };
  };
})();
