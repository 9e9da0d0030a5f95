import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { keyCaps, onMac } from '../actions/shortcut.ts'

export const TooltipProvider = ({ children }: { readonly children: ReactNode }) => (
  <Radix.Provider delayDuration={400}>{children}</Radix.Provider>
)

/** A word beside a control, with its key. Never the only place where something is said. */
export function Tooltip({
  label,
  keys,
  side = 'bottom',
  children,
}: {
  readonly label: string
  readonly keys?: string | undefined
  readonly side?: 'bottom' | 'right' | 'top'
  readonly children: ReactNode
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="tooltip" side={side} sideOffset={6} collisionPadding={8}>
          {label}
          <Keys keys={keys} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The caps of a shortcut, as `Ctrl` `Z`. */
export function Keys({ keys }: { readonly keys: string | undefined }) {
  if (keys === undefined) return null
  return (
    <span className="keys" aria-hidden="true">
      {keyCaps(keys, onMac()).map((cap, at) => (
        <kbd className="kbd" key={`${cap}${at}`}>
          {cap}
        </kbd>
      ))}
    </span>
  )
}
