// What came of a generated property: how many cases were played, and each counterexample as the
// purpose that it is in this report.

function repeatedText(found) {
  return found.again + ' of ' + found.of + (found.flaky ? ' times: flaky' : ' times');
}

function counterexampleRow(found, of) {
  return make('tr', make('td', purposeLink(found.purpose, of)),
      make('td', repeatedText(found)), make('td', make('code', breakable(found.file))),
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

/** The property that found a purpose; nothing for one that somebody wrote. */
function foundBy(purpose, of) {
  const property = [...purposes.values()].find(({id, results}) => id.startsWith('generated/') &&
      results[of]?.generated?.counterexamples.some((found) => found.purpose === purpose.id));
  return property ? purposeLink(property.id, of) : null;
}
