import { get, pause, persist, post, Refused, Unavailable } from './shared/api.js';
import { point, remaining } from './shared/clock.js';
import { field, h, plural, setText } from './shared/dom.js';
import { explain, notice } from './shared/login-form.js';

const POLL_MS = 5000;

const OUTCOMES = {
  approved: ['Approved', 'You have approved this transaction.'],
  refused: ['Refused', 'You have refused this transaction. It will not be carried out.'],
  failed: ['Not approved', 'There were too many wrong codes. The transaction was not approved.'],
  expired: ['Too late', 'The time to approve this transaction is over. It was not approved.'],
};

const main = document.getElementById('main');
const away = notice(() => 'For a moment not available. Nothing was lost; trying again…');
let shown = 0;

/** Puts a view on the page; what belongs to the one before stops when it sees that it is no longer the last. */
function show(title, ...elements) {
  document.title = title;
  main.replaceChildren(away.element, ...elements);
  main.querySelector('[tabindex="-1"]')?.focus();
  return ++shown;
}

async function start() {
  // The ticket can be used once. It is taken out of the address before anybody can see or keep it.
  const ticket = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  const find = ticket ? opener(ticket) : () => get('/approval');
  try {
    present(await persist(find, away.tell));
  } catch (error) {
    nothing(error);
  }
}

/** Opens one ticket; may be asked again while the server is away. */
function opener(ticket) {
  let lost = false;
  return async () => {
    try {
      return await post('/public/ticket/open', { ticket });
    } catch (error) {
      if (error instanceof Unavailable) {
        lost = true;
      } else if (lost && error.code === 'NO_SUCH_TICKET') {
        // It may have been opened the first time, and only the answer been lost after its cookie had come.
        return get('/approval').catch(() => { throw error; });
      }
      throw error;
    }
  };
}

/** @param error why there is no transaction to be seen */
function nothing(error) {
  if (!(error instanceof Refused)) {
    throw error;
  }
  if (error.code === 'SESSION_RENEWED') {
    // The one who approves gets a new cookie. Whoever has only the old one has not heard what became of it.
    tell('Not known', 'This transaction may have been approved; the answer was lost on its way. See in your application what became '
      + 'of it before you try again.');
  } else {
    tell('Nothing to approve', error.status === 401
      ? 'There is no transaction to approve here. Open the link that your application has given you.' : error.message);
  }
}

function tell(title, text) {
  show(title, h('section', { class: 'card stack' }, h('h1', { tabindex: '-1' }, title), h('p', { class: 'muted' }, text)));
}

function present(approval) {
  if (approval.status === 'pending') {
    ask(approval);
  } else {
    const [title, text] = OUTCOMES[approval.status];
    show(title, h('section', { class: 'card stack', 'aria-label': 'Outcome' },
      h('h1', { tabindex: '-1' }, title), h('p', { role: 'status' }, text), transaction(approval),
      h('p', { class: 'muted' }, 'You can close this page.')));
  }
}

function transaction(approval) {
  // Each in the direction of its own letters, and none reaches into what stands beside it.
  return [h('p', { class: 'summary', dir: 'auto' }, approval.summary),
    h('dl', { class: 'facts', 'aria-label': 'Details' },
      approval.fields.flatMap(({ label, value }) => [h('dt', { dir: 'auto' }, label), h('dd', { dir: 'auto' }, value)])),
    h('p', { class: 'muted small' },
      `Asked for by ${approval.application}, for `, h('bdi', {}, approval.username), `, ${point(approval.requestedAt)}`)];
}

function attempts({ attemptsLeft }) {
  return plural(attemptsLeft, 'attempt') + ' left.';
}

function ask(approval) {
  const code = field('code', 'Code from your authenticator app', { type: 'text', inputmode: 'numeric',
    autocomplete: 'one-time-code', spellcheck: 'false', maxlength: '20' });
  const error = h('p', { id: 'error', class: 'error', role: 'alert' });
  const left = h('p', { class: 'muted small' }, attempts(approval));
  const countdown = h('span', { class: 'tabular', role: 'timer', 'aria-live': 'off' });
  const buttons = [h('button', { type: 'submit', class: 'primary' }, 'Approve'),
    h('button', { type: 'button', class: 'danger', onclick: refuse }, 'Refuse')];

  const view = show('Approve a transaction', h('form', { class: 'card stack', onsubmit: approve, 'aria-describedby': 'error' },
    h('h1', { tabindex: '-1' }, 'Approve this transaction?'), transaction(approval), code.label, error,
    h('div', { class: 'buttons' }, buttons), left, h('p', { class: 'muted small' }, 'Time left: ', countdown)));

  function approve(event) {
    event.preventDefault();
    // Apps show a code in two groups. Sent once: if the answer is lost, the code may be used up, and be wrong the next time.
    decide(() => post('/approval/approve', { code: code.input.value.replace(/\s/g, ''), reference: approval.reference }));
  }

  function refuse() {
    decide(() => persist(() => post('/approval/refuse', { reference: approval.reference }), away.tell));
  }

  async function decide(send) {
    setText(error, '');
    buttons.forEach((button) => { button.disabled = true; });
    try {
      const decided = await send();
      // Another link may have been opened meanwhile, or this decision been seen by a poll.
      if (view === shown) {
        present(decided);
      }
    } catch (problem) {
      if (view === shown) {
        await undecided(problem);
      }
    } finally {
      buttons.forEach((button) => { button.disabled = false; });
    }
  }

  async function undecided(problem) {
    if (problem.code === 'ANOTHER_APPROVAL') {
      nothing(problem);
      return;
    }
    let text = 'This could not be completed. Enter the next code that your app shows.';
    if (problem instanceof Unavailable) {
      away.tell(problem);
      await pause(problem.retryAfterMs);
    } else {
      text = explain(problem, 'Too many wrong codes.');
    }
    await refresh();
    if (view === shown) {
      setText(error, text);
      code.input.value = '';
      code.input.focus();
    }
  }

  async function refresh() {
    try {
      const next = await persist(() => get('/approval?peek=true'), away.tell);
      if (view !== shown) {
        return;
      }
      if (next.reference !== approval.reference || next.status !== 'pending') {
        present(next);
      } else {
        setText(left, attempts(next));
      }
    } catch (problem) {
      if (view === shown) {
        nothing(problem);
      }
    }
  }

  async function poll() {
    if (view === shown) {
      if (!document.hidden) {
        await refresh();
      }
      setTimeout(poll, POLL_MS);
    }
  }

  function everySecond() {
    if (view === shown) {
      setText(countdown, remaining(approval.expiresAt));
      setTimeout(everySecond, 1000);
    }
  }
  everySecond();
  setTimeout(poll, POLL_MS);
}

// Another link that is opened in this very page changes nothing but what stands behind the #.
window.addEventListener('hashchange', start);
start();
