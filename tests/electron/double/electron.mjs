/** The `electron` module, as far as Rowcast's main process uses it. */
import { app, startApp } from './app.mjs';
import { BrowserWindow, webContents } from './browser-window.mjs';
import { startChromium } from './chromium.mjs';
import { dialog, nativeTheme, Notification, screen, shell } from './desktop.mjs';
import { ipcMain } from './ipc-main.mjs';
import { Menu } from './menu.mjs';
import { MessageChannelMain } from './ports.mjs';
import { protocol, session } from './session.mjs';
import { utilityProcess } from './utility-process.mjs';

export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  nativeTheme,
  Notification,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
  webContents,
};

export const electron = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  nativeTheme,
  Notification,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
  webContents,
};

/** Starts Chromium and then the app, unless the app has ended meanwhile. */
export async function becomeReady({ debuggable }) {
  await startApp(() => startChromium({ debuggable }));
}
