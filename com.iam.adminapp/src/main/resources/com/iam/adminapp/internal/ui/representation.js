// Acts for a user: gets a ticket, takes it to the Loginapp, which gives this browser a session for it, and goes there.

import { post, Refused, Unavailable } from './shared/api.js';
import { field, h, setText } from './shared/dom.js';

const LOGIN = '../../auth-login';

/** @param failed gets what went wrong with what the administrator did, null when that is over */
export function representation(failed) {
  const username = field('represented', 'User name', { type: 'text', autocomplete: 'off', autocapitalize: 'none',
    spellcheck: 'false', maxlength: '128' });
  const error = h('p', { id: 'representation-error', class: 'error', role: 'alert' });
  const button = h('button', { type: 'submit' }, 'Act for this user');
  const form = h('form', { class: 'acting', onsubmit: submit, 'aria-describedby': 'representation-error' }, username.label, button);
  const element = h('section', { class: 'card representation', 'aria-label': 'Act for a user', hidden: true },
    h('h2', {}, 'Act for a user'),
    h('p', { class: 'muted small' }, 'Logs this browser in at the Loginapp in the name of the user. The audit log says so. '
      + 'Whoever is logged in there now, in this browser, is logged out.'),
    form, error);

  async function submit(event) {
    event.preventDefault();
    if (button.getAttribute('aria-disabled')) {
      return;
    }
    failed(null);
    setText(error, '');
    // Not disabled: it would lose the focus.
    button.setAttribute('aria-disabled', 'true');
    try {
      const { ticket } = await post('/representation/ticket', { username: username.input.value.trim() });
      await post('/public/authentication/sso-ticket/check', { ticket }, `${LOGIN}/rest`);
      location.assign(`${LOGIN}/ui/`);
    } catch (problem) {
      explain(problem);
    } finally {
      button.removeAttribute('aria-disabled');
    }
  }

  /** Nothing is tried again by itself: of a ticket whose answer was lost nobody knows whether it is used up. */
  function explain(problem) {
    if (problem instanceof Refused && problem.code === 'TICKET_REFUSED') {
      setText(error, 'The Loginapp does not accept tickets from here. Its audit log says why.');
    } else if (problem instanceof Unavailable || problem instanceof Refused && problem.status !== 401) {
      setText(error, problem.message);
    } else {
      failed(problem);
      return;
    }
    username.input.focus();
  }

  return {
    element,
    setPossible(possible) {
      element.hidden = !possible;
    },
  };
}
