import { beforeAll, describe, expect, it } from '@jest/globals'
import { render, screen } from '@testing-library/react'
import { useTheme } from './theme.ts'
import { toast } from './toast.ts'
import { Toaster } from './toaster.tsx'

/** There is no system to follow here. */
beforeAll(() => useTheme.setState({ theme: 'dark' }))

describe('a toast', () => {
  it('that was said before there was a place for it is shown there, and later ones at once', async () => {
    toast('quick')
    render(<Toaster />)
    await screen.findByText('quick')
    toast.error('late')
    await screen.findByText('late')
    expect(screen.getAllByText('quick')).toHaveLength(1)
  })
})
