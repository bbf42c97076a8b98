// SPDX-License-Identifier: Apache-2.0

// What the page shows: the reports it carries, and the choice of it that the address names.

const VERDICTS = ['fail', 'error', 'inconclusive', 'untested', 'pass', 'not-applicable',
  'not-played'];
const STATUSES = ['violated', 'verified', 'vacuous', 'recorded', 'unexercised', 'not-applicable'];
const VIEWS = ['overview', 'questions', 'clauses', 'purposes', 'behaviour'];
const STRENGTHS = ['MUST', 'MUST-D', 'MAY', 'ADVISORY'];
/** What most reports have nothing of is shown only where there is some. */
const RARE = new Set(['untested', 'not-played']);
/** Words that say nothing of how a provider behaves. */
const SILENT = new Set(['not-applicable', 'untested', 'not-played', 'unexercised', 'vacuous']);

/** The verdicts that are counted on their own. */
function countedVerdicts() {
  return VERDICTS.filter((word) => !RARE.has(word) ||
      (word !== 'not-played' && reports.some((report) => report.summary.verdicts[word])));
}

let common = null;
let reports = [];
let isMany = false;
/** The numbers of the reports that were held against known deviations. */
const expecting = new Set();
/** Clauses by slug, what the catalogue says and what was concluded; purposes by id. */
const clauses = new Map();
const purposes = new Map();
const groups = new Map();

function addClauses(catalogue) {
  const concluded = reports.map((report) => placesIn(placeOf(report, 'clauses')));
  placesIn(catalogue).forEach((place, i) => {
    const clause = valueAt(place);
    const found = reports.map((report) => report.clauses[i]);
    clauses.set(clause.slug, {
      entry: clause, slug: clause.slug, id: clause.id, strength: clause.strength,
      text: clause.text, prefix: clause.id.split('-')[0],
      words: found.map(([status]) => status), reasons: found.map(([, reason]) => reason),
      places: [place, ...concluded.map((list) => list[i])], claimants: [], violators: new Map(),
    });
  });
}

/** What was seen, as a text that is the same where the same was seen. */
function seenIn(transcript) {
  return placesIn(transcript).map((line) => partOf(line, 'observed')).join();
}

/** The results by number, the same for those that did the same; null for who did nothing. */
function behavioursOf(results) {
  const transcripts = results.map((result) => {
    const word = packed.values[result] && packed.values[partOf(result, 'verdict')];
    return word && !SILENT.has(word) ? partOf(result, 'transcript') : null;
  });
  const kinds = [...new Set(transcripts.filter((one) => one !== null))];
  if (kinds.length < 2) return transcripts.map((one) => one === null ? null : 0);
  const texts = kinds.map(seenIn);
  const different = [...new Set(texts)];
  return transcripts.map((one) =>
    one === null ? null : different.indexOf(texts[kinds.indexOf(one)]));
}

/** There may be very many: what is not needed of all at once is made when it is looked at. */
class Purpose {
  constructor(place) {
    this.places = [place];
    this.id = valueAt(partOf(place, 'id'));
    this.found = placesIn(partOf(place, 'results'));
    this.words = this.found.map((result) => packed.values[result] === null ? 'not-played' :
      valueAt(partOf(result, 'verdict')));
  }

  /** A report in which nothing is expected has no expectations, and nothing is unexpected. */
  get isExpected() {
    return this.found.every((result, of) => !expecting.has(of) || packed.values[result] === null ||
      valueAt(partOf(result, 'expected')));
  }

  get call() { return this.id.slice(0, this.id.indexOf('/')); }
  get claim() { return this.id.slice(this.id.indexOf('/') + 1); }
  get purpose() { return valueAt(this.places[0]).purpose; }
  get kind() { return valueAt(this.places[0]).kind; }
  get clauses() { return valueAt(partOf(this.places[0], 'clauses')); }
  get results() { return valueAt(this.places[0]).results; }
  get behaviours() { return this.kinds || (this.kinds = behavioursOf(this.found)); }
}

function addViolators(purpose, result, of) {
  for (const violation of placesIn(partOf(result, 'violations'))) {
    for (const slug of valueAt(partOf(violation, 'clauses'))) {
      const {violators} = clauses.get(slug);
      if (!violators.has(purpose.id)) violators.set(purpose.id, new Set());
      violators.get(purpose.id).add(of);
    }
  }
}

function addPurposes(list) {
  for (const place of placesIn(list)) {
    const purpose = new Purpose(place);
    purposes.set(purpose.id, purpose);
    for (const slug of purpose.clauses) clauses.get(slug).claimants.push(purpose.id);
    purpose.words.forEach((word, of) => {
      if (SILENT.has(word) || word === 'pass') return;
      const result = purpose.found[of];
      if (partOf(result, 'expectation') !== undefined) expecting.add(of);
      addViolators(purpose, result, of);
    });
  }
}

