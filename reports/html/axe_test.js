// SPDX-License-Identifier: Apache-2.0

// Appended behind axe-core: what it finds wrong with the view that the address names.

reading(async () => {
  await settled();
  const {violations} = await axe.run(document, {resultTypes: ['violations']});
  violations.forEach(({id, nodes}) => expect(id + ': ' + nodes[0].html.slice(0, 200), false));
});
