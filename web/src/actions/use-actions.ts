import { useEffect, useRef } from 'react'
import type { Action, Scope } from './action.ts'
import { matches, pressesOf } from './shortcut.ts'

/** Scopes that are on screen, the topmost last. Only the last one and `global` hear the keyboard. */
const open: { readonly scope: Scope }[] = []
const chordMs = 1_000

/** Lets a screen's actions answer to their keys for as long as the screen is shown. */
export function useActions<Hands>(scope: Scope, actions: Readonly<Record<string, Action<Hands>>>, hands: Hands): void {
  const latest = useRef({ actions, hands })
  useEffect(() => {
    latest.current = { actions, hands }
  })
  useEffect(() => {
    const entry = { scope }
    if (scope !== 'global') open.push(entry)
    const keyboard = listener(
      () => Object.values(latest.current.actions),
      () => latest.current.hands,
      () => scope === 'global' || open.at(-1) === entry,
    )
    window.addEventListener('keydown', keyboard.down)
    window.addEventListener('keyup', keyboard.up)
    window.addEventListener('blur', keyboard.letGo)
    return () => {
      const at = open.indexOf(entry)
      if (at >= 0) open.splice(at, 1)
      window.removeEventListener('keydown', keyboard.down)
      window.removeEventListener('keyup', keyboard.up)
      window.removeEventListener('blur', keyboard.letGo)
    }
  }, [scope])
}

function listener<Hands>(actions: () => readonly Action<Hands>[], hands: () => Hands, listening: () => boolean) {
  let first: { readonly press: string; readonly atMs: number } | null = null
  const held = new Map<string, Action<Hands>>()
  const down = (event: KeyboardEvent): void => {
    if (!listening() || event.defaultPrevented || event.isComposing || inForeignLayer(event.target)) return
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
  return { down, up, letGo }
}

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
  return key === ' ' && target.closest('button, a, summary') !== null
}

/** A menu or a question on top of the screen has its own keys. */
function inForeignLayer(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="menu"], [role="dialog"]:not([data-scope]), [role="alertdialog"]') !== null
}