async function load() {
  const [first, list] = placesIn(await unpack(document.getElementById('data').textContent));
  common = valueAt(first);
  reports = common.reports;
  isMany = reports.length > 1;
  for (const group of common.groups) groups.set(group.prefix, group);
  addClauses(placeOf(common, 'catalogue'));
  addPurposes(list);
}

/** The purposes that claim a clause or violate it. */
function purposesOf(clause) {
  return [...new Set([...clause.claimants, ...clause.violators.keys()])].sort();
}

/** Words that tell something, each once: two of them are a difference between providers. */
function tellingWords(item) {
  return new Set(item.words.filter((word) => !SILENT.has(word)));
}

function behavesDifferently(purpose) {
  return new Set(purpose.behaviours.filter((one) => one !== null)).size > 1;
}

/** The numbers of the reports that say what an application meets: not those of the suite's own. */
function realOnes() {
  return reports.map((report, of) => of).filter((of) => !reports[of].of_the_suite);
}

function isReliable(item) {
  const real = realOnes();
  return real.length > 0 && real.every((of) => item.words[of] === 'verified');
}

const ONLY = {
  rely: isReliable,
  differ: (item) => tellingWords(item).size > 1,
  behaviour: (item) => Boolean(item.behaviours) && behavesDifferently(item),
  agree: (item) => new Set(item.words).size === 1,
  unexpected: (item) => item.isExpected === false,
};

let found = {query: '', places: []};

/** The words that are searched for. */
function searched() {
  return state.q.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Other names under which people know what a value names: ids of clauses, filters of purposes. */
function aliases() {
  return new Map([...[...clauses.values()].map(({slug, id}) => [slug, '\n' + id]),
    ...[...purposes.keys()].map((id) => [id, '\n' + dotted(id)])]);
}

/** Whether every word of a search stands somewhere in an item, or in the caption of its group. */
function mentions(item, words) {
  const query = words.join(' ');
  if (query !== found.query) {
    const alias = aliases();
    found = {query, places: words.map((word) => placesOf(word, alias))};
  }
  const caption = item.prefix ? groups.get(item.prefix)?.title.toLowerCase() || '' : '';
  return found.places.every((places, i) => caption.includes(words[i]) ||
      item.places.some((place) => places[place]));
}

function isShown(item, state, words) {
  const looked = state.of === null ? item.words : [item.words[state.of]];
  return (state.status.size === 0 || looked.some((word) => state.status.has(word))) &&
    (state.strength.size === 0 || !item.strength || state.strength.has(item.strength)) &&
    (!state.only || ONLY[state.only](item)) && mentions(item, words);
}

function stateOf(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const list = (name) => new Set((fields.get(name) || '').split(',').filter(Boolean));
  const number = (name) => {
    const value = Number(fields.get(name) || NaN);
    return Number.isInteger(value) && value >= 1 && value <= reports.length ? value - 1 : null;
  };
  const only = fields.get('only') || '';
  const view = fields.get('view');
  return {
    view: VIEWS.includes(view) ? view : 'overview',
    status: list('status'),
    strength: list('strength'),
    only: Object.hasOwn(ONLY, only) ? only : '',
    of: number('of'),
    q: fields.get('q') || '',
    open: fields.get('open') || '',
    by: number('by'),
  };
}

function hashOf(state) {
  const fields = new URLSearchParams({view: state.view});
  if (state.status.size) fields.set('status', [...state.status].join(','));
  if (state.strength.size) fields.set('strength', [...state.strength].join(','));
  if (state.only) fields.set('only', state.only);
  if (state.of !== null) fields.set('of', state.of + 1);
  if (state.q) fields.set('q', state.q);
  if (state.open) fields.set('open', state.open);
  if (state.open && state.by !== null) fields.set('by', state.by + 1);
  return '#' + fields.toString().replace(/%2F/g, '/').replace(/%2C/g, ',');
}

function hashTo(view, choice) {
  return hashOf({view, status: new Set(), strength: new Set(), only: '', of: null, q: '', open: '',
    by: null, ...choice});
}

function clauseLink(slug) {
  const anchor = link(hashTo('clauses', {open: slug}), breakable(slug));
  anchor.className = 'slug';
  const clause = clauses.get(slug);
  if (clause) anchor.title = clause.id + ', ' + clause.strength + ': ' + clause.text;
  return anchor;
}

/** A link to a purpose, opened at what report number `by` says of it. */
function purposeLink(id, by = null, text = id) {
  const anchor = link(hashTo('purposes', {open: id, by: isMany ? by : null}), breakable(text));
  anchor.className = 'slug';
  const purpose = purposes.get(id);
  if (purpose) anchor.title = purpose.purpose;
  return anchor;
}
