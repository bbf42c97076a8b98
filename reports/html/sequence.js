// SPDX-License-Identifier: Apache-2.0

// A transcript as a sequence diagram: a line of life for each who takes part, the steps from top to
// bottom, the violation where it happens, and beside it what would have been allowed.

const GUTTER = 44;
/** How far the lines of life are apart, as the room allows. */
const SPAN = {least: 136, most: 216};
/** What is told of a violation stands beside it if there is room, else below it. */
const MARGIN = 260;
/** Text may be as long as this however close its lines of life are. */
const WORDS = 232;
const LINE = 15;
const GAP = 12;
const PER_CHARACTER = 6.8;

/** A text in lines of at most so many characters, broken behind spaces, else in seams of names. */
function wrapped(text, most) {
  const lines = [''];
  const clean = visible(text);
  const words = (clean.length > 300 ? clean.slice(0, 300) + ' …' : clean).split(/(?<= )/);
  for (const word of words.flatMap((one) => one.trimEnd().length > most ? one.split(SEAM) : one)) {
    for (let rest = word; rest !== ''; rest = rest.slice(most)) {
      const part = rest.slice(0, most);
      if ((lines.at(-1) + part).trimEnd().length > most) lines.push('');
      lines[lines.length - 1] += part;
    }
  }
  return lines.map((line) => line.trimEnd()).filter((line) => line !== '');
}

function textAt(kind, x, y, lines) {
  return draw('text', {class: kind, x, y}, lines.map((line, i) =>
    draw('tspan', {x, dy: i === 0 ? 0 : LINE}, line)));
}

/** Threads first, then the provider, then what lies behind it; only those that take part. */
function participants(steps, lines) {
  const present = new Set(steps.flatMap((step) => [step.from, step.to]));
  present.add(PROVIDER);
  const others = [HOOK, PROVIDER, ABOVE, QUEUE, NAMES.name_server, NAMES.database, 'peer',
    NETWORK];
  const threads = [...new Set(lines.map((line) => line.actor))]
      .filter((actor) => present.has(actor) && !others.includes(actor));
  return [...threads, ...others.filter((one) => present.has(one))];
}

class Sequence {
  /** `room` is how wide the picture may be; narrower than its least it scrolls. */
  constructor(lines, violations, report, room = 1118) {
    const partners = partnersOf(lines);
    this.steps = lines.map((line) => stepOf(line, partners));
    this.lines = lines;
    this.violations = violations;
    this.names = participants(this.steps, lines);
    this.provider = report.provider;
    const least = GUTTER + SPAN.least * this.names.length;
    this.hasMargin = violations.length > 0 && least + MARGIN <= room;
    const margin = this.hasMargin ? MARGIN : 8;
    const span = Math.floor((room - GUTTER - margin) / this.names.length);
    this.span = Math.min(SPAN.most, Math.max(SPAN.least, span));
    this.lanes = GUTTER + this.span * this.names.length;
    this.width = this.lanes + margin;
    this.room = room;
    this.flights = new Map();
    this.bars = [];
    this.bands = [];
    this.y = 52;
  }

  x(name) {
    return GUTTER + this.span * (this.names.indexOf(name) + 0.5);
  }

  /** How wide text around `x` may be: wider than what it stands above, but not off the picture. */
  around(x, least) {
    const free = 2 * Math.min(x - GUTTER, this.lanes - x);
    return Math.floor(Math.max(least, Math.min(WORDS, free)) / PER_CHARACTER);
  }

  /** An arrow under its words, from one line of life to another; returns what it is made of. */
  arrow(kind, from, to, text) {
    const [a, b] = [this.x(from), this.x(to)];
    const lines = wrapped(text, this.around((a + b) / 2, Math.abs(a - b) - 20));
    const words = textAt('words', (a + b) / 2, this.y + 11, lines);
    this.y += lines.length * LINE + 4;
    const way = Math.sign(b - a);
    const tip = `${b},${this.y} ${b - 8 * way},${this.y - 4} ${b - 8 * way},${this.y + 4}`;
    const {y} = this;
    this.y += 6;
    return [words, draw('line', {class: kind, x1: a, y1: y, x2: b - 7 * way, y2: y}),
      draw('polygon', {class: 'tip', points: tip})];
  }

