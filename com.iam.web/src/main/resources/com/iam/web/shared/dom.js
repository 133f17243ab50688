// Makes elements. Texts are always texts: nothing here parses HTML.

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'class') {
      element.className = value;
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** An input with its label. */
export function field(id, text, attributes) {
  const input = h('input', { id, name: id, required: true, ...attributes });
  return { input, label: h('label', { for: id }, h('span', {}, text), input) };
}

/** Changes a text only if it differs, so that a selection or a screen reader is not disturbed. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Renders again only if the data differ from those that were rendered last. */
export function renderer(element, render) {
  let last;
  return (data) => {
    const next = JSON.stringify(data);
    if (next !== last) {
      last = next;
      element.replaceChildren(...[render(data)].flat());
    }
  };
}

export function plural(count, one, many = one + 's') {
  return count + ' ' + (count === 1 ? one : many);
}
