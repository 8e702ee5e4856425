/** Counts what passed and failed, prints failures as they come, and keeps their inputs. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';

/** Of failures that read alike, so many are told and kept; all are counted. */
const toldEach = 3;

export class Tally {
  passed = 0;
  failed = 0;
  contained = 0;
  #folder;
  #kept = 0;
  #told = new Map();

  constructor(folder) {
    this.#folder = folder;
  }

  say(text) {
    console.log(text);
  }

  pass() {
    this.passed += 1;
  }

  /** `inputs` are copied; in `words` their paths are replaced by the copies', so that the command can be repeated. */
  fail(what, reason, { inputs = [], words = [] } = {}) {
    this.failed += 1;
    this.#report('FAILED', what, reason, inputs, words);
  }

  /** Native faults of what Rowcast stands on are told, and are not Rowcast's failures. */
  contain(what, reason, { inputs = [], words = [] } = {}) {
    this.contained += 1;
    this.#report('contained', what, reason, inputs, words);
  }

  #report(kind, what, reason, inputs, words) {
    // One cause often has many inputs: words are alike, numbers and names of files are not.
    const alike = `${kind} ${reason.replaceAll(/"[^"]*"|[\d./-]+/g, '')}`;
    const times = (this.#told.get(alike) ?? 0) + 1;
    this.#told.set(alike, times);
    if (times > toldEach) return;
    console.log(`${kind}: ${what}: ${reason.trimEnd()}`);
    if (inputs.length === 0 && words.length === 0) return;
    const folder = join(this.#folder, `${kind.toLowerCase()}-${(this.#kept += 1)}`);
    mkdirSync(folder, { recursive: true });
    const moved = new Map(inputs.map((path) => [path, join(folder, basename(path))]));
    for (const [from, to] of moved) copyFileSync(from, to);
    const shown = words.map((word, index) => shownWord(word, words[index - 1], moved));
    const command = `node cli/rowcast.mjs ${shown.map(quoted).join(' ')}`;
    writeFileSync(join(folder, 'repeat.txt'), `${what}\n${reason}\n\n${command}\n`);
    console.log(`  repeat with: ${command}`);
  }
}

/** Copies in place of inputs that will be gone, an output that will be found, and short paths. */
function shownWord(word, before, moved) {
  if (before === '-o') return join('build', 'soak', basename(word));
  const path = moved.get(word) ?? word;
  return path.startsWith(root) ? relative(root, path) : path;
}

function quoted(word) {
  return /^[\w./=,:-]+$/.test(word) ? word : `'${word}'`;
}
