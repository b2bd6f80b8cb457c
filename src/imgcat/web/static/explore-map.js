// The map of the explore page. It tells where the reader has moved it, and which place was picked.
"use strict";

(() => {
  const MOST = 8; // places that one press names

  imgcat.exploreMap = async (element, told) => {
    const colour = (name) => getComputedStyle(element).getPropertyValue(name).trim();
    const marks = imgcat.marksLayer(colour);
    const { map } = await imgcat.worldMap(element, [marks], { center: [25, 40], zoom: 2 });
    let ours = 0; // moves that were not the reader's

    function move(go) {
      ours += 1;
      go();
      ours -= 1;
    }

    map.on("moveend", () => {
      if (ours) return;
      const bounds = map.getBounds();
      const wide = bounds.getEast() - bounds.getWest() >= 360;
      const turn = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
      const round = (degrees) => Math.round(degrees * 1000) / 1000;
      const [west, east] = wide ? [-180, 180] : [turn(bounds.getWest()), turn(bounds.getEast())];
      told.moved([west, Math.max(-90, bounds.getSouth()), east, Math.min(90, bounds.getNorth())].map(round));
    });
    map.on("click", (click) => {
      const places = marks.at(map, click.latlng);
      if (places.length) named(places, click.latlng);
    });
    map.on("mousemove", (pointer) => {
      element.classList.toggle("pointing", marks.at(map, pointer.latlng).length > 0);
    });

    function named(places, latlng) {
      const list = imgcat.element("ul", { class: "map-places" });
      for (const place of places.slice(0, MOST))
        list.append(imgcat.element("li", {},
          imgcat.element("a", { href: imgcat.root + place.href, lang: place.lang }, place.title),
          imgcat.element("small", {}, imgcat.summary(place))));
      if (places.length > MOST)
        list.append(imgcat.element("li", {}, imgcat.element("small", {}, `and ${places.length - MOST} more here: zoom in`)));
      told.picked(places[0]);
      L.popup({ maxWidth: 280, autoPan: false }).setLatLng(latlng).setContent(list).openOn(map);
    }

    return {
      show: (shown) => marks.show(shown),
      close: () => map.closePopup(),

      // Shows the surroundings of a place.
      around(place) {
        if (place?.lon != null) move(() => map.setView([place.lat, place.lon], 7, { animate: false }));
      },

      // Shows a box, or all of some places.
      look(bbox, places) {
        if (bbox) {
          const [west, south, east, north] = bbox;
          move(() => map.fitBounds([[south, west], [north, west > east ? east + 360 : east]], { animate: false }));
          return;
        }
        const there = places.filter((place) => place.lon !== null);
        if (!there.length) return;
        const [west, east] = narrowest(there.map((place) => place.lon));
        const lats = there.map((place) => place.lat);
        const bounds = [[lats.reduce((a, b) => Math.min(a, b)), west], [lats.reduce((a, b) => Math.max(a, b)), east]];
        move(() => map.fitBounds(bounds, { animate: false, maxZoom: 8, padding: [24, 24] }));
      },
    };
  };

  // The narrowest range of longitudes that holds all; its east may lie beyond 180.
  function narrowest(lons) {
    const sorted = [...lons].sort((one, other) => one - other);
    let [widest, at] = [sorted[0] + 360 - sorted.at(-1), 0];
    for (let next = 1; next < sorted.length; next++) {
      const gap = sorted[next] - sorted[next - 1];
      if (gap > widest) [widest, at] = [gap, next];
    }
    return at === 0 ? [sorted[0], sorted.at(-1)] : [sorted[at], sorted[at - 1] + 360];
  }
})();
