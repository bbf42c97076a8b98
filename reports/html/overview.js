// SPDX-License-Identifier: Apache-2.0

// What a reader wants first: what is broken, how much was looked at, and how the provider behaves.

function section(title, ...children) {
  return make('section.panel', make('h2', title), ...children);
}

// A card names a few purposes; the clause itself lists them all.
const mostWitnesses = 3;
const mostRows = 50;

function violatedCard(clause) {
  const seen = [...clause.violators.keys()].sort();
  return make('li.card', make('p.card-head', make('span.strength', clause.strength), ' ', clause.id,
      ' ', clauseLink(clause.slug)), make('p', clause.text),
  make('p.witness', 'seen in ',
    seen.slice(0, mostWitnesses).map((id, i) => [i ? ', ' : '', purposeLink(id)]).flat(),
    seen.length > mostWitnesses ? ` and ${seen.length - mostWitnesses} more` : ''));
}

function violatedSections() {
  const violated = [...clauses.values()].filter((clause) => clause.words[0] === 'violated');
  if (violated.length === 0) return section('Violated clauses', make('p.calm', 'None.'));
  const stated = violated.filter((clause) => clause.strength === 'MUST');
  const derived = violated.filter((clause) => clause.strength !== 'MUST');
  const list = (some) => make('ul.cards', some.map(violatedCard));
  return [
    stated.length ? section(counted(stated.length, 'violated clause'), list(stated)) : null,
    derived.length ? section(counted(derived.length, 'violated clause') + ', derived',
        make('p.faint', 'Not stated outright by a source, but needed for what is stated to make ' +
            'sense.'),
        list(derived)) : null,
  ];
}

function attentionSection() {
  const open = [...purposes.values()].filter((purpose) =>
    purpose.words[0] === 'error' || purpose.words[0] === 'inconclusive');
  if (open.length === 0) return null;
  const rows = open.slice(0, mostRows).map((purpose) =>
    make('tr', make('td', badge(purpose.words[0])),
        make('td', purposeLink(purpose.id)), make('td', purpose.results[0].reason)));
  const rest = open.length - rows.length;
  return section('Without a result', table(['Verdict', 'Purpose', 'Reason'], rows),
      rest ? link(hashTo('purposes', {status: new Set(['error', 'inconclusive'])}),
          'and ' + rest + ' more') : null);
}

function lostSection() {
  const lists = reports.filter((report) => report.summary.lost.length > 0).map((report) =>
    section(counted(report.summary.lost.length, 'purpose') + ' registered but never played' +
        (isMany ? ' on ' + report.label : ''),
    make('ul', report.summary.lost.slice(0, mostRows).map((id) => make('li', id)))));
  return lists.length ? make('div', lists) : null;
}

/** As isolation_warning() of report.cpp. */
function isolationWarning(report) {
  return new Map(entriesOf(report.capabilities)).get('isolation') === 'no' ?
    'not isolated: the provider could reach whatever its user can' : null;
}

/** Of a provider that was not isolated or does not start, before all else. */
function startSection() {
  const told = reports.flatMap((report) =>
    [isolationWarning(report), report.start].filter(Boolean).map((text) => [report, text]));
  if (told.length === 0) return null;
  return make('ul.notices', told.map(([report, text]) => make('li.notice',
      isMany ? make('strong', report.label, ': ') : '', text)));
}

function matrixSection() {
  const rows = STRENGTHS.map((strength) => {
    const found = reports[0].summary.clauses[strength];
    const head = make('th', strength);
    head.scope = 'row';
    return make('tr', head, STATUSES.map((status) => {
      const count = found[status];
      const choice = {status: new Set([status]), strength: new Set([strength])};
      return make('td.number',
          count ? link(hashTo('clauses', choice), count) : make('span.faint', '0'));
    }));
  });
  const {strength} = reports[0];
  return section('Clauses by strength', table(['Strength', ...STATUSES.map(spoken)], rows),
      strength ? make('p.faint', 'The oracle, with these purposes: ' + strength + '.') : null);
}

function blameSection() {
  const {blame} = reports[0].summary;
  if (!blame) return null;
  const rows = [...entriesOf(blame.guilty), ['undecided', blame.undecided]]
      .filter(([, times]) => times > 0)
      .map(([layer, times]) => make('tr', make('td', layer), make('td.number', times)));
  const title = reports[0].beneath ? 'Guilty: the DLL, or what is beneath it'
      : 'Guilty layers of the chain';
  return section(title, table(['Layer', 'Deviations'], rows));
}

function caughtItem({provider, purpose, violated}) {
  return make('li', make('code', provider), ' by ',
      purposes.has(purpose) ? purposeLink(purpose) : make('span.slug', purpose), ': ',
      violated.map((slug, i) => [i ? ', ' : '', clauseLink(slug)]).flat());
}

/** All files that a report tells of: the provider's, those beside them, and what is beneath. */
function filesOf({tested, tested_beneath: beneath}) {
  return [...tested.dlls, ...(tested.companions || []), ...(beneath ? beneath.dlls : [])];
}

/** The files that were loaded, and by which system; nothing of reports that do not tell. */
function testedSection() {
  const rows = reports.filter(({tested}) => tested).map((report) =>
    filesOf(report).map((dll) => make('tr', isMany ? make('td', breakable(report.label)) : null,
        make('td', make('code', dll.file)),
        make('td', dll.version ? make('code', dll.version) : '–'),
        make('td', [dll.product, dll.company].filter(Boolean).join(', ') || '–'),
        make('td', dll.machine), make('td.number', dll.size),
        make('td', make('code', dll.sha256.slice(0, 16))), make('td', report.tested.system)))).flat();
  if (rows.length === 0) return null;
  const captions = ['File', 'Version', 'Product', 'Machine', 'Bytes', 'SHA-256', 'In'];
  const body = table(isMany ? ['Provider', ...captions] : captions, rows);
  return section('What was tested', scrolling(body, 'What was tested'));
}

/** Whether the suite showed that it finds faults on the machine; of those reports that say so. */
function assuranceSection(isGiven) {
  const told = reports.filter(({assurance}) => assurance && assurance.is_given === isGiven);
  if (told.length === 0) return null;
  return section('Self-check', told.map(({assurance, label}) => [
    make(isGiven ? 'p' : 'p.notice', isMany ? make('strong', label, ': ') : '', assurance.text),
    isMany ? null : make('ul.caught', assurance.caught.map(caughtItem))]).flat());
}

/** What a search finds here: causes. The views that hold the rest are named beside the search. */
function searchedOverview() {
  const words = searched();
  return make('div', (isMany ? causesOfEach(words) : causesSection(0, words)) ||
      make('p.calm', 'No cause matches. ', link(hashTo('overview', {}), 'Show all')));
}

function overview() {
  if (state.q) return searchedOverview();
  if (isMany) return comparisonOverview();
  return make('div', startSection(), lostSection(), assuranceSection(false), blameSection(),
      causesSection(0, []), attentionSection(), violatedSections(), matrixSection(),
      testedSection(), assuranceSection(true));
}
