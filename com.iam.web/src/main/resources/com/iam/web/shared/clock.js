// Time as the server sees it, so that a countdown is right on a device whose clock is not.

let offset = 0;

export function learnFrom(response) {
  const date = Date.parse(response.headers.get('Date') ?? '');
  if (!Number.isNaN(date) && Math.abs(date - Date.now()) > 2000) {
    offset = date - Date.now();
  } else {
    offset = 0;
  }
}

export function now() {
  return Date.now() + offset;
}

const POINT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function point(instant) {
  return instant ? POINT.format(new Date(instant)) : '–';
}

/** What remains until an instant, as in "29 min 12 s". */
export function remaining(instant) {
  return duration(Date.parse(instant) - now());
}

export function duration(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60];
  const units = [[days, 'd'], [hours, 'h'], [minutes, 'min'], [seconds % 60, 's']];
  const first = units.findIndex(([amount]) => amount > 0);
  return first < 0 ? '0 s'
    : units.slice(first, first + 2).filter(([amount]) => amount > 0).map((unit) => unit.join(' ')).join(' ');
}
