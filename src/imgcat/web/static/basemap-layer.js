// The basemap: land, rivers, borders and towns of Natural Earth. Borders that the source calls disputed, a line of
// control or indefinite are dashed.
"use strict";

(() => {
  const FONT = '11px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
  const ROOM = 90; // pixels beyond a tile within which a label may reach into it

  function read(data) {
    const lines = (name) =>
      data[name].map((line) => imgcat.mercator.shape(imgcat.decoded(line, data.steps)));
    const towns = data.places.map(([name, lon, lat, rank]) => ({
      name, rank, x: imgcat.mercator.across(lon), y: imgcat.mercator.down(lat),
    }));
    return {
      land: lines("land"), rivers: lines("rivers"), borders: lines("borders"),
      disputed: lines("disputed"), towns,
    };
  }

  // The towns that have room for their names at a zoom, most important first, each with the box of its name.
  function labelled(towns, zoom, context) {
    const world = 256 * 2 ** zoom;
    const taken = new Map();
    const found = [];
    context.font = FONT;
    for (const town of towns) {
      if (town.rank > zoom - 2) continue;
      const box = { left: town.x * world + 6, top: town.y * world - 8 };
      box.right = box.left + context.measureText(town.name).width;
      box.bottom = box.top + 15;
      const cells = [];
      for (let x = Math.floor((box.left - 12) / 64); x <= Math.floor((box.right + 6) / 64); x++)
        for (let y = Math.floor((box.top - 4) / 64); y <= Math.floor((box.bottom + 4) / 64); y++)
          cells.push(`${x} ${y}`);
      const clash = cells.some((cell) =>
        taken.get(cell)?.some((other) =>
          box.left - 12 < other.right && other.left - 12 < box.right &&
          box.top - 2 < other.bottom && other.top - 2 < box.bottom));
      if (clash) continue;
      for (const cell of cells) taken.set(cell, [...(taken.get(cell) ?? []), box]);
      found.push({ ...town, width: box.right - box.left });
    }
    return found;
  }

  imgcat.basemapLayer = (data, colour) => {
    const map = read(data);
    const labels = new Map();
    const Layer = imgcat.canvasTiles().extend({
      drawTile(context, tile) {
        const draw = (lines) => {
          context.beginPath();
          for (const line of lines) this.trace(context, tile, line, 2);
        };
        draw(map.land);
        context.fillStyle = colour("--map-land");
        context.fill("evenodd");
        if (tile.zoom >= 3) {
          draw(map.rivers);
          context.strokeStyle = colour("--map-river");
          context.lineWidth = tile.zoom >= 6 ? 1.2 : 0.7;
          context.stroke();
        }
        context.strokeStyle = colour("--map-border");
        context.lineWidth = tile.zoom >= 5 ? 1.2 : 0.8;
        draw(map.borders);
        context.stroke();
        draw(map.disputed);
        context.setLineDash([4, 3]);
        context.stroke();
        context.setLineDash([]);
        this.drawTowns(context, tile);
      },

      drawTowns(context, tile) {
        if (tile.zoom < 3) return;
        if (!labels.has(tile.zoom)) labels.set(tile.zoom, labelled(map.towns, tile.zoom, context));
        context.font = FONT;
        context.lineJoin = "round";
        for (const town of labels.get(tile.zoom)) {
          const y = town.y * tile.world - tile.top;
          if (y < -12 || y > tile.size + 12) continue;
          for (let copy = -1; copy <= 1; copy++) {
            const x = (town.x + copy) * tile.world - tile.left;
            if (x < -ROOM - town.width || x > tile.size + ROOM) continue;
            context.fillStyle = colour("--map-label");
            context.fillRect(x - 1.5, y - 1.5, 3, 3);
            context.lineWidth = 3;
            context.strokeStyle = colour("--map-land");
            context.strokeText(town.name, x + 6, y + 4);
            context.fillText(town.name, x + 6, y + 4);
          }
        }
      },
    });
    return new Layer();
  };
})();
