// SPDX-License-Identifier: Apache-2.0

// The page: its head, its views, and the address that names what is shown.

const byId = (id) => document.getElementById(id);
const views = {clauses: clauseView, purposes: purposeView};
const pages = {overview, questions: questionsPage, behaviour};
const byView = {overview: 'Overview', questions: 'Questions', clauses: 'Clauses',
  purposes: 'Purposes', behaviour: 'Behaviour'};
const narrowers = {differ: 'verdicts differ', behaviour: 'behaviour differs', agree: 'all agree',
  unexpected: 'unexpected', rely: 'can be relied on'};
const mostAtOnce = 200;
let state = null;
let rows = new Map();

function runText(report) {
  const {summary, options} = report;
  const isAll = summary.played === summary.registered;
  return ['suite ' + report.suite, options.grading + ' grading', 'seed ' + report.seed,
    'quiescence ' + options.quiescence_ms + ' ms',
    options.scenarios ? 'own scenarios' : null,
    options.filter === '*' ? null : 'filter ' + options.filter,
    counted(summary.played, 'purpose') + (isAll ? '' : ' of ' + summary.registered),
  ].filter(Boolean).join(' · ');
}

function tile(verdict) {
  const {summary} = reports[0];
  const derived = verdict === 'fail' ? summary.derived : 0;
  return make('li', link(hashTo('purposes', {status: new Set([verdict])}),
      make('span.figure', summary.verdicts[verdict]), badge(verdict),
      derived ? make('span.faint', derived + ' derived only') : null));
}

/** The verdicts of a report as parts of a bar, for the eye only. */
function bar(report) {
  const shown = VERDICTS.filter((one) => report.summary.verdicts[one]);
  const whole = make('div.bar', shown.map((verdict) => {
    const part = make('span.part.is-' + verdict);
    part.style.flexGrow = report.summary.verdicts[verdict];
    return part;
  }));
  whole.setAttribute('aria-hidden', 'true');
  return whole;
}

function expectationWords() {
  if (expecting.size === 0) return null;
  const {unexpected} = reports[0].summary;
  if (unexpected === 0) return 'Every verdict is as expected.';
  return make('span', link(hashTo('purposes', {only: 'unexpected'}),
      counted(unexpected, 'verdict') + (unexpected === 1 ? ' is' : ' are')), ' not as expected.');
}

function headline() {
  const sum = (counts) => entriesOf(counts).reduce((total, [, count]) => total + count, 0);
  const must = reports[0].summary.clauses.MUST;
  const derived = reports[0].summary.clauses['MUST-D'];
  return make('p.headline', 'Of ' + sum(must) + ' MUST clauses ',
      make('strong', must.violated + (must.violated === 1 ? ' is violated' : ' are violated')),
      ' and ' + must.verified + ' verified; of ' + sum(derived) + ' derived ones ' +
      derived.violated + (derived.violated === 1 ? ' is' : ' are') + ' violated and ' +
      derived.verified + ' verified. ', expectationWords());
}

/** Which file was judged, and in what: a report is of that build and no other. */
function testedText(report) {
  const {tested} = report;
  if (!tested) return '';
  const [dll] = tested.dlls;
  const words = dll ? [dll.file + (dll.version ? ' ' + dll.version : ''), dll.product, dll.machine,
    dll.sha256 ? 'SHA-256 ' + dll.sha256.slice(0, 16) + '…' : '', counted(dll.size, 'byte'),
  ] : [];
  if (tested.dlls.length > 1) words.push('and ' + (tested.dlls.length - 1) + ' more below it');
  return [...words, tested.system ? 'in ' + tested.system : ''].filter(Boolean).join(' · ');
}

function showHead() {
  const [report] = reports;
  const title = isMany ? reports.length + ' providers' : visible(report.provider);
  document.title = title + ' · wsconform report';
  byId('provider').replaceChildren(...breakable(title));
  if (isMany) {
    byId('run').textContent = visible(reports.map((one) => one.label).join(' · '));
    return;
  }
  byId('tested').textContent = visible(testedText(report));
  byId('run').textContent = visible(runText(report));
  byId('verdicts').append(bar(report),
      make('ul.tiles', countedVerdicts().map(tile)), headline());
}

