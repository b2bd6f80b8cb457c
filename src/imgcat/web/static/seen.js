// What a report could have seen: public scenes of the places of its pictures, taken within so many days of a picture
// and not after the report. The table on the page of a location says the same: see web/seen.py.
"use strict";

(() => {
  const DAYS = 10;

  imgcat.seen = (report, events) => {
    const places = new Set(report.places);
    const pictures = events.filter((event) => event.what === "picture" && event.report === report.report && event.report !== null);
    const windows = pictures
      .filter((event) => event.first !== null && (report.last === null || event.first <= report.last))
      .map((event) => [event.first - DAYS, Math.min(event.last + DAYS, report.last ?? Infinity)]);
    const before = events.filter((event) =>
      event.what === "scene" && event.first !== null && (report.last === null || event.first <= report.last) &&
      event.places.some((place) => places.has(place)));
    const scenes = before.filter((event) =>
      windows.some(([first, last]) => event.last >= first && event.first <= last));
    return { report, pictures, windows, before, scenes, members: new Set([report, ...pictures, ...scenes]), days: DAYS };
  };

  // The same in a sentence.
  imgcat.seenInWords = ({ pictures, before, scenes, days, report }) => {
    const number = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
    const cited = pictures.length
      ? `cites ${number(pictures.length, "picture")}; ${number(scenes.length, "public scene")} in the catalog within ${days} days of its pictures and not after it`
      : "cites no picture that is recorded";
    return `“${report.title}” ${cited}; ${number(before.length, "public scene")} of its places before it in all.`;
  };
})();
