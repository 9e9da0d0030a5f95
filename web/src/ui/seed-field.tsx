import { Dices, Lock, LockOpen } from 'lucide-react'
import { useId } from 'react'
import { studioWords } from '../strings/en-studio.ts'
import { IconButton } from './icon-button.tsx'
import { randomSeed, typedSeed } from './seed.ts'

const words = studioWords

/** The seed with its lock: a locked seed stays for the next run, an open one is chosen anew each time. */
export function SeedField({
  seed,
  locked,
  onChange,
}: {
  readonly seed: string
  readonly locked: boolean
  readonly onChange: (changes: { readonly seed?: string; readonly seedLocked?: boolean }) => void
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{words.seed}</label>
      <div className="row seed-row">
        <input
          id={id}
          className="input num"
          inputMode="numeric"
          placeholder={words.seedRandom}
          value={seed}
          onChange={(event) => onChange({ seed: typedSeed(event.target.value), seedLocked: event.target.value !== '' })}
        />
        <IconButton
          label={words.keepSeed}
          icon={locked ? Lock : LockOpen}
          className=""
          aria-pressed={locked}
          onClick={() => onChange({ seedLocked: !locked, ...(seed === '' ? { seed: String(randomSeed()) } : {}) })}
        />
        <IconButton label={words.newSeed} icon={Dices} onClick={() => onChange({ seed: String(randomSeed()) })} />
      </div>
    </div>
  )
}
