// The timeline: pictures cited, reports, news and public scenes in lanes, from decades to days. Marks that would hide
// each other become bars of their number; zoom in to have them one by one.
"use strict";

(() => {
  const LANES = ["Public scenes", "Pictures cited", "Reports", "News and statements"];
  const NOUNS = ["public scenes", "pictures cited", "reports", "news items and statements"];
  const PAD = 14;
  const HEAD = 20; // pixels of a lane above its rows
  const ROW = 16;
  const FOOT = 6;
  const AXIS = 24;
  const SIZE = 15; // pixels that a mark takes up
  const BARS = 3; // rows of a lane that is drawn as bars when all time is shown
  const MOST = 7; // rows that a lane may have before it is drawn as bars
  const FONT = '12px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
  const SHORTEST = 6; // days that the whole width shows at the least

  // Steps of the axis: years, months or days, and about how many days that is.
  const STEPS = [
    ...[100, 50, 20, 10, 5, 2, 1].map((n) => ({ unit: "year", n, days: n * 365.25 })),
    ...[6, 3, 1].map((n) => ({ unit: "month", n, days: n * 30.4 })),
    ...[14, 7, 2, 1].map((n) => ({ unit: "day", n, days: n })),
  ];
  const { civil, written, inWords, MONTHS } = imgcat.days;
  const utc = (year, month) => Date.UTC(year, month, 1) / 86_400_000;

  const paths = new Map();
  function path(name) {
    if (!paths.has(name)) {
      const drawn = document.getElementById(name)?.getAttribute("d");
      paths.set(name, drawn ? new Path2D(drawn) : null);
    }
    return paths.get(name);
  }

  class Timeline {
    // `told` hears of `brush` (from and to, or null), `pick` (an event) and `focus` (an event or null).
    constructor(element, told) {
      this.told = told;
      this.events = LANES.map(() => []);
      this.brush = null;
      this.seen = null;
      this.focused = null;
      this.canvas = element.querySelector("canvas");
      this.readout = element.querySelector("[data-readout]");
      this.idle = this.readout.textContent;
      this.context = this.canvas.getContext("2d");
      this.listen(element);
      new ResizeObserver(() => this.draw()).observe(this.canvas.parentElement);
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    }

    // The events to draw, each with lane, first, last (days), title and by; `range` is the first and last day of all.
    show(events, { range, brush = null, seen = null }) {
      this.events = LANES.map(() => []);
      for (const event of events) if (event.first !== null) this.events[event.lane].push(event);
      const margin = Math.max(3, (range[1] - range[0]) * 0.02);
      const all = !this.view || String(this.view) === String(this.whole);
      this.whole = [range[0] - margin, range[1] + 1 + margin];
      if (all) this.view = this.whole;
      this.brush = brush;
      this.seen = seen;
      this.measured = null;
      this.draw();
    }

    // The rows of each lane: as many as its marks need when all time is shown, and what follows from that.
    measure() {
      if (this.measured === this.width) return;
      this.measured = this.width;
      const view = this.view;
      this.view = this.whole;
      let top = 0;
      this.lanes = LANES.map((title, lane) => {
        const placed = this.placed(this.events[lane], MOST);
        const rows = placed ? Math.max(1, ...placed.map((spot) => spot.row + 1)) : BARS;
        const made = { title, top, rows, height: HEAD + rows * ROW + FOOT };
        top += made.height;
        return made;
      });
      this.bottom = top;
      this.view = view;
    }

    // Marks in as few rows as let none hide another; null when that takes more rows than there are.
    placed(events, most) {
      const rows = [];
      const found = [];
      for (const event of events) {
        const x = Math.max(PAD, Math.min(this.width - PAD, this.x((event.first + event.last + 1) / 2)));
        let row = rows.findIndex((taken) => x - taken >= SIZE);
        if (row < 0) row = rows.length;
        if (row >= most) return null;
        rows[row] = x;
        found.push({ x, row, event });
      }
      return found;
    }

    // Shows the days from `first` to `last`.
    look(first, last) {
      const middle = (first + last) / 2;
      const half = Math.min(Math.max(last - first, SHORTEST), this.whole[1] - this.whole[0]) / 2;
      const start = Math.max(this.whole[0], Math.min(middle - half, this.whole[1] - 2 * half));
      this.view = [start, start + 2 * half];
      this.draw();
    }

    zoom(by, about = (this.view[0] + this.view[1]) / 2) {
      const [first, last] = this.view;
      this.look(about - (about - first) * by, about + (last - about) * by);
    }

    x(day) {
      return PAD + ((day - this.view[0]) / (this.view[1] - this.view[0])) * (this.width - 2 * PAD);
    }

    day(x) {
      return this.view[0] + ((x - PAD) / (this.width - 2 * PAD)) * (this.view[1] - this.view[0]);
    }

    draw() {
      if (!this.view) return;
      if (!this.waiting) this.waiting = requestAnimationFrame(() => {
        this.waiting = null;
        this.paint();
      });
    }

    paint() {
      const { canvas, context } = this;
      const density = window.devicePixelRatio || 1;
      this.width = Math.max(240, canvas.parentElement.clientWidth);
      this.measure();
      this.height = this.bottom + AXIS;
      canvas.width = this.width * density;
      canvas.height = this.height * density;
      canvas.style.height = `${this.height}px`;
      const style = getComputedStyle(canvas);
      this.colours = {};
      this.colour = (name) => (this.colours[name] ??= style.getPropertyValue(name).trim());
      context.setTransform(density, 0, 0, density, 0, 0);
      context.clearRect(0, 0, this.width, this.height);
      context.font = FONT;
      this.spots = [];
      this.paintAxis();
      if (this.seen) this.paintSeen();
      const shown = this.events.map((events) =>
        events.filter((event) => event.last >= this.view[0] && event.first <= this.view[1]));
      this.lanes.forEach((lane, at) => {
        context.fillStyle = this.colour("--soft");
        context.textAlign = "left";
        context.fillText(lane.title, PAD, lane.top + 14);
        const placed = this.placed(shown[at], lane.rows);
        if (placed) this.paintMarks(placed, lane);
        else this.paintBars(shown[at], lane, at);
      });
      if (this.brush) this.paintBrush();
      if (this.focused) this.paintFocus();
    }

    paintAxis() {
      const { context } = this;
      const room = ((this.width - 2 * PAD) / (this.view[1] - this.view[0]));
      const step = STEPS.findLast((each) => each.days * room >= 64) ?? STEPS[0];
      const { bottom } = this;
      context.lineWidth = 1;
      context.strokeStyle = this.colour("--line");
      context.fillStyle = this.colour("--soft");
      context.textAlign = "left";
      context.beginPath();
      for (const tick of ticks(step, ...this.view)) {
        const x = Math.round(this.x(tick.day)) + 0.5;
        if (x < PAD - 1 || x > this.width - PAD + 1) continue;
        context.moveTo(x, 0);
        context.lineTo(x, bottom + 6);
        if (x < this.width - 50) context.fillText(tick.label, x + 3, bottom + 17);
      }
      for (const lane of this.lanes) {
        context.moveTo(0, lane.top + lane.height - 0.5);
        context.lineTo(this.width, lane.top + lane.height - 0.5);
      }
      context.stroke();
    }

    paintMarks(placed, lane) {
      for (const { x, row, event } of placed) {
        const spot = { x, y: lane.top + HEAD + (row + 0.5) * ROW, event };
        this.paintMark(spot);
        this.spots.push(spot);
      }
    }

    paintMark({ x, y, event }) {
      const { context } = this;
      const faint = this.seen && !this.seen.members.has(event);
      context.save();
      context.globalAlpha = faint ? 0.3 : 1;
      const colour = this.colour(colourOf(event));
      const [from, to] = [this.x(event.first), this.x(event.last + 1)];
      context.fillStyle = colour;
      if (event.last > event.first && to - from > 12) context.fillRect(from, y - 1, to - from, 2);
      context.translate(x, y);
      if (event.what === "scene") this.paintScene(event, colour);
      else {
        context.fill(path(`glyph-${event.what === "picture" ? event.accessWord : event.what}`), "evenodd");
        const mark = event.what === "picture" && event.modality ? path(`mark-${event.modality}`) : null;
        if (mark) {
          if (event.accessWord !== "unknown") context.fillStyle = this.colour("--paper");
          context.fill(mark, "evenodd");
        }
      }
      context.restore();
    }

    paintScene(event, colour) {
      const { context } = this;
      context.fillStyle = this.colour("--paper");
      context.fill(path("glyph-scene"));
      context.fillStyle = context.strokeStyle = colour;
      context.lineWidth = 1.4;
      if (event.cloud === null) {
        context.beginPath();
        context.moveTo(-4, 7);
        context.lineTo(4, -7);
        context.stroke();
      } else {
        const clear = 14 * (1 - event.cloud / 100);
        context.fillRect(-4, 7 - clear, 8, clear);
      }
      context.stroke(path("glyph-scene"));
    }

    // How many events there are in each piece of time.
    paintBars(events, lane, at) {
      const { context } = this;
      const wide = 8;
      const bins = new Map();
      for (const event of events) {
        const x = this.x((event.first + event.last + 1) / 2);
        const bin = Math.floor(Math.max(0, Math.min(this.width - 2 * PAD, x - PAD)) / wide);
        if (!bins.has(bin)) bins.set(bin, []);
        bins.get(bin).push(event);
      }
      const most = Math.max(...[...bins.values()].map((some) => some.length));
      const room = lane.rows * ROW;
      const floor = lane.top + lane.height - 3;
      context.save();
      context.globalAlpha = this.seen ? 0.3 : 0.85;
      context.fillStyle = this.colour(["--scene", "--optical", "--report", "--news"][at]);
      for (const [bin, some] of bins) {
        const tall = Math.max(2, (some.length / most) * room);
        const left = PAD + bin * wide;
        context.fillRect(left, floor - tall, wide - 1, tall);
        this.spots.push({ x: left + wide / 2, y: floor - tall / 2, tall, some, lane: at });
      }
      context.restore();
      context.fillStyle = this.colour("--soft");
      context.textAlign = "right";
      context.fillText(`${events.length.toLocaleString("en")}, at most ${most.toLocaleString("en")} a bar`,
        this.width - PAD, lane.top + 14);
    }

    // What a report could have seen: its pictures, the days around them, and that nothing after it counts.
    paintSeen() {
      const { context } = this;
      const { report, pictures, windows } = this.seen;
      const [, cited, said, rest] = this.lanes;
      context.fillStyle = this.colour("--map-halo");
      for (const [first, last] of windows)
        context.fillRect(this.x(first), 0, Math.max(2, this.x(last + 1) - this.x(first)), said.top);
      if (report.first === null) return;
      const x = this.x((report.first + report.last + 1) / 2);
      context.strokeStyle = this.colour("--report");
      context.setLineDash([3, 3]);
      context.beginPath();
      context.moveTo(x, 0);
      context.lineTo(x, rest.top);
      context.stroke();
      context.setLineDash([]);
      context.beginPath();
      for (const picture of pictures) {
        if (picture.first === null) continue;
        context.moveTo(x, said.top + HEAD);
        context.lineTo(this.x((picture.first + picture.last + 1) / 2), cited.top + HEAD + ROW / 2);
      }
      context.stroke();
    }

    paintBrush() {
      const { context } = this;
      const [from, to] = [this.brush[0] ?? -Infinity, this.brush[1] ?? Infinity];
      const left = Math.max(0, Math.min(this.width, this.x(Math.max(from, this.whole[0]))));
      const right = Math.max(0, Math.min(this.width, this.x(Math.min(to + 1, this.whole[1]))));
      context.save();
      context.globalAlpha = 0.72;
      context.fillStyle = this.colour("--paper");
      context.fillRect(0, 0, left, this.height - AXIS);
      context.fillRect(right, 0, this.width - right, this.height - AXIS);
      context.restore();
      context.fillStyle = this.colour("--link");
      for (const edge of [left, right]) {
        context.fillRect(edge - 1, 0, 2, this.height - AXIS);
        context.fillRect(edge - 4, this.height / 2 - 20, 8, 28);
      }
    }

    paintFocus() {
      const spot = this.spots.find((each) => each.event === this.focused);
      if (!spot) return;
      this.context.strokeStyle = this.colour("--ink");
      this.context.lineWidth = 2;
      this.context.beginPath();
      this.context.arc(spot.x, spot.y, 11, 0, 2 * Math.PI);
      this.context.stroke();
    }

    // The mark or bar at a point, if any.
    at(x, y) {
      let best = null;
      let nearest = 13;
      for (const spot of this.spots ?? []) {
        const away = spot.some
          ? Math.max(Math.abs(spot.x - x) - 3, Math.abs(spot.y - y) - spot.tall / 2, 0)
          : Math.hypot(spot.x - x, spot.y - y);
        if (away < nearest) [best, nearest] = [spot, away];
      }
      return best;
    }

    focus(spot) {
      const event = spot?.event ?? null;
      if (event !== this.focused) this.told.focus?.(event);
      this.focused = event;
      this.readout.textContent = spot ? this.described(spot) : this.idle;
      this.draw();
    }

    described({ event, some, lane }) {
      if (some) {
        const [first, last] = [some[0].first, some.at(-1).last];
        return `${some.length.toLocaleString("en")} ${NOUNS[lane]}, ${civil(first)} to ${civil(last)}. Press or zoom in to see each.`;
      }
      return imgcat.describedEvent(event);
    }

    pick(spot) {
      if (!spot) return;
      if (spot.some) {
        const [first, last] = [spot.some[0].first, spot.some.at(-1).last];
        const margin = Math.max(2, (last - first) * 0.2);
        this.look(first - margin, last + margin);
      } else this.told.pick?.(spot.event);
    }

    listen(element) {
      const { canvas } = this;
      const position = (pointer) => {
        const box = canvas.getBoundingClientRect();
        return [pointer.clientX - box.left, pointer.clientY - box.top];
      };
      let start = null; // where a pointer went down: x, and the edge of the brush that stays where it is
      canvas.addEventListener("pointerdown", (pointer) => {
        if (pointer.button !== 0 || !this.view) return;
        const [x] = position(pointer);
        const edges = this.brush?.map((day, end) => (day === null ? null : this.x(day + end))) ?? [];
        const held = edges.findIndex((edge) => edge !== null && Math.abs(edge - x) < 7);
        start = { x, moved: held >= 0, fixed: held >= 0 ? this.brush[1 - held] : this.day(x) };
        canvas.setPointerCapture(pointer.pointerId);
      });
      canvas.addEventListener("pointermove", (pointer) => {
        const [x, y] = position(pointer);
        if (!start) {
          const spot = this.at(x, y);
          canvas.style.cursor = spot ? "pointer" : "crosshair";
          if ((spot?.event ?? spot?.some) !== this.hovered) {
            this.hovered = spot?.event ?? spot?.some;
            this.focus(spot);
          }
          return;
        }
        start.moved ||= Math.abs(x - start.x) > 4;
        if (!start.moved || !this.told.brush) return;
        const ends = [start.fixed ?? this.day(x), this.day(x)].sort((one, other) => one - other);
        this.brush = [Math.floor(ends[0]), Math.floor(ends[1])];
        this.draw();
      });
      canvas.addEventListener("pointerup", (pointer) => {
        if (!start) return;
        const [x, y] = position(pointer);
        const { moved } = start;
        start = null;
        if (moved && this.told.brush) this.told.brush(this.brush);
        else {
          const spot = this.at(x, y);
          this.focus(spot);
          this.pick(spot);
        }
      });
      canvas.addEventListener("pointercancel", () => (start = null));
      canvas.addEventListener("pointerleave", () => {
        if (!start && this.hovered) {
          this.hovered = null;
          this.focus(null);
        }
      });
      canvas.addEventListener("wheel", (wheel) => {
        const sideways = Math.abs(wheel.deltaX) > Math.abs(wheel.deltaY);
        if (!wheel.ctrlKey && !sideways) return;
        wheel.preventDefault();
        if (sideways) {
          const by = this.day(wheel.deltaX) - this.day(0);
          this.look(this.view[0] + by, this.view[1] + by);
        } else this.zoom(wheel.deltaY > 0 ? 1.25 : 0.8, this.day(position(wheel)[0]));
      }, { passive: false });
      canvas.addEventListener("keydown", (key) => this.press(key));
      element.addEventListener("click", (click) => {
        const action = click.target.closest("[data-timeline]")?.dataset.timeline;
        if (action === "in") this.zoom(0.5);
        if (action === "out") this.zoom(2);
        if (action === "all") this.look(...this.whole);
        if (action === "brush" && this.brush)
          this.look(this.brush[0] ?? this.whole[0], (this.brush[1] ?? this.whole[1]) + 1);
      });
    }

    press(key) {
      const spots = [...(this.spots ?? [])].sort((one, other) => one.x - other.x || one.y - other.y);
      const now = spots.findIndex((spot) => (spot.event ?? spot.some) === this.stepped);
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key.key];
      const span = this.view ? this.view[1] - this.view[0] : 0;
      if (step && key.shiftKey) this.look(this.view[0] + (step * span) / 4, this.view[1] + (step * span) / 4);
      else if (step && spots.length) {
        const spot = spots[Math.max(0, Math.min(spots.length - 1, now < 0 ? (step > 0 ? 0 : spots.length - 1) : now + step))];
        this.stepped = spot.event ?? spot.some;
        this.focus(spot);
      } else if (key.key === "Enter" && now >= 0) this.pick(spots[now]);
      else if (key.key === "+" || key.key === "=") this.zoom(0.5, now >= 0 ? this.day(spots[now].x) : undefined);
      else if (key.key === "-") this.zoom(2);
      else if (key.key === "Home") this.look(...this.whole);
      else if (key.key === "Escape") this.focus(null);
      else return;
      key.preventDefault();
    }
  }

  // What an event is, in one line.
  imgcat.describedEvent = (event) => {
    const when = event.first === null ? "Date not known" : `${written(event.first, event.last)} (${inWords(event.first, event.last)})`;
    const cloud = event.what === "scene" ? (event.cloud === null ? "cloud not stated" : `cloud ${event.cloud} %`) : null;
    const what = {
      picture: `picture cited in “${event.title}”`, scene: `public scene ${event.title}`,
      news: `news: “${event.title}”`, statement: `official statement: “${event.title}”`,
    }[event.what] ?? `report: “${event.title}”`;
    const access = event.what === "picture" ? event.accessName : null;
    return `${when}: ${[what, event.by, access, cloud].filter(Boolean).join("; ")}.`;
  };

  function colourOf(event) {
    if (event.what === "picture") return event.modality ? `--${event.modality}` : "--kind-unknown";
    return { scene: "--scene", report: "--report" }[event.what] ?? "--news";
  }

  function* ticks({ unit, n }, first, last) {
    if (unit === "day") {
      for (let day = Math.ceil(first / n) * n; day <= last; day += n) yield { day, label: civil(day) };
      return;
    }
    const start = new Date(first * 86_400_000);
    const months = unit === "year" ? 12 * n : n;
    let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
    for (;; month += months) {
      const [year, of] = [Math.floor(month / 12), month % 12];
      const day = utc(year, of);
      if (day > last) return;
      yield { day, label: of === 0 ? String(year) : `${MONTHS[of].slice(0, 3)} ${year}` };
    }
  }

  imgcat.timeline = (element, told) => new Timeline(element, told);
})();
