// A purpose, opened: what was called, what came back, what was allowed and why.

function quoted(slug) {
  const clause = clauses.get(slug);
  if (!clause) return make('span', slug);
  return make('blockquote.quote',
      make('p', clause.text),
      make('p.cite', make('span.strength', clause.strength), ' ', clause.id, ' ', clauseLink(slug),
          ' ', make('span.faint', clause.sources)));
}

/** Every clause of a violation, quoted once, whether it asks for a reply or was broken. */
function citedBy(violation) {
  const cited = new Set(violation.clauses);
  for (const alternative of violation.allowed) {
    alternative.clauses.forEach((slug) => cited.add(slug));
  }
  return [...cited];
}

function allowedList(allowed) {
  return make('ul.allowed', allowed.map((alternative) =>
    make('li', make('code', alternative.reply),
        alternative.clauses.map((slug) => [' ', clauseLink(slug)]).flat())));
}

function tracePath(purpose) {
  return 'traces/' + purpose.id.replaceAll('/', '.') + '.jsonl';
}

function violationBox(purpose, violation) {
  const rows = [
    ['observed', make('code', violation.observed)],
    ['allowed', violation.allowed.length ? allowedList(violation.allowed) : 'nothing of the kind'],
    ['because', make('div', citedBy(violation).map(quoted))],
  ];
  if (violation.since) {
    rows.push(['since', make('span', 'step ' + (violation.since.step + 1) + ': ',
        make('code', violation.since.observed))]);
  }
  rows.push(['see again', make('code.command', 'wsconform check ' + tracePath(purpose))]);
  const title = make('h4', 'Violation at step ' + (violation.step + 1));
  return make('section.violation', title, terms(rows));
}

function excludingNote(step, violations) {
  const excluded = violations.filter((one) => one.since && one.since.step === step);
  return excluded.map((one) =>
    make('p.note', 'ruled out what else step ' + (one.step + 1) + ' could have done'));
}

function sinceNote(step, violations) {
  const here = violations.filter((one) => one.step === step);
  return here.map((one) =>
    make('p.note', '✕ not allowed' + (one.since ? ' since step ' + (one.since.step + 1) : '')));
}

function transcriptRow(line, violations) {
  const excluding = excludingNote(line.step, violations);
  const kind = line.violated ? '.violated' : excluding.length ? '.excluding' : '';
  return make('tr' + kind,
      make('td.step', line.step + 1),
      make('td.actor', line.actor),
      make('td', make('code', line.action)),
      make('td', make('code', line.observed), line.violated ? sinceNote(line.step, violations) : [],
          excluding),
      line.allowed.length ? make('td', allowedList(line.allowed)) : make('td.vacant', '–'));
}

function transcript(purpose) {
  if (purpose.transcript.length === 0) return null;
  const rows = purpose.transcript.map((line) => transcriptRow(line, purpose.violations));
  return make('section.transcript', make('h4', 'Transcript'),
      table(['Step', 'Actor', 'Action', 'Observed', 'Allowed'], rows));
}

/** Which DLL of a chain is guilty, as the terminal says it. */
function blameText(blame) {
  if (!blame) return null;
  const {layer, below} = blame;
  if (!below) return make('span', make('strong', layer), ': by itself it deviates in the same way');
  if (layer) {
    return make('span', make('strong', layer), ': the chain below it, ', below.provider,
        ', passes');
  }
  return make('span', make('strong', 'undecided'), ': the chain below, ', below.provider,
      ', deviates in another way: ', below.verdict, below.reason ? ', ' + below.reason : '');
}

function comparedCell(line) {
  if (!line) return make('td.vacant', '–');
  return make('td', make('code', line.observed),
      line.violated ? make('p.note', '✕ not allowed') : null);
}

/** A step of the whole chain beside the same step below; the first difference is marked. */
function comparedRow(step, whole, lower, isFirst) {
  const line = whole || lower;
  return make('tr' + (isFirst ? '.differing' : ''),
      make('td.step', step + 1, isFirst ? make('p.note', 'differs') : null),
      make('td', make('code', line.action)), comparedCell(whole), comparedCell(lower));
}

function comparison(purpose) {
  const below = purpose.blame && purpose.blame.below;
  if (!below) return null;
  const byStep = (lines) => new Map(lines.map((line) => [line.step, line]));
  const [whole, lower] = [byStep(purpose.transcript), byStep(below.transcript)];
  const steps = [...new Set([...whole.keys(), ...lower.keys()])].sort((a, b) => a - b);
  const observed = (line) => line && line.observed;
  const first = steps.find((step) => observed(whole.get(step)) !== observed(lower.get(step)));
  return make('section.transcript.comparison', make('h4', 'Beside the chain below'),
      table(['Step', 'Action', report.provider, below.provider], steps.map((step) =>
        comparedRow(step, whole.get(step), lower.get(step), step === first))));
}

function clauseList(slugs) {
  return slugs.length ? make('ul.slugs', slugs.map((slug) => make('li', clauseLink(slug)))) : null;
}

function linkText(address) {
  if (!/^https?:\/\//.test(address)) return make('span', address);
  const anchor = link(address, address);
  anchor.rel = 'noreferrer noopener';
  return anchor;
}

function expectationText(purpose) {
  const expectation = purpose.expectation;
  if (!expectation) return null;
  const word = purpose.expected ? 'Known deviation: ' :
    'Not as expected (' + expectation.verdict + '): ';
  return make('div', make('strong', word), expectation.reason, ' ',
      expectation.link ? linkText(expectation.link) : '');
}

function choiceText(choices) {
  return choices.map((one) => one.ambiguity + ' ' + one.branch).join(', ');
}

function purposeBody(purpose) {
  const unseen = purpose.clauses.filter((slug) => !purpose.exercised.includes(slug));
  return make('div.body',
      terms([
        ['reason', purpose.reason],
        ['guilty', blameText(purpose.blame)],
        ['expectation', expectationText(purpose)],
        ['claims', clauseList(purpose.clauses)],
        ['not exercised', purpose.verdict === 'not-applicable' ? null : clauseList(unseen)],
        ['choices taken', choiceText(purpose.choices)],
        ['kind', purpose.kind],
      ]),
      purpose.violations.map((violation) => violationBox(purpose, violation)),
      comparison(purpose),
      transcript(purpose));
}

function expectationTag(purpose) {
  if (!hasExpectations) return null;
  if (!purpose.expected) return make('span.tag.loud', 'unexpected');
  return purpose.expectation ? make('span.tag', 'known') : null;
}

function purposeRow(purpose) {
  const summary = make('summary', badge(purpose.verdict),
      make('span.what', make('span.title', purpose.purpose),
          make('span.name', purpose.id)),
      make('span.tags', expectationTag(purpose)));
  return disclosure('details.row', summary, () => purposeBody(purpose), false);
}

const purposeView = {
  noun: 'purpose',
  items: [...purposes.values()],
  words: VERDICTS,
  wordOf: (purpose) => purpose.verdict,
  keyOf: (purpose) => purpose.id,
  groupOf: (purpose) => purpose.call,
  groupTitle: (call) => make('span.group-title', call),
  isLoud: (purpose) => purpose.verdict === 'fail' || purpose.verdict === 'error',
  isShown: (purpose, state, words) =>
    (state.status.size === 0 || state.status.has(purpose.verdict)) &&
    (!state.unexpected || !purpose.expected) && mentions(purpose, words, purposeText),
  row: purposeRow,
};
