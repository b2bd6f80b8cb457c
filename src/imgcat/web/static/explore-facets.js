// The choices beside the map, each with the number of places that it leads to, and what is chosen as buttons to undo.
"use strict";

(() => {
  const MOST = 60; // choices of a facet that are listed

  // Draws the facets; keeps the focus where it was. `told` hears of a facet's name and its chosen words.
  imgcat.showFacets = (element, facets, told) => {
    const focused = document.activeElement?.id;
    const open = new Set([...element.querySelectorAll("details[open]")].map((each) => each.dataset.facet));
    const first = !element.childElementCount;
    element.replaceChildren(...facets.map((facet, at) => {
      const useful = facet.choices.filter((choice) => choice.count || choice.chosen);
      useful.sort((one, other) => other.chosen - one.chosen || other.count - one.count || one.label.localeCompare(other.label, "en"));
      const chosen = facet.choices.filter((choice) => choice.chosen);
      const list = imgcat.element("ul");
      useful.slice(0, MOST).forEach((choice) => {
        const box = imgcat.element("input", {
          type: "checkbox", id: `facet-${facet.name}-${facet.choices.indexOf(choice)}`, checked: choice.chosen ? "" : null,
        });
        box.addEventListener("change", () => {
          const words = chosen.map((each) => each.word).filter((word) => word !== choice.word);
          told(facet.name, box.checked ? [...words, choice.word] : words);
        });
        list.append(imgcat.element("li", {}, imgcat.element("label", {}, box,
          imgcat.element("span", {}, choice.label),
          imgcat.element("span", { class: "number" }, choice.count.toLocaleString("en")))));
      });
      if (useful.length > MOST)
        list.append(imgcat.element("li", {}, imgcat.element("small", {}, `and ${useful.length - MOST} more: type a word above`)));
      if (!useful.length) list.append(imgcat.element("li", {}, imgcat.element("small", {}, "nothing to choose")));
      return imgcat.element("details", {
        "data-facet": facet.name, open: (first ? at < 2 || chosen.length : open.has(facet.name)) ? "" : null,
      }, imgcat.element("summary", {}, facet.title,
        chosen.length ? imgcat.element("span", { class: "tag" }, `${chosen.length} chosen`) : null), list);
    }));
    if (focused) document.getElementById(focused)?.focus();
  };

  // What is asked for, a button each that takes it back. `told` hears of the change to the state.
  imgcat.showChosen = (element, state, facets, told) => {
    const { civil } = imgcat.days;
    const buttons = [];
    const add = (label, change) => {
      const button = imgcat.element("button", { type: "button" }, label, imgcat.element("span", { "aria-hidden": "true" }, " ×"));
      button.setAttribute("aria-label", `${label}: take back`);
      button.addEventListener("click", () => told(change));
      buttons.push(imgcat.element("li", {}, button));
    };
    if (state.q) add(`“${state.q}”`, { q: "" });
    if (state.bbox) add("Within the map", { bbox: null });
    if (state.from !== null || state.to !== null)
      add([state.from === null ? "until" : civil(state.from), state.to === null ? "or later" : state.from === null ? civil(state.to) : `to ${civil(state.to)}`].join(" "), { from: null, to: null });
    if (state.before !== null) add(`No report since ${civil(state.before)}`, { before: null });
    for (const facet of facets)
      for (const choice of facet.choices.filter((each) => each.chosen))
        add(`${facet.title}: ${choice.label}`, { [facet.name]: state[facet.name].filter((word) => word !== choice.word) });
    element.hidden = !buttons.length;
    element.replaceChildren(...buttons);
  };
})();
