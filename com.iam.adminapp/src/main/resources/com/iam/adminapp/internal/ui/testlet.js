// Examines the Redis repositories, each at the press of a button, and shows the stages as they come.

import { get, pause, post, Refused, Unavailable } from './shared/api.js';
import { h, plural, renderer, setText } from './shared/dom.js';

const LOOK_MS = 300;

/** @param failed gets what went wrong with what the administrator did, null when that is over */
export function testlets(failed) {
  const repositories = new Map();
  const list = h('div', { class: 'testlets' });
  const element = h('section', { class: 'card', 'aria-label': 'Redis repositories', hidden: true },
    h('h2', {}, 'Redis repositories'), list);

  return {
    element,
    /** Those that are shown stay as they are, with what they found out. */
    setNames(names) {
      for (const [name, shown] of repositories) {
        if (!names.includes(name)) {
          shown.remove();
          repositories.delete(name);
        }
      }
      for (const name of names) {
        if (!repositories.has(name)) {
          repositories.set(name, repository(name, failed));
        }
      }
      const sorted = names.map((name) => repositories.get(name));
      if (sorted.some((shown, place) => list.children[place] !== shown)) {
        list.replaceChildren(...sorted);
      }
      element.hidden = names.length === 0;
    },
  };
}

function repository(name, failed) {
  const button = h('button', { type: 'button', onclick: examine, 'aria-label': `Examine ${name}` }, 'Examine');
  const status = h('p', { class: 'muted small', role: 'status' });
  const progress = h('progress', { hidden: true, 'aria-label': `Examining ${name}` });
  const stages = h('ol', { class: 'stages' });
  const show = renderer(stages, (all) => all.map(stage));

  async function examine() {
    if (button.getAttribute('aria-disabled')) {
      return;
    }
    failed(null);
    // Not disabled: it would lose the focus.
    button.setAttribute('aria-disabled', 'true');
    progress.hidden = false;
    show([]);
    setText(status, 'Examining…');
    let over = false;
    const report = post('/testlet', { name }).finally(() => { over = true; });
    follow(() => over);
    try {
      const found = await report;
      show(found.stages);
      setText(status, summary(found));
    } catch (error) {
      setText(status, error instanceof Refused || error instanceof Unavailable ? error.message : '');
      failed(error);
    } finally {
      progress.hidden = true;
      button.removeAttribute('aria-disabled');
    }
  }

  async function follow(isOver) {
    const query = new URLSearchParams({ name, peek: 'true' });
    while (!isOver()) {
      await pause(LOOK_MS);
      const sofar = await get('/testlet?' + query).catch(() => null);
      if (!isOver() && sofar?.running) {
        show(sofar.stages);
        setText(status, `Examining… ${plural(sofar.stages.length, 'stage')} done`);
      }
    }
  }

  return h('article', { class: 'testlet', 'aria-label': `Repository ${name}` },
    h('header', {}, h('h3', {}, name), button), status, progress, stages);
}

function stage({ title, result, text, remedy }) {
  return h('li', { class: result },
    h('span', { class: `badge ${{ passed: 'good', failed: 'bad' }[result] ?? ''}`.trim() }, result),
    h('div', {}, h('strong', {}, title), h('p', { class: result === 'failed' ? '' : 'muted' }, text),
      remedy ? h('p', { class: 'note' }, remedy) : null));
}

function summary({ stages, tookInMs }) {
  const number = (result) => stages.filter((each) => each.result === result).length;
  return `${number('passed')} passed, ${number('failed')} failed, ${number('skipped')} skipped, in ${(tookInMs / 1000).toFixed(1)} s`;
}
