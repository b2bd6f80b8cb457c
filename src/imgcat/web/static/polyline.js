// Lines as they stand in data files: see web/polyline.py.
"use strict";

(() => {
  // The longitudes and latitudes of a line, one after the other, in degrees.
  function decoded(line, steps) {
    const degrees = [];
    const before = [0, 0];
    let value = 0;
    let shift = 0;
    for (let at = 0; at < line.length; at++) {
      const digit = line.charCodeAt(at) - 63;
      value |= (digit & 0x1f) << shift;
      shift += 5;
      if (digit < 0x20) {
        const axis = degrees.length % 2;
        before[axis] += value & 1 ? ~(value >> 1) : value >> 1;
        degrees.push(before[axis] / steps);
        value = shift = 0;
      }
    }
    return degrees;
  }

  imgcat.decoded = decoded;
})();
