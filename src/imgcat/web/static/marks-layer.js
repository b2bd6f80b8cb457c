// Places and footprints on the map, on canvas: ten thousand of them are no work to move.
"use strict";

(() => {
  const EQUATOR = 40_030_000; // metres
  const WIDEST = 400; // footprints that are drawn at once at the most

  // The size of a place's mark in pixels: it grows with what is known of it.
  const size = (place) => 4 + Math.min(5, Math.log2(1 + place.weight));

  imgcat.marksLayer = (colour) => {
    const Layer = imgcat.canvasTiles().extend({
      initialize(options) {
        L.GridLayer.prototype.initialize.call(this, options);
        this.places = [];
        this.outlines = [];
        this.chosen = null;
      },

      // `places` have x, y, weight, and may have a circle; `scenes` have outlines; `chosen` stands out.
      show({ places, scenes, chosen }) {
        this.places = places.filter((place) => place.x !== null).sort((one, other) => other.weight - one.weight);
        for (const place of this.places) {
          place.size ??= size(place);
          // The radius of the uncertainty as a part of the world: the map stretches with the latitude.
          place.reach ??= (place.radius ?? 0) / EQUATOR / Math.cos((place.lat * Math.PI) / 180);
        }
        this.outlines = scenes.slice(0, WIDEST).flatMap((scene) => shapesOf(scene));
        this.chosen = chosen;
        this.redraw();
      },

      drawTile(context, tile) {
        context.beginPath();
        for (const line of this.outlines) this.trace(context, tile, line, 2);
        context.strokeStyle = colour("--scene");
        context.lineWidth = 1.3;
        context.stroke();
        context.globalAlpha = 0.06;
        context.fillStyle = colour("--scene");
        context.fill();
        context.globalAlpha = 1;
        for (const place of this.places) this.drawCircle(context, tile, place);
        const [fill, edge] = [colour("--map-place"), colour("--map-land")];
        for (const place of this.places) {
          if (place === this.chosen) continue;
          this.drawPlace(context, tile, place, fill, edge);
        }
        if (this.chosen?.x != null) this.drawPlace(context, tile, this.chosen, colour("--map-chosen"), edge);
      },

      drawPlace(context, tile, place, fill, edge) {
        const y = place.y * tile.world - tile.top;
        if (y < -12 || y > tile.size + 12) return;
        const radius = place.size + (place === this.chosen ? 2 : 0);
        for (let copy = -1; copy <= 1; copy++) {
          const x = (place.x + copy) * tile.world - tile.left;
          if (x < -12 || x > tile.size + 12) continue;
          context.beginPath();
          context.arc(x, y, radius, 0, 2 * Math.PI);
          context.fillStyle = fill;
          context.strokeStyle = edge;
          context.lineWidth = 1.5;
          context.fill();
          context.stroke();
        }
      },

      // How far the place may be from its point, where that is wider than the mark.
      drawCircle(context, tile, place) {
        if (place.reach * tile.world < place.size + 2) return;
        place.circle ??= imgcat.mercator.shape(imgcat.mercator.circle(place.lon, place.lat, place.radius));
        context.beginPath();
        if (!this.trace(context, tile, place.circle, 2)) return;
        context.fillStyle = context.strokeStyle = colour(place === this.chosen ? "--map-chosen" : "--map-place");
        context.globalAlpha = 0.1;
        context.fill();
        context.globalAlpha = 0.8;
        context.lineWidth = 1;
        context.setLineDash([5, 3]);
        context.stroke();
        context.setLineDash([]);
        context.globalAlpha = 1;
      },

      // The places whose marks are at a point of the map, nearest first.
      at(map, latlng) {
        const world = 256 * 2 ** map.getZoom();
        const [x, y] = [imgcat.mercator.across(latlng.lng), imgcat.mercator.down(latlng.lat)];
        const found = [];
        for (const place of this.places) {
          let across = Math.abs(place.x - (x - Math.floor(x)));
          across = Math.min(across, 1 - across);
          const away = Math.hypot(across, place.y - y) * world;
          if (away < place.size + 5) found.push({ place, away });
        }
        return found.sort((one, other) => one.away - other.away).map(({ place }) => place);
      },
    });
    return new Layer();
  };

  function shapesOf(scene) {
    scene.shapes ??= scene.outlines.map((line) => imgcat.mercator.shape(line));
    return scene.shapes;
  }
})();
