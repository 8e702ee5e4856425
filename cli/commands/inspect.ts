/** `rowcast inspect`: what a model says about itself. */
import { Command } from 'commander';
import type { ModelCard, ModelInput } from '../../contract/index.ts';
import { openEngine } from '../engine-on-demand.ts';
import { bytes, count } from '../terminal/numbers.ts';
import { textTable } from '../terminal/text-table.ts';

export function inspectCommand(): Command {
  return new Command('inspect')
    .description("Shows a model's inputs, outputs, feature names, operators and hash")
    .argument('<MODEL>', 'an .onnx file')
    .option('--json', 'print JSON')
    .action(async (path: string, said: { json?: boolean }) => {
      const engine = await openEngine();
      try {
        const card = await engine.methods.model.inspect({ path });
        process.stdout.write(said.json === true ? `${JSON.stringify(card, null, 2)}\n` : describeCard(card));
      } finally {
        await engine.close();
      }
    });
}

function describeCard(card: ModelCard): string {
  const facts = [
    ['file', `${card.path} (${bytes(card.bytes)}, ${count(card.parameters)} parameters)`],
    ['sha256', card.sha256],
    ['producer', `${card.producer.name} ${card.producer.version}`.trim()],
    ['opsets', card.opsets.map((opset) => `${opset.domain || 'ai.onnx'} ${opset.version}`).join(', ')],
    ['operators', card.operators.map((operator) => `${operator.op} × ${operator.count}`).join(', ')],
    ...card.externalData.map((data) => ['external data', data.location]),
    ...Object.entries(card.metadata).map(([key, value]) => [`metadata ${key}`, value]),
    ...(card.doc === '' ? [] : [['description', card.doc]]),
  ].map((row) => row as [string, string]);
  return `${[
    textTable(['', ''], facts, { cellWidth: 120 }).trimStart(),
    section(
      'Inputs',
      ['name', 'tensor'],
      card.inputs.map((input) => [input.name, describeTensor(input)]),
    ),
    section(
      'Outputs',
      ['name', 'tensor', 'classes'],
      card.outputs.map((output) => [output.name, describeTensor(output), output.classes?.join(', ') ?? '']),
    ),
    describeFeatures(card),
    ...(card.risks.length === 0 ? [] : [['Known risks', ...card.risks.map((risk) => `  ${risk}`)].join('\n')]),
  ].join('\n\n')}\n`;
}

function describeFeatures(card: ModelCard): string {
  if (card.features !== null) return `Features, from ${card.features.source}: ${card.features.names.join(', ')}`;
  const wide = card.inputs.filter((input) => input.shape?.length === 2 && input.shape[1] !== 1);
  return wide.length === 0
    ? 'Each input is bound to the column of its name.'
    : `The features of ${wide.map((input) => `"${input.name}"`).join(', ')} have no names: bind them with --features or --by-position.`;
}

function section(title: string, head: string[], rows: string[][]): string {
  return `${title}\n${textTable(head, rows)}`;
}

function describeTensor(tensor: Omit<ModelInput, 'optional'>): string {
  const shape = tensor.shape?.map((size) => (size === null ? '?' : String(size))).join(',') ?? 'shape unknown';
  const element = tensor.element ?? 'unknown';
  return tensor.kind === 'tensor' ? `${element} [${shape}]` : `${tensor.kind} of ${element}`;
}
