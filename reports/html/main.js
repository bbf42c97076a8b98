// The page: its head, its views, and the address that names what is shown.

const byId = (id) => document.getElementById(id);
const views = {clauses: clauseView, purposes: purposeView};
let state = stateOf(location.hash);
let rows = new Map();

function runText() {
  const {summary, options} = report;
  const isAll = summary.played === summary.registered;
  return ['suite ' + report.suite, options.grading + ' grading', 'seed ' + data.seed,
    'quiescence ' + options.quiescence_ms + ' ms',
    options.filter === '*' ? null : 'filter ' + options.filter,
    counted(summary.played, 'purpose') + (isAll ? '' : ' of ' + summary.registered),
  ].filter(Boolean).join(' · ');
}

function tile(verdict) {
  const count = report.summary.verdicts[verdict] || 0;
  const derived = verdict === 'fail' ? report.summary.derived : 0;
  return make('li', link(hashTo('purposes', {status: new Set([verdict])}),
      make('span.figure', count), badge(verdict),
      derived ? make('span.faint', derived + ' derived only') : null));
}

function barPart(verdict) {
  const part = make('span.part.is-' + verdict);
  part.style.flexGrow = report.summary.verdicts[verdict];
  return part;
}

function expectationWords() {
  if (!hasExpectations) return null;
  const {unexpected} = report.summary;
  if (unexpected === 0) return 'Every verdict is as expected.';
  return make('span', link(hashTo('purposes', {unexpected: true}), counted(unexpected, 'verdict') +
      (unexpected === 1 ? ' is' : ' are')), ' not as expected.');
}

function headline() {
  const sum = (counts) => Object.values(counts).reduce((a, b) => a + b, 0);
  const must = report.summary.clauses.MUST || {};
  const derived = report.summary.clauses['MUST-D'] || {};
  return make('p.headline', 'Of ' + sum(must) + ' MUST clauses ',
      make('strong', must.violated + (must.violated === 1 ? ' is violated' : ' are violated')),
      ' and ' + must.verified + ' verified; of ' + sum(derived) + ' derived ones ' +
      derived.violated + (derived.violated === 1 ? ' is' : ' are') + ' violated and ' +
      derived.verified + ' verified. ', expectationWords());
}

function showHead() {
  document.title = visible(report.provider) + ' · wsconform report';
  byId('provider').append(visible(report.provider));
  byId('run').append(visible(runText()));
  byId('bar').append(...VERDICTS.filter((one) => report.summary.verdicts[one]).map(barPart));
  byId('tiles').append(...VERDICTS.map(tile));
  byId('tiles').after(headline());
}

function isNarrowed() {
  return state.q !== '' || state.status.size > 0 || state.strength.size > 0 || state.unexpected;
}

function groupsOf(view, items) {
  const found = new Map();
  for (const item of items) {
    const key = view.groupOf(item);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(item);
  }
  return found;
}

function fillGroup(view, items) {
  return make('div.rows', items.map((item) => {
    const row = view.row(item);
    const key = view.keyOf(item);
    row.addEventListener('toggle', () => remember(row.open ? key : '', key));
    rows.set(key, row);
    return row;
  }));
}

function showList(view) {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = view.items.filter((item) => view.isShown(item, state, words));
  rows = new Map();
  const lists = [...groupsOf(view, shown)].map(([key, items]) => {
    const summary = make('summary', view.groupTitle(key),
        counts(items.map(view.wordOf), view.words));
    const isOpen = (isNarrowed() && shown.length <= 200) || items.some(view.isLoud);
    const group = disclosure('details.group', summary, () => fillGroup(view, items), isOpen);
    group.keys = new Set(items.map(view.keyOf));
    return group;
  });
  if (lists.length === 0) {
    lists.push(make('p.calm', 'Nothing matches. ', link(hashTo(state.view, {}), 'Show all')));
  }
  byId('main').replaceChildren(...lists);
  const total = counted(view.items.length, view.noun);
  byId('tally').textContent =
    shown.length === view.items.length ? total : shown.length + ' of ' + total;
  byId('expand').textContent = 'Expand all';
}

function openTarget() {
  const lists = [...document.querySelectorAll('details.group')];
  const group = lists.find((one) => one.keys.has(state.open));
  if (!group) return;
  group.reveal();
  const row = rows.get(state.open);
  row.reveal();
  row.scrollIntoView({block: 'start'});
  row.firstElementChild.focus({preventScroll: true});
}

/** The address follows what is opened, so that it can be sent to somebody. */
function remember(open, key) {
  if (open === state.open || (open === '' && state.open !== key)) return;
  state.open = open;
  history.replaceState(null, '', hashOf(state));
}

function chip(word, isOn, toggle) {
  const button = make('button.chip.is-' + word,
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

function showTools(view) {
  byId('tools').hidden = !view;
  if (!view) return;
  const chips = view.words.map((word) =>
    chip(word, state.status.has(word), () => toggled(state.status, word)));
  const more = state.view === 'clauses' ?
    STRENGTHS.map((word) =>
      chip(word, state.strength.has(word), () => toggled(state.strength, word))) :
    hasExpectations ?
      [chip('unexpected', state.unexpected, () => { state.unexpected = !state.unexpected; })] : [];
  byId('chips').replaceChildren(...chips, make('span.gap'), ...more);
  if (byId('search').value !== state.q) byId('search').value = state.q;
}

/** A filter or the search changed: the list follows, the controls keep their focus. */
function narrow() {
  state.open = '';
  history.replaceState(null, '', hashOf(state));
  showList(views[state.view]);
}

function show() {
  state = stateOf(location.hash);
  for (const tab of document.querySelectorAll('.tabs a')) {
    if (tab.dataset.view === state.view) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }
  const view = views[state.view];
  showTools(view);
  if (view) {
    showList(view);
    if (state.open) openTarget();
  } else {
    byId('main').replaceChildren(state.view === 'behaviour' ? behaviour() : overview());
  }
}

function expandAll() {
  const isExpanding = byId('expand').textContent === 'Expand all';
  for (const group of document.querySelectorAll('details.group')) {
    if (isExpanding) group.reveal();
    else group.open = false;
  }
  byId('expand').textContent = isExpanding ? 'Collapse all' : 'Expand all';
}

let pending = 0;
byId('search').addEventListener('input', (event) => {
  clearTimeout(pending);
  pending = setTimeout(() => {
    state.q = event.target.value;
    narrow();
  }, 120);
});
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target.matches('input') || byId('tools').hidden) return;
  event.preventDefault();
  byId('search').focus();
});
byId('expand').addEventListener('click', expandAll);
window.addEventListener('hashchange', show);
window.addEventListener('beforeprint', () => {
  document.querySelectorAll('details.group').forEach((group) => group.reveal());
});
showHead();
show();
