import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Translate } from './texts.ts';

export type MenuOptions = {
  readonly t: Translate;
  readonly isMac: boolean;
  /** Adds what only a developer needs. */
  readonly isPackaged: boolean;
  readonly openSettings: () => void;
  readonly openLogs: () => void;
};

type Item = MenuItemConstructorOptions;
const separator: Item = { type: 'separator' };

/** Sets the application's menu. Its shortcuts are the platform's own; the renderer's (Ctrl-K, Ctrl-Enter, …) are not among them. */
export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)));
}

/** @returns the menu, without Electron's part in it */
export function menuTemplate(options: MenuOptions): Item[] {
  const { isMac } = options;
  return [
    ...(isMac ? [applicationMenu(options)] : [fileMenu(options)]),
    editMenu(options),
    viewMenu(options),
    windowMenu(options),
    helpMenu(options),
  ];
}

function settings({ t, openSettings }: MenuOptions): Item {
  return { label: t('menu.settings'), accelerator: 'CommandOrControl+,', click: openSettings };
}

function applicationMenu(options: MenuOptions): Item {
  const { t } = options;
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about', label: t('menu.about') },
      separator,
      settings(options),
      separator,
      { role: 'services', label: t('menu.services') },
      separator,
      { role: 'hide', label: t('menu.hide') },
      { role: 'hideOthers', label: t('menu.hideOthers') },
      { role: 'unhide', label: t('menu.unhide') },
      separator,
      { role: 'quit', label: t('menu.quit') },
    ],
  };
}

function fileMenu(options: MenuOptions): Item {
  const { t } = options;
  return { label: t('menu.file'), submenu: [settings(options), separator, { role: 'quit', label: t('menu.quit') }] };
}

function editMenu({ t, isMac }: MenuOptions): Item {
  // Ctrl-Z is the renderer's: it also undoes what was saved. A Mac asks the page first; elsewhere the menu only shows the keys.
  const registerAccelerator = isMac;
  return {
    label: t('menu.edit'),
    submenu: [
      { role: 'undo', label: t('menu.undo'), registerAccelerator },
      { role: 'redo', label: t('menu.redo'), registerAccelerator },
      separator,
      { role: 'cut', label: t('menu.cut') },
      { role: 'copy', label: t('menu.copy') },
      { role: 'paste', label: t('menu.paste') },
      { role: 'selectAll', label: t('menu.selectAll') },
    ],
  };
}

function viewMenu({ t, isPackaged }: MenuOptions): Item {
  const forDevelopers: Item[] = [
    separator,
    { role: 'reload', label: t('menu.reload') },
    { role: 'toggleDevTools', label: t('menu.developerTools') },
  ];
  return {
    label: t('menu.view'),
    submenu: [
      { role: 'resetZoom', label: t('menu.actualSize') },
      { role: 'zoomIn', label: t('menu.zoomIn') },
      { role: 'zoomOut', label: t('menu.zoomOut') },
      separator,
      { role: 'togglefullscreen', label: t('menu.fullScreen') },
      ...(isPackaged ? [] : forDevelopers),
    ],
  };
}

function windowMenu({ t, isMac }: MenuOptions): Item {
  const front: Item[] = [separator, { role: 'front', label: t('menu.front') }];
  return {
    label: t('menu.window'),
    // A Mac adds its own items to this role.
    ...(isMac ? { role: 'windowMenu' as const } : {}),
    submenu: [
      { role: 'minimize', label: t('menu.minimize') },
      { role: 'close', label: t('menu.close') },
      ...(isMac ? front : []),
    ],
  };
}

function helpMenu({ t, isMac, openLogs }: MenuOptions): Item {
  const about: Item[] = [separator, { role: 'about', label: t('menu.about') }];
  return {
    role: 'help',
    label: t('menu.help'),
    submenu: [{ label: t('menu.openLogs'), click: openLogs }, ...(isMac ? [] : about)],
  };
}
