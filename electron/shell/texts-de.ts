import type { en } from './texts-en.ts';

/** Everything that the shell says, in German. */
export const de: typeof en = {
  failures: {
    STORE_CORRUPT:
      'Die Einstellungen dieses Profils sind nicht lesbar: Die Datei ist beschädigt oder ihr Schlüssel passt nicht. Es wurde nichts gelöscht. Fragen Sie Ihre Administration oder starten Sie mit einem anderen Profilordner (OUTPOST_PROFILE).',
    STORE_TOO_NEW:
      'Die lokalen Daten stammen von einer neueren Version von Outpost. Es wurde nichts geändert. Installieren Sie diese Version, um sie zu öffnen.',
    DISK_FULL:
      'Der Datenträger ist voll. Alles zuvor Gespeicherte ist sicher. Schaffen Sie Platz und starten Sie Outpost erneut.',
    STORE_READ_ONLY:
      'In den Profilordner kann nicht geschrieben werden. Alles zuvor Gespeicherte ist sicher. Prüfen Sie die Berechtigungen des Ordners.',
    STORE_FAILED:
      'Der Datenträger meldet Fehler. Alles zuvor Gespeicherte bleibt erhalten. Prüfen Sie den Datenträger und starten Sie Outpost erneut.',
    PROFILE_IN_USE:
      'Ihre Daten sind in einem anderen Outpost geöffnet, vielleicht einer anderen Version. Schließen Sie es dort und starten Sie Outpost erneut.',
    KEY_MISSING:
      'Der Schlüssel der lokalen Datenbank fehlt auf diesem Computer. Es wurde nichts gelöscht. Stellen Sie den Schlüssel wieder her oder starten Sie mit einem anderen Profilordner (OUTPOST_PROFILE).',
    KEYCHAIN_MISSING:
      'Outpost verschlüsselt Ihre Daten mit einem Schlüssel im Schlüsselbund des Systems, und dieses System bietet keinen, der ihn schützt. Es wurde nichts gespeichert. Richten Sie unter Linux GNOME-Schlüsselbund oder KWallet ein, melden Sie sich neu am Desktop an und starten Sie Outpost erneut.',
    KEYCHAIN_REFUSED:
      'Der Schlüsselbund des Systems öffnet den Schlüssel der lokalen Datenbank nicht. Es wurde nichts gelöscht. Melden Sie sich als die Person an, die Outpost eingerichtet hat, entsperren Sie den Schlüsselbund und starten Sie Outpost erneut.',
    UNKNOWN:
      'Outpost konnte seine Daten nicht öffnen. Alles zuvor Gespeicherte bleibt erhalten. Näheres steht im Protokoll.',
  },
  failure: {
    title: 'Outpost kann Ihre Daten nicht öffnen',
    quit: 'Beenden',
    openLogs: 'Protokollordner öffnen',
  },
  restarted: {
    title: 'Outpost hat seinen Datendienst neu gestartet',
    detail: 'Er wurde unerwartet beendet. Gespeichertes ist sicher; was Sie gerade eingaben, kann verloren sein.',
    ok: 'Weiter',
  },
  lost: {
    title: 'Outpost muss geschlossen werden',
    detail:
      'Es wurde mehrmals hintereinander unerwartet beendet. Gespeichertes ist sicher. Starten Sie es erneut; geschieht es wieder, senden Sie das Protokoll an Ihre Administration.',
  },
  menu: {
    file: 'Datei',
    edit: 'Bearbeiten',
    view: 'Ansicht',
    window: 'Fenster',
    help: 'Hilfe',
    about: 'Über Outpost',
    settings: 'Einstellungen …',
    services: 'Dienste',
    hide: 'Outpost ausblenden',
    hideOthers: 'Andere ausblenden',
    unhide: 'Alle einblenden',
    quit: 'Outpost beenden',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    selectAll: 'Alles auswählen',
    reload: 'Neu laden',
    developerTools: 'Entwicklerwerkzeuge',
    actualSize: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    fullScreen: 'Vollbild',
    minimize: 'Minimieren',
    close: 'Fenster schließen',
    front: 'Alle nach vorne bringen',
    openLogs: 'Protokollordner öffnen',
  },
};
