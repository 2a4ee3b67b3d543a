import { documentUrl } from './document-state.ts';

/** Lets the browser or the shell ask where to save a file that is on this device. */
export function saveDocument(file: { readonly id: string; readonly name: string }): void {
  const link = document.createElement('a');
  link.href = documentUrl(file.id);
  link.download = file.name;
  link.click();
}
