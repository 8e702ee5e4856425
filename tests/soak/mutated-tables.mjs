/** Damages tables and scores them: an output or a message with a code, never a crash. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { CommandLineProcess } from './command-line-process.mjs';
import { mutated } from './mutations.mjs';
import { tableSubjects } from './subjects.mjs';
import { codeOf, faultOf } from './verdict.mjs';

const outputs = ['scored.parquet', 'scored.csv', 'scored.ndjson'];

export async function soakTables({ folder, tables, random, tally, seconds }) {
  const subjects = tableSubjects(tables);
  const commands = new CommandLineProcess((fault) => tally.fail('the process of many command lines', fault));
  const codes = new Map();
  const until = performance.now() + seconds * 1000;
  let count = 0;
  for (; performance.now() < until; count += 1) {
    const subject = random.of(subjects);
    const table = join(folder, `table-${count % 2}${extname(subject.path)}`);
    writeFileSync(table, mutated(readFileSync(subject.path), random));
    const output = join(folder, random.of(outputs));
    const words = ['score', table, '--model', random.of(subject.models), '-o', output, '--overwrite', '--quiet'];
    const answer = await commands.run(words);
    const code = codeOf(answer.stderr ?? '') ?? 'ok';
    codes.set(code, (codes.get(code) ?? 0) + 1);
    const fault = faultOf(answer);
    if (fault === undefined) tally.pass();
    else tally.fail(`table ${count}, from ${basename(subject.path)}`, fault, { inputs: [table], words });
  }
  await commands.stop();
  for (const name of outputs) rmSync(join(folder, name), { force: true });
  const ends = [...codes].toSorted((a, b) => b[1] - a[1]).map(([name, times]) => `${name} ${times}`);
  tally.say(`  ${count} damaged tables: ${ends.join(', ')}`);
}
