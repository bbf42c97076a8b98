// SPDX-License-Identifier: Apache-2.0

// What several reports say of one thing, in columns; of one report, a single badge.

function labels() {
  return reports.map((report) => report.label);
}

/** The verdict or status of each report: with one a badge, with several a cell each. */
function cellsOf(item) {
  if (!isMany) return badge(item.words[0]);
  return make('span.cells', item.words.map((word, of) => cell(item, word, of)));
}

function cell(item, word, of) {
  const kind = item.behaviours && behavesDifferently(item) ? item.behaviours[of] : null;
  const name = make('span.of', reports[of].label + ': ');
  const one = make('span.cell', name, badge(word), kind === null || kind === undefined ? null :
    make('span.kind', make('span.of', 'behaviour '), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[kind] || '+'));
  one.dataset.of = of;
  return one;
}

/** How often each word stands in each column. */
function columnCounts(items, order) {
  if (!isMany) return counts(items.map((item) => item.words[0]), order);
  return make('span.cells', reports.map((report, of) => {
    const one = make('span.cell', make('span.of', report.label + ': '),
        counts(items.map((item) => item.words[of]), order));
    one.dataset.of = of;
    return one;
  }));
}

/** The heads of the columns; each narrows the list to what its provider has. */
function columnHeads() {
  return make('span.cells', reports.map((report, of) => {
    const button = make('button.column', breakable(report.label));
    button.type = 'button';
    button.title = 'Filter by what ' + visible(report.label) + ' does';
    button.setAttribute('aria-pressed', String(state.of === of));
    button.addEventListener('click', () => {
      state.of = state.of === of ? null : of;
      for (const other of button.parentNode.children) {
        other.setAttribute('aria-pressed', String(other === button && state.of === of));
      }
      narrow();
    });
    return button;
  }));
}

/** Which column was clicked, if any: the row then opens at that provider. */
function columnOf(event) {
  const one = event.target.closest('.cell');
  return one ? Number(one.dataset.of) : null;
}

/** Which provider an opened row shows first: the one asked for, else the first that deviates. */
function firstShown(item, by) {
  if (by !== null) return by;
  const worst = VERDICTS.find((word) => item.words.includes(word));
  return item.words.indexOf(worst);
}

/** Buttons that choose a provider, and below them what `fill` makes of the chosen one. */
function providerChoice(item, by, fill, choose) {
  const body = make('div.chosen');
  const buttons = reports.map((report, of) => {
    const button = make('button.chip', badge(item.words[of]), make('span.chip-name', breakable(report.label)));
    button.type = 'button';
    button.addEventListener('click', () => {
      show(of);
      choose(of);
    });
    return button;
  });
  const show = (of) => {
    buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(i === of)));
    body.replaceChildren(...fill(of));
  };
  show(firstShown(item, by));
  const bar = make('div.choice', buttons);
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', 'Provider');
  const whole = make('div', bar, body);
  whole.show = show;
  return whole;
}
