import { useEffect, useState } from 'react'
import { TextField } from '../../ui/fields.tsx'
import { isDay } from '../../ui/search.ts'

/** A day of the filters, told once it is whole: a year that is being typed is a day of the first century with its first figure. */
export function DayField({
  label,
  value,
  onDay,
}: {
  readonly label: string
  /** Empty for none. */
  readonly value: string
  readonly onDay: (day: string) => void
}) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  return (
    <TextField
      label={label}
      type="date"
      max="9999-12-31"
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value)
        if (target.value === '' || isDay(target.value)) onDay(target.value)
      }}
      onBlur={() => setTyped(value)}
    />
  )
}
