// SPDX-License-Identifier: Apache-2.0

// A purpose, opened: what was called, what came back, what was allowed and why.

function quoted(slug) {
  const clause = clauses.get(slug);
  if (!clause) return make('span', slug);
  return make('blockquote.quote',
      make('p', clause.text),
      make('p.cite', make('span.strength', clause.strength), ' ', clause.id, ' ', clauseLink(slug),
          ' ', make('span.faint', sourceLinks(clause.entry.sources))));
}

/** Every clause of a violation, quoted once, whether it asks for a reply or was broken. */
function citedBy(violation) {
  const cited = new Set(violation.clauses);
  for (const alternative of violation.allowed) {
    alternative.clauses.forEach((slug) => cited.add(slug));
  }
  return [...cited];
}

function allowedList(allowed) {
  return make('ul.allowed', allowed.map((alternative) =>
    make('li', make('code', alternative.reply),
        alternative.clauses.map((slug) => [' ', clauseLink(slug)]).flat())));
}

function violationBox(violation) {
  const rows = [
    ['observed', make('code', violation.observed)],
    ['allowed', violation.allowed.length ? allowedList(violation.allowed) : 'nothing of the kind'],
    ['because', make('div', citedBy(violation).map(quoted))],
  ];
  if (violation.since) {
    rows.push(['since', make('span', 'step ' + (violation.since.step + 1) + ': ',
        make('code', violation.since.observed))]);
  }
  const title = make('h3', 'Violation at step ' + (violation.step + 1));
  return make('section.violation', title, terms(rows));
}

function excludingNote(step, violations) {
  const excluded = violations.filter((one) => one.since && one.since.step === step);
  return excluded.map((one) =>
    make('p.note', 'ruled out what else step ' + (one.step + 1) + ' could have done'));
}

function sinceNote(step, violations) {
  const here = violations.filter((one) => one.step === step);
  return here.map((one) =>
    make('p.note', '✕ not allowed' + (one.since ? ' since step ' + (one.since.step + 1) : '')));
}

function transcriptRow(line, violations) {
  const excluding = excludingNote(line.step, violations);
  const kind = line.violated ? '.violated' : excluding.length ? '.excluding' : '';
  const row = make('tr' + kind,
      make('td.step', line.step + 1),
      make('td.actor', line.actor),
      make('td', make('code', line.action)),
      make('td', make('code', line.observed), line.violated ? sinceNote(line.step, violations) : [],
          excluding),
      line.allowed.length ? make('td', allowedList(line.allowed)) : make('td.vacant', '–'));
  row.dataset.step = line.step;
  return row;
}

/** Lines say their step, and whether it is a violation, only where that is not to be expected. */
function linesOf(transcript) {
  return transcript.map((line, i) => ({
    step: line.step === undefined ? i : line.step, actor: line.actor, action: line.action,
    observed: line.observed, allowed: line.allowed, violated: Boolean(line.violated),
  }));
}

function transcript(lines, violations) {
  if (lines.length === 0) return null;
  const rows = lines.map((line) => transcriptRow(line, violations));
  return make('section.transcript', make('h3', 'Transcript'),
      table(['Step', 'Actor', 'Action', 'Observed', 'Allowed'], rows));
}

/** What is too wide for a narrow screen scrolls, by keyboard too. */
function scrolling(content, name) {
  const frame = make('div.scrolling', content);
  frame.tabIndex = 0;
  frame.setAttribute('role', 'region');
  frame.setAttribute('aria-label', visible(name));
  return frame;
}

/** How a deviation compares with Windows, and who saw what that does. */
function windowsText(windows) {
  if (!windows) return null;
  return make('span', windows.likeness, windows.source ? ` (${windows.source})` : '');
}

/** Which DLL of a chain is guilty, as the terminal says it. */
function blameText(blame) {
  if (!blame) return null;
  const {layer, below} = blame;
  if (!below) return make('span', make('strong', layer), ': by itself it deviates in the same way');
  if (layer) {
    return make('span', make('strong', layer), ': what is below it, ', below.provider,
        ', passes');
  }
  return make('span', make('strong', 'undecided'), ': what is below, ', below.provider,
      ', deviates in another way: ', below.verdict, below.reason ? ', ' + below.reason : '');
}

function comparedCell(line) {
  if (!line) return make('td.vacant', '–');
  return make('td', make('code', line.observed),
      line.violated ? make('p.note', '✕ not allowed') : null);
}

/** A step as each transcript has it; the first step at which they differ is marked. */
function comparedRow(step, lines, isFirst) {
  const line = lines.find(Boolean);
  return make('tr' + (isFirst ? '.differing' : ''),
      make('td.step', step + 1, isFirst ? make('p.note', 'differs') : null),
      make('td', make('code', line.action)), lines.map(comparedCell));
}

