/** What a page may load and do: own schemes, requests, permissions. */
import { app } from './app.mjs';
import { fromChromium, ownSchemes, toChromium } from './address.mjs';

const handlers = new Map();

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme } of schemes) ownSchemes.add(scheme);
  },
  handle(scheme, handler) {
    handlers.set(scheme, handler);
  },
};

let beforeRequest = null;
let permissionCheck = () => true;
let permissionRequest = (_contents, _permission, decide) => decide(true);

export const session = {
  defaultSession: {
    setPermissionCheckHandler(handler) {
      permissionCheck = handler;
    },
    setPermissionRequestHandler(handler) {
      permissionRequest = handler;
    },
    setDevicePermissionHandler() {},
    webRequest: {
      onBeforeRequest(listener) {
        beforeRequest = listener;
      },
    },
  },
};

/** How Chromium's protocol is to go on with a request that it paused: a command and its parameters. */
export async function decideRequest({ requestId, request, resourceType }) {
  const url = fromChromium(request.url);
  const cancelled = await new Promise((resolve) => {
    if (beforeRequest === null) resolve(false);
    else beforeRequest({ url, method: request.method, resourceType }, ({ cancel = false }) => resolve(cancel));
  });
  if (cancelled) return ['Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }];
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (handler === undefined) return ['Fetch.continueRequest', { requestId }];
  const response = await handler(new Request(url, { method: request.method, headers: request.headers }));
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
  return ['Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body }];
}

/** Electron's names of permissions with how Chromium's protocol calls them. */
const permissions = {
  'clipboard-read': { name: 'clipboard-read' },
  'clipboard-sanitized-write': { name: 'clipboard-write', allowWithoutSanitization: false },
  geolocation: { name: 'geolocation' },
  midi: { name: 'midi' },
  notifications: { name: 'notifications' },
  videoCapture: { name: 'camera' },
  audioCapture: { name: 'microphone' },
  'local-fonts': { name: 'local-fonts' },
};

/** What both handlers of permissions say to a page at `url`, as settings of Chromium: none for a page that has no origin. */
export async function decidePermissions(contents, url) {
  if (!ownSchemes.has(new URL(url).protocol.slice(0, -1))) return [];
  const origin = new URL(toChromium(url)).origin;
  const decisions = Object.entries(permissions).map(async ([permission, descriptor]) => {
    const checked = permissionCheck(contents, permission, new URL('/', url).href, {});
    const granted = await new Promise((resolve) =>
      permissionRequest(contents, permission, resolve, { requestingUrl: url }),
    );
    return { origin, permission: descriptor, setting: checked && granted ? 'granted' : 'denied' };
  });
  return Promise.all(decisions);
}
