import { get, persist } from './shared/api.js';
import { point, remaining } from './shared/clock.js';
import { h, setText } from './shared/dom.js';
import { pageSession } from './shared/session.js';

const POLL_MS = 5000;

const main = document.getElementById('main');
let shown = 0;

const page = pageSession({
  form: { title: 'Welcome', hint: 'Log in to continue.' },
  showForm: (form) => show('Log in', form),
  showSession,
});
main.replaceChildren(page.away.element);

/** Puts a view on the page; what belongs to the one before stops when it sees that it is no longer the last. */
function show(title, ...elements) {
  document.title = title;
  main.replaceChildren(page.away.element, ...elements);
  return ++shown;
}

/** Whoever sees the page of a user must see who acts there. */
function represented({ username, representedBy }) {
  return !representedBy ? [] : [h('section', { class: 'notice', 'aria-label': 'Representation' },
    h('strong', {}, `${representedBy} is acting for ${username}.`),
    h('p', {}, `What is done here is done in the name of ${username}, by the administrator ${representedBy}. Log out to end it.`))];
}

function showSession(session) {
  const facts = { since: h('dd', {}), until: h('dd', {}), latest: h('dd', {}) };
  const countdown = h('p', { class: 'countdown tabular', role: 'timer', 'aria-live': 'off' });
  const heading = h('h1', { tabindex: '-1' }, session.username);
  const title = session.representedBy ? `Acting for ${session.username}` : 'Logged in';
  const view = show(title, ...represented(session), h('section', { class: 'card stack', 'aria-label': 'Your session' },
    h('div', {}, h('p', { class: 'muted' }, session.representedBy ? 'You are acting for' : 'You are logged in as'), heading),
    h('div', {}, h('p', { class: 'muted' }, 'Without any activity you are logged out in'), countdown),
    h('dl', { class: 'facts' },
      h('dt', {}, 'Logged in'), facts.since,
      h('dt', {}, 'Ends if not used'), facts.until,
      h('dt', {}, 'Ends at the latest'), facts.latest),
    h('div', { class: 'buttons' },
      h('button', { type: 'button', class: 'primary', onclick: () => refresh('/session') }, 'Stay logged in'),
      h('button', { type: 'button', onclick: page.logOut }, 'Log out'))));

  let current = session;
  function update(next) {
    if (next.username !== session.username || next.representedBy !== session.representedBy) {
      page.found(next);
      return;
    }
    current = next;
    setText(facts.since, point(next.authenticatedAt));
    setText(facts.until, point(next.expiresAt));
    setText(facts.latest, point(next.lifetimeEndsAt));
    tick();
  }
  function tick() {
    setText(countdown, remaining(current.expiresAt));
  }
  async function refresh(path) {
    try {
      const next = await persist(() => get(path), page.away.tell);
      if (view === shown) {
        update(next);
      }
    } catch (error) {
      if (view === shown) {
        page.leave(error, 'Your session has ended. Please log in again.');
      }
    }
  }
  async function poll() {
    if (view === shown) {
      if (!document.hidden) {
        await refresh('/session?peek=true');
      }
      setTimeout(poll, POLL_MS);
    }
  }
  function everySecond() {
    if (view === shown) {
      tick();
      setTimeout(everySecond, 1000);
    }
  }
  update(session);
  heading.focus();
  everySecond();
  setTimeout(poll, POLL_MS);
}

page.start();
