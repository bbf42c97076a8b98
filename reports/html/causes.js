// SPDX-License-Identifier: Apache-2.0

// Why a provider deviates: a card for each cause, with its evidence and how to see it again.

const mostCauses = 40;
const mostClauses = 4;
const mostListed = 200;

/** What a cause can be found by. */
function wordsOfCause(cause) {
  return [cause.reason, cause.summary, cause.observed, ...cause.allowed, ...cause.purposes,
    ...cause.purposes.map(dotted), ...cause.clauses,
    ...cause.clauses.map((slug) => clauses.get(slug)?.id)].join('\n').toLowerCase();
}

function causesOf(report, words = []) {
  if (words.length === 0) return report.causes;
  return report.causes.filter((cause) => {
    const text = wordsOfCause(cause);
    return words.every((word) => text.includes(word));
  });
}

function severalClauses(slugs) {
  const links = slugs.slice(0, mostClauses).flatMap((slug, i) => [i ? ', ' : '', clauseLink(slug)]);
  const rest = slugs.length - mostClauses;
  return links.length ? make('span', links, rest > 0 ? ` and ${rest} more` : '') : null;
}

function causePurposes(cause, of) {
  const {purposes: ids} = cause;
  if (ids.length < 2) return null;
  return disclosure('details.branch', make('summary', 'All ' + counted(ids.length, 'purpose')),
      () => make('div', purposeList(ids.slice(0, mostListed), of), ids.length > mostListed ?
        make('p.faint', `and ${ids.length - mostListed} more`) : null), false);
}

/** The shortest way to see it: to play it, and where one can, to compile it. */
function reproduction(cause, of) {
  const purpose = purposes.get(cause.shortest);
  const result = purpose.results[of];
  const file = discoveryOf(purpose, of)?.file;
  return make('div', purposeLink(cause.shortest, of),
      make('p', commandLine(runCommand(purpose, reports[of], file))),
      result.generated || result.not_reproducible ? null :
        make('p', commandLine(reproduceCommand(purpose, file))));
}

function causeCard(cause, of) {
  const tags = [make('span.tag', counted(cause.purposes.length, 'purpose')),
    cause.windows ? make('span.tag', cause.windows) : null];
  return make('li.card.cause', make('p.card-head', tags),
      cause.reason ? make('p.cause-title', cause.reason, ' ',
          cause.link ? linkText(cause.link) : '') : make('p.cause-title', make('code',
          cause.summary)),
      terms([
        ['seen', make('code', cause.observed)],
        ['allowed', cause.allowed.length ? make('span', cause.allowed.slice(0, mostClauses)
            .flatMap((reply, i) => [i ? ' or ' : '', make('code', reply)]),
        cause.allowed.length > mostClauses ? ' or others' : '') : null],
        ['breaks', severalClauses(cause.clauses)],
        ['see it', reproduction(cause, of)],
      ]), causePurposes(cause, of));
}

/** The causes of one report; a search narrows them. */
function causesSection(of, words) {
  const report = reports[of];
  const shown = causesOf(report, words);
  const deviations = report.summary.verdicts.fail + report.summary.verdicts.error;
  const on = isMany ? ' on ' + report.label : '';
  if (report.causes.length === 0) {
    return isMany ? null : section('Causes', make('p.calm', 'Nothing deviates.'));
  }
  if (shown.length === 0) return null;
  const count = shown.length === report.causes.length ? counted(shown.length, 'cause') :
    `${shown.length} of ${counted(report.causes.length, 'cause')}`;
  const rest = shown.length - mostCauses;
  return section(count + ' of ' + counted(deviations, 'deviation') + on,
      make('ul.cards', shown.slice(0, mostCauses).map((cause) => causeCard(cause, of))),
      rest > 0 ? make('p.faint', `and ${rest} more, of fewer purposes`) : null);
}

/** Of several reports each one's causes, opened when asked for. */
function causesOfEach(words) {
  const found = reports.map((report, of) => of).filter((of) => causesOf(reports[of], words).length);
  if (found.length === 0) return null;
  return section('Why they deviate', found.map((of) => disclosure('details.branch.causes',
      make('summary', breakable(reports[of].label), ': ',
          counted(causesOf(reports[of], words).length, 'cause')),
      () => causesSection(of, words), words.length > 0)));
}
