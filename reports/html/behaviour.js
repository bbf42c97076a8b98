// SPDX-License-Identifier: Apache-2.0

// What providers do where the sources contradict each other or are silent, and what of it an
// application may rely on.

let profiles = [];

/** Where each branch of each ambiguity was taken by a report: purposes by branch by ambiguity. */
function branchesBy(of) {
  const taken = new Map();
  for (const purpose of purposes.values()) {
    const result = purpose.results[of];
    if (!result) continue;
    for (const {ambiguity, branch} of result.choices) {
      if (!taken.has(ambiguity)) taken.set(ambiguity, new Map());
      const branches = taken.get(ambiguity);
      if (!branches.has(branch)) branches.set(branch, new Set());
      branches.get(branch).add(purpose.id);
    }
  }
  return taken;
}

function branchItem(branch, times, ids, of) {
  const summary = make('summary', make('code', branch), ' ', counted(times, 'time'));
  return disclosure('details.branch', summary, () => purposeList([...ids], of), false);
}

/** What one report did: its branches, the most frequent first, and whether always the same. */
function takenCell(ambiguity, of, taken) {
  const entry = profiles[of].get(ambiguity);
  if (!entry) return make('td.vacant', 'not seen');
  const seen = entriesOf(entry.seen).sort(([, a], [, b]) => b - a);
  return make('td', seen.map(([branch, times]) =>
    branchItem(branch, times, taken.get(ambiguity).get(branch), of)),
  entry.consistent ? make('span.faint', 'always') : make('strong', 'varies'),
  entry.windows && entry.windows.source ? make('p.note', entry.windows.likeness) : null);
}

/** What follows for an application, from those that were seen to choose. */
function relianceOn(ambiguity) {
  const seen = profiles.map((profile) => profile.get(ambiguity));
  const known = seen.filter(Boolean);
  const varying = reports.filter((report, of) => seen[of] && !seen[of].consistent);
  const branches = [...new Set(known.map((entry) => entry.branch))];
  if (varying.length) {
    const whom = isMany ? ' on ' + varying.map((report) => report.label).join(', ') : '';
    return 'nothing: it varies' + whom;
  }
  if (branches.length > 1) return `nothing: they take ${branches.length} different ways`;
  const whom = !isMany ? 'here' : known.length === reports.length ? 'on all of these' :
    `on ${known.length} of ${reports.length}: the others were not seen to choose`;
  return make('span', make('code', branches[0]), ' ' + whom);
}

/** The ambiguities that were met, of those that a search names. */
function ambiguitiesNaming(words) {
  profiles = reports.map((report) => new Map(entriesOf(report.profile)));
  const titles = new Map(entriesOf(common.ambiguities));
  const known = [...new Set(profiles.flatMap((profile) => [...profile.keys()]))].sort();
  return known.filter((ambiguity) => {
    const branches = profiles.flatMap((profile) =>
      profile.has(ambiguity) ? entriesOf(profile.get(ambiguity).seen).map(([name]) => name) : []);
    const text = [ambiguity, titles.get(ambiguity) || '', ...branches].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function profileSection() {
  const known = ambiguitiesNaming(searched());
  if (known.length === 0) {
    return make('p.calm', state.q ? 'Nothing matches.' : 'No such choice was observed.');
  }
  const taken = reports.map((report, of) => branchesBy(of));
  const titles = new Map(entriesOf(common.ambiguities));
  const rows = known.map((ambiguity) => {
    const head = make('th', link(hashTo('clauses', {q: ambiguity}), ambiguity),
        make('p.clause-text', titles.get(ambiguity) || ''));
    head.scope = 'row';
    return make('tr', head, reports.map((report, of) => takenCell(ambiguity, of, taken[of])),
        make('td.rely', relianceOn(ambiguity)));
  });
  const names = isMany ? labels() : ['Taken'];
  const body = table(['Ambiguity', ...names, 'An application may rely on'], rows);
  body.classList.add('profile');
  return isMany ? scrolling(body, 'Behaviour') : body;
}

function capabilitiesSection() {
  const all = reports.map((report) => new Map(entriesOf(report.capabilities)));
  const names = [...new Set(all.flatMap((one) => [...one.keys()]))].sort();
  if (names.length === 0) return make('p.calm', 'None were recorded.');
  // A number is a fact of the provider, such as its bits; any other answer is why not.
  const told = (answer) => !answer ? '–' : /^(yes|\d+)$/.test(answer) ? answer : 'no: ' + answer;
  const rows = names.map((name) => {
    const head = make('th', name);
    head.scope = 'row';
    return make('tr', head, all.map((one) => make('td', told(one.get(name)))));
  });
  const captions = isMany ? labels() : ['Available'];
  return table(['Capability', ...captions], rows);
}

function behaviour() {
  return make('div',
      section('Behaviour where the sources leave a choice', profileSection()),
      section('Capabilities', capabilitiesSection()));
}
