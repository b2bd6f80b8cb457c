/* The search page where no server has answered: what the address asks for is looked up here. */
(() => {
  "use strict";
  const { collection, element, sourceOf } = imgcat.finder;

  const PLACES = 50, TITLES = 50;

  function place({ place: { id, title, lang, types, where, weight }, name, score, kind }, kinds) {
    const matched = element("bdi", { lang: name.tag, dir: name.direction }, name.text);
    return hit(`locations/${encodeURIComponent(id)}.html`, title, lang,
      [types, where.join(", ")].filter(Boolean).join(" · "),
      element("small", {}, "Matched ", matched, `: ${kinds[kind]} (${score} of 100). `,
        [name.described, sourceOf(name)].filter(Boolean).join(", "), weight ? "." : ""));
  }

  function hit(href, title, lang, ...about) {
    const link = element("a", { href: imgcat.root + href, lang }, title);
    return element("li", {}, element("h3", {}, link), ...about.filter(Boolean).map((part) => element("p", {}, part)));
  }

  function section(heading, hits) {
    return hits.length ? element("section", {}, element("h2", {}, heading), element("ol", { class: "hits" }, ...hits)) : null;
  }

  const shown = document.getElementById("found"), form = document.querySelector("form.find");
  const asked = new URLSearchParams(location.search).get("q")?.trim();
  if (!asked || shown.childElementCount) return;
  form.elements.q.value = asked;
  document.title = `${asked} · imgcat`;
  collection(form, () => {}).then((all) => {
    const places = all.gazetteer.match(asked), titles = all.titles.match(asked);
    shown.replaceChildren(...[
      places.length ? null : element("p", {}, "No place in the catalog has a name like ", element("q", {}, element("bdi", {}, asked)), "."),
      section(`${places.length} ${places.length === 1 ? "place" : "places"}, best first`,
        places.slice(0, PLACES).map((found) => place(found, all.kinds))),
      section("Reports, publishers and series", titles.slice(0, TITLES).map(({ href, text, lang, about }) =>
        hit(href, text, lang, about && element("small", {}, about)))),
    ].filter(Boolean));
  }).catch(() => shown.replaceChildren(element("p", {}, "The names cannot be loaded.")));
})();
