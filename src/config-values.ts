import { z } from 'zod'

/** What is set does not hold. The message names variables and expectations, never values. */
export class ConfigInvalid extends Error {
  override readonly name = 'ConfigInvalid'
}

/** What a variable may hold, and what is said when it holds something else. */
export function whole(least: number, most: number) {
  const message = `expected a whole number from ${least} to ${most}`
  return z.coerce.number({ message }).int({ message }).min(least, { message }).max(most, { message })
}

export function address(protocol: RegExp) {
  return z.url({ protocol })
}

export function yesOrNo() {
  return z.enum(['true', 'false'], { error: 'expected `true` or `false`' })
}

export function urls() {
  return z
    .string()
    .transform((text) => text.split(',').map((url) => url.trim().replace(/\/+$/, '')))
    .pipe(z.array(address(/^https?$/)).min(1))
}
