/** Refuses whatever the window's page never needs: other pages, new windows, permissions, the network. */
import { shell, type Session, type WebContents } from 'electron';
import { appUrl, isAppUrl, isDocumentation } from './app-url.ts';

/** Writing text to the clipboard, which Copy buttons do after a click; nothing else is granted. */
const granted = new Set<string>(['clipboard-sanitized-write']);

/** The engine reads files and nobody needs the network, so the page reaches neither. */
const outside = new Set(['http:', 'https:', 'ws:', 'wss:', 'ftp:', 'file:']);

export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) =>
    decide(granted.has(permission) && isAppUrl(requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => granted.has(permission) && isAppUrl(origin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: outside.has(new URL(url).protocol) }));
}

export function lockContents(contents: WebContents): void {
  // The page may load itself again; it has no other address.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || new URL(event.url).href !== appUrl) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isDocumentation(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
