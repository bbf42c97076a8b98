// SPDX-License-Identifier: Apache-2.0

'use strict';

// How things are put on the page. Every text arrives as textContent: nothing a provider said is
// ever parsed as markup.

const LIMIT = 4000;
const DECEIVING = new RegExp('[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f' +
    '\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\uffff\\u{e0000}-\\u{e007f}]', 'gu');

function escaped(character) {
  if (character === '\n') return '\\n';
  const digits = character.codePointAt(0).toString(16).toUpperCase();
  return digits.length > 4 ? '\\U' + digits.padStart(8, '0') : '\\u' + digits.padStart(4, '0');
}

/** Characters that hide or reorder text, made visible; what is too long, cut and said so. */
function visible(text) {
  const kept = text.length > LIMIT ? text.slice(0, LIMIT) : text;
  const clean = kept.replace(DECEIVING, escaped);
  return text.length > LIMIT ? clean + ' … (' + text.length + ' characters)' : clean;
}

/** make('p.note', 'text', child, ...): an element with classes and children. */
function make(selector, ...children) {
  const [tag, ...classes] = selector.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === '') continue;
    if (child instanceof Node) element.append(child);
    else if (tag === 'code' && child !== ' ') element.append(...breakable(String(child)));
    else element.append(visible(String(child)));
  }
  return element;
}

/** An element of a picture. Its attributes say where things are; the style sheet says how. */
function draw(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const child of children.flat()) {
    if (child !== null) element.append(child instanceof Node ? child : visible(String(child)));
  }
  return element;
}

function link(hash, ...children) {
  const anchor = make('a', ...children);
  anchor.href = hash;
  return anchor;
}

/** A link that leaves the page, and says nothing of where it was. */
function outerLink(address, ...children) {
  const anchor = link(address, ...children);
  anchor.rel = 'noreferrer noopener';
  return anchor;
}

const SIGNS = {
  'pass': '✓', 'fail': '✕', 'error': '!', 'inconclusive': '?', 'not-applicable': '–',
  'untested': '∅',
  'not-played': '·', 'verified': '✓', 'vacuous': '◌', 'violated': '✕', 'recorded': '•',
  'unexercised': '○',
};

/** A verdict or a status, told by a sign and a word and not by colour alone. */
function badge(word) {
  const sign = make('span.sign', SIGNS[word] || '');
  sign.setAttribute('aria-hidden', 'true');
  return make('span.badge.is-' + word, sign, spoken(word));
}

/** "not-applicable" as people say it; strengths such as MUST-D are names and stay. */
function spoken(word) {
  return SIGNS[word] ? word.replace('-', ' ') : word;
}

/** Where a long name may break: behind its separators, and where its next word begins, but in no
    number such as 10.0. */
const SEAM = /(?<=[+/\\:_,]|\.(?!\d)|\w\()|(?<=[a-z])(?=[A-Z])/;
const LONGEST_PART = /.{1,40}/gsu;

function breakable(text) {
  return visible(text).split(SEAM).flatMap((part) => part.split(/(?<=-)/))
      .flatMap((part) => part.match(LONGEST_PART) || [])
      .flatMap((part) => [document.createElement('wbr'), part]).slice(1);
}

function counted(count, noun) {
  return count + ' ' + noun + (count === 1 ? '' : 's');
}

/** A number of purposes or clauses, as small coloured counts. */
function counts(words, order) {
  const tally = new Map(order.map((word) => [word, 0]));
  for (const word of words) tally.set(word, (tally.get(word) || 0) + 1);
  const shown = [...tally].filter(([, count]) => count > 0).map(([word, count]) => {
    const item = make('span.count.is-' + word, SIGNS[word] + ' ' + count);
    item.title = counted(count, word);
    return item;
  });
  return make('span.counts', shown);
}

/** A table: the captions of its columns, then rows. On narrow screens the cells are labelled. */
function table(captions, rows) {
  const head = make('thead', make('tr', captions.map((caption) => {
    const cell = make('th', breakable(caption));
    cell.scope = 'col';
    return cell;
  })));
  for (const row of rows) {
    [...row.children].forEach((cell, i) => { cell.dataset.label = visible(captions[i]); });
  }
  return make('table', head, make('tbody', rows));
}

function terms(pairs) {
  const shown = pairs.filter(([, value]) => value !== '' && value !== null);
  return make('dl.terms', shown.flatMap(([term, value]) => [make('dt', term), make('dd', value)]));
}

/** Without the clipboard of a newer browser, or its leave, what is selected is copied. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = make('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
}

/** A command, and a button that copies it as it stands. */
function commandLine(text) {
  const button = make('button.copy', 'Copy');
  button.type = 'button';
  button.title = 'Copy this command';
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    await copy(visible(text));
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  // Words stay whole: a browser would break "--out" behind its hyphens.
  const kinds = (word) => word.length > 40 ? 'span' : word.length > 24 ? 'span.word.long' :
    'span.word';
  const words = text.split(' ').flatMap((word, i) =>
    [i ? ' ' : '', make(kinds(word), breakable(word))]);
  return make('span.copied-line', make('code.command', words), ' ', button);
}

/** A disclosure whose body is only built when it is first opened. */
function disclosure(selector, summary, fill, isOpen) {
  const details = make(selector, summary);
  let isFilled = false;
  details.reveal = () => {
    if (!isFilled) details.append(fill());
    isFilled = true;
    details.open = true;
  };
  details.addEventListener('toggle', () => { if (details.open) details.reveal(); });
  if (isOpen) details.reveal();
  return details;
}
