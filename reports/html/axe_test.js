// Appended behind axe-core: what it finds wrong with the view that the address names.

(async () => {
  const settled = () => new Promise((resolve) => { setTimeout(resolve, 300); });
  while (!document.querySelector('#main > *')) await settled();
  await settled();
  const {violations} = await axe.run(document, {resultTypes: ['violations']});
  const wrong = violations.map(({id, nodes}) => id + ': ' + nodes[0].html.slice(0, 200));
  document.body.dataset.wrong = wrong.length ? wrong.join('; ') : 'nothing';
})();
