import { learnFrom } from './clock.js';

/** The server, the module or the way to them is not there for a moment; it says nothing about the session. */
export class Unavailable extends Error {
  constructor(retryAfterMs, detail) {
    super(detail ?? 'The server cannot answer at the moment.');
    this.retryAfterMs = retryAfterMs;
  }
}

/** The server said no, and why. */
export class Refused extends Error {
  constructor(problem, retryAfterMs) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.retryAfterMs = retryAfterMs;
  }
}

const RETRY_MS = 2000;
const RENEWAL_MS = 500;
const RENEWAL_TRIES = 6;
const REST = '../rest';

/**
 * The data of the answer, or null if it has none. Throws Unavailable or Refused.
 *
 * @param rest where the endpoints are, if not those of the page's own module
 *
 * If another request has renewed the session nothing was done, and the new cookie is here by now, or in a moment: it tries
 * again with that. A few times only, since the answer that should bring it may be lost.
 */
export async function call(method, path, body, rest = REST) {
  for (let tries = 1; ; tries++) {
    try {
      return await request(method, path, body, rest);
    } catch (error) {
      if (error.code !== 'SESSION_RENEWED' || tries === RENEWAL_TRIES) {
        throw error;
      }
      await pause(RENEWAL_MS);
    }
  }
}

async function request(method, path, body, rest) {
  let response;
  try {
    response = await fetch(rest + path, {
      method,
      headers: method === 'GET' ? {} : { 'Content-Type': 'application/json', 'X-Same-Domain': '1' },
      body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
    });
  } catch {
    throw new Unavailable(RETRY_MS, 'The server cannot be reached.');
  }
  learnFrom(response);
  if (response.status === 204) {
    return null;
  }
  // None if the connection was cut in the midst of it, or somebody else has answered.
  const answer = await response.json().catch(() => null);
  if (response.ok && answer?.data) {
    return answer.data.attributes;
  }
  const retryAfterMs = 1000 * (Number(response.headers.get('Retry-After')) || RETRY_MS / 1000);
  if (isRefusal(response.status, answer)) {
    throw new Refused(answer, retryAfterMs);
  }
  throw new Unavailable(retryAfterMs, answer?.detail);
}

/** While a module is being replaced its neighbours and the server say that there is nothing at its paths. */
function isRefusal(status, answer) {
  return status >= 400 && status < 500 && Boolean(answer?.code) && answer.code !== 'NOT_FOUND';
}

export const get = (path) => call('GET', path);
export const post = (path, body, rest) => call('POST', path, body, rest);

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Repeats while the server is not available; tells each time, and in the end that it is (null). */
export async function persist(action, tell) {
  for (;;) {
    try {
      const result = await action();
      tell(null);
      return result;
    } catch (error) {
      if (!(error instanceof Unavailable)) {
        tell(null);
        throw error;
      }
      tell(error);
      await pause(error.retryAfterMs);
    }
  }
}
