import { Dialog } from './dialog.tsx'

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