function isNarrowed() {
  return state.q !== '' || state.status.size > 0 || state.strength.size > 0 ||
    state.only !== '';
}

function groupsOf(view, items) {
  const found = new Map();
  for (const item of items) {
    const key = view.groupOf(item);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(item);
  }
  // What says nothing of the provider is not what a reader came for: it comes last.
  const isTold = ([, some]) => some.some((item) => item.words.some((word) => !SILENT.has(word)));
  const all = [...found];
  return new Map([...all.filter(isTold), ...all.filter((entry) => !isTold(entry))]);
}

function listedRow(view, item) {
  const key = view.keyOf(item);
  const row = view.row(item);
  row.addEventListener('toggle', () => remember(row.open ? key : '', key));
  row.firstElementChild.addEventListener('click', (event) => {
    const of = isMany ? columnOf(event) : null;
    if (of === null) return;
    state.by = of;
    state.open = key;
    row.reveal();
    row.lastElementChild.show?.(of);
    event.preventDefault();
    history.replaceState(null, '', hashOf(state));
  });
  rows.set(key, row);
  return row;
}

/** The rows of a group, some at a time; `until` is a key that has to be among them. */
function fillGroup(view, items, until) {
  const list = make('div.rows');
  const more = make('button.more');
  more.type = 'button';
  let shown = 0;
  const grow = () => {
    const next = items.slice(shown, shown + mostAtOnce);
    shown += next.length;
    list.append(...next.map((item) => listedRow(view, item)));
    more.textContent = counted(items.length - shown, 'more ' + view.noun);
    more.hidden = shown === items.length;
  };
  more.addEventListener('click', grow);
  grow();
  while (until && !rows.has(until) && shown < items.length) grow();
  return make('div', list, more);
}

function showList(view) {
  const words = searched();
  const items = view.items();
  const shown = items.filter((item) => isShown(item, state, words));
  rows = new Map();
  const isShort = shown.length <= mostAtOnce;
  const lists = [...groupsOf(view, shown)].map(([key, some]) => {
    const summary = make('summary', view.groupTitle(key), columnCounts(some, view.words));
    const isOpen = isShort && isNarrowed() || shown.length <= 1000 && some.some(view.isLoud);
    const keys = new Set(some.map(view.keyOf));
    const until = keys.has(state.open) ? state.open : '';
    const group = disclosure('details.group', summary, () => fillGroup(view, some, until), isOpen);
    group.keys = keys;
    return group;
  });
  if (lists.length === 0) {
    lists.push(make('p.calm', 'Nothing matches. ', link(hashTo(state.view, {}), 'Show all')));
  }
  byId('main').replaceChildren(...lists);
  const total = counted(items.length, view.noun);
  byId('tally').textContent =
    shown.length === items.length ? total : shown.length + ' of ' + total;
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
function remember(open, key, by = null) {
  if (by === null && (open === state.open || (open === '' && state.open !== key))) return;
  state.open = open;
  state.by = by;
  history.replaceState(null, '', hashOf(state));
}

/** A filter or the search changed: the list follows, the controls keep their focus. */
function narrow() {
  state.open = '';
  history.replaceState(null, '', hashOf(state));
  showFound();
  showBody();
}

function showBody() {
  const view = views[state.view];
  if (view) showList(view);
  else byId('main').replaceChildren(pages[state.view]());
}

function show() {
  state = stateOf(location.hash);
  for (const tab of document.querySelectorAll('.tabs a')) {
    if (tab.dataset.view === state.view) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }
  const view = views[state.view];
  showTools(view);
  showBody();
  if (view && state.open) openTarget();
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
byId('run').textContent = 'The report is being read …';
load().then(() => {
  document.body.classList.remove('loading');
  document.documentElement.style.setProperty('--providers', reports.length);
  document.body.classList.toggle('many', isMany);
  showHead();
  show();
}, (fault) => {
  byId('run').textContent = '';
  byId('main').append(make('p.notice', 'This page cannot be shown: ' + fault.message + '. It ' +
      'needs a browser of 2023 or later. The same facts are in report.json.'));
});
