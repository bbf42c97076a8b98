// SPDX-License-Identifier: Apache-2.0

// Appended to a comparison by comparison_page_test.cpp: asks what its three readers ask, with the
// elements that they use, and counts their clicks.

reading(async () => {
  const start = async () => {
    await go('#view=overview');
    clicks = 0;
  };
  const cellOf = (row, of) => row && row.querySelectorAll('.cell')[of];

  // The vendor of "sample": what is wrong, prove it, how do I see it?
  await start();
  await press(one('tbody tr', 'cancel-async.zero-handle-is-refused')
      ?.querySelector('.is-violated')?.closest('a'), 'cell of the violated clause');
  expect('one click shows the purpose at that provider', clicks === 1 &&
      one('.choice .chip[aria-pressed="true"]', 'sample') && one('.violation', 'Violation'));
  expect('the clause is quoted with its sources',
      one('.quote', 'A zero handle can never name a request') && one('.quote .cite', 'S0'));
  expect('the violation is in the picture', one('.sequence .step.violated', '✕ not allowed'));
  expect('the picture says whose provider it is', one('.head-box.provider', 'sample'));
  expect('it can be played again',
      one('.command', 'wsconform run --provider sample --filter ' +
          'cancel-async.zero_handle_is_refused'));
  expect('and written as a program',
      one('.command', 'wsconform reproduce cancel-async/zero_handle_is_refused --out'));
  expect('what the others did stands beside it', one('.comparison tr.differing', 'not allowed'));
  await press(one('.violation .slug', 'zero-handle-is-refused'), 'link to the clause');
  expect('a second shows the clause, its sources and what is allowed', clicks === 2 &&
      one('.row[open] .sources', 'page of WSACancelAsyncRequest') &&
      one('.row[open] dt', 'allowed'));

  // The gatekeeper: may this land?
  await start();
  expect('a difference of the suites is told', one('.notice', 'suite differs'));
  expect('that the machine finds faults is told of a DLL of somebody',
      one('.panel', 'spi:layer.dll+base.dll: 1 known-bad provider caught'));
  await press(one('tbody tr th', 'sample')?.parentNode
      .querySelectorAll('td')[1].querySelector('a'), 'count of failures');
  expect('the count leads to as many', shown('.row').length === 9 &&
      location.hash.includes('of=1'));
  await press(one('.chip', 'unexpected'), 'chip of the unexpected');
  expect('what is not known yet is left', shown('.row').length === 7 &&
      !one('.row', 'later_data_resets_the_connection'));
  await press(cellOf(one('.row', 'zero_handle_is_refused'), 1), 'cell of the flawless one');
  expect('a cell opens its provider', one('.choice .chip[aria-pressed="true"]', 'flawless') &&
      !one('.violation', '') && location.hash.includes('by=2'));
  await press(one('.choice .chip', 'sample'), 'button of the provider');
  expect('from there to another provider', one('.violation', '') && location.hash.includes('by=1'));

  // The developer of an application: what can I rely on, where?
  await start();
  expect('clause groups are a heat map', shown('.heat-map tbody tr').length > 5 &&
      one('.heat-map td.is-violated', '✕'));
  await press(one('details.causes summary', 'sample'), 'causes of the first provider');
  expect('each provider has its causes', shown('.cause').length > 0);
  const reliable = Number(one('.reliance li', 'verified on every real provider')
      ?.querySelector('strong').textContent);
  expect('that nobody tried Windows is told, and how to', one('.reliance .untried',
      'wsconform run --provider windows') && one('.reliance .copy', 'Copy'));
  await press(one('.reliance li', 'verified on every real provider')?.querySelector('a'), 'count');
  const groupsShown = shown('details.group');
  groupsShown.forEach((group) => group.reveal());
  expect('the clauses to rely on are listed', reliable > 0 && shown('.row').length === reliable);
  await press(one('.tabs a', 'Behaviour'), 'tab of the behaviour');
  const choice = one('.profile tr', 'AMB-01');
  expect('what varies cannot be relied on', choice?.textContent.includes('nothing: it varies'));
  expect('what is the same everywhere can',
      one('.profile tr', 'AMB-28')?.lastElementChild.textContent.includes('on all of these'));
  clicks = 0;
  await press(choice?.querySelector('.branch summary'), 'branch');
  await press(choice?.querySelector('.branch a'), 'purpose that took it');
  expect('two clicks lead to who took it', clicks === 2 &&
      one('.row[open]', 'choices taken')?.textContent.includes('AMB-01'));

  // What is narrowed stays narrowed, and what is missing is said.
  await press(one('.tabs a', 'Purposes'), 'tab of the purposes');
  await press(one('.chip', 'not played'), 'chip of what was not played');
  expect('what a report does not have is told', shown('.row').length > 0 &&
      one('.row .cell', 'not played'));
  await press(one('.chip', 'not played'), 'chip of what was not played');
  await press(one('.chip', 'verdicts differ'), 'chip of the differing');
  expect('only what differs is left', shown('.row').length > 0 &&
      shown('.row').length < purposes.size);
  await press(one('.column', 'flawless'), 'head of a column');
  await press(one('.chip', 'fail'), 'chip of the failed');
  expect('a column narrows what is looked at', one('main', 'Nothing matches'));
});
