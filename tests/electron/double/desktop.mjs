/** What the system's desktop does for an app. Nobody sits before a test, so dialogs are cancelled unless the test answers in their place. */
import { EventEmitter } from 'node:events';

export const dialog = {
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
  showSaveDialog: async () => ({ canceled: true, filePath: '' }),
  showMessageBox: async (_window, { cancelId = 0 }) => ({ response: cancelId, checkboxChecked: false }),
};

export const shell = {
  openExternal: async () => undefined,
  showItemInFolder: () => undefined,
};

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};

export class Notification extends EventEmitter {
  /** All that were shown, for tests. */
  static shown = [];

  constructor({ title, body }) {
    super();
    Object.assign(this, { title, body });
  }

  static isSupported() {
    return true;
  }

  show() {
    Notification.shown.push(this);
  }
}

class NativeTheme extends EventEmitter {
  #source = 'system';

  get themeSource() {
    return this.#source;
  }

  set themeSource(source) {
    this.#source = source;
    this.emit('updated');
  }

  get shouldUseDarkColors() {
    return this.#source === 'dark';
  }
}

export const nativeTheme = new NativeTheme();
