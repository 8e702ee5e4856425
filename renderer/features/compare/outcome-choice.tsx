/** Which outcome the score is the probability of, out of those that stand in the column; typed where there are too many. */
import { Autocomplete, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useOpenTable } from '../../state/open-table.ts';
import { useClient, type Client } from '../../transport/client.ts';
import { amount } from '../../ui/quantities.ts';
import { choose, useCompare } from './compare-store.ts';
import { outcomesOf, type Outcomes } from './outcomes.ts';

export function OutcomeChoice({ column }: { column: string }) {
  const positive = useCompare((state) => state.choices.positive);
  const outcomes = useOutcomes(column);
  const usual = outcomes?.isKnown === false ? outcomes.usual : null;
  useEffect(() => {
    if (usual !== null && useCompare.getState().choices.positive === '') choose({ positive: usual });
  }, [usual]);
  if (outcomes === undefined) return null;
  const label = 'Outcome that the score is the probability of';
  if (outcomes === null || !outcomes.areAll) {
    return (
      <Autocomplete
        label={label}
        placeholder="Write it as it stands in the column, or nothing for what the model says"
        data={outcomes?.values.map(({ value }) => value) ?? []}
        value={positive}
        onChange={(value) => choose({ positive: value })}
      />
    );
  }
  return (
    <Select
      label={label}
      placeholder="What the model says"
      clearable={!outcomes.isKnown}
      clearButtonProps={{ 'aria-label': 'What the model says' }}
      allowDeselect={false}
      data={outcomes.values.map(({ value, count }) => ({ value, label: `${value} (${amount(count, 'row')})` }))}
      value={positive === '' ? (outcomes.isKnown ? outcomes.usual : null) : positive}
      onChange={(value) => choose({ positive: value === null || isMeantAnyway(outcomes, value) ? '' : value })}
    />
  );
}

function isMeantAnyway({ isKnown, usual }: Outcomes, value: string): boolean {
  return isKnown && value === usual;
}

/** Undefined while they are not known, null where they cannot be told one by one. */
function useOutcomes(column: string): Outcomes | null | undefined {
  const client = useClient();
  const table = useOpenTable((state) => state.table?.table);
  const { data, isError } = useQuery({
    queryKey: ['outcomes', table, column],
    enabled: table !== undefined,
    queryFn: ({ signal }) => readOutcomes(client, table ?? '', column, signal),
  });
  return isError ? null : data;
}

async function readOutcomes(
  client: Client,
  table: string,
  column: string,
  signal: AbortSignal,
): Promise<Outcomes | null> {
  let outcomes: Outcomes | null = null;
  for await (const profile of await client.table.profile({ table, columns: [column] }, { signal })) {
    outcomes = outcomesOf(profile);
  }
  return outcomes;
}
