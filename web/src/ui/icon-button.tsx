import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Tooltip } from './tooltip.tsx'

type IconButtonProps = {
  readonly label: string
  readonly icon: LucideIcon
  readonly keys?: string | undefined
  readonly small?: boolean
  readonly iconClass?: string
  readonly side?: 'bottom' | 'right' | 'top'
} & Omit<ComponentProps<'button'>, 'children' | 'aria-label' | 'type'>

/** A button that is a picture: always with a name for everybody and a tooltip with its key. */
export function IconButton({
  label,
  icon: Icon,
  keys,
  small = false,
  iconClass = '',
  side = 'bottom',
  className = 'btn--ghost',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys} side={side}>
      <button type="button" className={`btn btn--icon ${small ? 'btn--sm' : ''} ${className}`} aria-label={label} {...rest}>
        <Icon className={`icon ${small ? 'icon--sm' : ''} ${iconClass}`} aria-hidden="true" />
      </button>
    </Tooltip>
  )
}
