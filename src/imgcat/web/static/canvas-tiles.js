// A layer of the map that is drawn on canvas tiles. The world repeats itself from west to east, so every layer of this
// kind is whole on both sides of the antimeridian.
"use strict";

imgcat.canvasTiles = () =>
  L.GridLayer.extend({
    options: { updateWhenIdle: false, updateWhenZooming: false, keepBuffer: 1 },

    createTile(place) {
      const size = this.getTileSize().x;
      const canvas = document.createElement("canvas");
      const density = Math.min(window.devicePixelRatio || 1, 2);
      canvas.width = canvas.height = size * density;
      const context = canvas.getContext("2d");
      context.scale(density, density);
      const world = size * 2 ** place.z;
      // `left` and `top` of the tile in the world of that zoom, in pixels, and the same as parts of the world.
      this.drawTile(context, {
        zoom: place.z, size, world, left: place.x * size, top: place.y * size,
        west: (place.x * size) / world, east: ((place.x + 1) * size) / world,
        north: (place.y * size) / world, south: ((place.y + 1) * size) / world,
      });
      return canvas;
    },

    // The path of a line, wherever the tile shows it or a copy of it; true when there is any. Steps of less than half
    // a pixel are left out.
    trace(context, tile, line, margin = 0) {
      const slack = margin / tile.world;
      if (line.north > tile.south + slack || line.south < tile.north - slack) return false;
      let traced = false;
      for (let copy = -1; copy <= 1; copy++) {
        if (line.west + copy > tile.east + slack || line.east + copy < tile.west - slack) continue;
        traced = true;
        const { points } = line;
        const shift = copy * tile.world - tile.left;
        let [x, y] = [points[0] * tile.world + shift, points[1] * tile.world - tile.top];
        context.moveTo(x, y);
        for (let at = 2; at < points.length; at += 2) {
          const nextX = points[at] * tile.world + shift;
          const nextY = points[at + 1] * tile.world - tile.top;
          if (Math.abs(nextX - x) + Math.abs(nextY - y) < 0.5 && at < points.length - 2) continue;
          context.lineTo((x = nextX), (y = nextY));
        }
      }
      return traced;
    },
  });
