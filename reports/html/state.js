// What the page shows: the report it carries, and the choice of it that the address names.

const data = JSON.parse(document.getElementById('data').textContent);
const report = data.report;

const VERDICTS = ['fail', 'error', 'inconclusive', 'pass', 'not-applicable'];
const STATUSES = ['violated', 'verified', 'recorded', 'unexercised', 'not-applicable'];
const STRENGTHS = ['MUST', 'MUST-D', 'MAY', 'ADVISORY'];

/** Clauses by slug: what the catalogue says and what was concluded. */
const clauses = new Map();
for (const clause of data.catalogue) {
  const found = report.clauses[clause.slug];
  clauses.set(clause.slug, {...clause, ...found, prefix: clause.id.split('-')[0]});
}

/** Purposes by id. */
const purposes = new Map();
for (const [id, purpose] of Object.entries(report.purposes)) {
  const slash = id.indexOf('/');
  purposes.set(id, {...purpose, id, call: id.slice(0, slash), claim: id.slice(slash + 1)});
}

/** Without an expectation file, what is unexpected is simply what deviates. */
const hasExpectations = [...purposes.values()].some((purpose) => purpose.expectation);

function clauseText(clause) {
  return [clause.slug, clause.id, clause.text, clause.sources, clause.ambiguities, clause.reason,
    ...clause.purposes].join('\n');
}

function allowedText(allowed) {
  return allowed.map((one) => one.reply + '\n' + one.clauses.join('\n')).join('\n');
}

function purposeText(purpose) {
  const named = purpose.clauses.map((slug) => clauses.has(slug) ? clauses.get(slug).id : '');
  const steps = purpose.transcript.map((line) =>
    [line.actor, line.action, line.observed].join('\n'));
  const faults = purpose.violations.map((one) =>
    one.observed + '\n' + one.clauses.join('\n') + '\n' + allowedText(one.allowed));
  return [purpose.id, purpose.purpose, purpose.reason, purpose.kind, ...purpose.clauses, ...named,
    ...steps, ...faults].join('\n');
}

/** Whether every word of a search stands somewhere in an item. Its text is gathered once. */
function mentions(item, words, gather) {
  if (words.length === 0) return true;
  if (item.haystack === undefined) item.haystack = gather(item).toLowerCase();
  return words.every((word) => item.haystack.includes(word));
}

function stateOf(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const list = (name) => new Set((fields.get(name) || '').split(',').filter(Boolean));
  return {
    view: fields.get('view') || 'overview',
    status: list('status'),
    strength: list('strength'),
    unexpected: fields.get('only') === 'unexpected',
    q: fields.get('q') || '',
    open: fields.get('open') || '',
  };
}

function hashOf(state) {
  const fields = new URLSearchParams({view: state.view});
  if (state.status.size) fields.set('status', [...state.status].join(','));
  if (state.strength.size) fields.set('strength', [...state.strength].join(','));
  if (state.unexpected) fields.set('only', 'unexpected');
  if (state.q) fields.set('q', state.q);
  if (state.open) fields.set('open', state.open);
  return '#' + fields.toString().replace(/%2F/g, '/').replace(/%2C/g, ',');
}

function hashTo(view, choice) {
  return hashOf({view, status: new Set(), strength: new Set(), unexpected: false, q: '', open: '',
    ...choice});
}

function clauseLink(slug) {
  const anchor = link(hashTo('clauses', {open: slug}), slug);
  anchor.className = 'slug';
  const clause = clauses.get(slug);
  if (clause) anchor.title = clause.id + ', ' + clause.strength + ': ' + clause.text;
  return anchor;
}

function purposeLink(id) {
  const anchor = link(hashTo('purposes', {open: id}), id);
  anchor.className = 'slug';
  const purpose = purposes.get(id);
  if (purpose) anchor.title = purpose.purpose;
  return anchor;
}
