// SPDX-License-Identifier: Apache-2.0

// Appended to a copy of the sample's page by html_test.cpp: does what a reader does, with the
// elements a reader uses.

reading(async () => {
  expect('the provider is the heading', one('h1', 'sample'));
  expect('nine purposes fail', one('.tiles a', 'fail').textContent.includes('9'));
  expect('the causes come first', one('#main section h2', 'causes of 10 deviations') ===
      shown('#main section h2')[0]);
  const known = one('.cause', 'Receive shutdown is only noted locally.');
  expect('a cause says what was seen, what is allowed and how to see it', known &&
      known.textContent.includes('seen') && known.textContent.includes('of Windows') &&
      known.textContent.includes('wsconform run --provider sample'));
  expect('a command can be copied', known.querySelector('button.copy').textContent === 'Copy');
  expect('the overview lists the violated clauses',
      shown('.card:not(.cause)').length === 12);
  expect('all of the skeleton is filled', !document.body.classList.contains('loading'));
  for (const clause of clauses.values()) {
    for (const tag of clause.entry.sources.split(', ')) {
      expect('an address for ' + tag, !/^[DW]\//.test(tag) ||
          sourceAddress(tag).startsWith('https://learn.microsoft.com/'));
    }
  }

  await press(one('.tabs a', 'What may I rely on?'), 'tab of the questions');
  expect('a question is answered, with evidence one click away',
      one('.question', 'has the other end gone?')?.querySelector('.answer .badge'));
  const broken = one('.answer', 'not as documented');
  expect('a broken answer leads to its purposes', broken?.querySelector('.witness a'));
  const asking = document.getElementById('search');
  asking.value = 'CAR-05';
  asking.dispatchEvent(new Event('input'));
  await settled();
  expect('a search says in which views it finds how much',
      one('#found', 'Clauses: 1 ') && one('#found', 'Causes: ') && one('#found', 'Purposes: '));
  await press(one('#found a', 'Causes'), 'link to the causes found');
  expect('the causes are narrowed', shown('.cause').length > 0 &&
      shown('.cause').every((card) => card.textContent.includes('zero-handle-is-refused')));
  await go('#view=overview');

  await press(one('.tiles a', 'fail'), 'tile of failures');
  expect('the tile filters by verdict', shown('.row').length === 9);
  expect('the filter is in the address', location.hash.includes('status=fail'));
  expect('the chip shows that it is on',
      one('.chip', 'fail').getAttribute('aria-pressed') === 'true');

  const search = document.getElementById('search');
  search.value = 'NOWHERE NOTED';
  search.dispatchEvent(new Event('input'));
  await settled();
  expect('a search for what stands nowhere says so', one('main', 'Nothing matches'));
  search.value = 'ZERO_HANDLE_is';
  search.dispatchEvent(new Event('input'));
  await settled();
  expect('the search narrows the filtered list', shown('.row').length === 1);
  expect('the tally follows', one('#tally', '1 of 47 purposes'));

  await press(one('.row summary', 'A zero handle'), 'row of the purpose');
  expect('the opened purpose is in the address',
      location.hash.includes('open=cancel-async/zero_handle_is_refused'));
  expect('the transcript has a row a step', shown('.transcript tbody tr').length === 7);
  const violated = shown('tr.violated');
  expect('the violated step is marked', violated.length === 1 &&
      violated[0].textContent.includes('not allowed since step 6'));
  expect('the step that ruled it out is marked', shown('tr.excluding').length === 1);
  expect('the clause is quoted', one('.quote', 'A zero handle can never name a request'));
  expect('the picture has a step for each row', shown('.sequence .step').length === 7);
  const frame = document.querySelector('.frame');
  expect('and is no wider than its column', frame.scrollWidth <= frame.clientWidth);
  expect('the violation is marked where it happens, with what was allowed beside it',
      one('.sequence .step.violated', '✓ SOCKET_ERROR, WSAEALREADY'));
  expect('and is told to who cannot see it', document.querySelector('.step.violated')
      .getAttribute('aria-label').includes('not allowed since step 6'));
  expect('the request has its states', one('.phase-figure', 'running (step 4)'));
  const steps = shown('.sequence .step');
  steps[0].focus();
  steps[0].dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true}));
  expect('the arrow keys go from step to step', document.activeElement === steps[1] &&
      one('tr.followed', 'window opens'));
  expect('it says how to see it again',
      one('.command', 'wsconform check traces/cancel-async.zero_handle_is_refused.jsonl'));
  expect('and how to have it as a program', one('.command', 'wsconform reproduce cancel-async/'));

  const [refused] = [...purposes.keys()].filter((id) => id.startsWith('async-'));
  await go('#view=purposes&open=' + refused);
  expect('what is no program says why', one('.commands', 'none: step 3 (holds host.test)') &&
      !one('.command', 'wsconform reproduce'));

  const groupTitles = shown('details.group').map((group) => group.textContent);
  expect('groups that tell nothing come last', groupTitles.length > 0);
  const wide = new Sequence(['main', 'b', 'peer', 'name_server', 'hook'].map((actor, step) =>
    ({actor, action: 'does something at length', observed: 'done', allowed: [], step})),
  [{step: 2, allowed: [{reply: 'returned 0, WSAEINVAL', clauses: []}]}], reports[0], 340);
  expect('on a phone what was allowed stands below its step',
      !wide.hasMargin && wide.picture().textContent.includes('✓ returned 0, WSAEINVAL'));

  const said = (action, observed, step) => ({actor: 'main', action, observed, allowed: [], step});
  const drawn = new Sequence([said('connect(a, L)', 'returned 0', 0),
    said('accept(L) as b', 'returned a socket', 1),
    said('WSASendDisconnect(a, bye)', 'returned 0', 2),
    said('brings the network down', 'done', 3),
    said('WSASendDisconnect(b, NULL)', 'returned SOCKET_ERROR, WSAENETDOWN', 4)],
  [], reports[0]).picture();
  expect('disconnect data goes from socket to socket',
      drawn.querySelectorAll('.passing').length === 1 &&
      drawn.querySelector('[data-step="2"]').textContent.includes('a to b: the end, with “bye”'));
  expect('a network that fails has a line of life',
      [...drawn.querySelectorAll('.head-box')].some((box) => box.textContent === 'network'));

  await go('#view=purposes&open=cancel-async/zero_handle_is_refused');

  await press(one('tr.violated .slug', 'zero-handle-is-refused'), 'link to the clause');
  expect('the link opens the clause', location.hash.includes('view=clauses') &&
      one('.row[open] .name', 'CAR-05'));
  expect('the search does not hide it', search.value === '');
  await press(one('.row[open] .purposes a', 'zero_handle'), 'link back to the purpose');
  expect('and the clause leads back', one('.row[open] .name', 'zero_handle_is_refused'));

  await press(one('.tabs a', 'Clauses'), 'tab of the clauses');
  await press(one('.chip', 'violated'), 'chip of the violated');
  await press(one('.chip', 'MUST-D'), 'chip of the derived');
  expect('status and strength narrow together', shown('.row').length === 2);
  await press(one('.chip', 'MUST-D'), 'chip of the derived');
  await press(one('.chip', 'violated'), 'chip of the violated');
  await press(document.getElementById('expand'), 'button that expands');
  expect('every clause can be shown at once', shown('.row').length === clauses.size);

  await press(one('.tabs a', 'Behaviour'), 'tab of the behaviour');
  expect('an ambiguity that varies is told', one('tr', 'AMB-01').textContent.includes('varies'));
  await press(one('.branch summary', 'WSAEINVAL'), 'branch');
  expect('a branch leads to its purposes', one('.branch a', 'finished_and_read'));
  expect('what is missing says why', one('tr', 'blocking-hook').textContent.includes('no: '));
});
