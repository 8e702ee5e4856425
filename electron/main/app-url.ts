/** The address of the app's own page, and the few addresses outside that a link may lead to. */

export const appScheme = 'app';
export const appHost = 'rowcast';
export const appUrl = `${appScheme}://${appHost}/`;

export function isAppUrl(url: string): boolean {
  return URL.canParse(url) && new URL(url).href.startsWith(appUrl);
}

/** Pages of documentation that the system's browser may be asked to open. */
const documentation = new Set(['duckdb.org', 'onnx.ai', 'onnxruntime.ai', 'www.apache.org']);

export function isDocumentation(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username } = new URL(url);
  return protocol === 'https:' && port === '' && username === '' && documentation.has(hostname);
}
