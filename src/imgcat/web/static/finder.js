/* Search as you type, over names of places and titles. Without this script the form leads to the search page; with it
   the box is a combobox (ARIA Authoring Practices 1.2): `/` goes there, arrows choose, Enter opens, Escape leaves. */
(() => {
  "use strict";

  const PLACES = 8, TITLES = 5;
  const INDEX = "search/index.js";
  let loading = null;

  /* Everything that can be found: filled while files arrive. */
  class Collection {
    constructor({ match, tables }) {
      this.kinds = match;
      this.gazetteer = new imgcat.names.Gazetteer(tables);
      this.titles = new imgcat.names.Titles(this.gazetteer.speller.folding);
    }

    addPlaces({ places, uses, sources, countries }) {
      for (const [id, title, lang, country, admin, types, weight, named] of places) {
        const names = named.map(([text, use, source]) => {
          const [language, script, system, kind, tag, direction, described] = uses[use];
          return { text, lang: language, script, system, kind, source: sources[source], tag, direction, described };
        });
        const land = countries[country];
        const where = [admin, land].filter(Boolean);
        this.gazetteer.add({ id, title, lang, country, where, types, weight, names }, [title, ...where]);
      }
    }

    addTitles(titles) {
      for (const [kind, text, href, lang, about] of titles) this.titles.add({ kind, text, href, lang, about });
    }
  }

  /* Loads what is searched, once. `arrived` is called after each file; the promise ends with the last. */
  function collection(form, arrived) {
    loading ??= (async () => {
      await Promise.all(form.dataset.scripts.split(" ").map(run));
      const index = await imgcat.load("search", INDEX);
      const found = new Collection(index);
      for (const name of index.parts) {
        const part = await imgcat.load(`search/${name}`, `search/${name}.js`);
        if (name.startsWith("places")) found.addPlaces(part);
        else found.addTitles(part);
        arrived(found);
      }
      return found;
    })();
    loading.catch(() => { loading = null; });
    return loading;
  }

  /* Runs a script; several run in the order in which they were asked for. */
  function run(address) {
    return new Promise((resolve, reject) => {
      const script = Object.assign(element("script"), { src: address, async: false, onload: resolve, onerror: reject });
      document.head.append(script);
    });
  }

  /* An element with attributes (none where the value is null) and children: texts and elements. */
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) made.setAttribute(attribute, value);
    }
    made.append(...children.filter(Boolean));
    return made;
  }

  class Combobox {
    constructor(form) {
      this.form = form;
      this.input = form.querySelector("input[name=q]");
      this.found = null;
      this.active = -1;
      this.options = [];
      this.list = element("div", { id: `${this.input.id}-list`, role: "listbox", class: "options", hidden: "", "aria-label": "Places and titles" });
      this.status = element("p", { role: "status", class: "finder-status" });
      form.append(this.list, this.status);
      for (const [name, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
        "aria-keyshortcuts": "/", autocapitalize: "off", spellcheck: "false",
      })) this.input.setAttribute(name, value);
      form.classList.add("finder");
      this.input.addEventListener("focus", () => this.load());
      this.input.addEventListener("input", () => {
        this.dismissed = false;
        this.show();
      });
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("blur", () => this.close());
      // The box keeps the focus while something is chosen with the mouse.
      this.list.addEventListener("pointerdown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => this.open(event.target.closest("[role=option]"), event));
    }

    load() {
      if (this.found) return;
      const arrived = (found) => {
        this.found = found;
        if (!this.dismissed) this.show(this.options[this.active]?.dataset.href);
      };
      collection(this.form, arrived).then(arrived).catch(() => this.say("Search as you type cannot be loaded; Enter leads to the search page."));
    }

    /* `chosen` is the address of the option that stays chosen, where it is still there. */
    show(chosen = null) {
      const asked = this.input.value.trim();
      if (!asked || document.activeElement !== this.input) return this.close();
      if (!this.found) return this.say("The names are being loaded.");
      const places = this.found.gazetteer.complete(asked), titles = this.found.titles.match(asked);
      this.fill([
        ["Places", places.slice(0, PLACES).map((hit) => placeOption(hit, this.found.kinds))],
        ["Reports, publishers, series", titles.slice(0, TITLES).map(titleOption)],
      ]);
      this.choose(this.options.findIndex((option) => option.dataset.href === chosen));
      this.say(summary(places.length, titles.length));
    }

    fill(groups) {
      this.choose(-1);
      this.options = groups.flatMap(([, options]) => options);
      this.options.forEach((option, at) => { option.id = `${this.list.id}-${at}`; });
      this.list.replaceChildren(...groups.filter(([, options]) => options.length).map(([label, options], at) => {
        const heading = element("div", { class: "group", id: `${this.list.id}-group-${at}`, role: "presentation" }, label);
        return element("div", { role: "group", "aria-labelledby": heading.id }, heading, ...options);
      }));
      this.list.hidden = !this.options.length;
      this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    }

    close() {
      this.fill([]);
      this.say("");
    }

    say(words) {
      this.status.textContent = words;
    }

    choose(at) {
      this.options[this.active]?.removeAttribute("aria-selected");
      this.active = at;
      const option = this.options[at];
      if (!option) return this.input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }

    key(event) {
      // A key that ends the composing of a syllable is not ours.
      if (event.isComposing) return;
      const { key } = event, last = this.options.length - 1;
      if (key === "ArrowDown" || key === "ArrowUp") {
        if (last < 0) return this.show();
        // Above the first and below the last stands what was typed.
        const step = key === "ArrowDown" ? 1 : -1, round = last + 2;
        this.choose((this.active + 1 + step + round) % round - 1);
      } else if (key === "Enter" && this.options[this.active]) {
        this.open(this.options[this.active], event);
      } else if (key === "Escape" && !this.list.hidden) {
        this.dismissed = true; // Names that arrive later do not open the list again.
        this.close();
      } else if (key === "Escape") {
        this.input.value = "";
        this.input.blur();
      } else {
        return;
      }
      event.preventDefault();
    }

    open(option, event) {
      if (!option) return;
      const address = new URL(imgcat.root + option.dataset.href, document.baseURI);
      if (event.ctrlKey || event.metaKey) window.open(address, "_blank", "noopener");
      else window.location.assign(address);
    }
  }

  function placeOption({ place, name, kind }, kinds) {
    const matched = name.text === place.title ? null : element("bdi", { lang: name.tag, dir: name.direction, class: "matched" }, name.text);
    const why = [name.described, kinds[kind], sourceOf(name)].filter(Boolean).join(" · ");
    return element("div", { role: "option", "data-href": `locations/${encodeURIComponent(place.id)}.html` },
      element("bdi", { lang: place.lang, class: "title" }, place.title), matched && " · ", matched,
      element("small", {}, [place.types, ...place.where].filter(Boolean).join(", ")),
      element("small", {}, why));
  }

  function titleOption({ text, href, lang, about }) {
    return element("div", { role: "option", "data-href": href },
      element("bdi", { lang, class: "title" }, text), element("small", {}, about));
  }

  function sourceOf({ source }) {
    if (!source) return null;
    try {
      return `named by ${new URL(source).hostname.replace(/^www\./, "")}`;
    } catch {
      return `named by ${source}`;
    }
  }

  function summary(places, titles) {
    if (!places && !titles) return "Nothing is called so.";
    return `${places} ${places === 1 ? "place" : "places"}, ${titles} ${titles === 1 ? "title" : "titles"}`;
  }

  imgcat.finder = { collection, element, sourceOf };

  const boxes = [...document.querySelectorAll("form.find")].map((form) => new Combobox(form));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || !boxes.length) return;
    event.preventDefault();
    boxes[0].input.focus();
    boxes[0].input.select();
  });
})();