  /** An arrow from a line of life to itself, under its words. */
  loop(at, text) {
    const x = this.x(at);
    const lines = wrapped(text, this.around(x, this.span - 28));
    const words = textAt('words', x, this.y + 11, lines);
    this.y += lines.length * LINE + 4;
    const back = this.y + 12;
    const tip = `${x},${back} ${x + 8},${back - 4} ${x + 8},${back + 4}`;
    const way = draw('path', {class: 'passing', d: `M${x},${this.y}h26v12H${x + 7}`});
    this.y = back + 6;
    return [words, way, draw('polygon', {class: 'tip', points: tip})];
  }

  box(step) {
    const x = this.x(step.from);
    const lines = wrapped(step.label, this.around(x, this.span) - 3);
    const width = Math.max(...lines.map((line) => line.length)) * PER_CHARACTER + 16;
    const height = lines.length * LINE + 6;
    const {y} = this;
    this.y += height;
    return [draw('rect', {class: 'note-box', x: x - width / 2, y, width, height, rx: 3}),
      textAt('words', x, y + 14, lines)];
  }

  /** What stands beside a step that was not allowed, or that left no other way later. */
  remarks(line) {
    const room = this.hasMargin ? MARGIN - 24 : Math.min(this.width, this.room) - GUTTER - 8;
    const most = Math.floor(room / PER_CHARACTER);
    const remarks = [];
    for (const one of this.violations) {
      if (one.since && one.since.step === line.step) {
        remarks.push(['since', `ruled out what else step ${one.step + 1} could have done`]);
      }
      if (one.step !== line.step) continue;
      const since = one.since ? ` since step ${one.since.step + 1}` : '';
      remarks.push(['wrong', '✕ not allowed' + since]);
      remarks.push(['title', one.allowed.length ? 'allowed here:' : 'nothing is allowed here']);
      one.allowed.slice(0, 6).forEach(({reply}) => remarks.push(['right', '✓ ' + reply]));
      if (one.allowed.length > 6) remarks.push(['title', `and ${one.allowed.length - 6} more`]);
    }
    return remarks.map(([kind, text]) => [kind, wrapped(text, most)]);
  }

  told(line, top) {
    const x = this.hasMargin ? this.lanes + 16 : GUTTER;
    let y = this.hasMargin ? top + 13 : this.y + 13;
    const parts = this.remarks(line).map(([kind, lines]) => {
      const one = textAt('remark ' + kind, x, y, lines);
      y += lines.length * LINE + 3;
      return one;
    });
    if (parts.length) this.y = Math.max(this.y, y - 6);
    return parts;
  }

  /** The bar beside a thread that waits in a call. */
  flight(step) {
    if (!step.flight) return;
    const begun = this.flights.get(step.flight);
    if (begun === undefined) {
      this.flights.set(step.flight, this.y - 6);
      return;
    }
    this.bars.push(draw('rect', {class: 'flight', x: this.x(step.from) - 4, y: begun, width: 8,
      height: this.y - 6 - begun}));
    this.flights.delete(step.flight);
  }

