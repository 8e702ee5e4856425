/** How a port to the engine is told from any other message of the window; apart, so that the preload loads no schemas. */

/** Data of the `message` event, from the window to itself, whose only port leads to an engine. */
export const enginePortMessage = 'rowcast:engine-port';
