/** For features that the model does not name: their columns, chosen in order, pasted, or the table's first. */
import { Button, MultiSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { amount } from '../../ui/quantities.ts';
import { decide, useJob } from '../score/job-store.ts';
import classes from './binding.module.css';
import { feedsOfBlock, undecided, withBlock } from './decisions.ts';
import { readPastedColumns } from './pasted-columns.ts';
import { namelessBlocks, type NamelessBlock } from './slots.ts';
import type { BoundModel } from './use-binding.ts';

export function NamelessBlocks({ model }: { model: BoundModel }) {
  return namelessBlocks(model.card).map((block) => <Block key={block.input} model={model} block={block} />);
}

const mostPicked = 60;

function Block({ model: { picked }, block }: { model: BoundModel; block: NamelessBlock }) {
  const columns = useJob((job) => job.columns).map(({ name }) => name);
  /** As far as they were chosen, until the block is whole. */
  const [partly, setPartly] = useState<readonly string[] | null>(null);
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  const { width } = block;
  const said = feedsOfBlock(picked.decisions ?? undecided, block);
  const chosen = partly ?? said.flatMap((feed) => (feed !== null && 'column' in feed ? [feed.column] : []));
  const choose = (names: readonly string[]) => {
    const isWhole = width === null ? names.length > 0 : names.length === width;
    setPartly(isWhole ? null : names);
    const feeds = names.map((column) => ({ column }));
    if (isWhole) decide(picked.path, (decisions) => withBlock(decisions, block, feeds));
  };
  const paste = (text: string) => {
    const found = readPastedColumns(text, columns);
    setUnknown(found.unknown);
    choose(width === null ? found.columns : found.columns.slice(0, width));
  };
  return (
    <div className={classes.block}>
      <p className={classes.summary}>{explanation(block, chosen.length)}</p>
      {(width ?? 0) <= mostPicked && (
        <MultiSelect
          aria-label={`Columns of ${block.input}, in order`}
          placeholder={chosen.length === width ? '' : 'Add the next column'}
          size="xs"
          searchable
          hidePickedOptions
          limit={200}
          maxValues={width ?? columns.length}
          data={columns}
          value={[...new Set(chosen)]}
          onChange={choose}
        />
      )}
      <div className={classes.tools}>
        {width !== null && columns.length >= width && (
          <Button variant="default" onClick={() => choose(columns.slice(0, width))}>
            Take the first {amount(width, 'column')}
          </Button>
        )}
        <Textarea
          className={classes.paste ?? ''}
          aria-label="Paste a list of columns"
          placeholder="Or paste a list of names"
          size="xs"
          rows={1}
          value=""
          onChange={(event) => paste(event.currentTarget.value)}
        />
        {unknown.length > 0 && <span className={classes.grave}>{unknownText(unknown)}</span>}
      </div>
    </div>
  );
}

function explanation({ input, width }: NamelessBlock, chosen: number): string {
  const features = width === null ? 'the features' : `the ${width} features`;
  const soFar = width === null || chosen === width ? '' : ` ${chosen} of ${width} so far.`;
  return `The model does not name ${features} of ${input}: give their columns in the order of the training data.${soFar}`;
}

function unknownText(names: readonly string[]): string {
  const some = names.slice(0, 5).map((name) => `“${name}”`);
  const more = names.length > some.length ? ` and ${names.length - some.length} more` : '';
  return `The table has no column ${some.join(', ')}${more}.`;
}
