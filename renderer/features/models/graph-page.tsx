/** The page with a model's graph. */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import type { ModelCard, ModelGraph } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { FaultCard } from '../../ui/fault-card.tsx';
import { amount } from '../../ui/quantities.ts';
import { useJob } from '../score/job-store.ts';
import { fileName } from '../sources/paths.ts';
import { boxesOf } from './graph-boxes.ts';
import classes from './graph.module.css';
import { useShownModel } from './shown-model.ts';
import { useAssessment } from './use-assessment.ts';

const GraphPicture = lazy(() => import('./graph-picture.tsx').then((module) => ({ default: module.GraphPicture })));

const nodeLimit = 1000;

export function GraphPage() {
  const client = useClient();
  const first = useJob(({ models }) => models[0]?.path);
  const path = useShownModel((state) => state.path) ?? first ?? null;
  const { data: assessment } = useAssessment(path);
  const { data: graph, error } = useQuery({
    queryKey: ['graph', path, assessment?.card.sha256],
    queryFn: ({ signal }) => client.model.graph({ path: path ?? '', nodeLimit }, { signal }),
    enabled: path !== null,
  });
  if (path === null) return <EmptyHint>Pick a model to see its graph.</EmptyHint>;
  if (error !== null) return <FaultCard error={error} />;
  if (graph === undefined || assessment === undefined) return null;
  return <GraphView graph={graph} card={assessment.card} />;
}

function GraphView({ graph, card }: { graph: ModelGraph; card: ModelCard }) {
  const boxes = useMemo(() => boxesOf(graph, card), [graph, card]);
  const shown = graph.nodes.length < graph.nodeCount ? `the first ${amount(graph.nodes.length, 'operator')} of ` : '';
  const text = `${fileName(card.path)}: ${shown}${amount(graph.nodeCount, 'operator')}`;
  const grouped = boxes.boxes.length < graph.nodes.length ? '; those that follow one another share a box' : '';
  return (
    <div className={classes.page}>
      <p>
        {text}
        {grouped}.
      </p>
      <Suspense fallback={<div />}>
        <GraphPicture boxes={boxes} label={`Graph of ${text}`} />
      </Suspense>
    </div>
  );
}
