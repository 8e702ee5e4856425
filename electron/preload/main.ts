/** Runs before the window's page, apart from it, and gives it `window.rowcast`: the desktop host, and no other way into Electron. */
import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import { enginePortMessage } from '../../contract/engine-port.ts';
import type { DesktopHost, EngineEnd } from '../../contract/index.ts';
import { events, requests, type RequestChannel } from '../ipc/channels.ts';

/** What main answers; it checks each request itself, and this file promises the types of the contract. */
function ask<Answer>(channel: RequestChannel, request?: unknown): Promise<Answer> {
  return ipcRenderer.invoke(channel, request) as Promise<Answer>;
}

/** What main tells unasked. */
interface Told {
  [events.engineEnd]: EngineEnd;
  [events.openFiles]: string[];
  [events.menuAction]: string;
}

function listenTo<Channel extends keyof Told>(channel: Channel) {
  return (listener: (told: Told[Channel]) => void) => {
    const heard = (_event: IpcRendererEvent, told: Told[Channel]) => listener(told);
    ipcRenderer.on(channel, heard);
    return () => void ipcRenderer.off(channel, heard);
  };
}

const host: DesktopHost = {
  platform: process.platform,
  startEngine: () => void ask(requests.startEngine),
  onEngineEnd: listenTo(events.engineEnd),
  initialFiles: () => ask(requests.initialFiles),
  onOpenFiles: listenTo(events.openFiles),
  chooseFiles: (choice) => ask(requests.chooseFiles, choice),
  chooseFolder: () => ask(requests.chooseFolder),
  chooseDestination: (choice) => ask(requests.chooseDestination, choice),
  pathOf: (file) => webUtils.getPathForFile(file as File),
  showInFolder: (path) => ask(requests.showInFolder, path),
  notify: (notice) => ask(requests.notify, notice),
  setProgress: (progress) => ask(requests.setProgress, progress),
  setUnfinished: (what) => ask(requests.setUnfinished, what),
  setTheme: (theme) => ask(requests.setTheme, theme),
  setMenu: (actions) => ask(requests.setMenu, actions),
  onMenuAction: listenTo(events.menuAction),
};

// A port cannot cross the context bridge; a message of the window to itself can carry it.
ipcRenderer.on(events.enginePort, (event) =>
  window.postMessage(enginePortMessage, window.location.origin, event.ports),
);

contextBridge.exposeInMainWorld('rowcast', host);
