// The table of live sessions. Rows are kept by id while it refreshes, so that the focus stays where it is.

import { persist, post, Refused } from './shared/api.js';
import { point, remaining } from './shared/clock.js';
import { h, setText } from './shared/dom.js';

const LIMIT = 50;

/**
 * @param tell gets an Unavailable while the server is away, null when it is back
 * @param failed gets what else went wrong with what the administrator did, null when that is over
 */
export function sessionsTable(tell, failed) {
  const rows = new Map();
  const cursors = [null];
  const module = h('select', { id: 'module', onchange: restart });
  const subject = h('input', { id: 'subject', type: 'search', autocomplete: 'off', spellcheck: 'false', maxlength: '128',
    onchange: restart });
  const heading = h('h2', { tabindex: '-1' }, 'Live sessions');
  const body = h('tbody', { role: 'rowgroup' });
  const empty = h('p', { class: 'muted', hidden: true });
  const back = h('button', { type: 'button', class: 'quiet', onclick: previous }, 'Previous');
  const forth = h('button', { type: 'button', class: 'quiet', onclick: following }, 'Next');
  const all = h('button', { type: 'button', class: 'danger quiet', hidden: true, onclick: endAll });
  const pages = h('nav', { class: 'pages', 'aria-label': 'Pages' }, back, forth);
  let next = null;
  let shown = null;
  let generation = 0;

  const element = h('section', { class: 'card sessions', 'aria-label': 'Live sessions' },
    h('div', { class: 'filters' },
      heading,
      h('label', { for: 'module' }, 'Module', module),
      h('label', { for: 'subject' }, 'User name (all of it)', subject)),
    // On a phone the table is shown as cards, and would not be a table to a screen reader without its roles.
    h('table', { role: 'table' },
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ['User', 'Began', 'Ends in', 'Revision', ''].map((text) =>
        h('th', { scope: 'col', role: 'columnheader' }, text)))),
      body),
    empty, all, pages);

  /** What is done by hand keeps the administrator's session alive; what is repeated does not. */
  async function load(peek) {
    if (!module.value) {
      return;
    }
    const mine = ++generation;
    const asked = { module: module.value, subject: subject.value.trim(), cursor: cursors.at(-1), limit: LIMIT };
    const page = await post('/sessions/list' + (peek ? '?peek=true' : ''), asked);
    if (mine === generation) {
      next = page.next;
      render(page.sessions, { ...asked, name: page.subject });
    }
  }

  /** @param asked what they are the answer to: what the fields say may be something else by now. Its name is as the users write it */
  function render(sessions, asked) {
    shown = asked;
    const ids = new Set(sessions.map(({ id }) => id));
    for (const [id, row] of rows) {
      if (!ids.has(id)) {
        const focused = row.element.contains(document.activeElement);
        row.element.remove();
        rows.delete(id);
        if (focused) {
          heading.focus();
        }
      }
    }
    for (const session of sessions) {
      if (!rows.has(session.id)) {
        rows.set(session.id, newRow(session, asked.module));
        body.append(rows.get(session.id).element);
      }
      rows.get(session.id).update(session);
    }
    empty.hidden = sessions.length > 0;
    setText(empty, asked.name ? `No live sessions of ${asked.name}. Names are looked for as a whole.` : 'No live sessions.');
    // Also if none is listed: who can write to Redis can hide some.
    all.hidden = !asked.name;
    setText(all, `End all sessions of ${asked.name}`);
    back.disabled = cursors.length === 1;
    forth.disabled = next === null;
    pages.hidden = back.disabled && forth.disabled;
  }

  function newRow({ id }, chosen) {
    const cells = ['User', 'Began', 'Ends in', 'Revision'].map((label) => h('td', { role: 'cell', 'data-label': label }));
    cells[0].append(h('span', { class: 'name' }));
    cells[2].classList.add('tabular');
    const name = cells[0].firstChild;
    const button = h('button', { type: 'button', class: 'danger quiet', onclick: () => end(chosen, id, name.textContent, row) }, 'End');
    const row = h('tr', { role: 'row' }, cells, h('td', { role: 'cell' }, button));
    return {
      element: row,
      update(session) {
        setText(name, session.unreadable ? `unreadable: ${session.unreadable}` : who(session));
        button.setAttribute('aria-label', `End the session of ${name.textContent}`);
        setText(cells[1], point(session.createdAt));
        setText(cells[2], remaining(session.expiresAt));
        setText(cells[3], String(session.revision));
      },
    };
  }

  async function end(chosen, id, name, row) {
    const sure = await confirmed(`End the session of ${name}?`, 'The user is logged out on that device at once.', 'End session');
    if (!row.isConnected) {
      // It went meanwhile: the button that the focus would have come back to is not there.
      heading.focus();
    }
    if (!sure) {
      return;
    }
    row.classList.add('ending');
    await attempt(async () => {
      try {
        await persist(() => post('/sessions/end', { module: chosen, id }), tell);
      } catch (error) {
        if (!(error instanceof Refused && error.status === 404)) {
          throw error;
        }
      }
      await load(false);
    });
    row.classList.remove('ending');
  }

  async function endAll() {
    const { module: chosen, name } = shown;
    if (await confirmed(`End all sessions of ${name}?`, `In the module ${chosen}. The user is logged out on all devices at once.`,
      'End sessions')) {
      await attempt(async () => {
        const { cutOff } = await persist(() => post('/sessions/end-all', { module: chosen, subject: name }), tell);
        heading.focus();
        await load(false);
        if (!cutOff) {
          failed(new Refused({ status: 503, code: 'NOT_KEPT', detail: 'What is listed has ended. Sessions that are not may live on, as the users could not be reached: please repeat it later.' }));
        }
      });
    }
  }

  function attempt(action) {
    failed(null);
    return action().catch(failed);
  }
  function restart() {
    cursors.length = 1;
    attempt(() => load(false));
  }
  function previous() {
    if (cursors.length > 1) {
      cursors.pop();
      attempt(() => load(false));
    }
  }
  function following() {
    if (next !== null) {
      cursors.push(next);
      next = null;
      attempt(() => load(false));
    }
  }

  return {
    element,
    refresh: () => load(true),
    setModules(names) {
      if (names.join() !== [...module.options].map(({ value }) => value).join()) {
        const chosen = module.value;
        module.replaceChildren(...names.map((name) => h('option', { value: name }, name)));
        module.value = names.includes(chosen) ? chosen : names.includes('login') ? 'login' : names[0] ?? '';
        cursors.length = 1;
      }
    },
  };
}

function who({ subject, representedBy }) {
  return representedBy ? `${subject}, by ${representedBy}` : subject ?? 'not logged in';
}

function confirmed(question, consequence, action) {
  return new Promise((resolve) => {
    const dialog = h('dialog', { 'aria-labelledby': 'question', onclose: () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    } }, h('form', { method: 'dialog' },
      h('h2', { id: 'question' }, question), h('p', { class: 'muted' }, consequence),
      h('div', { class: 'buttons' },
        h('button', { value: 'no', autofocus: true }, 'Cancel'),
        h('button', { value: 'yes', class: 'danger' }, action))));
    document.body.append(dialog);
    dialog.showModal();
  });
}
