import { Button } from '@mantine/core';
import type { ModelList } from '../../src/server/schema.ts';
import { words } from '../language/en/models.ts';
import { Page } from '../shell/page.tsx';
import { HAS_SERVER } from '../shell/site.ts';
import { Skeleton } from '../shell/skeleton.tsx';
import { ModelCard } from './card.tsx';
import { Comparison } from './comparison.tsx';
import classes from './models.module.css';
import { OwnModels } from './own-model.tsx';
import { useModels } from './use-models.ts';

/** Page of models: their origin, their accuracy, and why figures elsewhere are higher. */
export function Models() {
  const [state, retry] = useModels();
  return (
    <Page title={words.title} lead={words.lead}>
      <div className={classes.cards} aria-busy={state.kind === 'loading'}>
        {state.kind === 'loading' && <Skeleton titled={false} />}
        {state.kind === 'failed' && (
          <div className={classes.empty} role="alert">
            <p>{words.unreachable}</p>
            <Button variant="default" onClick={retry}>
              {words.retry}
            </Button>
          </div>
        )}
        {state.kind === 'there' && <Cards list={state.list} />}
      </div>
      {HAS_SERVER && state.kind !== 'loading' && <OwnModels />}
      {state.kind !== 'loading' && <Comparison list={state.kind === 'there' ? state.list : undefined} />}
    </Page>
  );
}

function Cards({ list }: { list: ModelList }) {
  if (list.models.length === 0) return <p className={classes.empty}>{words.none}</p>;
  const defaultFirst = [...list.models].sort(
    (a, b) => Number(b.name === list.default) - Number(a.name === list.default),
  );
  return (
    <>
      {defaultFirst.map((card) => (
        <ModelCard key={card.name} card={card} isDefault={card.name === list.default} />
      ))}
      {list.unavailable.length > 0 && (
        <section className={classes.empty}>
          <h2>{words.unavailable}</h2>
          <ul>
            {list.unavailable.map(({ file, message }) => (
              <li key={file}>
                <strong>{file}</strong>: {message}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
