/** The rail on the left: what can be opened, used and looked up. */
import { Guarded } from '../ui/guarded.tsx';
import type { RailSection } from './contribution.ts';
import classes from './shell.module.css';

export function Rail({ sections }: { sections: readonly RailSection[] }) {
  return (
    <nav className={`${classes.side} ${classes.rail}`} aria-label="Files, models and runs">
      {sections.map(({ id, label, Content, Buttons }) => (
        <section key={id} aria-labelledby={`rail-${id}`}>
          <div className={classes.railHeading}>
            <h2 id={`rail-${id}`}>{label}</h2>
            {Buttons !== undefined && <Buttons />}
          </div>
          <Guarded>
            <Content />
          </Guarded>
        </section>
      ))}
    </nav>
  );
}
