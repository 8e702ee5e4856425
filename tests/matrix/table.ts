/** The matrix as the tables of docs/matrix.md, from the manifest and the refusals that the tests hold. */
import { refusals, subjects, type Subject } from './manifest.ts';

const opening = `# Models that were tried

Each of these ${subjects.length} models is in \`models/matrix\` and is scored by the tests on the same 538 flights. Where "scores" stands, the
scores are those of the model's own framework within the tolerance (relative where a value is beyond 1), and where
onnxruntime-node can hold the model's tensors, those of ONNX Runtime called directly, bit for bit. Every refusal comes
before a row is read. Not tried: tf2onnx, which needs TensorFlow (Keras's own exporter is tried instead), and PyCaret. \`npx vitest run tests/matrix -u\` writes this file anew.
`;

/** The whole of docs/matrix.md. */
export function matrixDocument(): string {
  const groups = [...new Set(subjects.map((subject) => subject.group))];
  const sections = groups.map((group) => {
    const rows = subjects.filter((subject) => subject.group === group).map(rowOf);
    return `## ${group}\n\n${table(['model', 'what', 'made by', 'result'], rows)}\n`;
  });
  return [opening, ...sections].join('\n');
}

function rowOf(subject: Subject): string[] {
  return [`\`${subject.name}\``, subject.what, subject.madeBy, resultOf(subject)];
}

function resultOf({ name, tolerance, differs }: Subject): string {
  const refusal = refusals[name];
  if (refusal !== undefined) return `refused: ${refusal.message}`;
  if (differs !== undefined) return `scores as ONNX Runtime does, and not as its framework: ${differs}`;
  return tolerance === 0 ? 'scores, exactly' : `scores, within ${tolerance}`;
}

/** A table as the formatter of this repository writes it. */
function table(head: readonly string[], rows: readonly string[][]): string {
  const clean = [[...head], ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, at) => Math.max(...clean.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [titles = [], ...others] = clean;
  return [line(titles), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
}
