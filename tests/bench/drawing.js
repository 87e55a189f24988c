// The ways of drawing passages that `drawing.py` times in one page, on the same text and the same passages.
//
// Each way is { draw(passages), add(passage), under(x, y), clear() } on a text drawn anew; `draw` and `add`
// are over when what they drew has been painted. Offsets are those of the text without blank lines between
// its paragraphs, and all of it is ASCII, so that every way counts alike.

import { DrawnText } from '/js/codepoints.js';
import { Highlights, LOOKS } from '/js/highlights.js';

const PARAGRAPH = 500;
const WORDS = 'In place seven the ministry counted at least nine people, more than ever before. ';

/**
 * @param {number} characters
 * @returns {HTMLElement} a text of so many, drawn as the server draws one
 */
function textOf(characters) {
  const root = document.createElement('article');
  root.className = 'text';
  const words = WORDS.repeat(Math.ceil(PARAGRAPH / WORDS.length) + 1);
  for (let start = 0; start < characters; start += PARAGRAPH) {
    const block = document.createElement('p');
    block.dataset.block = `b${start}`;
    block.dataset.start = String(start);
    block.dataset.end = String(start + PARAGRAPH);
    block.append(words.slice(start % WORDS.length, (start % WORDS.length) + PARAGRAPH));
    root.append(block);
  }
  document.getElementById('column').replaceChildren(root);
  return root;
}

/** Evenly over the text, in every look; each tenth runs over the next two, as overlaps do. */
export function passagesOf(number, characters) {
  const step = characters / number;
  return Array.from({ length: number }, (_, at) => {
    const start = Math.floor(at * step);
    const length = at % 10 ? Math.min(60, Math.max(3, step * 0.6)) : step * 2.5;
    const end = Math.min(characters, Math.ceil(start + length));
    return { id: `p${at}`, claim: `c${at}`, start, end, look: LOOKS[at % 9] };
  });
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const painted = () => frame().then(frame);

function ours(boxes) {
  return (root) => {
    let highlights = null;
    let drawn = [];
    const paint = (passages) => {
      highlights ??= new Highlights(new DrawnText(root), { boxes });
      drawn = passages;
      highlights.paint(drawn);
      return painted();
    };
    return {
      draw: paint,
      add: (passage) => paint([...drawn, passage]),
      under: (x, y) => highlights.under(x, y).length,
      clear: () => highlights.painter.clear(),
    };
  };
}

function recogito(renderer) {
  return (root) => {
    const annotator = RecogitoJS.createTextAnnotator(root, { renderer });
    // It gathers changes for some milliseconds and draws in a frame of its own, which the next one follows.
    const drawn = () =>
      new Promise((resolve) => {
        const stop = annotator.renderer.on('onRedraw', () => {
          stop();
          resolve(frame());
        });
      });
    const annotationOf = ({ id, start, end }, words) => ({
      id,
      bodies: [],
      target: { annotation: id, selector: [{ quote: words.slice(start, end), start, end }] },
    });
    return {
      draw: (passages) => {
        const words = root.textContent;
        const made = passages.map((passage) => annotationOf(passage, words));
        const done = drawn();
        annotator.setAnnotations(made);
        return done;
      },
      add: (passage) => {
        const done = drawn();
        annotator.addAnnotation(annotationOf(passage, root.textContent));
        return done;
      },
      under: (x, y) => {
        const box = root.getBoundingClientRect();
        return annotator.state.store.getAt(x - box.x, y - box.y, true)?.length ?? 0;
      },
      clear: () => annotator.destroy(),
    };
  };
}

/** Each passage wrapped at its best: its paragraph is known at once, and text nodes are split without a range. */
function marks(root) {
  const wrap = ({ start, end, look }) => {
    for (let at = Math.floor(start / PARAGRAPH); at * PARAGRAPH < end; at += 1) {
      let before = at * PARAGRAPH;
      const parts = [];
      const walker = document.createTreeWalker(root.children[at], NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node && before < end; node = walker.nextNode()) {
        const after = before + node.data.length;
        if (after > start) parts.push([node, Math.max(0, start - before), Math.min(after, end) - before]);
        before = after;
      }
      for (const [node, from, to] of parts) {
        if (to < node.data.length) node.splitText(to);
        const words = from ? node.splitText(from) : node;
        const mark = document.createElement('mark');
        mark.className = `v-${look}`;
        words.replaceWith(mark);
        mark.append(words);
      }
    }
  };
  return {
    draw: (passages) => {
      passages.forEach(wrap);
      return painted();
    },
    add: (passage) => {
      wrap(passage);
      return painted();
    },
    under: (x, y) =>
      document.elementsFromPoint(x, y).filter((element) => element.localName === 'mark').length,
    clear: () => {},
  };
}

const WAYS = {
  ours: ours(false),
  boxes: ours(true),
  recogito: recogito('SPANS'),
  'recogito-css': recogito('CSS_HIGHLIGHTS'),
  mark: marks,
};

/**
 * @param {string} way
 * @param {number} number of passages
 * @param {number} characters of the text
 * @returns {Promise<{draw: number, add: number, under: number}>} milliseconds; `under` for one place
 */
export async function timed(way, number, characters) {
  scrollTo(0, 0);
  const root = textOf(characters);
  const passages = passagesOf(number, characters);
  await document.fonts.ready;
  await painted();
  const made = WAYS[way](root);
  // Anywhere between two frames, as a person's deed comes.
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 16));
  const began = performance.now();
  await made.draw(passages);
  const draw = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 16));
  const before = performance.now();
  await made.add({ id: 'one-more', claim: 'one-more', start: 120, end: 180, look: 'false' });
  const add = performance.now() - before;
  await new Promise((resolve) => setTimeout(resolve, 50));
  const under = seekTime(made, root);
  made.clear();
  document.getElementById('column').replaceChildren();
  return { draw, add, under };
}

/** @returns {number} milliseconds to tell what is under one place of the text in view */
function seekTime(made, root) {
  const box = root.getBoundingClientRect();
  const places = Array.from({ length: 200 }, (_, at) => [
    box.x + 20 + ((at * 37) % (box.width - 40)),
    box.y + 20 + ((at * 53) % (innerHeight - box.y - 40)),
  ]);
  const began = performance.now();
  let found = 0;
  for (const [x, y] of places) found += made.under(x, y);
  if (!found) throw new Error('nothing was found under any place');
  return (performance.now() - began) / places.length;
}
