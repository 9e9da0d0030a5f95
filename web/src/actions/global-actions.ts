import {
  BadgeCheck,
  ChartColumn,
  Command,
  Contrast,
  Images,
  Keyboard,
  ListChecks,
  ScrollText,
  Search,
  Settings,
  Sparkles,
  Users,
} from 'lucide-react'
import { text } from '../strings/en.ts'
import type { Action } from './action.ts'

export type GlobalHands = {
  goTo(page: 'studio' | 'gallery' | 'characters' | 'queue' | 'insights' | 'audit' | 'verify' | 'settings'): void
  openHelp(): void
  openPalette(): void
  search(): void
  switchTheme(): void
}

const words = text.actions.global

export const globalActions = {
  help: { name: 'help', label: words.help, icon: Keyboard, keys: ['?'], perform: (hands) => hands.openHelp() },
  palette: {
    name: 'palette',
    label: words.palette,
    icon: Command,
    keys: ['mod+k'],
    whileTyping: true,
    perform: (hands) => hands.openPalette(),
  },
  search: { name: 'search', label: words.search, icon: Search, keys: ['/'], perform: (hands) => hands.search() },
  theme: { name: 'theme', label: words.theme, icon: Contrast, keys: ['shift+t'], perform: (hands) => hands.switchTheme() },
  studio: { name: 'go-studio', label: words.studio, icon: Sparkles, keys: ['g s'], perform: (hands) => hands.goTo('studio') },
  gallery: { name: 'go-gallery', label: words.gallery, icon: Images, keys: ['g g'], perform: (hands) => hands.goTo('gallery') },
  characters: { name: 'go-characters', label: words.characters, icon: Users, keys: ['g c'], perform: (hands) => hands.goTo('characters') },
  queue: { name: 'go-queue', label: words.queue, icon: ListChecks, keys: ['g q'], perform: (hands) => hands.goTo('queue') },
  insights: { name: 'go-insights', label: words.insights, icon: ChartColumn, keys: ['g i'], perform: (hands) => hands.goTo('insights') },
  audit: { name: 'go-audit', label: words.audit, icon: ScrollText, keys: ['g a'], perform: (hands) => hands.goTo('audit') },
  verify: { name: 'go-verify', label: words.verify, icon: BadgeCheck, keys: ['g v'], perform: (hands) => hands.goTo('verify') },
  settings: { name: 'go-settings', label: words.settings, icon: Settings, keys: ['g ,'], perform: (hands) => hands.goTo('settings') },
} satisfies Record<string, Action<GlobalHands>>
