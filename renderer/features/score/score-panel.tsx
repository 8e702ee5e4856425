/** The inspector's first tab: from models to predictions, top to bottom. */
import { InputsSection } from '../binding/inputs-section.tsx';
import { ColumnsSection } from './columns-section.tsx';
import { ModelsSection } from './models-section.tsx';
import { MoreSection } from './more-section.tsx';
import { OutputSection } from './output-section.tsx';
import { RowsSection } from './rows-section.tsx';
import { ScoreFooter } from './score-footer.tsx';
import classes from './score.module.css';

export function ScorePanel() {
  return (
    <div className={classes.panel}>
      <ModelsSection />
      <InputsSection />
      <RowsSection />
      <ColumnsSection />
      <OutputSection />
      <MoreSection />
      <ScoreFooter />
    </div>
  );
}
