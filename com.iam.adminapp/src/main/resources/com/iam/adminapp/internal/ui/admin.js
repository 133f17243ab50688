import { get, pause, Refused, Unavailable } from './shared/api.js';
import { remaining } from './shared/clock.js';
import { h, renderer, setText } from './shared/dom.js';
import { pageSession } from './shared/session.js';
import { moduleCard, problemAlert } from './cards.js';
import { representation } from './representation.js';
import { sessionsTable } from './sessions.js';
import { testlets } from './testlet.js';

const POLL_MS = 2000;

const main = document.getElementById('main');
let shown = 0;

const page = pageSession({
  form: { title: 'Administration', hint: 'For administrators.' },
  showForm: (form) => show('Log in · Administration', 'centred', page.away.element, form),
  showSession: showConsole,
});
main.replaceChildren(page.away.element);

function show(title, className, ...elements) {
  document.title = title;
  main.className = className;
  main.replaceChildren(...elements);
  document.querySelectorAll('.bar, dialog').forEach((element) => element.remove());
  return ++shown;
}

function showConsole(session) {
  const failure = h('p', { class: 'error', role: 'alert' });
  const old = h('p', { class: 'note', role: 'status', hidden: true });
  const alerts = h('div', { class: 'alerts', role: 'alert' });
  const cards = h('div', { class: 'cards' });
  const until = h('span', { class: 'muted small tabular' });
  const instance = h('span', { class: 'muted small', title: 'The instance that has answered' });
  const table = sessionsTable(page.away.tell, fail);
  const examinations = testlets(fail);
  const acting = representation(fail);
  const showProblems = renderer(alerts, (problems) => problems.map(problemAlert));
  const showModules = renderer(cards, (modules) => modules.map(moduleCard));

  const heading = h('h1', { tabindex: '-1' }, 'Sessions');
  const view = show('Sessions · Administration', 'page', page.away.element, old, failure, alerts, cards, examinations.element,
    acting.element, table.element);
  main.before(h('header', { class: 'bar' },
    h('div', {}, heading, instance),
    h('div', {}, h('span', {}, session.username), until,
      h('button', { type: 'button', class: 'quiet', onclick: page.logOut }, 'Log out'))));
  heading.focus();

  function fail(error) {
    if (view !== shown) {
      return;
    }
    if (error === null) {
      setText(failure, '');
    } else if (error instanceof Unavailable) {
      page.away.tell(error);
      if (seenAt !== null) {
        setText(old, `What you see is of ${seenAt.toLocaleTimeString()}. The log and /health/ready say what is wrong.`);
        setOld(true);
      }
    } else if (error instanceof Refused && error.status !== 401) {
      setText(failure, error.message);
    } else {
      page.leave(error, 'Your session has ended. Please log in again.');
    }
  }

  let seenAt = null;
  function setOld(isOld) {
    old.hidden = !isOld;
    main.classList.toggle('old', isOld);
  }

  async function refresh() {
    const state = await get('/state?peek=true');
    const own = await get('/session?peek=true');
    if (view !== shown) {
      return;
    }
    setText(instance, state.instance);
    showProblems(state.problems);
    showModules(state.modules);
    examinations.setNames(state.testlets);
    acting.setPossible(state.representation);
    table.setModules(state.modules.map(({ module }) => module));
    setText(until, `ends in ${remaining(own.expiresAt)}`);
    await table.refresh();
    page.away.tell(null);
    seenAt = new Date();
    setOld(false);
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

page.start();
