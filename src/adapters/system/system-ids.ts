import { randomBytes } from 'node:crypto'
import { v4, v5 } from 'uuid'
import type { IdSource } from '../../application/ports/id-source.ts'

/** Our namespace of named ids. Changing it would give every repeated request a new id, so it stays for ever. */
const namespace = '5d3b1f0e-8f5c-4a53-9a0e-2c1d7e6b4a90'

/** Ids and chance from the machine's cryptographic random source. */
export const systemIds = (): IdSource => ({
  random: () => v4(),
  named: (name) => v5(name, namespace),
  seed: () => Number(random53Bits()),
  chance: () => Number(random53Bits()) / 2 ** 53,
})

/** A double holds 53 bits exactly, which is why seeds end there. */
const random53Bits = (): bigint => randomBytes(8).readBigUInt64BE() >> 11n
