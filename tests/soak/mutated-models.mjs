/** Damages models and gives them to `inspect` and `score`: a prediction or a message with a code, never a crash. */
import { copyFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';
import { runtimeDiesOf } from './blame.mjs';
import { CommandLineProcess } from './command-line-process.mjs';
import { runWhole } from './command-line-run.mjs';
import { mutated } from './mutations.mjs';
import { modelSubjects } from './subjects.mjs';
import { codeOf, faultOf } from './verdict.mjs';
import { mutatedMessage } from './wire-mutations.mjs';

const weights = join(root, 'tests', 'fixtures', 'models', 'external-data.weights');
/** One in so many also goes through a process of its own, as a user starts it. */
const wholeProcessEvery = 100;
/** Damaged models that a child has seen are kept this long, to find out which of them broke it. */
const keptModels = 400;

export async function soakModels({ folder, tables, random, tally, seconds }) {
  const subjects = modelSubjects(tables);
  const commands = new CommandLineProcess((fault) => tally.fail('the process of many command lines', fault));
  copyFileSync(weights, join(folder, basename(weights)));
  const output = join(folder, 'scored.parquet');
  const codes = new Map();
  const until = performance.now() + seconds * 1000;
  let count = 0;
  for (; performance.now() < until; count += 1) {
    const subject = random.of(random.next() < 0.5 ? subjects.samples : subjects.fixtures);
    const model = join(folder, `model-${count % keptModels}.onnx`);
    const damage = random.next() < 0.75 ? mutatedMessage : mutated;
    writeFileSync(model, damage(readFileSync(subject.path), random));
    const what = `model ${count}, from ${basename(subject.path)}`;
    const score = ['score', ...subject.words, '--model', model, '-o', output, '--overwrite', '--quiet'];
    const inputs = [model, subject.words[0]];
    for (const words of [['inspect', model, '--json'], score]) {
      const answer = await commands.run(words);
      codes.set(codeOf(answer.stderr ?? '') ?? 'ok', (codes.get(codeOf(answer.stderr ?? '') ?? 'ok') ?? 0) + 1);
      await judge({ what, words, inputs, answer, history: commands.history, tally });
    }
    if (count % wholeProcessEvery === 0) {
      await judge({
        what: `${what}, alone`,
        words: score,
        inputs,
        answer: await runWhole(score),
        history: [score],
        tally,
      });
    }
    checkNoParts(folder, what, tally);
  }
  await commands.stop();
  rmSync(output, { force: true });
  const ends = [...codes].toSorted((a, b) => b[1] - a[1]).map(([code, times]) => `${code} ${times}`);
  tally.say(`  ${count} damaged models: ${ends.join(', ')}`);
}

async function judge({ what, words, inputs, answer, history, tally }) {
  const fault = faultOf(answer);
  if (fault === undefined) {
    tally.pass();
    return;
  }
  // Reading a model's card does not load ONNX Runtime: what breaks there is Rowcast's.
  const scored = answer.ended !== undefined && words[0] === 'score';
  const alone = scored ? await runtimeDiesOf(modelsOf(history)) : undefined;
  const evidence = { inputs, words };
  if (alone === undefined) tally.fail(what, `${words[0]} ended with ${fault}`, evidence);
  else tally.contain(what, `native crash in ONNX Runtime, which alone also ends with ${alone}`, evidence);
}

function modelsOf(history) {
  return history.filter(([command]) => command === 'score').map((words) => words[words.indexOf('--model') + 1]);
}

function checkNoParts(folder, what, tally) {
  const parts = readdirSync(folder).filter((name) => name.endsWith('.part'));
  if (parts.length === 0) return;
  tally.fail(what, `left ${parts.join(', ')} behind`);
  for (const part of parts) rmSync(join(folder, part));
}
