/** Asks the engine over a port of the test's own, in the words of the wire, so that a test of the shell needs no client. */
import type { Page } from '@playwright/test';

interface About {
  processId: number;
  restartedAfter: string | null;
}

/** What `system.about` answers through a new port from the shell. */
export function askEngine(page: Page): Promise<About> {
  return page.evaluate(
    () =>
      new Promise<About>((resolve) => {
        window.addEventListener(
          'message',
          ({ data, ports: [port] }) => {
            if (data !== 'rowcast:engine-port' || port === undefined) return;
            port.addEventListener('message', (event: MessageEvent<string>) => {
              const answer = JSON.parse(event.data) as { i: string; p: { b: { json: About } } };
              if (answer.i === 'test') resolve(answer.p.b.json);
            });
            port.start();
            port.postMessage(JSON.stringify({ i: 'test', p: { u: '/system/about' } }));
          },
          { once: true },
        );
        window.rowcast?.startEngine();
      }),
  );
}
