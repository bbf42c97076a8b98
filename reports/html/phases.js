// SPDX-License-Identifier: Apache-2.0

// The model's state diagram of each request and socket of a transcript, with the path that it took
// as far as its calls tell. Names are those of the model's State; a test compares them.

const REQUEST = {
  phases: {
    dropped: [0.5, 0],
    running: [0, 1], completed: [1, 1], posted: [2, 1], read: [3, 1],
    refused: [0, 2], cancelled: [1, 2], orphaned: [2, 2], stale: [3, 2],
  },
  edges: ['none>running', 'none>refused', 'running>completed', 'completed>posted', 'posted>read',
    'running>cancelled', 'completed>cancelled', 'completed>orphaned', 'posted>stale', 'stale>read',
    'running>dropped', 'completed>dropped'],
};

const SOCKET = {
  phases: {
    created: [0, 0], bound: [1, 0], listening: [2, 0],
    connecting: [0, 1], connected: [1, 1], closed: [2, 1],
  },
  edges: ['none>created', 'none>connected', 'created>bound', 'bound>listening', 'created>connected',
    'bound>connected', 'connected>closed', 'listening>closed', 'bound>closed', 'created>closed',
    'created>connecting', 'bound>connecting', 'connecting>connected'],
};

const DIRECTION = {
  phases: {no: [0, 0], by_shutdown: [1, 0], by_disconnect: [1, 1]},
  edges: ['none>no', 'no>by_shutdown', 'no>by_disconnect', 'by_shutdown>by_disconnect'],
};

const hasSucceeded = (line) => line.observed.startsWith('returned 0') ||
  line.observed === 'returned a socket';

/** Things by name; each has a path of [phase, step] for its diagram. */
class Paths {
  constructor() {
    this.all = new Map();
    this.startups = 0;
  }

  go(name, title, step, ...phases) {
    const key = title + ' ' + name;
    if (!this.all.has(key)) this.all.set(key, {name, title, path: []});
    const {path} = this.all.get(key);
    for (const phase of phases) {
      if (path.at(-1)?.[0] !== phase) path.push([phase, step]);
    }
  }

  at(name, title) {
    return this.all.get(title + ' ' + name)?.path.at(-1)?.[0];
  }

  /** Requests that are running, and sockets that are open, when the last WSACleanup comes. */
  cleanUp(step) {
    for (const {name, title} of [...this.all.values()]) {
      const phase = this.at(name, title);
      if (title === 'Request' && phase === 'running') this.go(name, title, step, 'dropped');
      if (title === 'Socket' && phase !== 'closed') this.go(name, title, step, 'closed');
    }
  }
}

function newSocket(paths, name, step, phase) {
  paths.go(name, 'Socket', step, phase);
  paths.go(name, 'Receiving disabled', step, 'no');
  paths.go(name, 'Sending disabled', step, 'no');
}

const MOVES = {bind: 'bound', listen: 'listening', connect: 'connected', closesocket: 'closed'};

/** How a call that succeeded moves what it names. */
function follow(paths, call, line) {
  const [, , name, list, made] = call;
  const [subject, how] = list.split(', ');
  const phase = MOVES[name];
  if (name === 'WSAStartup' || name === 'WSPStartup') ++paths.startups;
  if (/^WS[AP]Cleanup$/.test(name) && --paths.startups === 0) paths.cleanUp(line.step);
  if (name === 'socket' && made) newSocket(paths, made, line.step, 'created');
  if (name === 'accept' && made) newSocket(paths, made, line.step, 'connected');
  if (phase && paths.at(subject, 'Socket')) paths.go(subject, 'Socket', line.step, phase);
  const cuts = (direction, way) => {
    if (paths.at(subject, direction)) paths.go(subject, direction, line.step, way);
  };
  if (name === 'WSARecvDisconnect') cuts('Receiving disabled', 'by_disconnect');
  if (name === 'WSASendDisconnect') cuts('Sending disabled', 'by_disconnect');
  if (name === 'shutdown' && how !== 'SD_SEND') cuts('Receiving disabled', 'by_shutdown');
  if (name === 'shutdown' && how !== 'SD_RECEIVE') cuts('Sending disabled', 'by_shutdown');
  if (name === 'WSACancelAsyncRequest' && paths.at(subject, 'Request') === 'running') {
    paths.go(subject, 'Request', line.step, 'cancelled');
  }
}

function pathsOf(lines) {
  const paths = new Paths();
  for (const line of lines) {
    const call = CALL.exec(line.action);
    const [, , name, , made] = call || [];
    const message = /^got the message of (\w+):/.exec(line.observed);
    if (message && paths.at(message[1], 'Request')) {
      const phases = ['completed', 'posted', 'read'];
      const isPeeked = line.action.startsWith('looks');
      paths.go(message[1], 'Request', line.step, ...phases.slice(0, isPeeked ? 2 : 3));
    } else if (name?.startsWith('WSAAsyncGet') && made) {
      const isRefused = line.observed.startsWith('returned 0');
      paths.go(made, 'Request', line.step, isRefused ? 'refused' : 'running');
    } else if (name === 'connect' && /WSAEWOULDBLOCK/.test(line.observed)) {
      const subject = call[3].split(', ')[0];
      if (paths.at(subject, 'Socket')) paths.go(subject, 'Socket', line.step, 'connecting');
    } else if (call && hasSucceeded(line)) {
      follow(paths, call, line);
    }
  }
  // What never moved tells nothing.
  return [...paths.all.values()]
      .filter(({title, path}) => path.length > 1 || !title.endsWith('disabled'));
}

