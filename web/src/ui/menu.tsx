import { DropdownMenu } from 'radix-ui'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type MenuItem = {
  readonly id?: string
  readonly label: string
  readonly icon: LucideIcon
  readonly danger?: boolean
  readonly onSelect: () => void
}

/** A menu under a button. It stays within the part of the page that its button is in, so that nothing else has to be hidden from anybody. */
export function Menu({
  trigger,
  items,
  label,
}: {
  readonly trigger: ReactNode
  readonly items: readonly MenuItem[]
  readonly label?: ReactNode
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
        {label !== undefined && <DropdownMenu.Label className="menu__label">{label}</DropdownMenu.Label>}
        {items.map(({ id, label: name, icon: Icon, danger, onSelect }) => (
          <DropdownMenu.Item key={id ?? name} className={danger === true ? 'is-danger' : ''} onSelect={onSelect}>
            <Icon className="icon" aria-hidden="true" />
            {name}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}