/** Transcripts of the same purpose beside each other: pairs of a name and its lines. */
function comparison(title, columns) {
  const byStep = columns.map(([, lines]) => new Map(lines.map((line) => [line.step, line])));
  const steps = [...new Set(byStep.flatMap((lines) => [...lines.keys()]))].sort((a, b) => a - b);
  const at = (step) => byStep.map((lines) => lines.get(step));
  const first = steps.find((step) =>
    new Set(at(step).map((line) => line && line.observed)).size > 1);
  const body = table(['Step', 'Action', ...columns.map(([name]) => name)],
      steps.map((step) => comparedRow(step, at(step), step === first)));
  return make('section.transcript.comparison', make('h3', title), scrolling(body, title));
}

function besideTheChainBelow(result, report) {
  const below = result.blame && result.blame.below;
  if (!below) return null;
  return comparison('Beside what is below', [[report.provider, linesOf(result.transcript)],
    [below.provider, linesOf(below.transcript)]]);
}

/** One column for each behaviour: providers that did the same share it. */
function besideTheOthers(purpose) {
  if (!behavesDifferently(purpose)) return null;
  const columns = new Map();
  purpose.behaviours.forEach((kind, of) => {
    if (kind === null) return;
    if (!columns.has(kind)) columns.set(kind, {names: [], lines: purpose.results[of].transcript});
    columns.get(kind).names.push(reports[of].label);
  });
  return comparison('Side by side', [...columns.values()].map(({names, lines}) =>
    [names.join(', '), linesOf(lines)]));
}

function clauseList(slugs) {
  return slugs.length ? make('ul.slugs', slugs.map((slug) => make('li', clauseLink(slug)))) : null;
}

function linkText(address) {
  if (!/^https?:\/\//.test(address)) return make('span', address);
  return outerLink(address, address);
}

function expectationText(result) {
  const {expectation} = result;
  if (!expectation) return null;
  const word = result.expected ? 'Known deviation: ' :
    'Not as expected (' + expectation.verdict + '): ';
  return make('div', make('strong', word), expectation.reason, ' ',
      expectation.link ? linkText(expectation.link) : '');
}

function choiceText(choices) {
  return choices.map((one) => one.ambiguity + ' ' + one.branch).join(', ');
}

/** Of an exception, a crash or a hang: the call, the thread, the code, and the calls before. */
function breakdown(result) {
  if (!result.breakdown) return null;
  return make('ul.slugs', result.breakdown.map((line) => make('li', make('code', line))));
}

/** What one report says of a purpose. */
function resultBody(purpose, of) {
  const result = purpose.results[of];
  const report = reports[of];
  if (!result) return [make('p.calm', 'This report does not have the purpose.')];
  const unseen = purpose.clauses.filter((slug) => !result.exercised.includes(slug));
  const lines = linesOf(result.transcript);
  const steps = transcript(lines, result.violations);
  return [
    terms([
      ['reason', result.reason],
      ['how it came', breakdown(result)],
      ['found by', foundBy(purpose, of)],
      ['guilty', blameText(result.blame)],
      ['windows', windowsText(result.windows)],
      ['expectation', expectationText(result)],
      ['claims', clauseList(purpose.clauses)],
      ['not exercised', SILENT.has(result.verdict) ? null : clauseList(unseen)],
      ['choices taken', choiceText(result.choices)],
      ['kind', purpose.kind],
    ]),
    generatedCases(result, of),
    racesOf(purpose, of),
    ...result.violations.map(violationBox),
    commands(purpose, result, of),
    besideTheChainBelow(result, report),
    sequence(lines, result.violations, report, steps),
    steps,
    ...phaseDiagrams(lines),
  ].filter(Boolean);
}

function purposeBody(purpose) {
  if (!isMany) return make('div.body', resultBody(purpose, 0));
  const chosen = providerChoice(purpose, state.open === purpose.id ? state.by : null,
      (of) => resultBody(purpose, of), (of) => remember(purpose.id, purpose.id, of));
  const body = make('div.body', chosen, besideTheOthers(purpose));
  body.show = chosen.show;
  return body;
}

function expectationTag(purpose) {
  if (expecting.size === 0) return null;
  if (!purpose.isExpected) return make('span.tag.loud', 'unexpected');
  return purpose.results.some((result) => result && result.expectation) ?
    make('span.tag', 'known') : null;
}

function purposeRow(purpose) {
  const what = make('span.what', make('span.title', purpose.purpose),
      make('span.name', breakable(purpose.id), isMany ? [' ', expectationTag(purpose)] : []));
  const summary = isMany ? make('summary', what, cellsOf(purpose)) :
    make('summary', cellsOf(purpose), what, make('span.tags', expectationTag(purpose)));
  return disclosure('details.row', summary, () => purposeBody(purpose), false);
}

const purposeView = {
  noun: 'purpose',
  items: () => [...purposes.values()],
  words: VERDICTS,
  keyOf: (purpose) => purpose.id,
  groupOf: (purpose) => purpose.call,
  groupTitle: (call) => make('h2.group-title', breakable(call)),
  isLoud: (purpose) => purpose.words.some((word) => word === 'fail' || word === 'error'),
  row: purposeRow,
};
