// SPDX-License-Identifier: Apache-2.0

// Reads what reports/page_data.hpp describes. A value is made when somebody looks at it, so that the
// page opens at once however much it holds.

const packed = {values: [], shapes: [], makers: [], made: []};
const KEYS = Symbol('keys');
const PLACES = Symbol('places');

/** Objects of the same keys share a prototype whose properties make what they stand for. */
function makerOf(keys) {
  const prototype = {[KEYS]: keys};
  keys.forEach((key, i) => {
    Object.defineProperty(prototype, key, {get() { return valueAt(this[PLACES][i + 1]); }});
  });
  return (places) => Object.create(prototype, {[PLACES]: {value: places}});
}

function valueAt(place) {
  const value = packed.values[place];
  if (!Array.isArray(value)) return value;
  if (packed.made[place] === undefined) {
    packed.made[place] = value[0] < 0 ? packed.makers[-1 - value[0]](value) : value.map(valueAt);
  }
  return packed.made[place];
}

/** The places of an array's elements. The same place is the same value. */
function placesIn(place) {
  return packed.values[place];
}

/** The place of a property, of an object that need not be made; undefined if it has none. */
function partOf(place, key) {
  const places = packed.values[place];
  const index = packed.shapes[-1 - places[0]].indexOf(key);
  return index < 0 ? undefined : places[index + 1];
}

function placeOf(object, key) {
  return object[PLACES][1 + object[KEYS].indexOf(key)];
}

function entriesOf(object) {
  return object[KEYS].map((key) => [key, object[key]]);
}

/**
 * Where a word stands: for each place, whether it stands there or in anything that the value there
 * refers to. Values come after what they refer to, so one pass finds all.
 */
function placesOf(word, alias) {
  const found = new Uint8Array(packed.values.length);
  packed.values.forEach((value, place) => {
    if (typeof value === 'string') {
      found[place] = (value + (alias.get(value) || '')).toLowerCase().includes(word) ? 1 : 0;
    } else if (Array.isArray(value)) {
      for (const part of value) {
        if (part >= 0 && found[part]) found[place] = 1;
      }
    }
  });
  return found;
}

/** The place of all there is. */
async function unpack(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  const {shapes, values} = await new Response(stream).json();
  packed.values = values;
  packed.shapes = shapes;
  packed.makers = shapes.map(makerOf);
  return values.length - 1;
}
