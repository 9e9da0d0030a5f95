import { describe, expect, it } from '@jest/globals'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { Dialog } from './dialog.tsx'
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
})
