// SPDX-License-Identifier: Apache-2.0

// A clause, opened: where it stands, what it allows, and the purposes that bear on it.

function purposeList(ids, by = 0) {
  if (ids.length === 0) return null;
  return make('ul.purposes', ids.map((id) => {
    const purpose = purposes.get(id);
    return make('li', purpose ? badge(purpose.words[by]) : null, purposeLink(id, by));
  }));
}

/** What each report says of a clause; every purpose is one click away, at that report. */
function clauseColumns(clause) {
  const ids = purposesOf(clause);
  const rows = reports.map((report, of) => make('tr', make('th', breakable(report.label)),
      make('td', badge(clause.words[of]),
          clause.reasons[of] ? make('p.faint', clause.reasons[of]) : null),
      make('td', purposeList(ids.filter((id) => purposes.get(id).results[of]), of))));
  for (const row of rows) row.firstElementChild.scope = 'row';
  return table(['Provider', 'Status', 'Purposes'], rows);
}

function clauseBody(clause) {
  const {entry} = clause;
  return make('div.body', terms([
    ['reason', isMany ? '' : clause.reasons[0]],
    ['purposes', isMany ? null : purposeList(purposesOf(clause))],
    ['allowed', entry.allowed],
    ['holds for', entry.levels],
    ['needs', entry.needs],
    ['ambiguity', entry.ambiguities],
    ['sources', sourceList(entry.sources)],
    ['explain', commandLine('wsconform explain ' + clause.slug)],
  ]), isMany ? clauseColumns(clause) : null);
}

function clauseRow(clause) {
  const strength = make('span.strength', clause.strength);
  const what = make('span.what', make('span.title', clause.text),
      make('span.name', clause.id + '  ', breakable(clause.slug), isMany ? [' ', strength] : []));
  const summary = isMany ? make('summary', what, cellsOf(clause)) :
    make('summary', cellsOf(clause), what, make('span.tags', strength));
  return disclosure('details.row', summary, () => clauseBody(clause), false);
}

function clauseGroupTitle(prefix) {
  const group = groups.get(prefix);
  return make('h2.group-title', group ? group.title : prefix,
      group ? make('span.area', group.area) : null);
}

const clauseView = {
  noun: 'clause',
  items: () => [...clauses.values()],
  words: STATUSES,
  keyOf: (clause) => clause.slug,
  groupOf: (clause) => clause.prefix,
  groupTitle: clauseGroupTitle,
  isLoud: (clause) => clause.words.includes('violated'),
  row: clauseRow,
};
