/**
 * Chromium loads no page under a scheme that it does not know, so an app's own scheme stands there as a host that no network has:
 * `app://rowcast/a.js` is `https://rowcast.app.invalid/a.js`. Main sees the first, the page itself the second.
 */

/** Schemes that the app registered. */
export const ownSchemes = new Set();

export function toChromium(url) {
  const { protocol, host, pathname, search, hash } = new URL(url);
  const scheme = protocol.slice(0, -1);
  return ownSchemes.has(scheme) ? `https://${host}.${scheme}.invalid${pathname}${search}${hash}` : url;
}

export function fromChromium(url) {
  const [, host, scheme, rest] = /^https:\/\/([^/]+)\.([^./]+)\.invalid(\/.*)?$/.exec(url) ?? [];
  return ownSchemes.has(scheme) ? `${scheme}://${host}${rest ?? '/'}` : url;
}
