import classes from './drag-preview.module.css';

/**
 * What hangs on the pointer while cards are dragged. The browser takes a picture of it once, so it is plain elements.
 * @param name of the card that was taken
 * @param count how many cards move
 */
export function dragPreview(name: string, count: number): HTMLElement {
  const preview = document.createElement('div');
  preview.className = classes['preview'] ?? '';
  const text = document.createElement('span');
  text.className = classes['name'] ?? '';
  text.textContent = name;
  preview.append(text);
  if (count > 1) {
    const badge = document.createElement('span');
    badge.className = classes['count'] ?? '';
    badge.textContent = String(count);
    preview.append(badge);
  }
  return preview;
}
