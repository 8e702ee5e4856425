/** What runs in the page before its own scripts: the preload script in a world of its own, and its bridge to the page's world. */
import { makeCodec } from './clone.mjs';
import { makeBridge } from './page-bridge.mjs';
import { preloadSide } from './page-preload.mjs';

/** The world, apart from the page's, in which the preload script runs. */
export const preloadWorld = 'Electron Isolated Context';
/** The function of that world that calls this process, and the one that this process calls. */
export const toMain = 'rowcastDoubleToMain';
export const fromMain = 'rowcastDoubleFromMain';

/** Scripts for the page's world and the preload's. `token` names the events between them. */
export function pageScripts(token, preload) {
  const call = (made, ...words) => `(${String(made)})(${words.join(', ')})`;
  const bridge = (here, there) => call(makeBridge, JSON.stringify([token, here, there]));
  const receive = `(hear) => { globalThis.${fromMain} = hear; }`;
  const facts = JSON.stringify({ platform: process.platform });
  const side = call(preloadSide, call(makeCodec), bridge('preload', 'page'), `globalThis.${toMain}`, receive, facts);
  return {
    page: inTopFrame(bridge('page', 'preload')),
    preload: inTopFrame(`const { require, process } = ${side};
      (function (require, module, exports, process) {\n${preload}\n})(require, { exports: {} }, {}, process);`),
  };
}

function inTopFrame(script) {
  return `if (window === window.top) { ${script} }`;
}
