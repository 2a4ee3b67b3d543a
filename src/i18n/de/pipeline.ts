import type { pipeline as en } from '../en/pipeline.ts';

export const pipeline: typeof en = {
  title: 'Pipeline',
  pipelines: 'Pipelines',
  switcher: '{{pipeline}}, Pipeline wechseln',
  toolbar: 'Suche und Filter',
  search: { leads: 'Diese Pipeline durchsuchen', opportunities: 'Diese Pipeline durchsuchen' },
  module: { leads: 'Leads', opportunities: 'Verkaufschancen' },
  total: {
    leads_one: '{{number}} Lead · {{value}}',
    leads_other: '{{number}} Leads · {{value}}',
    opportunities_one: '{{number}} Verkaufschance · {{value}}',
    opportunities_other: '{{number}} Verkaufschancen · {{value}}',
  },
  cards: { compact: 'Kompakte Karten', comfortable: 'Große Karten' },
  column: {
    label_one: '{{stage}}: {{cards}} Karte, {{value}}',
    label_other: '{{stage}}: {{cards}} Karten, {{value}}',
    empty: 'Keine Karten',
    otherCurrency_one: '{{count}} weitere in anderer Währung',
    otherCurrency_other: '{{count}} weitere in anderen Währungen',
  },
  card: {
    loading: 'Wird geladen',
    menu: '{{lead}} verschieben nach …',
    since: 'In dieser Phase seit {{date}}',
    priority: 'Priorität {{priority}}',
    owner: 'zuständig: {{name}}',
    noOwner: 'niemand zuständig',
    age: '{{age}} in dieser Phase',
    new: 'neu in dieser Phase',
  },
  menu: {
    move_one: 'Verschieben nach …',
    move_other: '{{count}} verschieben nach …',
  },
  selection: {
    label: 'Ausgewählte Karten',
    count_one: '{{count}} ausgewählt',
    count_other: '{{count}} ausgewählt',
    move: 'Verschieben nach …',
    clear: 'Aufheben',
  },
  keys: 'Pfeiltasten wechseln zwischen Karten. Die Leertaste nimmt eine Karte auf, Pfeiltasten wählen dann eine Phase, die Eingabetaste legt sie dort ab. M listet die Phasen. X wählt aus, die Eingabetaste öffnet.',
  shortcut: {
    next: 'Nächste Karte',
    previous: 'Vorige Karte',
    select: 'Karte auswählen',
    move: 'Verschieben nach …',
  },
  carry: {
    pickedUp_one:
      '{{name}} aus {{stage}} aufgenommen. Pfeiltasten links und rechts wählen eine Phase, Eingabe legt ab, Escape bricht ab.',
    pickedUp_other:
      '{{count}} Karten aufgenommen. Pfeiltasten links und rechts wählen eine Phase, Eingabe legt ab, Escape bricht ab.',
    over: '{{stage}}, {{at}} von {{of}}',
    dropped: 'In {{stage}} abgelegt',
    cancelled: 'Abgebrochen, nichts wurde verschoben',
  },
  movedOpportunities_one: '{{name}} nach {{stage}} verschoben',
  movedOpportunities_other: '{{count}} Verkaufschancen nach {{stage}} verschoben',
  noPipeline: {
    title: 'Es gibt noch keine Pipeline',
    text: 'Administratoren legen Pipelines und ihre Phasen in den Einstellungen an.',
  },
  empty: {
    filtered: 'Keine Karte passt zu diesen Filtern',
    filteredText: 'In dieser Pipeline kann es andere geben: Nehmen Sie einen Filter weg, um sie zu sehen.',
    clear: 'Filter entfernen',
    notHere: 'Noch nicht auf diesem Gerät',
    notHereText: 'Die erste Synchronisierung läuft noch. Karten erscheinen hier, sobald sie eintreffen.',
    leads: 'Keine Leads in dieser Pipeline',
    leadsText: 'Neue Leads erscheinen in der ersten Phase.',
    opportunities: 'Keine Verkaufschancen in dieser Pipeline',
    opportunitiesText: 'Umgewandelte Leads werden hier zu Verkaufschancen.',
  },
};
