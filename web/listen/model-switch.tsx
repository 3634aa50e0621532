import { chooseModel, modelChoice } from '../engine/chosen-model.ts';
import { strings } from '../language/en/main.ts';
import { useStore } from '../shell/store.ts';
import classes from './engine-switch.module.css';

/** The choice between the usual model and those that were made of the library; nothing where there are none. */
export function ModelSwitch() {
  const { models, chosen } = useStore(modelChoice);
  if (models.length === 0) return null;
  return (
    <label className={classes.model}>
      {strings.engine.model}
      <select value={chosen ?? ''} onChange={(event) => chooseModel(event.currentTarget.value || undefined)}>
        <option value="">{strings.engine.usual}</option>
        {models.map(({ name, madeAt }) => (
          <option key={name} value={name}>
            {strings.engine.own(madeAt)}
          </option>
        ))}
      </select>
    </label>
  );
}
