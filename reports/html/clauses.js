// A clause, opened: where it stands, what it leaves open, and the purposes that bear on it.

function purposeList(ids) {
  if (ids.length === 0) return null;
  return make('ul.purposes', ids.map((id) => {
    const purpose = purposes.get(id);
    return make('li', purpose ? badge(purpose.verdict) : null, purposeLink(id));
  }));
}

function clauseBody(clause) {
  const sayable = (text) => text === '—' || text === 'none' ? '' : text;
  return make('div.body', terms([
    ['reason', clause.reason],
    ['purposes', purposeList(clause.purposes)],
    ['allowed', sayable(clause.allowed)],
    ['observed by', sayable(clause.observe)],
    ['holds for', clause.levels],
    ['needs', sayable(clause.needs)],
    ['ambiguity', clause.ambiguities],
    ['sources', clause.sources],
  ]));
}

function clauseRow(clause) {
  const summary = make('summary', badge(clause.status),
      make('span.what', make('span.title', clause.text),
          make('span.name', clause.id + '  ' + clause.slug)),
      make('span.tags', make('span.strength', clause.strength)));
  return disclosure('details.row', summary, () => clauseBody(clause), false);
}

const groups = new Map(data.groups.map((group) => [group.prefix, group]));

function clauseGroupTitle(prefix) {
  const group = groups.get(prefix);
  return make('span.group-title', group ? group.title : prefix,
      group ? make('span.area', group.area) : null);
}

const clauseView = {
  noun: 'clause',
  items: [...clauses.values()].filter((clause) => clause.status),
  words: STATUSES,
  wordOf: (clause) => clause.status,
  keyOf: (clause) => clause.slug,
  groupOf: (clause) => clause.prefix,
  groupTitle: clauseGroupTitle,
  isLoud: (clause) => clause.status === 'violated',
  isShown: (clause, state, words) =>
    (state.status.size === 0 || state.status.has(clause.status)) &&
    (state.strength.size === 0 || state.strength.has(clause.strength)) &&
    mentions(clause, words, clauseText),
  row: clauseRow,
};
