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
};
