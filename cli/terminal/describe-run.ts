/** Writes plans and receipts for a person. */
import type { BoundArgument, MissingPolicy, Plan, ProviderReceipt, Receipt } from '../../contract/index.ts';
import { bytes, count, duration } from './numbers.ts';
import { textTable } from './text-table.ts';

export function describePlan(plan: Plan): string {
  const models = plan.models.map(
    (model) =>
      `Model ${model.name} (${model.path}, ${describeProvider(model.provider)})\n${bindingTable(model.binding)}\nadds ${model.columns
        .map((column) => `${column.name} (${column.type})`)
        .join(', ')}`,
  );
  return `${[...models, `SQL\n${plan.sql}`].join('\n\n')}\n`;
}

/** `webgpu (14 nodes; cpu 3)`: what ran, with how many nodes of a model each ran where there is a choice. */
function describeProvider({ ran, nodes }: ProviderReceipt): string {
  if (nodes.length === 0) return ran;
  const own = nodes.find(({ provider }) => provider === ran)?.count ?? 0;
  const others = nodes.filter(({ provider }) => provider !== ran).map((other) => `; ${other.provider} ${other.count}`);
  return `${ran} (${own} ${own === 1 ? 'node' : 'nodes'}${others.join('')})`;
}

function bindingTable(binding: readonly BoundArgument[]): string {
  const rows = binding.map((bound) => [
    bound.input,
    bound.feature,
    bound.element,
    bound.column ?? bound.sql,
    bound.type,
    bound.matched,
    describeMissing(bound.missing),
  ]);
  return textTable(['input', 'feature', 'tensor', 'fed by', 'type', 'matched', 'missing'], rows);
}

function describeMissing(missing: MissingPolicy): string {
  return missing.policy === 'value' ? `"${missing.value}"` : missing.policy;
}

/** Said where it is a choice of the user's that changes scores. */
function becameText(missing: MissingPolicy | null): string {
  return missing?.policy === 'value' ? ` as ${missing.value}` : '';
}

export function describeReceipt(receipt: Receipt): string {
  const { rows, seconds, output } = receipt;
  const speed = seconds > 0 ? ` (${count(rows.written / seconds)} rows/s)` : '';
  const models = receipt.models.map((model) => {
    const missing = model.binding.filter((bound) => bound.missing > 0);
    const told = missing
      .slice(0, 5)
      .map((bound) => `${bound.feature} ${count(bound.missing)}${becameText(bound.missingBecame)}`)
      .join(', ');
    const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
    return [
      `  ${model.name} on ${describeProvider(model.provider)}, sha256 ${model.sha256.slice(0, 12)}: ${model.columns.join(', ')}`,
      ...(missing.length > 0 ? [`    missing values: ${told}${more}`] : []),
    ].join('\n');
  });
  return [
    `Wrote ${output.path}: ${count(rows.written)} rows, ${bytes(output.bytes)}, in ${duration(seconds)}${speed}`,
    ...models,
    `  output sha256 ${output.sha256}`,
    '',
  ].join('\n');
}
