// SPDX-License-Identifier: Apache-2.0

// Appended to a copy of a page by html_test.cpp: from a generated property to what it found, and
// back.

reading(async () => {
  await go('#view=purposes&open=generated/disconnect_against_data');
  expect('the cases are counted',
      one('.generated', '50 generated cases played, 3 inconclusive, 1 counterexample.'));
  expect('a flaky one is told', one('.generated tr', '7 of 10 times: flaky'));
  expect('so is how short it is', one('.generated tr', 'the shortest'));
  expect('it is played again with as many cases', one('.command', '--cases'));

  await press(one('.generated a', 'later_data'), 'link to the counterexample');
  expect('the link opens it', location.hash.includes('open=recv-disconnect/later_data'));
  expect('its scenario is a file', one('.command', '--scenarios counterexamples'));
  await press(one('.row[open] .terms a', 'generated/'), 'link to the property');
  expect('and it leads back', location.hash.includes('open=generated/disconnect_against_data'));
});
