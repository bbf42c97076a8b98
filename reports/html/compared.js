// SPDX-License-Identifier: Apache-2.0

// The overview of several providers: how each did, where they part, and what all of them keep to.

function countLink(count, view, choice) {
  return count ? link(hashTo(view, choice), count) : make('span.faint', '0');
}

function providerRow(report, of) {
  const {verdicts, clauses: found} = report.summary;
  const head = make('th', make('a.provider', breakable(report.label)),
      make('span.faint', 'suite ' + report.suite));
  head.firstElementChild.href = hashTo('purposes', {of});
  head.scope = 'row';
  return make('tr', head, make('td', bar(report)),
      countedVerdicts().map((word) => make('td.number',
          countLink(verdicts[word], 'purposes', {of, status: new Set([word])}))),
      make('td.number', countLink(found.MUST.violated, 'clauses',
          {of, status: new Set(['violated']), strength: new Set(['MUST'])})),
      make('td.number', countLink(found['MUST-D'].violated, 'clauses',
          {of, status: new Set(['violated']), strength: new Set(['MUST-D'])})),
      make('td.number', countLink(found.MUST.verified + found['MUST-D'].verified, 'clauses',
          {of, status: new Set(['verified']), strength: new Set(['MUST', 'MUST-D'])})));
}

function providersSection() {
  const captions = ['Provider', 'Verdicts', ...countedVerdicts().map(spoken),
    'MUST violated', 'derived violated', 'clauses verified'];
  return section('Providers', table(captions, reports.map(providerRow)));
}

function binding(clause) {
  return clause.strength === 'MUST' || clause.strength === 'MUST-D';
}

/** On whom what is relied on was verified: the suite's own providers and its model do not count. */
function whoKeeps() {
  const real = realOnes().length;
  const own = reports.length - real;
  if (real === 0) {
    return 'These are all of the suite itself, and say nothing of what an application meets.';
  }
  const names = real === 1 ? 'the one real provider' : 'every real provider';
  return 'verified on ' + names + (own ? ` (${real} of these ${reports.length}; the other ` +
    (own === 1 ? 'is' : own + ' are') + ' of the suite itself)' : '') +
    ': an application may rely on them ' + (real === 1 ? 'there' : 'on these');
}

/** Windows is what most applications meet; how to try it where it was not. */
function untriedWindows() {
  if (reports.some((report) => report.of_windows)) return null;
  return make('li.untried', make('strong', 'Windows itself is untried.'),
      ' To try it, copy wsconform-agent.exe to a Windows machine, play the same there, and ' +
      'compare: ',
      commandLine("wsconform run --provider windows --agent 'ssh box wsconform-agent.exe' " +
      '--out windows'));
}

/** The sentences a reader takes away, each with the list that bears it out. */
function reliance() {
  const all = [...clauses.values()].filter(binding);
  const kept = all.filter(isReliable);
  const broken = all.filter((clause) => clause.words.includes('violated'));
  const parted = all.filter(ONLY.differ);
  const strength = new Set(['MUST', 'MUST-D']);
  const say = (some, choice, text) => make('li', make('strong',
      countLink(some.length, 'clauses', {strength, ...choice})), ' ' + text);
  return section('Of ' + all.length + ' binding clauses', make('ul.reliance',
      realOnes().length ? say(kept, {only: 'rely'}, whoKeeps()) : make('li', whoKeeps()),
      say(broken, {status: new Set(['violated'])},
          'violated by at least one: a portable application must not'),
      say(parted, {only: 'differ'}, 'kept by some and violated by others'),
      make('li', make('strong', countLink([...purposes.values()].filter(behavesDifferently).length,
          'purposes', {only: 'behaviour'})), ' purposes in which they behave differently, ' +
          'allowed or not'), untriedWindows()));
}

/** A clause on which the providers part: each cell leads to a purpose that shows it. */
function partedRow(clause) {
  const head = make('th', clauseLink(clause.slug), make('p.clause-text', clause.text));
  head.scope = 'row';
  return make('tr', head, clause.words.map((word, of) => {
    const witness = [...clause.violators].find(([, who]) => who.has(of));
    const target = witness ? purposeLink(witness[0], of, '') :
      link(hashTo('clauses', {open: clause.slug}));
    target.className = 'quiet';
    target.append(badge(word));
    return make('td', target);
  }));
}

function partedSection() {
  const parted = [...clauses.values()].filter((clause) => binding(clause) && ONLY.differ(clause));
  if (parted.length === 0) return null;
  const rest = parted.length - mostRows;
  const body = table(['Clause', ...labels()],
      parted.slice(0, mostRows).map(partedRow));
  return section('Where they part', scrolling(body, 'Where they part'),
      rest > 0 ? link(hashTo('clauses', {only: 'differ'}), 'and ' + rest + ' more') : null);
}

function callRow([call, items]) {
  const head = make('th', call);
  head.scope = 'row';
  return make('tr', head, reports.map((report, of) => {
    const target = link(hashTo('purposes', {q: call + '/', of}),
        counts(items.map((item) => item.words[of]), VERDICTS));
    target.className = 'quiet';
    return make('td', target);
  }));
}

function callsSection() {
  const calls = groupsOf(purposeView, [...purposes.values()]);
  const body = table(['Call', ...labels()],
      [...calls].map(callRow));
  return section('By call', scrolling(body, 'By call'));
}

function noticesSection() {
  if (common.notices.length === 0) return null;
  return make('ul.notices', common.notices.map((notice) => make('li.notice', notice)));
}

function comparisonOverview() {
  return make('div', startSection(), noticesSection(), lostSection(), assuranceSection(false),
      providersSection(), causesOfEach([]), reliance(), heatSection(), partedSection(),
      testedSection(), assuranceSection(true), callsSection());
}
