/** A child process that runs one Rowcast command line after another and tells what each said and how it ended. */
import { runCommandLine } from '../../dist/rowcast/main.js';

const said = { stdout: '', stderr: '' };
for (const name of ['stdout', 'stderr']) {
  process[name].write = (text) => {
    said[name] = `${said[name]}${text}`.slice(-20_000);
    return true;
  };
}

process.on('message', (words) => void answer(words));
process.on('disconnect', () => process.exit());
process.send('ready');

async function answer(words) {
  said.stdout = '';
  said.stderr = '';
  const exitCode = await runCommandLine(words).catch((error) => `threw ${error?.stack ?? error}`);
  // A command line listens once in the life of its process; here it has many lives.
  process.removeAllListeners('SIGXFSZ');
  for (const name of ['stdout', 'stderr']) process[name].removeAllListeners('error');
  process.send({ exitCode, ...said });
}
