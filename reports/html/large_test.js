// SPDX-License-Identifier: Apache-2.0

// Appended to a page of very many purposes: it shows what it is asked for and makes nothing else.

reading(async () => {
  const made = packed.made.filter((value) => value !== undefined).length;
  expect('most of what it holds is not made yet: ' + made + ' of ' + packed.values.length,
      made < packed.values.length / 2);
  const [id] = [...purposes.keys()].slice(-1);
  await go('#view=purposes&open=' + id);
  expect('the last purpose of its group can be opened',
      shown('.row[open]').length === 1 && shown('.sequence .step').length > 4);
  expect('and only some rows are there', document.querySelectorAll('.row').length < 3000);
  await go('#view=purposes&q=' + id.split('/')[1]);
  expect('a search finds it', shown('.row').some((row) => row.textContent.includes(id)));
});
