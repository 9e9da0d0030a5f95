import { Dialog as Radix } from 'radix-ui'
import { X } from 'lucide-react'
import { useId, type ReactNode } from 'react'
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
  /** A press beside it does not close it. */
  readonly holds?: boolean
}

/** A question or a form above the page. Focus goes in, stays in and comes back. */
export function Dialog({ title, intro, open, onClose, children, acts, cancel = text.ui.cancel, wide = false, holds = false }: DialogProps) {
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
            onInteractOutside={(event) => (holds ? event.preventDefault() : undefined)}
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

type FormDialogProps = Omit<DialogProps, 'open' | 'acts' | 'holds'> & {
  /** What the button says that sends the form. */
  readonly send: string
  readonly ready: boolean
  readonly onSend: () => void
  /** Shown over the form. */
  readonly above?: ReactNode
  readonly className?: string
}

/** A form above the page for as long as it is drawn; its button stands in the dialog's foot, and Enter in a field is the same. A stray press loses no words. */
export function FormDialog({ send, ready, onSend, above, className = 'stack', children, ...dialog }: FormDialogProps) {
  const id = useId()
  return (
    <Dialog
      {...dialog}
      open
      holds
      acts={
        <button type="submit" form={id} className="btn btn--primary" disabled={!ready}>
          {send}
        </button>
      }
    >
      {above}
      <form
        id={id}
        className={className}
        onSubmit={(event) => {
          event.preventDefault()
          onSend()
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  title,
  hint,
  confirm,
  open,
  onConfirm,
  onClose,
}: {
  readonly title: string
  readonly hint: string
  /** What the button says: the act itself, never just "OK". */
  readonly confirm: string
  readonly open: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}) {
  return (
    <Dialog
      title={title}
      intro={hint}
      open={open}
      onClose={onClose}
      acts={
        <button
          type="button"
          className="btn btn--danger"
          onClick={() => {
            onClose()
            onConfirm()
          }}
        >
          {confirm}
        </button>
      }
    />
  )
}

/** A form starts at its first field; anything else at its own words, not at the button that closes it. */
function focusFirstField(event: Event): void {
  if (!(event.target instanceof HTMLElement)) return
  event.preventDefault()
  const field = event.target.querySelector<HTMLElement>('input, textarea, select') ?? event.target
  // A long dialog is taller than the window, and would be pushed until its middle is in sight.
  field.focus({ preventScroll: field === event.target })
}
