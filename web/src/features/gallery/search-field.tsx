import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { text } from '../../strings/en.ts'
import { Keys } from '../../ui/tooltip.tsx'

const words = text.gallery
const typingMs = 250

/** Searches when the person pauses, not with every letter. */
export function SearchField({ value, onSearch }: { readonly value: string; readonly onSearch: (words: string) => void }) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return
    const pause = setTimeout(() => onSearch(typed.trim()), typingMs)
    return () => clearTimeout(pause)
  }, [typed, value, onSearch])
  return (
    <div className="input-wrap">
      <Search className="icon" aria-hidden="true" />
      <input
        className="input"
        type="search"
        data-search
        aria-label={words.search}
        placeholder={words.search}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {typed === '' && <Keys keys="/" />}
    </div>
  )
}
