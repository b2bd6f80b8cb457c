/* What the scripts of the pages share. Data come as script files too: a page that is opened from a disk may fetch
   nothing, but it may load scripts. */
(() => {
  "use strict";

  const received = new Map(), wanted = new Map(), loaded = new Map();

  window.imgcat = {
    /* The root of the site, as an absolute address. */
    root: new URL("../", document.currentScript.src),

    /* Called by a data file: here is what it is about. */
    receive(name, data) {
      received.set(name, data);
      wanted.get(name)?.(data);
    },

    /* The data of that name, from a file relative to the root of the site. Fails when the file cannot be had. */
    async data(name, file) {
      if (!received.has(name)) {
        const arrival = new Promise((resolve) => wanted.set(name, resolve));
        await imgcat.load(file);
        await arrival;
      }
      return received.get(name);
    },

    /* Runs a script once. */
    load(file) {
      const address = new URL(file, imgcat.root).href;
      if (!loaded.has(address)) {
        loaded.set(address, new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = address;
          script.async = false;
          script.addEventListener("load", resolve);
          script.addEventListener("error", () => {
            loaded.delete(address);
            reject(new Error(`${file} cannot be loaded.`));
          });
          document.head.append(script);
        }));
      }
      return loaded.get(address);
    },

    /* An element with attributes (none where the value is null) and children, texts or elements. */
    element(name, attributes = {}, ...children) {
      const made = document.createElement(name);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (value !== null && value !== undefined) made.setAttribute(attribute, value);
      }
      made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
      return made;
    },
  };
})();
