import { Dialog as Radix } from 'radix-ui'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { text } from '../strings/en.ts'
import { IconButton } from './icon-button.tsx'
import { useFocusReturn } from './use-focus-return.ts'

type DialogProps = {
  readonly title: string
  readonly intro?: string
  readonly open: boolean
  readonly onClose: () => void
  readonly children?: ReactNode
  /** The acts of the dialog; the way out of it stands before them. */
  readonly acts?: ReactNode
  /** What the way out is called. */
  readonly cancel?: string
  readonly wide?: boolean
}

/** A question or a form above the page. Focus goes in, stays in and comes back. */
export function Dialog({ title, intro, open, onClose, children, acts, cancel = text.ui.cancel, wide = false }: DialogProps) {
  const focus = useFocusReturn()
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-layer">
          <Radix.Content
            onOpenAutoFocus={(event) => {
              focus.remember()
              focusFirstField(event)
            }}
            onCloseAutoFocus={focus.giveBack}
            className={`dialog ${wide ? 'dialog--wide' : ''}`}
            {...(intro === undefined ? { 'aria-describedby': undefined } : {})}
          >
            <div className="dialog__body">
              <div className="row row--between">
                <Radix.Title asChild>
                  <h2>{title}</h2>
                </Radix.Title>
                <Radix.Close asChild>
                  <IconButton label={text.ui.close} icon={X} small />
                </Radix.Close>
              </div>
              {intro !== undefined && <Radix.Description className="secondary">{intro}</Radix.Description>}
              {children}
            </div>
            {acts !== undefined && (
              <div className="dialog__foot">
                <button type="button" className="btn" onClick={onClose}>
                  {cancel}
                </button>
                {acts}
              </div>
            )}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** A form starts at its first field; anything else at its own words, not at the button that closes it. */
function focusFirstField(event: Event): void {
  if (!(event.target instanceof HTMLElement)) return
  event.preventDefault()
  const field = event.target.querySelector<HTMLElement>('input, textarea, select') ?? event.target
  field.focus()
}
