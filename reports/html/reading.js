// SPDX-License-Identifier: Apache-2.0

// Put before the scripts that read a page in a test: what they all do with it.

const wrong = [];
let clicks = 0;

function expect(claim, holds) {
  if (!holds) wrong.push(claim);
}

/** The page answers to what happens with a delay. */
function settled() {
  return new Promise((resolve) => { setTimeout(resolve, 300); });
}

function shown(selector) {
  return [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
}

/** The first element in sight that holds the text. */
function one(selector, text) {
  return shown(selector).find((item) => item.textContent.includes(text));
}

async function press(element, name) {
  if (!element) { wrong.push('there is no ' + name); return; }
  element.click();
  ++clicks;
  await settled();
}

async function go(hash) {
  location.hash = hash;
  await settled();
}

/** Does what a reader does once the page is there; what it finds wrong is left in data-wrong. */
async function reading(act) {
  while (!document.querySelector('#main > *')) await settled();
  await act();
  document.body.dataset.wrong = wrong.length ? wrong.join('; ') : 'nothing';
}
