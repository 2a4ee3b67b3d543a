import type { search as en } from '../en/search.ts';

export const search: typeof en = {
  label: 'Suche',
  paletteLabel: 'Befehle und Suche',
  placeholder: 'Leads, Notizen, Unternehmen, Verkaufschancen suchen',
  palettePlaceholder: 'Befehl eingeben oder suchen',
  actions: 'Befehle',
  results: 'Treffer',
  hint: 'Ein Teil von Name, Firma, Telefonnummer, E-Mail-Adresse oder Notiz genügt.',
  nothing: 'Nichts auf diesem Gerät passt zu „{{term}}“',
  nothingText: 'Auf diesem Gerät ist nur, was Sie sehen dürfen. Leads im Papierkorb werden nicht durchsucht.',
  count_one: '{{number}} Treffer',
  count_other: '{{number}} Treffer',
  kind: { lead: 'Lead', note: 'Notiz', account: 'Unternehmen', opportunity: 'Verkaufschance' },
  keys: { move: 'bewegen', open: 'öffnen', close: 'schließen' },
};
