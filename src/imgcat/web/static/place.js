// The page of a place: the drawings of its map and timeline give way to ones that can be moved and zoomed.
"use strict";

(() => {
  const drawnMap = document.querySelector('[data-part="locator"]');
  const drawnTimeline = document.querySelector('[data-part="drawing"]');
  const frame = document.querySelector('[data-part="chronology"]');
  const events = frame ? JSON.parse(frame.dataset.events) : [];
  for (const event of events) {
    if (event.what === "scene") event.shapes = event.outline.map((line) => imgcat.mercator.shape(imgcat.decoded(line, 1000)));
  }
  let marks = null;
  let place = null;

  // The footprint of a scene that the reader points at in the timeline; all of them otherwise.
  function drawMap(event) {
    const scenes = event?.what === "scene" ? [event] : events.filter((each) => each.what === "scene");
    marks?.show({ places: place, scenes, chosen: place[0] });
  }

  async function showMap() {
    const positions = JSON.parse(drawnMap.dataset.positions);
    place = positions.map((each, at) => ({
      ...each, x: imgcat.mercator.across(each.lon), y: imgcat.mercator.down(each.lat), weight: at ? 0 : 3,
    }));
    const element = imgcat.element("div", {
      class: "map", role: "region", "aria-label": "Map of the place", "data-basemap": drawnMap.dataset.basemap,
      "data-tile-layers": drawnMap.dataset.tileLayers,
    });
    const drawing = drawnMap.querySelector("svg");
    drawing.after(element);
    const colour = (name) => getComputedStyle(element).getPropertyValue(name).trim();
    marks = imgcat.marksLayer(colour);
    const [{ lon, lat, radius }] = place;
    const { ready } = await imgcat.worldMap(element, [marks], {
      center: [lat, lon], zoom: Math.max(2, Math.min(8, Math.log2(4.5e7 / ((radius ?? 0) + 20_000)) - 1)), scrollWheelZoom: false,
    });
    drawMap(null);
    await ready;
    drawing.remove();
  }

  function showTimeline() {
    const part = (name) => frame.querySelector(`[data-part="${name}"]`);
    const timeline = imgcat.timeline(part("timeline"), { pick, focus: drawMap });
    const range = [events[0].first, events.reduce((most, event) => Math.max(most, event.last), events[0].last)];
    let seen = null;
    const draw = () => timeline.show(events, { range, seen });

    function pick(event) {
      seen = ["picture", "scene"].includes(event.what) ? null : imgcat.seen(event, events);
      part("seen").textContent = seen ? imgcat.seenInWords(seen) : "";
      part("unseen").hidden = part("seen").hidden = !seen;
      draw();
    }

    part("unseen").addEventListener("click", () => {
      seen = null;
      part("unseen").hidden = part("seen").hidden = true;
      draw();
    });
    drawnTimeline.remove();
    frame.hidden = false;
    draw();
  }

  if (frame) showTimeline();
  if (drawnMap) {
    const near = new IntersectionObserver(([seen]) => {
      if (!seen.isIntersecting) return;
      near.disconnect();
      showMap().catch(() => {}); // the drawing stays
    }, { rootMargin: "300px" });
    near.observe(drawnMap);
  }
})();
