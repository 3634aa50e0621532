import { SegmentedControl } from '@mantine/core';
import type { EngineName } from '../engine/engine.ts';
import { IconDeviceLaptop, IconServer2 } from '../icons/icons.ts';
import { strings } from '../language/en/main.ts';
import { engineByHand } from '../queue/page-queue.ts';
import { HAS_SERVER } from '../shell/site.ts';
import { useStore } from '../shell/store.ts';
import switchClasses from '../theme/switch.module.css';
import classes from './engine-switch.module.css';
import { ModelSwitch } from './model-switch.tsx';

interface EngineSwitchProps {
  readonly engine: EngineName;
  readonly onChoose: (engine: EngineName) => void;
}

export function EngineSwitch({ engine, onChoose }: EngineSwitchProps) {
  const byHand = useStore(engineByHand);
  return (
    <div className={classes.switch}>
      {HAS_SERVER && (
        <SegmentedControl
          aria-label={strings.engine.label}
          classNames={switchClasses}
          value={engine}
          onChange={onChoose}
          data={[
            { value: 'server', label: <Choice icon={IconServer2} name={strings.engine.name.server} /> },
            {
              value: 'browser',
              label: <Choice icon={IconDeviceLaptop} name={strings.engine.name.browser} />,
            },
          ]}
        />
      )}
      <ModelSwitch />
      <p className={classes.note}>
        {strings.engine.note[engine]}
        {HAS_SERVER && !byHand && ` ${strings.engine.chosen[engine]}`}
      </p>
    </div>
  );
}

function Choice({ icon: Icon, name }: { icon: typeof IconServer2; name: string }) {
  return (
    <span className={classes.choice}>
      <Icon size={17} stroke={1.8} />
      {name}
    </span>
  );
}
