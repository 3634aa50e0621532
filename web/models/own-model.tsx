import { Button } from '@mantine/core';
import { chooseModel, modelChoice } from '../engine/chosen-model.ts';
import { words } from '../language/en/models.ts';
import { Link } from '../shell/link.tsx';
import { PATHS } from '../shell/pages.ts';
import { useStore } from '../shell/store.ts';
import classes from './own-model.module.css';

/** Note on the use of a model made from the library. */
export function OwnModel({ name }: { name: string }) {
  const { chosen } = useStore(modelChoice);
  const listens = chosen === name;
  return (
    <div className={classes.uses}>
      {listens && <span className={classes.listens}>{words.own.listens}</span>}
      <Button
        size="sm"
        variant={listens ? 'default' : 'filled'}
        onClick={() => chooseModel(listens ? undefined : name)}
      >
        {listens ? words.own.back : words.own.listen}
      </Button>
      <Link href={PATHS.teach}>{words.own.library}</Link>
    </div>
  );
}

/** Instructions for making such a model. */
export function OwnModels() {
  return (
    <section className={classes.own}>
      <h2>{words.own.title}</h2>
      <p>{words.own.lead}</p>
      <Button component={Link} href={PATHS.teach} variant="default">
        {words.own.train}
      </Button>
    </section>
  );
}
