import { get, pause, persist, post, Refused, Unavailable } from './shared/api.js';
import { remaining } from './shared/clock.js';
import { h, renderer, setText } from './shared/dom.js';
import { loginForm, notice } from './shared/login-form.js';
import { moduleCard, problemAlert } from './cards.js';
import { sessionsTable } from './sessions.js';
import { testlets } from './testlet.js';

const POLL_MS = 2000;

const main = document.getElementById('main');
let loggedIn = false;
let shown = 0;

const away = notice(() => loggedIn
  ? 'For a moment not available. You are still logged in; trying again…'
  : 'For a moment not available; trying again…');
main.replaceChildren(away.element);

function show(title, className, ...elements) {
  document.title = title;
  main.className = className;
  main.replaceChildren(...elements);
  document.querySelectorAll('.bar, dialog').forEach((element) => element.remove());
  return ++shown;
}

async function start() {
  try {
    const session = await persist(() => get('/session'), away.tell);
    if (session.username === null) {
      showForm(null);
    } else {
      showConsole(session);
    }
  } catch (error) {
    leave(error, null);
  }
}

function showForm(message) {
  loggedIn = false;
  const form = loginForm({ title: 'Administration', hint: 'For administrators.', message, tell: away.tell, done: start });
  show('Log in · Administration', 'centred', away.element, form.element);
  form.focus();
}

function showConsole(session) {
  loggedIn = true;
  const failure = h('p', { class: 'error', role: 'alert' });
  const alerts = h('div', { class: 'alerts', role: 'alert' });
  const cards = h('div', { class: 'cards' });
  const until = h('span', { class: 'muted small tabular' });
  const table = sessionsTable(away.tell, fail);
  const examinations = testlets(fail);
  const showProblems = renderer(alerts, (problems) => problems.map(problemAlert));
  const showModules = renderer(cards, (modules) => modules.map(moduleCard));

  const heading = h('h1', { tabindex: '-1' }, 'Sessions');
  const view = show('Sessions · Administration', 'page', away.element, failure, alerts, cards, examinations.element,
    table.element);
  main.before(h('header', { class: 'bar' },
    heading,
    h('div', {}, h('span', {}, session.username), until,
      h('button', { type: 'button', class: 'quiet', onclick: logOut }, 'Log out'))));
  heading.focus();

  function fail(error) {
    if (view !== shown) {
      return;
    }
    if (error === null) {
      setText(failure, '');
    } else if (error instanceof Unavailable) {
      away.tell(error);
    } else if (error instanceof Refused && error.status !== 401) {
      setText(failure, error.message);
    } else {
      leave(error, 'Your session has ended. Please log in again.');
    }
  }

  async function refresh() {
    const state = await get('/state?peek=true');
    const own = await get('/session?peek=true');
    if (view !== shown) {
      return;
    }
    showProblems(state.problems);
    showModules(state.modules);
    examinations.setNames(state.testlets);
    table.setModules(state.modules.map(({ module }) => module));
    setText(until, `ends in ${remaining(own.expiresAt)}`);
    await table.refresh();
    away.tell(null);
  }

  async function poll() {
    while (view === shown) {
      if (!document.hidden) {
        await refresh().catch(fail);
      }
      await pause(POLL_MS);
    }
  }
  poll();
}

async function logOut() {
  try {
    await persist(() => post('/logout'), away.tell);
    showForm(null);
  } catch (error) {
    leave(error, 'The session could not be ended from here. It ends by itself when it is not used.');
  }
}

function leave(error, message) {
  if (!(error instanceof Refused)) {
    throw error;
  }
  showForm(error.status === 401 ? message : error.message);
}

start();
