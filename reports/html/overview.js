// What a reader wants first: what is broken, how much was looked at, and how the provider behaves.

function section(title, ...children) {
  return make('section.panel', make('h2', title), ...children);
}

// A card names a few purposes; the clause itself lists them all.
const mostWitnesses = 3;

function violatedCard(clause) {
  const seen = clause.purposes.filter((id) =>
    purposes.get(id).violations.some((violation) => violation.clauses.includes(clause.slug)));
  return make('li.card', make('p.card-head', make('span.strength', clause.strength), ' ', clause.id,
      ' ', clauseLink(clause.slug)), make('p', clause.text),
  make('p.witness', 'seen in ',
    seen.slice(0, mostWitnesses).map((id, i) => [i ? ', ' : '', purposeLink(id)]).flat(),
    seen.length > mostWitnesses ? ` and ${seen.length - mostWitnesses} more` : ''));
}

function violatedSections() {
  const violated = [...clauses.values()].filter((clause) => clause.status === 'violated');
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
    purpose.verdict === 'error' || purpose.verdict === 'inconclusive');
  if (open.length === 0) return null;
  const rows = open.map((purpose) => make('tr', make('td', badge(purpose.verdict)),
      make('td', purposeLink(purpose.id)), make('td', purpose.reason)));
  return section('Without a result', table(['Verdict', 'Purpose', 'Reason'], rows));
}

function lostSection() {
  const lost = report.summary.lost;
  if (lost.length === 0) return null;
  return section(counted(lost.length, 'purpose') + ' registered but never played',
      make('ul', lost.map((id) => make('li', id))));
}

function matrixSection() {
  const rows = STRENGTHS.map((strength) => {
    const found = report.summary.clauses[strength] || {};
    return make('tr', make('th', strength), STATUSES.map((status) => {
      const count = found[status] || 0;
      const choice = {status: new Set([status]), strength: new Set([strength])};
      return make('td.number',
          count ? link(hashTo('clauses', choice), count) : make('span.faint', '0'));
    }));
  });
  return section('Clauses by strength', table(['', ...STATUSES], rows));
}

function blameSection() {
  const {blame} = report.summary;
  if (!blame) return null;
  const rows = [...Object.entries(blame.guilty), ['undecided', blame.undecided]]
      .filter(([, times]) => times > 0)
      .map(([layer, times]) => make('tr', make('td', layer), make('td.number', times)));
  return section('Guilty layers of the chain', table(['Layer', 'Deviations'], rows));
}

function overview() {
  return make('div', lostSection(), blameSection(), violatedSections(), attentionSection(), matrixSection());
}

/** Where each branch of an ambiguity was taken: purposes by branch. */
function branchesOf(ambiguity) {
  const branches = new Map();
  for (const purpose of purposes.values()) {
    for (const choice of purpose.choices) {
      if (choice.ambiguity !== ambiguity) continue;
      if (!branches.has(choice.branch)) branches.set(choice.branch, new Set());
      branches.get(choice.branch).add(purpose.id);
    }
  }
  return branches;
}

function branchCell(branch, times, ids) {
  const summary = make('summary', make('code', branch), ' ', counted(times, 'time'));
  return disclosure('details.branch', summary, () => purposeList([...ids]), false);
}

function profileRow([ambiguity, entry]) {
  const branches = branchesOf(ambiguity);
  const seen = Object.entries(entry.seen).sort(([, a], [, b]) => b - a);
  return make('tr',
      make('td', link(hashTo('clauses', {q: ambiguity}), ambiguity)),
      make('td', data.ambiguities[ambiguity] || ''),
      make('td', seen.map(([branch, times]) =>
        branchCell(branch, times, branches.get(branch) || []))),
      make('td', entry.consistent ? 'always' : make('strong', 'varies')));
}

function capabilityRow([name, answer]) {
  return make('tr', make('td', name), make('td', answer === 'yes' ? 'yes' : 'no: ' + answer));
}

function behaviour() {
  const profile = Object.entries(report.profile).map(profileRow);
  const capabilities = Object.entries(report.capabilities).map(capabilityRow);
  return make('div',
      section('Behaviour where the sources leave a choice', profile.length ?
        table(['Ambiguity', 'About', 'Taken', 'Consistent'], profile) :
        make('p.calm', 'No such choice was observed.')),
      section('Capabilities', capabilities.length ?
        table(['Capability', 'Available'], capabilities) :
        make('p.calm', 'None were recorded.')));
}
