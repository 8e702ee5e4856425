/** A model's card: everything an ONNX file says about itself. */
import { Button } from '@mantine/core';
import type { Assessment, ModelCard, ModelInput, ModelOutput } from '../../../contract/index.ts';
import { showPage } from '../../shell/layout-store.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FaultCard } from '../../ui/fault-card.tsx';
import { PanelSection } from '../../ui/panel-section.tsx';
import { amount, bytesText, countText } from '../../ui/quantities.ts';
import { fileName } from '../sources/paths.ts';
import classes from './models.module.css';
import { tensorText } from './tensor-text.ts';

export function ModelCardView({ assessment: { card, refusal } }: { assessment: Assessment }) {
  return (
    <>
      <section className={classes.title}>
        <h2>{fileName(card.path)}</h2>
        {card.doc !== '' && <p className={classes.doc}>{card.doc}</p>}
        {refusal !== null && <FaultCard error={refusal} />}
      </section>
      <PanelSection title={`Takes ${amount(card.inputs.length, 'input')}`}>
        <Tensors tensors={card.inputs} />
        <FeatureList card={card} />
      </PanelSection>
      <PanelSection title={`Gives ${amount(card.outputs.length, 'output')}`}>
        <Tensors tensors={card.outputs} />
      </PanelSection>
      <PanelSection title="Graph" aside={<GraphButton />}>
        <ul className={classes.operators}>
          {card.operators.map(({ op, domain, count }) => (
            <li key={`${domain}.${op}`} title={domain === '' ? 'ai.onnx' : domain}>
              {op} <span className={classes.count}>× {countText(count)}</span>
            </li>
          ))}
        </ul>
      </PanelSection>
      <PanelSection title="File">
        <FileFacts card={card} />
      </PanelSection>
    </>
  );
}

function GraphButton() {
  return (
    <Button size="compact-xs" variant="subtle" onClick={() => showPage('model-graph')}>
      Show
    </Button>
  );
}

function Tensors({ tensors }: { tensors: readonly (ModelInput | ModelOutput)[] }) {
  return (
    <dl className={classes.tensors}>
      {tensors.map((tensor) => (
        <div key={tensor.name}>
          <dt>{tensor.name}</dt>
          <dd>
            {tensorText(tensor)}
            {'classes' in tensor && tensor.classes !== null && ` · classes ${tensor.classes.slice(0, 20).join(', ')}`}
            {'optional' in tensor && tensor.optional && ' · need not be fed'}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function FeatureList({ card: { features } }: { card: ModelCard }) {
  if (features === null) return null;
  return (
    <details className={classes.features}>
      <summary>
        {amount(features.names.length, 'feature')}, named in {features.source}
      </summary>
      <ol>
        {features.names.map((name, at) => (
          <li key={at}>{name}</li>
        ))}
      </ol>
    </details>
  );
}

function FileFacts({ card }: { card: ModelCard }) {
  const { producer, opsets, metadata, externalData, sha256, bytes, parameters, domain, modelVersion, irVersion } = card;
  const facts: [string, string][] = [
    ['Size', `${bytesText(bytes)}, ${amount(parameters, 'parameter')}`],
    ['Made by', `${producer.name} ${producer.version}`.trim() || 'not said'],
    ['Opsets', opsets.map((opset) => `${opset.domain || 'ai.onnx'} ${opset.version}`).join(', ')],
    ['Format', `ONNX IR ${irVersion}`],
    ...(domain === '' ? [] : [['Domain', domain] as [string, string]]),
    ...(modelVersion === 0 ? [] : [['Version', String(modelVersion)] as [string, string]]),
    ...externalData.map((part): [string, string] => ['Weights in', externalText(part)]),
    ...Object.entries(metadata),
  ];
  return (
    <>
      <Facts facts={facts} />
      <CopyText label="sha256" text={sha256} />
      <CopyText label="Path" text={card.path} />
    </>
  );
}

function externalText({ location, bytes }: ModelCard['externalData'][number]): string {
  return typeof bytes === 'number' ? `${location} (${bytesText(bytes)})` : location;
}
