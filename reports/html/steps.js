// What the words of a transcript mean: who acts on whom. Words that are not known become a note
// on the line of whoever said them, so a picture never lacks a step.

const PROVIDER = 'provider';
const ABOVE = 'DLL above';
const QUEUE = 'window queue';
const HOOK = 'blocking hook';
const NETWORK = 'network';
const NAMES = {peer: 'peer', name_server: 'name server', database: 'local database', hook: HOOK};

const CALL =
    /^(?:inside (\w+): )?([A-Za-z]\w*)\((.*)\)(?: as (\w+))?(?: in flight as (\w+))?$/s;
/** Calls that no provider sees. */
const OWN = /^(?:WSAGET\w+|WSAMAKE\w+|GetLastError|SetLastError)$/;

function note(at, text) {
  return {note: true, from: at, to: at, label: text};
}

function worded(action, observed) {
  return observed === 'done' || observed === '' ? action : action + ': ' + observed;
}

function peerStep({action, observed}) {
  const [verb] = action.split(' ');
  if (verb === 'observes') {
    return observed === 'saw nothing' ? note('peer', action + ': saw nothing') :
      {from: PROVIDER, to: 'peer', label: action + ': ' + observed};
  }
  if (verb === 'accepts' && observed === 'done') return {from: PROVIDER, to: 'peer', label: action};
  if (['connects', 'sends', 'shuts_down', 'closes', 'resets'].includes(verb)) {
    return {from: 'peer', to: PROVIDER, label: worded(action, observed)};
  }
  return note('peer', worded(action, observed));
}

function nameServerStep({action, observed}) {
  const name = NAMES.name_server;
  // The action repeats its verb behind the name it is about.
  const label = worded(action.replace(/^(\w+) ([^,]*), \1/, '$1 $2'), observed);
  if (action.startsWith('is_asked') && observed !== 'was not asked') {
    return {from: PROVIDER, to: name, label};
  }
  return action.startsWith('releases') ? {from: name, to: PROVIDER, label} : note(name, label);
}

/** Sockets of the process that are each other's peer, as its calls tell. */
function partnersOf(lines) {
  const connecting = new Map();
  const partners = new Map();
  for (const {action, observed} of lines) {
    const connected = /^connect\((\w+), (\w+)\)/.exec(action);
    if (connected) {
      const [, socket, listener] = connected;
      connecting.set(listener, [...connecting.get(listener) || [], socket]);
    }
    const accepted = /^accept\((\w+)\) as (\w+)$/.exec(action);
    const socket = accepted && observed === 'returned a socket' &&
      (connecting.get(accepted[1]) || []).shift();
    if (socket) partners.set(socket, accepted[2]).set(accepted[2], socket);
  }
  return partners;
}

/** What goes from one socket to another within the provider: a stream's end, with what it says. */
function passingOf({action, observed}, partners) {
  const sent = /^(?:inside \w+: )?WSASendDisconnect\((\w+), (.*)\)$/s.exec(action);
  if (!sent || observed !== 'returned 0' || !partners.has(sent[1])) return null;
  const [, socket, data] = sent;
  return `${socket} to ${partners.get(socket)}: the end` +
    (data === 'NULL' ? '' : `, with “${data}”`);
}

function callStep(line, [, inside, name, , , flight]) {
  const from = inside ? HOOK : line.actor;
  if (OWN.test(name)) return note(from, worded(line.action, line.observed));
  if (name.startsWith('WPU')) {
    return {from: PROVIDER, to: ABOVE, label: line.action, reply: line.observed};
  }
  if (line.observed.startsWith('was not called')) {
    return note(from, worded(line.action, line.observed));
  }
  if (!flight) return {from, to: PROVIDER, label: line.action, reply: line.observed};
  if (line.observed === 'began') return {from, to: PROVIDER, label: line.action, flight};
  if (line.observed === 'has not returned') return note(from, flight + ' has not returned');
  return {from, to: PROVIDER, reply: flight + ' ' + line.observed, flight};
}

/** A step: from whom to whom, what is said there, and what comes back, if it does at once. */
function stepOf(line, partners) {
  const {actor, action, observed} = line;
  if (actor === 'peer') return peerStep(line);
  if (actor === 'name_server') return nameServerStep(line);
  if (actor === 'hook') {
    const label = action + ': ' + observed;
    return observed.startsWith('was run') ? {from: PROVIDER, to: HOOK, label} : note(HOOK, label);
  }
  if (NAMES[actor]) return note(NAMES[actor], worded(action, observed));
  if (action === 'brings the network down') {
    return {from: NETWORK, to: PROVIDER, label: worded('goes down', observed)};
  }
  const call = CALL.exec(action);
  if (call) return {...callStep(line, call), passing: passingOf(line, partners)};
  if (/^(opens|closes) /.test(action)) {
    return {from: actor, to: QUEUE, label: worded(action, observed)};
  }
  if (action.includes('a message') && observed.startsWith('got ') && observed !== 'got nothing') {
    return {from: QUEUE, to: actor, label: observed};
  }
  return note(actor, worded(action, observed));
}
