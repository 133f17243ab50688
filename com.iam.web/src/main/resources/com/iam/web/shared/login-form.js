import { persist, post, Refused } from './api.js';
import { field, h, setText } from './dom.js';

/**
 * The form to log in, for every module.
 *
 * @param tell gets an Unavailable while the server is away, null when it is back
 * @param done is called once somebody has logged in
 */
export function loginForm({ title, hint, message, tell, done }) {
  const username = field('username', 'User name', { type: 'text', autocomplete: 'username', autocapitalize: 'none',
    spellcheck: 'false', maxlength: '128' });
  const password = field('password', 'Password', { type: 'password', autocomplete: 'current-password',
    maxlength: '256' });
  const error = h('p', { id: 'error', class: 'error', role: 'alert' }, message ?? '');
  const button = h('button', { type: 'submit', class: 'primary' }, 'Log in');

  async function submit(event) {
    event.preventDefault();
    setText(error, '');
    button.disabled = true;
    setText(button, 'Checking…');
    try {
      await persist(() => post('/public/authentication/password/check',
        { username: username.input.value, password: password.input.value }), tell);
      password.input.value = '';
      done();
    } catch (problem) {
      setText(error, explain(problem, 'Too many attempts for this user name.'));
      password.input.value = '';
      password.input.focus();
    } finally {
      button.disabled = false;
      setText(button, 'Log in');
    }
  }

  const form = h('form', { class: 'card login', onsubmit: submit, 'aria-describedby': 'error' },
    h('h1', {}, title), h('p', { class: 'muted' }, hint), username.label, password.label, error, button);
  return { element: form, focus: () => username.input.focus() };
}

/** What to tell a user who was refused. @param tooMany if the reason is that there were too many attempts */
export function explain(problem, tooMany) {
  if (!(problem instanceof Refused)) {
    throw problem;
  }
  return problem.status === 429 ? `${tooMany} Try again in ${Math.ceil(problem.retryAfterMs / 1000)} s.` : problem.message;
}

/** The line that says that the server is away. Empty, and not seen, when all is well. */
export function notice(text) {
  const element = h('div', { class: 'notice', role: 'status', 'aria-live': 'polite', hidden: true });
  return {
    element,
    tell(unavailable) {
      element.hidden = unavailable === null;
      setText(element, unavailable === null ? '' : text());
    },
  };
}
