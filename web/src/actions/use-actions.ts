import { useLayoutEffect, useRef } from 'react'
import type { Action, Scope } from './action.ts'
import { matches, pressesOf } from './shortcut.ts'

/** An action of a screen that is shown, ready to be done. */
export type Command = Pick<Action<never>, 'name' | 'label' | 'icon' | 'keys'> & { readonly scope: Scope; readonly perform: () => void }

type Shown = { readonly scope: Scope; readonly commands: () => readonly Command[] }

/** Scopes that are on screen, the topmost last. Only the last one and `global` hear the keyboard. */
const open: Shown[] = []
const everywhere: Shown[] = []
const chordMs = 1_000

/** All that can be done right now by name: what the keyboard reaches, but for what lasts as long as a key is held. */
export const commandsNow = (): readonly Command[] => [...(open.at(-1)?.commands() ?? []), ...(everywhere.at(-1)?.commands() ?? [])]

/** Lets a screen's actions answer to their keys for as long as the screen is shown. */
export function useActions<Hands>(scope: Scope, actions: Readonly<Record<string, Action<Hands>>>, hands: Hands): void {
  const latest = useRef({ actions, hands })
  // Whoever sees a screen may press its keys: an effect of another kind would hear of them some time after it is shown.
  useLayoutEffect(() => {
    latest.current = { actions, hands }
  })
  useLayoutEffect(() => {
    const entry: Shown = { scope, commands: () => commandsOf(scope, latest.current.actions, () => latest.current.hands) }
    const layer = scope === 'global' ? everywhere : open
    layer.push(entry)
    const keyboard = listener(
      () => Object.values(latest.current.actions),
      () => latest.current.hands,
      () => scope === 'global' || open.at(-1) === entry,
    )
    // A chord with Ctrl belongs to the screen: it comes before a menu's button, for which any Enter means to open.
    window.addEventListener('keydown', keyboard.chord, true)
    window.addEventListener('keydown', keyboard.plain)
    window.addEventListener('keyup', keyboard.up)
    window.addEventListener('blur', keyboard.letGo)
    return () => {
      layer.splice(layer.indexOf(entry), 1)
      window.removeEventListener('keydown', keyboard.chord, true)
      window.removeEventListener('keydown', keyboard.plain)
      window.removeEventListener('keyup', keyboard.up)
      window.removeEventListener('blur', keyboard.letGo)
    }
  }, [scope])
}

function commandsOf<Hands>(scope: Scope, actions: Readonly<Record<string, Action<Hands>>>, hands: () => Hands): readonly Command[] {
  return Object.values(actions)
    .filter((action) => action.release === undefined)
    .map((action) => ({ ...action, scope, perform: () => action.perform(hands()) }))
}

function listener<Hands>(actions: () => readonly Action<Hands>[], hands: () => Hands, listening: () => boolean) {
  let first: { readonly press: string; readonly atMs: number } | null = null
  const held = new Map<string, Action<Hands>>()
  const down = (event: KeyboardEvent): void => {
    if (!listening() || isTaken(event) || event.isComposing || inForeignLayer(event.target)) return
    const typing = isTyping(event.target)
    const reachable = actions().filter((action) => !typing || action.whileTyping === true)
    const before = first !== null && event.timeStamp - first.atMs < chordMs ? first.press : null
    first = null
    for (const action of reachable) {
      for (const keys of action.keys) {
        const [one = '', two] = pressesOf(keys)
        if (two === undefined ? !matches(one, event) : before !== one || !matches(two, event)) {
          if (two !== undefined && matches(one, event)) first = { press: one, atMs: event.timeStamp }
          continue
        }
        if (event.repeat && action.release !== undefined) return event.preventDefault()
        if (usesKeyItself(event)) return
        event.preventDefault()
        if (action.release !== undefined) held.set(event.code, action)
        return action.perform(hands())
      }
    }
  }
  const up = (event: KeyboardEvent): void => {
    held.get(event.code)?.release?.(hands())
    held.delete(event.code)
  }
  const letGo = (): void => {
    held.forEach((action) => action.release?.(hands()))
    held.clear()
  }
  const chord = (event: KeyboardEvent): void => (isChord(event) ? down(event) : undefined)
  const plain = (event: KeyboardEvent): void => (isChord(event) ? undefined : down(event))
  return { chord, plain, up, letGo }
}

const isChord = ({ ctrlKey, metaKey }: KeyboardEvent): boolean => ctrlKey || metaKey

/** A screen that is a dialog keeps Escape from closing it unasked, which marks the event; the key is still this screen's own. */
const isTaken = (event: KeyboardEvent): boolean =>
  event.defaultPrevented && !(event.key === 'Escape' && document.querySelector('[role="dialog"][data-scope]') !== null)

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'range', 'button'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
}

/** Space presses a button and arrows move a slider: what has the focus comes first. */
function usesKeyItself(event: KeyboardEvent): boolean {
  const { target, key } = event
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement || target.closest('[role="slider"], [role="tablist"], [data-own-keys]') !== null)
    return key.startsWith('Arrow') || key === ' '
  return key === ' ' && target.closest('button, summary') !== null
}

/** A menu or a question on top of the screen has its own keys. */
function inForeignLayer(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="menu"], [role="dialog"]:not([data-scope]), [role="alertdialog"]') !== null
}
