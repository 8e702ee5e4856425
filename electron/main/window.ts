/** Makes the app's window: sandboxed, shown when there is something to see, where it was left. */
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { appUrl } from './app-url.ts';
import { offerReload } from './dialogs.ts';
import { onScreen, type WindowState } from './window-state.ts';

const preload = fileURLToPath(new URL('preload.cjs', import.meta.url));

/** What the window shows before its page is drawn, as the page's own themes do. */
const backgrounds = { light: '#ffffff', dark: '#1a1b1e' };

export function openWindow({ bounds, maximized }: WindowState): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...onScreen(bounds, screens),
    minWidth: 800,
    minHeight: 500,
    title: 'Rowcast',
    show: false,
    backgroundColor: background(),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // Dictionaries would be downloaded.
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  const repaint = () => window.setBackgroundColor(background());
  nativeTheme.on('updated', repaint);
  window.once('closed', () => nativeTheme.off('updated', repaint));
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void reload(window, reason);
  });
  void load(window);
  return window;
}

/** A load that is stopped, by closing the window or loading anew, rejects too and is no fault. */
async function load(window: BrowserWindow): Promise<void> {
  await window.loadURL(appUrl).catch(() => undefined);
}

async function reload(window: BrowserWindow, reason: string): Promise<void> {
  if (await offerReload(window, reason)) await load(window);
  else app.quit();
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light;
}
