import { InvalidArgumentError } from 'commander'

/** An option's value in seconds. */
export function seconds(text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('expected a number of seconds above 0')
  return value
}
