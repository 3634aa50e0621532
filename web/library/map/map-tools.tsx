import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { memo } from 'react';
import {
  IconFocusCentered,
  IconHandMove,
  IconLasso,
  IconMinus,
  IconPlus,
  IconVolume,
  IconVolumeOff,
} from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import switchClasses from '../../theme/switch.module.css';
import { SelectField } from '../select-field.tsx';
import { COLOURED_BY, type ColouredBy } from './colouring.ts';
import classes from './map-page.module.css';
import type { Tool } from './plot.tsx';

interface MapToolsProps {
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
  readonly by: ColouredBy;
  readonly onBy: (by: ColouredBy) => void;
  /** Whether songs play under the pointer. */
  readonly sounds: boolean;
  readonly onSound: () => void;
  readonly onZoom: (factor: number) => void;
  /** Shows the whole map. */
  readonly onWhole: () => void;
}

const ZOOM_STEP = 1.6;
const text = words.map;

/** Toolbar above the map. */
export const MapTools = memo(function MapTools({
  tool,
  onTool,
  by,
  onBy,
  sounds,
  onSound,
  onZoom,
  onWhole,
}: MapToolsProps) {
  return (
    <div className={classes.tools}>
      <SegmentedControl
        size="sm"
        aria-label={text.tool}
        classNames={switchClasses}
        value={tool}
        onChange={onTool}
        data={[
          { value: 'move', label: <ToolName icon={IconHandMove} name={text.move} /> },
          { value: 'lasso', label: <ToolName icon={IconLasso} name={text.lasso} /> },
        ]}
      />
      <Button
        className={classes.hear ?? ''}
        size="sm"
        variant="default"
        role="switch"
        aria-checked={sounds}
        leftSection={sounds ? <IconVolume size={17} /> : <IconVolumeOff size={17} />}
        onClick={onSound}
      >
        {text.hear}
      </Button>
      <label className={classes.by}>
        {text.colours}
        <SelectField value={by} options={COLOURED_BY} nameOf={(each) => text.by[each]} onValue={onBy} />
      </label>
      <div className={classes.zoom}>
        <RoundButton icon={IconPlus} name={text.zoomIn} onClick={() => onZoom(ZOOM_STEP)} />
        <RoundButton icon={IconMinus} name={text.zoomOut} onClick={() => onZoom(1 / ZOOM_STEP)} />
        <RoundButton icon={IconFocusCentered} name={text.fit} onClick={onWhole} />
      </div>
    </div>
  );
});

interface RoundButtonProps {
  readonly icon: typeof IconPlus;
  readonly name: string;
  readonly onClick: () => void;
}

function RoundButton({ icon: Icon, name, onClick }: RoundButtonProps) {
  return (
    <ActionIcon variant="default" size={38} radius="xl" aria-label={name} onClick={onClick}>
      <Icon size={18} />
    </ActionIcon>
  );
}

function ToolName({ icon: Icon, name }: { icon: typeof IconLasso; name: string }) {
  return (
    <span className={classes.toolName}>
      <Icon size={17} stroke={1.8} aria-hidden="true" />
      {name}
    </span>
  );
}
