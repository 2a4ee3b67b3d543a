import type { onboarding as en } from '../en/onboarding.ts';

export const onboarding: typeof en = {
  title: 'Bei Outpost anmelden',
  lead: 'Ihre Leads werden einmal geladen und funktionieren danach ohne Netz.',
  server: 'Serveradresse',
  serverHint: 'Von Ihrem Administrator, zum Beispiel crm.example.com',
  email: 'E-Mail',
  password: 'Passwort',
  signIn: 'Anmelden',
  again: 'Erneut anmelden',
  againText:
    'Ihre Anmeldung bei {{organization}} ist abgelaufen. Sie können weiterarbeiten; melden Sie sich an, um wieder abzugleichen.',
  or: 'oder',
  sample: 'Beispielfirma ausprobieren',
  sampleText: 'Eine erfundene Firma mit Leads, Besuchen und Notizen, nur auf diesem Gerät. Es wird nichts gesendet.',
  invalidServer: 'Geben Sie eine Adresse wie crm.example.com ein',
  invalidEmail: 'Geben Sie eine E-Mail-Adresse wie name@example.com ein',
  missingPassword: 'Geben Sie Ihr Passwort ein',
  firstSync: {
    title: 'Ihre Daten werden geladen',
    waiting: 'Der Download wird vorbereitet …',
    progress: '{{done}} von {{total}} Einträgen sind auf diesem Gerät',
    progressUnknown: '{{done}} Einträge sind auf diesem Gerät',
    usable: 'Sie können schon anfangen; die Listen füllen sich nach und nach.',
    stopped: 'Der Download ruht. Was da ist, bleibt; er geht von selbst weiter, sobald der Server erreichbar ist.',
  },
  locked: {
    title: 'Dieses Gerät ist gesperrt',
    why_one: '{{organization}} sperrt Geräte nach {{number}} Tag ohne Kontakt zum Server.',
    why_other: '{{organization}} sperrt Geräte nach {{number}} Tagen ohne Kontakt zum Server.',
    since: 'Der letzte Kontakt war am {{when}}.',
    safe: 'Nichts ist verloren, und es gab nichts mehr zu senden. Melden Sie sich an, um weiterzumachen.',
    pending_one:
      'Nichts ist verloren: {{number}} Änderung liegt auf diesem Gerät und wird nach der Anmeldung gesendet.',
    pending_other:
      'Nichts ist verloren: {{number}} Änderungen liegen auf diesem Gerät und werden nach der Anmeldung gesendet.',
    other: 'Als jemand anderes anmelden',
    back: 'Zurück zu {{name}}',
  },
  wiped: {
    title: 'Dieses Gerät wurde abgemeldet, seine Daten sind entfernt',
    what: 'Der Zugang dieses Geräts zu {{organization}} wurde widerrufen. Alle Daten hier wurden am {{when}} entfernt.',
    nothingLost: 'Alles, was hier getan wurde, hatte den Server erreicht.',
    lost_one:
      '{{number}} Änderung hatte den Server noch nicht erreicht. Sie ist verloren und lässt sich nicht zurückholen.',
    lost_other:
      '{{number}} Änderungen hatten den Server noch nicht erreicht. Sie sind verloren und lassen sich nicht zurückholen.',
    next: 'War das ein Irrtum, fragen Sie einen Administrator; melden Sie sich dann neu an, und alles wird wieder geladen.',
  },
};
