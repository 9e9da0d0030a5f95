import { describe, expect, it, jest } from '@jest/globals'
import { fireEvent, render, screen } from '@testing-library/react'
import { TooltipProvider } from '../../ui/tooltip.tsx'
import { CredentialsForm } from './credentials-form.tsx'

const show = (problem: string | null = null) => {
  const onSubmit = jest.fn()
  render(
    <TooltipProvider>
      <CredentialsForm label="First account" submit="Create" fresh busy={false} problem={problem} onSubmit={onSubmit} />
    </TooltipProvider>,
  )
  return onSubmit
}

describe('the form of the first account', () => {
  it('hands over what was typed, without blanks around the name', () => {
    const onSubmit = show()
    fireEvent.change(screen.getByLabelText('Username'), { target: { value: ' nova ' } })
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'a long password' } })
    fireEvent.submit(screen.getByRole('form', { name: 'First account' }))
    expect(onSubmit).toHaveBeenCalledWith({ username: 'nova', password: 'a long password' })
  })
  it('shows the password only when asked', () => {
    show()
    expect(screen.getByLabelText('Password').getAttribute('type')).toBe('password')
    fireEvent.click(screen.getByRole('button', { name: 'Show password' }))
    expect(screen.getByLabelText('Password').getAttribute('type')).toBe('text')
  })
  it('says what went wrong where the eye is', () => {
    show('An account exists already. Sign in instead.')
    expect(screen.getByRole('alert').textContent).toContain('An account exists already')
  })
})
