// SPDX-License-Identifier: Apache-2.0

// A heat map: how each provider does in each group of clauses. Red is the share of the clauses
// that were put to the test and violated; the darker, the more.

function heatCell(items, of) {
  const told = items.filter((clause) => ['violated', 'verified'].includes(clause.words[of]));
  const violated = told.filter((clause) => clause.words[of] === 'violated').length;
  if (told.length === 0) return make('td.heat.vacant', '–');
  const target = link(hashTo('clauses', {q: items[0].prefix + '-', of,
    status: new Set([violated ? 'violated' : 'verified'])}),
  make('span.count.is-' + (violated ? 'violated' : 'verified'),
      violated ? `${SIGNS.violated} ${violated} of ${told.length}` :
        `${SIGNS.verified} ${told.length}`));
  target.className = 'quiet';
  target.title = `${violated} violated and ${told.length - violated} verified of ` +
    counted(items.length, 'clause');
  const one = make('td.heat.is-' + (violated ? 'violated' : 'verified'), target);
  // A lone violation is seen too.
  one.style.setProperty('--heat', violated ? 12 + 36 * violated / told.length + '%' : '14%');
  return one;
}

function heatSection() {
  const binders = [...clauses.values()].filter(binding);
  const told = groupsOf(clauseView, binders);
  const rows = [...told].filter(([, items]) =>
    items.some((clause) => clause.words.some((word) => !SILENT.has(word))))
      .map(([prefix, items]) => {
        const group = groups.get(prefix);
        const head = make('th', group ? breakable(group.title) : prefix,
            make('span.faint', ' ' + prefix));
        head.scope = 'row';
        return make('tr', head, reports.map((report, of) => heatCell(items, of)));
      });
  const body = table(['Group of clauses', ...labels()], rows);
  body.classList.add('heat-map');
  return section('Where it is hot', make('p.faint',
      'Violated among the binding clauses that were put to the test, by group.'),
  scrolling(body, 'Where it is hot'));
}
