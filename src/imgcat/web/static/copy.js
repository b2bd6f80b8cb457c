/* Buttons that copy what stands beside them. Addresses are those at which the page was found: whoever moves the site need
   not build it again. */
(() => {
  "use strict";

  const SAID_FOR = 2000; // milliseconds

  /* The site as it was built, and as it was reached from the web. */
  function readdress() {
    const permalink = document.querySelector("a[data-permalink]");
    if (!permalink || !location.protocol.startsWith("http")) return;
    const built = permalink.dataset.permalink, page = new URL(permalink.href).href;
    if (built === page) return;
    for (const value of document.querySelectorAll("[data-copy]")) {
      const link = value.querySelector("a[data-permalink]");
      if (link) link.textContent = link.href;
      else if (value.textContent.includes(built)) value.textContent = value.textContent.replaceAll(built, page);
    }
  }

  async function copy(value, button, status) {
    const text = value.dataset.text;
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = `Copied: ${text}`;
      button.classList.add("done");
      setTimeout(() => button.classList.remove("done"), SAID_FOR);
    } catch {
      getSelection().selectAllChildren(value);
      status.textContent = "It is selected: copy it with the keyboard.";
    }
  }

  readdress();
  const values = document.querySelectorAll("[data-copy]");
  if (!values.length) return;
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "copied";
  values[0].closest("section").append(status);
  for (const value of values) {
    value.dataset.text = value.textContent.trim();
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy ${value.dataset.copy}`);
    button.addEventListener("click", () => copy(value, button, status));
    value.append(" ", button);
  }
})();
