/** The one way in which main answers the window: who asked is checked, then what was asked. */
import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { z } from 'zod';
import type { RequestChannel } from '../ipc/channels.ts';
import { isAppUrl } from './app-url.ts';

/** Answers a channel. A request from another frame or page than the window's own, or of another shape, is refused with an error. */
export function answer<Schema extends z.ZodType>(
  channel: RequestChannel,
  schema: Schema,
  handler: (request: z.output<Schema>, window: BrowserWindow) => unknown,
): void {
  ipcMain.handle(channel, (event, request: unknown) => {
    const window = windowOf(event);
    if (window === null)
      throw new Error(`${channel} is not answered to ${event.senderFrame?.url ?? 'a closed frame'}.`);
    const read = schema.safeParse(request);
    if (!read.success)
      throw new Error(`${channel} is asked with ${read.error.issues[0]?.message ?? 'a wrong request'}.`);
    return handler(read.data, window);
  });
}

function windowOf({ sender, senderFrame }: IpcMainInvokeEvent): BrowserWindow | null {
  if (senderFrame === null || senderFrame !== sender.mainFrame || !isAppUrl(senderFrame.url)) return null;
  return BrowserWindow.fromWebContents(sender);
}
