// What the scripts of a page share: where the root of the site is, and data that comes as scripts.
"use strict";

(() => {
  const received = new Map();
  const waiting = new Map();

  // The link from this page to the root of the site; it ends in a slash.
  const root = document.documentElement.dataset.root;

  // Called by the files that hold data: imgcat.receive("name", {...}).
  function receive(name, data) {
    received.set(name, data);
    waiting.get(name)?.resolve(data);
  }

  // A promise of the data `name` from the file at `address`, relative to the root of the site. A file is loaded once.
  // Browsers load scripts, but no JSON, for a page that was opened from a disk.
  function load(name, address) {
    if (received.has(name)) return Promise.resolve(received.get(name));
    if (!waiting.has(name)) {
      const wanted = {};
      wanted.promise = new Promise((resolve, reject) => Object.assign(wanted, { resolve, reject }));
      waiting.set(name, wanted);
      const script = document.createElement("script");
      script.src = root + address;
      script.onerror = () => {
        waiting.delete(name);
        wanted.reject(new Error(`${address} cannot be loaded.`));
      };
      document.head.append(script);
    }
    return waiting.get(name).promise;
  }

  window.imgcat = Object.assign(window.imgcat ?? {}, { root, receive, load });
})();
