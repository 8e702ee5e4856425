/** Starts Node with a limit on its memory, so that a file that asks for terabytes is refused and not served. */
import { spawn } from 'node:child_process';

const addressSpaceKilobytes = 12 * 2 ** 20;

/** A child with a message channel; what it writes on stderr by native code is kept in `child.printed`. */
export function startLimited(script, args = []) {
  const command = [process.execPath, script, ...args];
  const limited = [
    'sh',
    '-c',
    `ulimit -v ${addressSpaceKilobytes} 2>/dev/null; ulimit -c 0; exec "$0" "$@"`,
    ...command,
  ];
  const [first, ...rest] = process.platform === 'win32' ? command : limited;
  const child = spawn(first, rest, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  child.printed = '';
  child.stderr.on('data', (chunk) => (child.printed = `${child.printed}${chunk}`.slice(-4000)));
  return child;
}

/** Resolves to the child's next message, or to `{ ended }` in words when it dies or takes longer than `seconds`. */
export function nextMessage(child, seconds) {
  return new Promise((resolve) => {
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    const message = (value) => settle(value);
    const exit = (code, signal) => {
      const how = hung ? `no answer in ${seconds} s` : `${signal ?? `exit code ${code}`}`;
      settle({ ended: how, printed: child.printed });
    };
    const settle = (value) => {
      clearTimeout(timer);
      child.off('message', message);
      child.off('exit', exit);
      resolve(value);
    };
    child.once('message', message);
    child.once('exit', exit);
  });
}

/** Lets the child go; resolves to words about it where it does not end by itself, and well, within `seconds`. */
export async function endLimited(child, seconds) {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return undefined;
  const ending = nextMessage(child, seconds);
  if (child.connected) child.disconnect();
  const { ended, printed } = await ending;
  return ended === 'exit code 0' ? undefined : `it did not end well when it was let go: ${ended}\n${printed}`;
}
