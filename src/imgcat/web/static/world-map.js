// A Leaflet map with our basemap, and the tile layers that the operator of the site has set up beside it.
"use strict";

(() => {
  const ATTRIBUTION = "Natural Earth; dashed: disputed";

  // `element` names the file of the basemap (data-basemap) and further tile layers (data-tile-layers, JSON). `added`
  // are layers that go on top. All are drawn anew when the colours of the page change.
  imgcat.worldMap = async (element, added, options = {}) => {
    const colour = (name) => getComputedStyle(element).getPropertyValue(name).trim();
    const map = L.map(element, {
      minZoom: 1, maxZoom: 12, worldCopyJump: true, fadeAnimation: false,
      maxBounds: [[-89, -Infinity], [89, Infinity]], maxBoundsViscosity: 1, ...options,
    });
    map.attributionControl.setPrefix('<a href="https://leafletjs.com" rel="noopener noreferrer">Leaflet</a>');
    L.control.scale({ imperial: false }).addTo(map);
    const drawn = [...added];
    for (const layer of added) layer.options.zIndex = 10;
    const ready = imgcat.load("basemap", element.dataset.basemap).then((data) => {
      const basemap = imgcat.basemapLayer(data, colour);
      basemap.options.attribution = ATTRIBUTION;
      basemap.options.zIndex = 1;
      drawn.push(basemap.addTo(map));
      offer(map, element, basemap);
    });
    for (const layer of added) layer.addTo(map);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      for (const layer of drawn) layer.redraw();
    });
    return { map, colour, ready };
  };

  // The choice between our basemap and the operator's layers, where there are any.
  function offer(map, element, basemap) {
    const configured = JSON.parse(element.dataset.tileLayers || "[]");
    if (!configured.length) return;
    const choice = { "Natural Earth": basemap };
    for (const { title, url, attribution } of configured)
      choice[title] = L.tileLayer(url, { attribution: attribution ?? "", maxZoom: 19, zIndex: 1 });
    L.control.layers(choice, {}, { collapsed: false }).addTo(map);
  }
})();
