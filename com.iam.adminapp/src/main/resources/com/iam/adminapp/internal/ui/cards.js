// One card for each module: where its sessions are right now, and what protects them.

import { duration, remaining } from './shared/clock.js';
import { h, plural } from './shared/dom.js';

export function problemAlert(problem) {
  return h('section', { class: 'alert' },
    h('strong', {}, `Not accepted: ${problem.key} in ${problem.file}`),
    h('p', {}, `${problem.key} ${problem.reason}.`.replace(/\.\.$/, '.')),
    h('p', { class: 'muted small' }, `${problem.consequence}. PID `, h('span', { class: 'code' }, problem.pid)));
}

export function moduleCard(module) {
  const repository = module.repository;
  return h('section', { class: 'card module', 'aria-label': `Module ${module.module}` },
    h('header', {}, h('h2', {}, module.module), h('span', { class: 'muted small tabular' }, liveSessions(module))),
    h('div', { class: 'badges' }, badges(repository)),
    repository ? facts(module, repository) : h('p', { class: 'note' },
      'Requests wait for a repository. None that is there matches the filter ', code(module.target), '.'),
    repository?.encryption?.warning ? h('p', { class: 'note' }, repository.encryption.warning) : null,
    repository?.encryption ? moving(repository.encryption.keys) : null,
    module.carryOver ? carryOver(module.carryOver) : null,
    module.notes.map((note) => h('p', { class: 'note' }, note)));
}

function liveSessions(module) {
  return module.liveSessions === 'unavailable'
    ? 'count unavailable' : plural(module.liveSessions, 'live session');
}

function badges(repository) {
  if (!repository) {
    return [badge('warn', 'waiting')];
  }
  return [badge('', repository.kind), encryptionBadge(repository)];
}

function encryptionBadge({ kind, encryption }) {
  if (!encryption) {
    return kind === 'memory' ? badge('good', 'stays in the process') : badge('warn', 'waiting for an encryption');
  }
  const plain = encryption.keys.find(isPlain);
  if (plain?.use === 'primary') {
    return badge('bad', encryption.phase ? 'not encrypted yet' : 'not encrypted');
  }
  if (plain?.use === 'enabled' && plain.liveSessions > 0) {
    const encrypted = encryption.keys.some((one) => !isPlain(one) && one.liveSessions > 0);
    return badge('warn', encrypted ? 'encrypted in part' : 'none encrypted yet');
  }
  return encryption.warning ? badge('warn', 'encrypted, with a warning') : badge('good', 'encrypted');
}

/** The id that stands for state that is not encrypted. */
function isPlain({ id }) {
  return id === '0000000000000000';
}

function facts(module, repository) {
  const encryption = repository.encryption;
  return h('dl', { class: 'facts small' },
    fact('Repository', repository.name),
    fact('Location', code(repository.location)),
    encryption ? fact('Encryption', `${encryption.kind} “${encryption.name}”${encryption.phase ? `, phase ${encryption.phase}` : ''}`) : null,
    encryption?.keys.length ? fact('Keys', h('ul', { class: 'keys' }, encryption.keys.map(key))) : null,
    fact('Chosen by', code(module.target)),
    fact('Idle limit', duration(module.sessionIdleTimeoutInMs)),
    fact('Lifetime', duration(module.sessionLifetimeInMs)));
}

function fact(name, value) {
  return [h('dt', {}, name), h('dd', {}, value)];
}

function key(one) {
  return h('li', {}, code(one.id), ' ', keyBadge(one),
    h('span', { class: 'muted tabular' }, keyUsage(one)));
}

function keyBadge(one) {
  if (isPlain(one) && one.use !== 'retired') {
    return badge(one.use === 'primary' ? 'bad' : 'warn', 'no key');
  }
  return badge({ primary: 'good', unknown: 'bad' }[one.use] ?? '', one.use);
}

function keyUsage({ use, liveSessions, sealingInstances, noneAfter, unused, usedUp }) {
  if (liveSessions === null) {
    return 'not counted yet';
  }
  if (use === 'enabled' && unused) {
    return usedUp ? 'no session left, may be retired' : 'not used yet, as far as this instance has seen';
  }
  const parts = [plural(liveSessions, 'live session')];
  if (use !== 'primary' && sealingInstances > 0) {
    parts.push(`${plural(sealingInstances, 'instance')} still seal with it`);
  }
  if (noneAfter !== null) {
    parts.push(`none after ${remaining(noneAfter)}`);
  }
  return parts.join(', ');
}

/** How many sessions have moved to the primary key, while any has not. */
function moving(keys) {
  const total = keys.reduce((sum, one) => sum + (one.liveSessions ?? 0), 0);
  const done = keys.find(({ use }) => use === 'primary')?.liveSessions ?? 0;
  return done === total ? null : progress(`${done} of ${plural(total, 'session')} under the primary key`, done, total);
}

function carryOver({ done, remaining: left, failed, perSecond }) {
  const text = `${done} of ${plural(done + left, 'session')} carried over`
    + (perSecond > 0 ? `, ${perSecond} a second` : '') + (failed > 0 ? `, ${failed} could not be carried yet` : '');
  return progress(text, done, done + left);
}

function progress(text, done, total) {
  return h('label', { class: 'small' }, h('span', {}, text),
    h('progress', { max: String(Math.max(1, total)), value: String(done) }));
}

function badge(kind, text) {
  return h('span', { class: `badge ${kind}`.trim() }, text);
}

function code(text) {
  return h('span', { class: 'code' }, text);
}
