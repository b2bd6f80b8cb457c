// Elements of a page, made by scripts.
"use strict";

(() => {
  // An element with attributes (none where the value is null) and children, elements or texts (none where null).
  imgcat.element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes))
      if (value !== null && value !== undefined) made.setAttribute(attribute, value);
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  };
})();
