import { useQuery } from '@tanstack/react-query'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { presetsQuery } from '../../api/presets.ts'
import { studioWords } from '../../strings/en-studio.ts'
import { TextField } from '../../ui/fields.tsx'
import { changeComposer, useComposer } from './composer-state.ts'

const words = studioWords
const fewOutfits = 5

/** What they wear, in words of one's own, with what they usually wear and a few suggestions one press away. */
export function OutfitField({ usual }: { readonly usual: string }) {
  const outfit = useComposer((form) => form.outfit)
  const [all, setAll] = useState(false)
  const groups = useQuery(presetsQuery).data?.outfits ?? []
  const suggestions = groups.flatMap((group) => group.suggestions)
  const first = [usual, ...suggestions.filter((one) => one !== usual)].filter((one) => one !== '')
  const shown = all ? first : first.slice(0, fewOutfits)
  return (
    <div className="section">
      <TextField
        label={words.outfit}
        placeholder={usual}
        maxLength={200}
        value={outfit}
        onChange={(event) => changeComposer({ outfit: event.target.value })}
      />
      <div className="chips">
        {shown.map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={(outfit === '' ? usual : outfit) === one}
            onClick={() => changeComposer({ outfit: one })}
          >
            {one.charAt(0).toUpperCase() + one.slice(1)}
          </button>
        ))}
        <button
          type="button"
          className="chip"
          aria-label={all ? words.fewerOutfits : words.moreOutfits}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          <Ellipsis className="icon icon--sm" aria-hidden="true" />
        </button>
      </div>
    </div>
  )
}