  step(line, i) {
    const top = this.y;
    const step = this.steps[i];
    const parts = step.note ? this.box(step) : [];
    if (!step.note && step.label) parts.push(...this.arrow('call', step.from, step.to, step.label));
    if (step.passing) parts.push(...this.loop(step.to, step.passing));
    if (step.reply) parts.push(...this.arrow('reply', step.to, step.from, step.reply));
    this.flight(step);
    parts.push(...this.told(line, top));
    const ruled = this.violations.some((one) => one.since && one.since.step === line.step);
    const kind = line.violated ? ' violated' : ruled ? ' excluding' : '';
    const area = {x: 0, y: top - 5, width: this.width, height: this.y - top + 8};
    this.bands.push(draw('rect', {class: 'band' + kind, ...area}));
    const group = draw('g', {'class': 'step' + kind, 'role': 'img', 'tabindex': i === 0 ? 0 : -1,
      'aria-label': this.spoken(line), 'data-step': line.step},
    draw('rect', {class: 'outline', ...area}),
    textAt('number', GUTTER - 12, top + 12, [String(line.step + 1)]), parts);
    this.y += GAP;
    return group;
  }

  spoken(line) {
    const remarks = this.remarks(line).map(([, lines]) => lines.join(' '));
    return visible([`Step ${line.step + 1}, ${NAMES[line.actor] || line.actor}: ${line.action}: ` +
      line.observed, ...remarks].join('. '));
  }

  heads() {
    return this.names.map((name) => {
      const title = name === PROVIDER ? this.provider : Object.values(NAMES).includes(name) ||
        [QUEUE, ABOVE, NETWORK].includes(name) ? name : 'thread ' + name;
      const lines = wrapped(title, Math.floor((this.span - 20) / PER_CHARACTER)).slice(0, 2);
      const x = this.x(name);
      return draw('g', {class: name === PROVIDER ? 'head-box provider' : 'head-box'},
          draw('rect', {x: x - this.span / 2 + 6, y: 4, width: this.span - 12, height: 36, rx: 5}),
          textAt('words', x, lines.length > 1 ? 19 : 26, lines));
    });
  }

  picture() {
    const steps = this.lines.map((line, i) => this.step(line, i));
    const height = this.y + 4;
    const lives = this.names.map((name) => draw('line', {class: 'life', x1: this.x(name), y1: 40,
      x2: this.x(name), y2: height}));
    const svg = draw('svg', {'class': 'sequence', 'viewBox': `0 0 ${this.width} ${height}`,
      'width': this.width, height, 'role': 'group',
      'aria-label': 'Sequence of the steps; the arrow keys go from one to the next'},
    this.bands, lives, this.bars, this.heads(), steps);
    return svg;
  }
}

/** The arrow keys go from step to step; the row of the same step in the table is marked. */
function followSteps(svg, tableOfSteps) {
  const steps = [...svg.querySelectorAll('.step')];
  const select = (step) => {
    for (const one of steps) one.setAttribute('tabindex', one === step ? 0 : -1);
    tableOfSteps.querySelectorAll('tr[data-step]').forEach((row) => {
      row.classList.toggle('followed', row.dataset.step === step.dataset.step);
    });
  };
  svg.addEventListener('focusin', (event) => select(event.target.closest('.step')));
  svg.addEventListener('keydown', (event) => {
    const at = steps.indexOf(event.target.closest('.step'));
    const next = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: steps.length - 1}[event.key];
    if (next === undefined || !steps[next]) return;
    event.preventDefault();
    steps[next].focus();
  });
}

/** The picture is drawn for the room that it gets, and anew when that has changed. */
function sequence(lines, violations, report, tableOfSteps) {
  if (lines.length === 0) return null;
  const frame = make('div.frame');
  let drawn = 0;
  const fill = (room) => {
    if (room <= 0 || room === drawn) return;
    drawn = room;
    const svg = new Sequence(lines, violations, report, room).picture();
    followSteps(svg, tableOfSteps);
    frame.replaceChildren(svg);
  };
  fill(byId('main').clientWidth - 36);
  new ResizeObserver(() => fill(frame.clientWidth)).observe(frame);
  // It may be wider than the screen and scrolls; its steps take the focus, so it needs none itself.
  return make('section.picture', make('h3', 'Sequence'), frame);
}
