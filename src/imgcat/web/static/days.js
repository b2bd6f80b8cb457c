// Days since 1970-01-01, as the data files count them, and civil dates. Never the reader's own time zone.
"use strict";

(() => {
  const DAY = 86_400_000;
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December"];

  // `2018-12-27` of a day.
  const civil = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  // The first day, or the last, of a civil date (`2018`, `2018-12`, `2018-12-27`); null where a text is none.
  function day(text, last = false) {
    const [, year, month, date] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text ?? "") ?? [];
    if (!year) return null;
    const first = [year, month ?? "01", date ?? "01"].join("-");
    const found = new Date(`${first}T00:00:00Z`);
    if (Number.isNaN(found.getTime()) || found.toISOString().slice(0, 10) !== first) return null;
    if (last && !month) found.setUTCMonth(12, 0);
    else if (last && !date) found.setUTCMonth(+month, 0);
    return found.getTime() / DAY;
  }

  // A civil date as precise as it is known: `2018-12-27`, `2018-12`, `2018`, or a range.
  function written(first, last) {
    if (first === null || first === undefined) return "date not known";
    if (first === last) return civil(first);
    const [from, to] = [civil(first), civil(last)];
    if (from.endsWith("-01-01") && to === `${from.slice(0, 4)}-12-31`) return from.slice(0, 4);
    const month = new Date(Date.UTC(+from.slice(0, 4), +from.slice(5, 7), 0)).getUTCDate();
    if (from.endsWith("-01") && last - first === month - 1) return from.slice(0, 7);
    return `${from} to ${to}`;
  }

  // The same in words: `27 December 2018`.
  function inWords(first, last) {
    return written(first, last).replace(/(\d{4})-(\d\d)(?:-(\d\d))?/g, (_, year, month, date) =>
      `${date ? `${+date} ` : ""}${MONTHS[month - 1]} ${year}`);
  }

  imgcat.days = { civil, day, written, inWords, MONTHS };
})();