const COLUMN = 152;
const ROW = 64;
const BOX = {width: 104, height: 28};

/** Where a line from one box to another meets the edge of the other. */
function border([x, y], [fromX, fromY]) {
  const [dx, dy] = [fromX - x, fromY - y];
  const scale = Math.min((BOX.width / 2 + 3) / Math.abs(dx || 1e-9),
      (BOX.height / 2 + 3) / Math.abs(dy || 1e-9));
  return [x + dx * scale, y + dy * scale];
}

function titleOf({name, title}) {
  return title.endsWith('disabled') ? `Socket ${name}, ${title.toLowerCase()}` : title + ' ' + name;
}

class PhaseDiagram {
  constructor(diagram, {name, title, path}) {
    this.diagram = diagram;
    this.path = path;
    this.label = titleOf({name, title}) + ': ' +
      path.map(([phase, step]) => `${this.word(phase)} (step ${step + 1})`).join(', then ');
  }

  word(phase) {
    return phase.replaceAll('_', ' ');
  }

  at(phase) {
    if (phase === 'none') return [18, 26 + ROW * 0.5 * (this.rows() - 1)];
    const [column, row] = this.diagram.phases[phase];
    return [56 + BOX.width / 2 + column * COLUMN, 26 + row * ROW];
  }

  rows() {
    return 1 + Math.max(...Object.values(this.diagram.phases).map(([, row]) => row));
  }

  edge(text) {
    const [from, to] = text.split('>');
    const phases = [['none', 0], ...this.path];
    const taken = phases.findIndex(([phase], i) => phase === to && phases[i - 1]?.[0] === from);
    return this.arrow(from, to, taken > 0 ? phases[taken][1] : null);
  }

  arrow(from, to, step) {
    const [a, b] = [this.at(from), this.at(to)];
    const start = from === 'none' ? a : border(a, b);
    const end = border(b, a);
    const angle = Math.atan2(end[1] - start[1], end[0] - start[0]);
    const wing = (turn) =>
      [end[0] - 8 * Math.cos(angle + turn), end[1] - 8 * Math.sin(angle + turn)];
    const tip = [end, wing(0.45), wing(-0.45)].map(([x, y]) => x.toFixed(1) + ',' + y.toFixed(1));
    const kind = step === null ? 'edge' : 'edge taken';
    const [x, y] = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
    return draw('g', {class: kind},
        draw('line', {x1: start[0], y1: start[1], x2: end[0], y2: end[1]}),
        draw('polygon', {points: tip.join(' ')}),
        step === null ? null : draw('circle', {class: 'step-mark', cx: x, cy: y, r: 9}),
        step === null ? null : draw('text', {class: 'step-number', x, y: y + 4}, step + 1));
  }

  box(phase) {
    const [x, y] = this.at(phase);
    const isLast = this.path.at(-1)[0] === phase;
    const isPassed = this.path.some(([one]) => one === phase);
    return draw('g', {class: 'phase' + (isPassed ? ' passed' : '') + (isLast ? ' last' : '')},
        draw('rect', {x: x - BOX.width / 2, y: y - BOX.height / 2, ...BOX, rx: 14}),
        draw('text', {x, y: y + 4}, this.word(phase)));
  }

  picture() {
    const columns = 1 + Math.max(...Object.values(this.diagram.phases).map(([column]) => column));
    const [width, height] = [60 + columns * COLUMN, 52 + ROW * (this.rows() - 1)];
    const [x, y] = this.at('none');
    return draw('svg', {'class': 'phases', 'viewBox': `0 0 ${width} ${height}`, width, height,
      'role': 'img', 'aria-label': visible(this.label)},
    draw('circle', {class: 'start', cx: x, cy: y, r: 6}),
    this.diagram.edges.filter((text) => this.isDrawn(text)).map((text) => this.edge(text)),
    this.jumps(), Object.keys(this.diagram.phases).map((phase) => this.box(phase)));
  }

  isDrawn(text) {
    const isBirth = text.startsWith('none>');
    return !isBirth || text === 'none>' + this.path[0][0];
  }

  /** Ways that the diagram does not have, were a provider to take one. */
  jumps() {
    const phases = [['none', 0], ...this.path];
    return phases.slice(1).map(([to, step], i) => [phases[i][0], to, step])
        .filter(([from, to]) => !this.diagram.edges.includes(from + '>' + to))
        .map(([from, to, step]) => this.arrow(from, to, step));
  }
}

const DIAGRAMS = {Request: REQUEST, Socket: SOCKET};

function phaseDiagrams(lines) {
  const shown = pathsOf(lines).map((one) => {
    const picture = new PhaseDiagram(DIAGRAMS[one.title] || DIRECTION, one);
    const name = make('strong', titleOf(one));
    return make('figure.phase-figure', make('figcaption', name, ' ',
        make('span.faint', picture.label.slice(picture.label.indexOf(':') + 2))),
    scrolling(picture.picture(), titleOf(one)));
  });
  if (shown.length === 0) return [];
  return [make('section.picture', make('h3', 'States of the model, and the path taken'),
      make('div.figures', shown))];
}
