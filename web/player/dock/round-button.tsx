import { ActionIcon, type ActionIconProps } from '@mantine/core';
import type { ComponentPropsWithRef } from 'react';

type RoundButtonProps = ActionIconProps & Omit<ComponentPropsWithRef<'button'>, keyof ActionIconProps>;

/** A button of the player that is a picture: as large as a finger, and quiet. */
export function RoundButton(props: RoundButtonProps) {
  return <ActionIcon size={44} radius="xl" variant="subtle" {...props} />;
}
