import { expect, it } from '@jest/globals'
import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { DayField } from './day-field.tsx'

const told: string[] = []

function Rail() {
  const [day, setDay] = useState('')
  const tell = (next: string): void => {
    told.push(next)
    setDay(next)
  }
  return <DayField label="From" value={day} onDay={tell} />
}

it('tells a day whose year is typed figure by figure only once it is whole, and forgets one that was left half-way', () => {
  render(<Rail />)
  const field = screen.getByLabelText<HTMLInputElement>('From')
  for (const year of ['0002', '0020', '0202', '2026']) fireEvent.change(field, { target: { value: `${year}-06-15` } })
  expect(told).toEqual(['2026-06-15'])
  fireEvent.change(field, { target: { value: '0001-06-15' } })
  fireEvent.blur(field)
  expect(field.value).toBe('2026-06-15')
  fireEvent.change(field, { target: { value: '' } })
  expect(told).toEqual(['2026-06-15', ''])
})
