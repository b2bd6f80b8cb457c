// Positions on the square map of the world (Web Mercator): 0 to 1 from west to east and from north to south.
"use strict";

(() => {
  const LIMIT = 85.0511;
  const EARTH = 6371008.8; // mean radius in metres

  const across = (lon) => (lon + 180) / 360;

  function down(lat) {
    const sine = Math.sin((Math.max(-LIMIT, Math.min(LIMIT, lat)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }

  // A line of longitudes and latitudes with the box around it.
  function shape(degrees) {
    const points = new Float64Array(degrees.length);
    let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = 0; at < degrees.length; at += 2) {
      const x = (points[at] = across(degrees[at]));
      const y = (points[at + 1] = down(degrees[at + 1]));
      west = Math.min(west, x);
      east = Math.max(east, x);
      north = Math.min(north, y);
      south = Math.max(south, y);
    }
    return { points, west, north, east, south };
  }

  // The longitudes and latitudes of a circle of so many metres on the round Earth. Longitudes run on beyond 180.
  function circle(lon, lat, radius, corners = 72) {
    const rad = Math.PI / 180;
    const [sin, cos] = [Math.sin(lat * rad), Math.cos(lat * rad)];
    const angle = Math.min(radius / EARTH, Math.PI / 2);
    const degrees = [];
    for (let corner = 0; corner <= corners; corner++) {
      const bearing = (corner / corners) * 2 * Math.PI;
      const sine = sin * Math.cos(angle) + cos * Math.sin(angle) * Math.cos(bearing);
      const turn = Math.atan2(Math.sin(bearing) * Math.sin(angle) * cos, Math.cos(angle) - sin * sine);
      degrees.push(lon + turn / rad, Math.asin(Math.max(-1, Math.min(1, sine))) / rad);
    }
    return degrees;
  }

  imgcat.mercator = { across, down, shape, circle };
})();
