/** Names of the channels between the preload and main: `requests` are answered, `events` come from main unasked. */

export const requests = {
  startEngine: 'rowcast:start-engine',
  initialFiles: 'rowcast:initial-files',
  chooseFiles: 'rowcast:choose-files',
  chooseFolder: 'rowcast:choose-folder',
  chooseDestination: 'rowcast:choose-destination',
  showInFolder: 'rowcast:show-in-folder',
  notify: 'rowcast:notify',
  setProgress: 'rowcast:set-progress',
  setUnfinished: 'rowcast:set-unfinished',
  setTheme: 'rowcast:set-theme',
  setMenu: 'rowcast:set-menu',
} as const;

export const events = {
  enginePort: 'rowcast:engine-port',
  engineEnd: 'rowcast:engine-end',
  openFiles: 'rowcast:open-files',
  menuAction: 'rowcast:menu-action',
} as const;

export type RequestChannel = (typeof requests)[keyof typeof requests];
