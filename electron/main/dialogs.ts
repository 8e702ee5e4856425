/** The system's dialogs for choosing files and for asking before work is lost. */
import { app, dialog, type BrowserWindow } from 'electron';
import type { z } from 'zod';
import type { DestinationChoice, FileChoice } from '../../contract/index.ts';
import { openFilters, saveFilters } from './file-filters.ts';

/** Paths of the chosen files; empty where the user chose none. */
export async function chooseFiles(
  window: BrowserWindow,
  { kind, many }: z.output<typeof FileChoice>,
): Promise<string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: many ? ['openFile', 'multiSelections'] : ['openFile'],
    filters: openFilters[kind],
  });
  for (const path of filePaths) app.addRecentDocument(path);
  return filePaths;
}

export async function chooseFolder(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, { properties: ['openDirectory', 'createDirectory'] });
  return filePaths[0] ?? null;
}

export async function chooseDestination(window: BrowserWindow, choice: DestinationChoice): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: choice.suggested,
    filters: saveFilters(choice),
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || filePath === '' ? null : filePath;
}

/** Whether the user gives up what is under way. */
export async function confirmLoss(window: BrowserWindow, what: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: what,
    detail: 'Quitting cancels it. Nothing is written to its destination.',
    buttons: ['Keep Running', 'Cancel It and Quit'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}

/** Whether to load the window again after its page crashed. */
export async function offerReload(window: BrowserWindow, reason: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: `The window stopped working (${reason}).`,
    detail: 'Your files are as they were.',
    buttons: ['Load Again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
