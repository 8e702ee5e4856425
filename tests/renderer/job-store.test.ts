/** The job that a window puts together, from its first table to what the engine is asked. */
import { beforeEach, describe, expect, it } from 'vitest';
import { JobDraft } from '../../contract/index.ts';
import { undecided, withFeed, withMissing } from '../../renderer/features/binding/decisions.ts';
import { draftOf, jobOf } from '../../renderer/features/score/draft.ts';
import {
  decide,
  dropModel,
  emptyJob,
  pickModels,
  recallDecisions,
  renameModel,
  setJobSource,
  setSourceFound,
  useJob,
} from '../../renderer/features/score/job-store.ts';

const source = { paths: ['/data/flights.csv'], csv: {}, types: {} };
const hour = { input: 'input', index: 3, address: 'hour', block: null };
const output = { path: '/data/out.csv', format: 'csv' } as const;

beforeEach(() => useJob.setState(emptyJob, true));

describe('picked models', () => {
  it('have names of their own, and are picked once', () => {
    pickModels(['/a/late.onnx', '/b/late.onnx', '/a/late.onnx']);
    expect(useJob.getState().models.map((model) => model.name)).toEqual(['late', 'late-2']);
    renameModel('/b/late.onnx', 'challenger');
    dropModel('/a/late.onnx');
    expect(useJob.getState().models.map((model) => model.name)).toEqual(['challenger']);
  });

  it('keep what the user decided while last time’s decisions were looked up', () => {
    pickModels(['/a/late.onnx']);
    decide('/a/late.onnx', (decisions) => withFeed(decisions, hour, { column: 'h' }));
    recallDecisions('/a/late.onnx', { ...undecided, confirmed: ['input[0]'] });
    expect(useJob.getState().models[0]).toMatchObject({ origin: 'new', decisions: { confirmed: [] } });
  });

  it('stay when another table is opened, and are decided about anew', () => {
    pickModels(['/a/late.onnx']);
    recallDecisions('/a/late.onnx', { ...undecided, confirmed: ['input[0]'] });
    expect(useJob.getState().models[0]?.origin).toBe('last time');
    useJob.setState({ where: 'hour > 3', destination: '/x.csv' });
    setJobSource(source);
    expect(useJob.getState()).toMatchObject({ where: '', destination: null, models: [{ decisions: null }] });
  });

  it('keep what was decided when the same files are read another way, as far as its columns are there', () => {
    setJobSource(source);
    setSourceFound('1', [{ name: 'h', type: 'BIGINT' }]);
    pickModels(['/a/late.onnx']);
    recallDecisions('/a/late.onnx', null);
    decide('/a/late.onnx', (decisions) => withFeed(decisions, hour, { column: 'h' }));
    decide('/a/late.onnx', (decisions) => withMissing(decisions, hour, { policy: 'value', value: '12' }));
    const decided = useJob.getState().models[0]?.decisions;
    useJob.setState({ where: 'h > 3', destination: '/x.csv' });

    setJobSource({ ...source, csv: { header: false } });
    expect(useJob.getState()).toMatchObject({ where: 'h > 3', destination: '/x.csv', models: [{ decisions: null }] });
    recallDecisions('/a/late.onnx', { ...undecided, confirmed: ['input[0]'] });
    setSourceFound('2', [{ name: 'column0', type: 'VARCHAR' }]);
    expect(useJob.getState().models[0]).toMatchObject({
      origin: 'read before',
      decisions: { bind: [], missing: decided?.missing, confirmed: [] },
    });

    setJobSource({ ...source, csv: { decimalSeparator: ',' } });
    setSourceFound('3', [{ name: 'h', type: 'DOUBLE' }]);
    recallDecisions('/a/late.onnx', null);
    expect(useJob.getState().models[0]?.decisions).toEqual(decided);

    setJobSource({ ...source, paths: ['/data/other.csv'] });
    recallDecisions('/a/late.onnx', null);
    expect(useJob.getState().models[0]).toMatchObject({ origin: 'new', decisions: undecided });
  });
});

describe('the draft', () => {
  it('is nothing until there is a table, a model and what was decided for it', () => {
    expect(draftOf(useJob.getState(), null)).toBeNull();
    setJobSource(source);
    pickModels(['/a/late.onnx']);
    expect(draftOf(useJob.getState(), null)).toBeNull();
    recallDecisions('/a/late.onnx', null);
    expect(draftOf(useJob.getState(), null)).not.toBeNull();
  });

  it('keeps what a job file says of bad rows and of its predictions, until another table is opened', () => {
    setJobSource(source);
    pickModels(['/a/late.onnx']);
    recallDecisions('/a/late.onnx', null);
    const said = { onBadRow: 'quarantine', golden: 'always', predictions: [{ output: 'label', as: 'late' }] } as const;
    useJob.setState({ ...said, predictions: [...said.predictions] });
    expect(draftOf(useJob.getState(), null)).toMatchObject(said);
    setJobSource({ ...source, paths: ['/data/other.csv'] });
    recallDecisions('/a/late.onnx', null);
    expect(draftOf(useJob.getState(), null)).not.toHaveProperty('onBadRow');
    expect(draftOf(useJob.getState(), null)).not.toHaveProperty('predictions');
  });

  it('is a draft of the contract, with rules that name their model where there are two', () => {
    setJobSource(source);
    pickModels(['/a/v1.onnx', '/a/v2.onnx']);
    recallDecisions('/a/v1.onnx', null);
    recallDecisions('/a/v2.onnx', null);
    decide('/a/v2.onnx', (decisions) => withFeed(decisions, hour, { column: 'h' }));
    useJob.setState({ where: ' hour > 3 ', provider: 'cpu' });
    const draft = draftOf(useJob.getState(), output);
    expect(JobDraft.parse(draft)).toMatchObject({
      models: [{ name: 'v1' }, { name: 'v2' }],
      bind: [{ input: 'v2.hour', columns: ['h'] }],
      where: 'hour > 3',
      provider: 'cpu',
      destination: { path: '/data/out.csv', overwrite: false },
    });
    expect(draft !== null && jobOf(draft, output, true).destination.overwrite).toBe(true);
  });
});
