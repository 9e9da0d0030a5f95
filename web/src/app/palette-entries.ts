import type { LucideIcon } from 'lucide-react'
import type { text } from '../strings/en.ts'

/** One line of the command palette. */
export type Entry = {
  readonly id: string
  readonly group: keyof typeof text.palette.groups
  readonly label: string
  readonly icon: LucideIcon
  /** The action's key, where it has one. */
  readonly keys: string | undefined
  readonly perform: () => void
}

const mostShown = 40

/** The entries in which every typed word is found, those first whose words begin with it. Case and accents make no difference. */
export function matching(entries: readonly Entry[], typed: string): readonly Entry[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  return entries
    .map((entry) => ({ entry, score: scoreOf(plain(entry.label), words) }))
    .filter(({ score }) => score !== null)
    .sort((one, other) => (one.score ?? 0) - (other.score ?? 0))
    .map(({ entry }) => entry)
    .slice(0, mostShown)
}

/** 0 is best: every word begins the label or a word of it; null where one is missing. */
function scoreOf(label: string, words: readonly string[]): number | null {
  let score = 0
  for (const word of words) {
    if (!label.includes(word)) return null
    if (label.startsWith(word)) continue
    score += label.includes(` ${word}`) ? 1 : 2
  }
  return score
}

const plain = (value: string): string => value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
