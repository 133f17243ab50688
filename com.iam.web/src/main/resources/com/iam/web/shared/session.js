import { get, persist, post, Refused } from './api.js';
import { loginForm, notice } from './login-form.js';

/**
 * How the page of a module goes from its form to what needs a log-in, and back.
 *
 * @param form title and hint of the form
 * @param showForm puts the form on the page
 * @param showSession is given the session of whoever is logged in
 */
export function pageSession({ form, showForm, showSession }) {
  let loggedIn = false;
  const away = notice(() => loggedIn
    ? 'For a moment not available. You are still logged in; trying again…'
    : 'For a moment not available; trying again…');

  /** @param message if nobody is logged in. Not known yet whether there is a session: mostly nothing is claimed */
  async function start(message = null) {
    try {
      // Opening the page is a use of the session.
      found(await persist(() => get('/session'), away.tell));
    } catch (error) {
      leave(error, message);
    }
  }

  /** Somebody has logged in. */
  function begin() {
    start('Your browser did not keep the cookie of your session. Allow cookies, and open this page over HTTPS.');
  }

  function found(session) {
    if (session.username === null) {
      askToLogIn(null);
    } else {
      loggedIn = true;
      showSession(session);
    }
  }

  function askToLogIn(message) {
    loggedIn = false;
    const { element, focus } = loginForm({ ...form, message, tell: away.tell, done: begin });
    showForm(element);
    focus();
  }

  async function logOut() {
    try {
      await persist(() => post('/logout'), away.tell);
      askToLogIn(null);
    } catch (error) {
      leave(error, 'The session could not be ended from here. It ends by itself when it is not used.');
    }
  }

  /** To the form. @param message if the reason is that nobody is logged in */
  function leave(error, message) {
    if (!(error instanceof Refused)) {
      throw error;
    }
    askToLogIn(error.status === 401 ? message : error.message);
  }

  return { away, start, found, logOut, leave };
}
