/** One press: a physical key and what is held with it. Letters and digits go by place, so that every layout works. */
type Press = {
  readonly mod: boolean
  readonly shift: boolean | null
  readonly alt: boolean
  readonly code: string | null
  readonly key: string | null
}
type KeyEvent = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

const places: Readonly<Record<string, string>> = {
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
  space: 'Space',
  '.': 'Period',
  ',': 'Comma',
}
/** Keys that go by what they type, because their place differs between layouts; whether Shift is needed for them is no matter. */
const typed: Readonly<Record<string, string>> = { '?': '?', '/': '/', plus: '+', minus: '-' }
const named: Readonly<Record<string, string>> = {
  enter: 'Enter',
  escape: 'Escape',
  delete: 'Delete',
  backspace: 'Backspace',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  up: 'ArrowUp',
  down: 'ArrowDown',
  home: 'Home',
  end: 'End',
}

export function matches(keys: string, event: KeyEvent): boolean {
  const press = pressOf(keys)
  if (press.mod !== (event.ctrlKey || event.metaKey) || press.alt !== event.altKey) return false
  if (press.shift !== null && press.shift !== event.shiftKey) return false
  return press.code === null ? press.key === event.key : press.code === event.code
}

/** The two presses of `g s`, or the one press. */
export const pressesOf = (keys: string): readonly string[] => keys.split(' ')

/** What a person reads on the key: `mod+shift+z` → Ctrl, Shift, Z. */
export function keyCaps(keys: string, mac: boolean): readonly string[] {
  return pressesOf(keys).flatMap((press) => press.split('+').map((part) => capOf(part, mac)))
}

export const onMac = (): boolean => typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent)

function pressOf(keys: string): Press {
  const parts = keys.split('+')
  const last = parts.at(-1) ?? ''
  const held = { mod: parts.includes('mod'), alt: parts.includes('alt') }
  if (typed[last] !== undefined) return { ...held, shift: null, code: null, key: typed[last] }
  const shift = parts.includes('shift')
  if (named[last] !== undefined) return { ...held, shift, code: null, key: named[last] }
  return { ...held, shift, code: places[last] ?? (/^\d$/.test(last) ? `Digit${last}` : `Key${last.toUpperCase()}`), key: null }
}

function capOf(part: string, mac: boolean): string {
  const words: Readonly<Record<string, string>> = {
    mod: mac ? '⌘' : 'Ctrl',
    shift: mac ? '⇧' : 'Shift',
    alt: mac ? '⌥' : 'Alt',
    plus: '+',
    minus: '−',
    left: '←',
    right: '→',
    up: '↑',
    down: '↓',
    delete: 'Del',
    escape: 'Esc',
  }
  return words[part] ?? (part.length === 1 ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1))
}
