// SPDX-License-Identifier: Apache-2.0

// What came of a generated property: how many cases were played, and each counterexample as the
// purpose that it is in this report.

function repeatedText(found) {
  return found.again + ' of ' + found.of + (found.flaky ? ' times: flaky' : ' times');
}

function counterexampleRow(found, of) {
  return make('tr', make('td', purposeLink(found.purpose, of)),
      make('td', repeatedText(found)), make('td', make('code', found.file)),
      make('td', found.search));
}

function generatedCases(result, of) {
  const generated = result.generated;
  if (!generated) return null;
  const {cases, undecided, counterexamples} = generated;
  const title = 'Counterexamples';
  const played = make('p', counted(cases, 'generated case'), ' played, ' + undecided +
      ' inconclusive, ', counted(counterexamples.length, 'counterexample'), '.');
  const rows = counterexamples.map((found) => counterexampleRow(found, of));
  return make('section.generated', make('h3', 'Generated cases'), played, rows.length ?
    scrolling(table(['Purpose', 'Seen again', 'Scenario', 'How short it is'], rows), title) : null);
}

/** Of each call whose end the moment decides, how often each end was seen in this run. */
function racesOf(purpose, of) {
  const races = new Map(entriesOf(reports[of].races)).get(purpose.id);
  if (!races) return null;
  const rows = entriesOf(races).flatMap(([call, ends]) => {
    const all = entriesOf(ends);
    const total = all.reduce((sum, [, times]) => sum + times, 0);
    return all.map(([end, times], i) => {
      const bar = make('span.share');
      bar.style.width = 100 * times / total + '%';
      bar.setAttribute('aria-hidden', 'true');
      return make('tr', make('td', i ? '' : make('code', call)), make('td', make('code', end)),
          make('td.number', times + ' of ' + total), make('td.shares', bar));
    });
  });
  const title = 'Races, and how often each end was seen';
  return make('section.races', make('h3', title),
      scrolling(table(['Call', 'End', 'Times', 'Share'], rows), title));
}

/** The generated property that found it, and the counterexample's file in the report's folder. */
function discoveryOf(purpose, of) {
  for (const {id, results} of purposes.values()) {
    const found = results[of]?.generated?.counterexamples.find((one) => one.purpose === purpose.id);
    if (found) return {property: id, file: found.file};
  }
  return null;
}

function foundBy(purpose, of) {
  const found = discoveryOf(purpose, of);
  return found ? purposeLink(found.property, of) : null;
}
