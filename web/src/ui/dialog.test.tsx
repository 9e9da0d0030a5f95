import { describe, expect, it } from '@jest/globals'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { Dialog, FormDialog } from './dialog.tsx'
import { TooltipProvider } from './tooltip.tsx'

function Page() {
  const [open, setOpen] = useState(false)
  return (
    <TooltipProvider>
      <button onClick={() => setOpen(true)}>ask</button>
      <Dialog title="Who?" open={open} onClose={() => setOpen(false)}>
        <input aria-label="name" />
      </Dialog>
    </TooltipProvider>
  )
}

/** A layer hears presses from the turn after the one it opened in. */
async function pressBeside(): Promise<void> {
  await new Promise((wake) => setTimeout(wake))
  fireEvent.pointerDown(document.body)
}

describe('a dialog', () => {
  it('takes the focus to its first field, and gives it back to where it was', async () => {
    render(<Page />)
    const button = screen.getByText('ask')
    button.focus()
    fireEvent.click(button)
    const field = await screen.findByLabelText('name')
    expect(document.activeElement).toBe(field)
    fireEvent.keyDown(field, { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(document.activeElement).toBe(button))
  })
  it('closes with a press beside it, but not over a form that somebody fills in', async () => {
    const closed: string[] = []
    const form = (
      <FormDialog title="New" send="Make" ready onSend={() => undefined} onClose={() => closed.push('form')}>
        <input aria-label="words" />
      </FormDialog>
    )
    const { rerender } = render(<TooltipProvider>{form}</TooltipProvider>)
    await screen.findByLabelText('words')
    await pressBeside()
    rerender(
      <TooltipProvider>
        <Dialog title="Settings" open onClose={() => closed.push('settings')} />
      </TooltipProvider>,
    )
    await screen.findByText('Settings')
    await pressBeside()
    await waitFor(() => expect(closed).toEqual(['settings']))
  })
})
