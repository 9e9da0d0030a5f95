import type { ComponentProps } from 'react'
import type { Action } from '../actions/action.ts'
import { IconButton } from './icon-button.tsx'

/** The button of an action of the registry: label, icon and key come from there. */
export function ActionButton<Hands>({
  action,
  hands,
  ...rest
}: { readonly action: Action<Hands>; readonly hands: Hands } & Omit<ComponentProps<typeof IconButton>, 'label' | 'icon' | 'keys'>) {
  return <IconButton label={action.label} icon={action.icon} keys={action.keys[0]} onClick={() => action.perform(hands)} {...rest} />
}
