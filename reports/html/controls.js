// SPDX-License-Identifier: Apache-2.0

// The controls above a view: filters, and a search that says in which view it finds its words.

function chip(word, isOn, toggle, kind = '.is-' + word) {
  const button = make('button.chip' + kind,
      SIGNS[word] ? make('span.sign', SIGNS[word]) : null, spoken(word));
  button.type = 'button';
  button.setAttribute('aria-pressed', String(isOn));
  button.addEventListener('click', () => {
    toggle();
    button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
    narrow();
  });
  return button;
}

function toggled(set, word) {
  if (!set.delete(word)) set.add(word);
}

function onlyChip(only) {
  return chip(narrowers[only], state.only === only, () => {
    state.only = state.only === only ? '' : only;
    for (const one of document.querySelectorAll('.chip[aria-pressed="true"].only')) {
      if (one.textContent !== narrowers[only]) one.setAttribute('aria-pressed', 'false');
    }
  }, '.only');
}

/** In how much of each view a search finds its words; nothing if nothing is searched for. */
function foundIn(words) {
  if (words.length === 0) return [];
  const causes = reports.reduce((sum, report) => sum + causesOf(report, words).length, 0);
  return [['overview', 'Causes', causes],
    ['questions', byView.questions, questionsNaming(words).length],
    ...Object.entries(views).map(([name, view]) =>
      [name, byView[name], view.items().filter((item) => mentions(item, words)).length]),
    ['behaviour', byView.behaviour, ambiguitiesNaming(words).length]];
}

function showFound() {
  const all = foundIn(searched());
  byId('found').hidden = all.length === 0;
  byId('found').replaceChildren('Found in ', ...all.flatMap(([view, name, count], i) =>
    [i ? ' · ' : '', count ? link(hashTo(view, {q: state.q}), `${name}: ${count}`) :
      make('span', `${name}: none`)]));
}

function showTools(view) {
  if (byId('search').value !== state.q) byId('search').value = state.q;
  showFound();
  byId('chips').hidden = !view;
  byId('tally').parentNode.hidden = !view;
  byId('columns').hidden = !view || !isMany;
  if (!view) return;
  byId('columns').replaceChildren(make('span.columns-title', 'Filter by one provider:'),
      columnHeads());
  const present = new Set(view.items().flatMap((item) => item.words));
  const chips = view.words.filter((word) => present.has(word) || !RARE.has(word))
      .map((word) => chip(word, state.status.has(word), () => toggled(state.status, word)));
  const strengths = state.view !== 'clauses' ? [] : STRENGTHS.map((word) =>
    chip(word, state.strength.has(word), () => toggled(state.strength, word)));
  const only = [isMany ? 'differ' : '', isMany && state.view === 'purposes' ? 'behaviour' : '',
    isMany ? 'agree' : '', isMany && state.view === 'clauses' ? 'rely' : '',
    expecting.size > 0 && state.view === 'purposes' ? 'unexpected' : ''];
  byId('chips').replaceChildren(...chips, make('span.gap'), ...strengths,
      ...only.filter(Boolean).map(onlyChip));
}
