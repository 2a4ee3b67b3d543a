import type { errors as en } from '../en/errors.ts';

export const errors: typeof en = {
  domain: {
    VALIDATION_FAILED: {
      title: 'Einige Felder stimmen noch nicht',
      detail: 'Es wurde nichts gespeichert. Korrigieren Sie die markierten Felder und speichern Sie erneut.',
    },
    NOT_FOUND: {
      title: 'Das gibt es nicht mehr',
      detail: 'Jemand hat es entfernt, oder es ist nicht mehr für Sie freigegeben. Es wurde nichts geändert.',
    },
    FORBIDDEN: {
      title: 'Das dürfen Sie nicht',
      detail:
        'Ihre Rolle erlaubt es nicht. Es wurde nichts geändert; ein Administrator kann es tun oder Ihre Rolle ändern.',
    },
    ID_TAKEN: {
      title: 'Das wurde schon gespeichert',
      detail: 'Derselbe Eintrag ist vorhanden. Es wurde nichts doppelt angelegt.',
    },
    EMAIL_TAKEN: {
      title: 'Ein anderer Lead hat diese E-Mail-Adresse',
      detail:
        'Es wurde nichts gespeichert. Öffnen Sie den anderen Lead oder speichern Sie trotzdem, um beide zu behalten.',
    },
    NAME_TAKEN: {
      title: 'Dieser Name ist vergeben',
      detail: 'Es wurde nichts gespeichert. Wählen Sie einen anderen Namen.',
    },
    DUPLICATE: {
      title: 'Diesen Eintrag gibt es schon',
      detail:
        'Es wurde nichts gespeichert. Öffnen Sie den vorhandenen oder speichern Sie trotzdem, um beide zu behalten.',
    },
    ALREADY_DELETED: {
      title: 'Liegt schon im Papierkorb',
      detail: 'Es wurde nichts geändert. Aus dem Papierkorb lässt es sich wiederherstellen.',
    },
    ALREADY_CONVERTED: {
      title: 'Schon umgewandelt',
      detail: 'Es wurde nichts geändert. Öffnen Sie den Lead, um Unternehmen und Verkaufschance zu sehen.',
    },
    STAGE_IN_USE: {
      title: 'In dieser Phase sind noch Leads',
      detail: 'Es wurde nichts entfernt. Wählen Sie, in welche Phase sie wechseln.',
    },
    STAGE_FIELDS_MISSING: {
      title: 'Diese Phase braucht mehr Angaben',
      detail: 'Der Lead wurde nicht verschoben. Füllen Sie die Pflichtfelder aus und verschieben Sie ihn erneut.',
    },
    UNKNOWN_STAGE: {
      title: 'Diese Phase gibt es nicht mehr',
      detail: 'Es wurde nichts geändert. Wählen Sie eine andere Phase.',
    },
    UNKNOWN_PIPELINE: {
      title: 'Diese Pipeline gibt es nicht mehr',
      detail: 'Es wurde nichts geändert. Wählen Sie eine andere Pipeline.',
    },
    UNKNOWN_SOURCE: {
      title: 'Diese Quelle gibt es nicht mehr',
      detail: 'Es wurde nichts geändert. Wählen Sie eine andere Quelle.',
    },
    UNKNOWN_ASSIGNEE: {
      title: 'Diese Person ist nicht mehr aktiv',
      detail: 'Es wurde nichts geändert. Wählen Sie jemand anderen.',
    },
    UNKNOWN_LEADS: {
      title: 'Einige dieser Leads gibt es nicht mehr',
      detail: 'Keiner wurde geändert. Erneuern Sie die Auswahl und versuchen Sie es noch einmal.',
    },
    WRONG_STATE: {
      title: 'Im jetzigen Zustand geht das nicht',
      detail: 'Es wurde nichts geändert. Vielleicht wurde es inzwischen archiviert, gelöscht oder abgeschlossen.',
    },
    APPOINTMENT_END_BEFORE_START: {
      title: 'Das Ende liegt vor dem Beginn',
      detail: 'Es wurde nichts gespeichert. Wählen Sie ein späteres Ende.',
    },
    APPOINTMENT_IN_PAST: {
      title: 'Der Beginn liegt in der Vergangenheit',
      detail: 'Es wurde nichts gespeichert. Wählen Sie einen Beginn ab jetzt.',
    },
    APPOINTMENT_OVERLAP: {
      title: 'Zu dieser Zeit gibt es einen anderen Termin',
      detail: 'Es wurde nichts gespeichert. Wählen Sie eine andere Zeit oder buchen Sie trotzdem.',
    },
    NOT_AUTHOR: { title: 'Das kann nur ändern, wer es geschrieben hat', detail: 'Es wurde nichts geändert.' },
    FILE_TOO_LARGE: {
      title: 'Diese Datei ist zu groß',
      detail: 'Sie wurde nicht hinzugefügt. Wählen Sie eine kleinere; die Administration kann die Grenze ändern.',
    },
    FILE_TYPE_REFUSED: {
      title: 'Diese Datei kann kein Foto sein',
      detail:
        'Das Foto wurde nicht geändert. Wählen Sie ein Bild (JPEG, PNG, GIF, WebP, AVIF); andere Dateien gehören zu den Dokumenten.',
    },
    LAST_OWNER: {
      title: 'Eine Organisation braucht einen Inhaber',
      detail: 'Es wurde nichts geändert. Machen Sie zuerst jemand anderen zum Inhaber.',
    },
    UNKNOWN_MUTATOR: {
      title: 'Der Server kennt diese Aktion noch nicht',
      detail: 'Sie bleibt auf diesem Gerät. Versuchen Sie es erneut, wenn der Server aktualisiert wurde.',
    },
    ARGS_TOO_LARGE: {
      title: 'Das ist zu groß für eine Änderung',
      detail: 'Es wurde nichts gespeichert. Teilen Sie es in kleinere Teile.',
    },
    ORIGIN_REFUSED: {
      title: 'Der Server konnte nicht feststellen, ob er das schon hat',
      detail:
        'Es stammt aus der Datei eines anderen Geräts und bleibt hier. Sehen Sie nach, ob es da ist; wenn nicht, versuchen Sie es erneut.',
    },
    MUTATOR_FAILED: {
      title: 'Der Server konnte das nicht ausführen',
      detail:
        'Ihre Änderung bleibt auf diesem Gerät. Versuchen Sie es erneut oder exportieren Sie sie für den Support.',
    },
  },
  failed: {
    INVALID_REQUEST: {
      title: 'Das hat nicht geklappt',
      detail: 'Es wurde nichts geändert. Bitte sagen Sie dem Support, was Sie getan haben.',
    },
    SIGNED_OUT: {
      title: 'Sie sind abgemeldet',
      detail: 'Was Sie bisher getan haben, ist auf diesem Gerät sicher. Melden Sie sich an, um weiterzuarbeiten.',
    },
    UNREACHABLE: {
      title: 'Der Server ist nicht erreichbar',
      detail: 'Alles auf diesem Gerät ist sicher. Prüfen Sie Adresse und Verbindung und versuchen Sie es erneut.',
    },
    UNTRUSTED_CERTIFICATE: {
      title: 'Dem Zertifikat des Servers wird nicht vertraut',
      detail:
        'Ihr Passwort wurde nicht gesendet. Prüfen Sie Adresse und Datum dieses Computers, oder wenden Sie sich an die Betreiber des Servers.',
    },
    LOCKED: {
      title: 'Dieses Gerät ist gesperrt',
      detail: 'Nichts ist verloren: Was Sie getan haben, liegt auf diesem Gerät. Melden Sie sich an, um es zu öffnen.',
    },
    WRONG_CREDENTIALS: {
      title: 'E-Mail oder Passwort ist falsch',
      detail: 'Auf diesem Gerät wurde nichts geändert. Prüfen Sie beides und versuchen Sie es erneut.',
    },
    NO_ORGANIZATION: {
      title: 'Sie gehören noch zu keiner Organisation',
      detail: 'Bitten Sie einen Administrator, diese E-Mail-Adresse einzuladen, und melden Sie sich dann wieder an.',
    },
    PENDING_WORK: {
      title: 'Einige Änderungen sind nicht synchronisiert',
      detail:
        'Es gibt sie nur auf diesem Gerät. Synchronisieren Sie zuerst, oder melden Sie sich ab und verlieren sie.',
    },
    PROFILE_IN_USE: {
      title: 'Outpost ist mit diesem Profil schon offen',
      detail: 'Ihre Daten sind sicher. Nutzen Sie das andere Fenster oder schließen Sie es zuerst.',
    },
    STORE_CORRUPT: {
      title: 'Die lokale Datenbank ist beschädigt',
      detail:
        'Es wurde nichts gelöscht. Stellen Sie eine Sicherung wieder her oder melden Sie sich neu an, um eine frische Kopie zu laden.',
    },
    CHOSEN_FILE_UNREADABLE: {
      title: 'Diese Datei kann nicht gelesen werden',
      detail:
        'Sie wurde verschoben, geändert oder darf nicht gelesen werden. Nichts wurde hinzugefügt; wählen Sie sie noch einmal.',
    },
    FILE_UNREADABLE: {
      title: 'Das ist keine Ausgangsdatei',
      detail:
        'Nichts wurde importiert. Wählen Sie eine Datei, die im Abgleich mit „Als Datei exportieren“ gesichert wurde.',
    },
    FILE_TOO_LARGE: {
      title: 'Diese Datei ist größer als jeder Ausgang',
      detail:
        'Nichts wurde importiert. Wählen Sie die Datei, die im Abgleich mit „Als Datei exportieren“ gesichert wurde.',
    },
    FILE_DAMAGED: {
      title: 'Diese Datei wurde beschädigt oder verändert',
      detail: 'Nichts wurde importiert. Kopieren Sie die Datei noch einmal, oder exportieren Sie neu.',
    },
    FILE_TOO_NEW: {
      title: 'Diese Datei stammt aus einer neueren Version von Outpost',
      detail:
        'Nichts wurde importiert. Aktualisieren Sie Outpost auf diesem Gerät und importieren Sie sie dann erneut.',
    },
    FILE_FOREIGN: {
      title: 'Diese Datei gehört jemand anderem',
      detail:
        'Nichts wurde importiert. Arbeit übernehmen kann nur dieselbe Person, in derselben Organisation und am selben Server.',
    },
    DISK_FULL: {
      title: 'Der Datenträger ist voll',
      detail:
        'Ihre letzte Änderung wurde nicht gespeichert; alles davor ist sicher. Schaffen Sie Platz und versuchen Sie es erneut.',
    },
    STORE_READ_ONLY: {
      title: 'In das Profil kann nicht geschrieben werden',
      detail:
        'Alles bisher Gespeicherte ist sicher; jetzt kann nichts gespeichert werden. Prüfen Sie den Datenträger und die Rechte am Profilordner und starten Sie Outpost neu.',
    },
  },
  problem: {
    UNREACHABLE: {
      title: 'Der Server ist nicht erreichbar',
      detail:
        'Sie können weiterarbeiten: Ihre Änderungen bleiben auf diesem Gerät und werden übertragen, sobald die Verbindung zurück ist.',
    },
    UNTRUSTED_CERTIFICATE: {
      title: 'Dem Zertifikat des Servers wird nicht vertraut',
      detail:
        'Es wurde nichts an ihn gesendet. Sie können weiterarbeiten, Ihre Änderungen bleiben auf diesem Gerät. Prüfen Sie das Datum dieses Computers, oder wenden Sie sich an die Betreiber des Servers.',
    },
    SERVER_ERROR: {
      title: 'Der Server hat ein Problem',
      detail: 'Ihre Änderungen bleiben auf diesem Gerät. Outpost versucht es von selbst wieder.',
    },
    SESSION_EXPIRED: {
      title: 'Ihre Anmeldung ist abgelaufen',
      detail:
        'Sie können weiterarbeiten, Ihre Änderungen bleiben erhalten. Melden Sie sich neu an, um sie zu übertragen.',
    },
    REVOKED: {
      title: 'Der Zugang dieses Geräts wurde entzogen',
      detail: 'Es empfängt und sendet keine Änderungen mehr. Fragen Sie einen Administrator, falls das ein Irrtum ist.',
    },
    LEASE_EXPIRED: {
      title: 'Dieses Gerät ist gesperrt',
      detail:
        'Es war zu lange ohne Kontakt. Ihre Änderungen liegen hier; melden Sie sich an, um es zu öffnen und sie zu senden.',
    },
    WRONG_SERVER: {
      title: 'Unter dieser Adresse antwortet ein anderer Server',
      detail:
        'Nichts wurde gesendet oder geändert, Ihre Daten sind hier sicher. Fragen Sie einen Administrator; melden Sie sich nur neu an, wenn der Server wirklich ersetzt wurde.',
    },
    WRONG_ORGANIZATION: {
      title: 'Das ist der Server einer anderen Organisation',
      detail: 'Es wurde nichts gesendet. Melden Sie sich mit dem Konto an, zu dem dieses Gerät gehört.',
    },
    REMOVAL_HELD: {
      title: 'Der Server will einen großen Teil der Daten hier entfernen',
      detail:
        'Nichts wurde entfernt, und nichts wird gesendet, bis Sie entscheiden. Die Zahlen stehen auf der Seite „Abgleich“.',
    },
    PROTOCOL_TOO_OLD: {
      title: 'Diese Version von Outpost ist zu alt',
      detail: 'Ihre Änderungen bleiben auf diesem Gerät. Aktualisieren Sie Outpost, um sie zu übertragen.',
    },
    SEQ_GAP: {
      title: 'Dem Server fehlen frühere Änderungen',
      detail:
        'Es ist nichts verloren: Die Änderungen sind auf diesem Gerät. Sprechen Sie mit einem Administrator, bevor Sie weitermachen.',
    },
    STORE_FAILED: {
      title: 'Die lokale Datenbank lässt sich nicht schreiben',
      detail:
        'Prüfen Sie den freien Speicherplatz und starten Sie Outpost neu. Synchronisierte Daten sind auf dem Server sicher.',
    },
  },
  bug: {
    title: 'In Outpost ist etwas schiefgegangen',
    detail:
      'Es wurde nichts geändert; alles davor ist sicher. Versuchen Sie es erneut; geschieht es wieder, sagen Sie dem Support Bescheid.',
  },
  crashed: {
    title: 'Diese Ansicht ist stehen geblieben',
    detail:
      'Ihre Daten sind auf diesem Gerät sicher. Öffnen Sie die Ansicht neu; geschieht es wieder, sagen Sie dem Support Bescheid.',
  },
  field: {
    required: 'muss ausgefüllt sein',
    name_required: 'braucht einen Namen oder eine Firma',
    too_big: 'ist zu lang oder zu groß',
    too_small: 'darf nicht leer sein',
    invalid_format: 'hat nicht die richtige Form',
    invalid_type: 'hat nicht die richtige Form',
    invalid_value: 'gehört nicht zur Auswahl',
    unknown: 'gibt es nicht mehr',
    taken: 'ist schon vergeben',
    repeated: 'steht zweimal da',
    circular: 'würde sich selbst enthalten',
    invalid: 'ist nicht gültig',
  },
  showDetails: 'Technische Einzelheiten',
};
