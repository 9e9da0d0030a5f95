import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { mostLetters } from './search.ts'

type SearchInputProps = {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onType: (typed: string) => void
  /** Stands at the end of the field. */
  readonly children?: ReactNode
}

/** The field that the key of searching goes to; of a page there is one. */
export function SearchInput({ label, placeholder, value, onType, children }: SearchInputProps) {
  return (
    <div className="input-wrap">
      <Search className="icon" aria-hidden="true" />
      <input
        className="input"
        type="search"
        data-search
        aria-label={label}
        placeholder={placeholder}
        value={value}
        maxLength={mostLetters}
        onChange={(event) => onType(event.target.value)}
      />
      {children}
    </div>
  )
}
