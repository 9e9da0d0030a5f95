import { useEffect, useRef, useState } from 'react'
import { text } from '../../strings/en.ts'
import { SearchInput } from '../../ui/search-input.tsx'
import { Keys } from '../../ui/tooltip.tsx'

const words = text.gallery
const typingMs = 250

/** Searches when the person pauses, not with every letter. */
export function SearchField({ value, onSearch }: { readonly value: string; readonly onSearch: (words: string) => void }) {
  const [typed, setTyped] = useState(value)
  /** What the address was told and has not passed yet: when it says that back, more may have been typed. */
  const told = useRef([value])
  useEffect(() => {
    const at = told.current.indexOf(value)
    if (at < 0) setTyped(value)
    told.current = at < 0 ? [value] : told.current.slice(at)
  }, [value])
  useEffect(() => {
    const searched = typed.trim()
    if (searched === told.current.at(-1)) return
    const pause = setTimeout(() => {
      told.current.push(searched)
      onSearch(searched)
    }, typingMs)
    return () => clearTimeout(pause)
  }, [typed, value, onSearch])
  return (
    <SearchInput label={words.search} placeholder={words.search} value={typed} onType={setTyped}>
      {typed === '' && <Keys keys="/" />}
    </SearchInput>
  )
}
