import { describe, expect, it, jest } from '@jest/globals'
import { fireEvent, render } from '@testing-library/react'
import { Search } from 'lucide-react'
import { useLayoutEffect } from 'react'
import type { Action } from './action.ts'
import { commandsNow, useActions } from './use-actions.ts'

type Hands = { readonly done: (what: string) => void }
const action = (name: string, over: Partial<Action<Hands>> = {}): Action<Hands> => ({
  name,
  label: name,
  icon: Search,
  keys: [name],
  perform: (hands) => hands.done(name),
  ...over,
})

function Screens({ done, viewer }: { readonly done: (what: string) => void; readonly viewer: boolean }) {
  useActions('global', { help: action('h') }, { done })
  return (
    <>
      <Gallery done={done} />
      {viewer && <Viewer done={done} />}
    </>
  )
}
function Gallery(hands: Hands) {
  useActions('gallery', { trash: action('t') }, hands)
  return null
}
/** A button of a menu: whatever comes as Enter opens it, and is nobody else's then. */
function Menu({ done }: Hands) {
  useActions('viewer', { send: action('send', { keys: ['mod+enter'] }) }, { done })
  return <button type="button" onKeyDown={(event) => event.defaultPrevented || (event.preventDefault(), done('menu'))} />
}
function Viewer(hands: Hands) {
  useActions('viewer', { zoom: action('z'), held: action('o', { release: () => undefined }) }, hands)
  return null
}

const names = (): readonly string[] => commandsNow().map(({ name }) => name)

describe('a key', () => {
  it('that is pressed as soon as a screen stands there is heard by it', () => {
    const done = jest.fn()
    function Page() {
      // Comes before anything that React does once the screen is shown.
      useLayoutEffect(() => void document.body.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyZ', bubbles: true })), [])
      return <Viewer done={done} />
    }
    render(<Page />)
    expect(done).toHaveBeenCalledWith('z')
  })
})

describe('what can be done right now', () => {
  it('is what the topmost screen can do, and what works everywhere; nothing that lasts while a key is held', () => {
    const { rerender, unmount } = render(<Screens done={() => undefined} viewer />)
    expect(names()).toEqual(['z', 'h'])
    rerender(<Screens done={() => undefined} viewer={false} />)
    expect(names()).toEqual(['t', 'h'])
    unmount()
    expect(names()).toEqual([])
  })
  it('is done with the hands the screen has by then', () => {
    const [first, then] = [jest.fn(), jest.fn()]
    const { rerender } = render(<Screens done={first} viewer={false} />)
    const [trash] = commandsNow()
    rerender(<Screens done={then} viewer={false} />)
    trash?.perform()
    expect(first).not.toHaveBeenCalled()
    expect(then).toHaveBeenCalledWith('t')
  })
})

describe('keys on the button of a menu', () => {
  it('open it, but for chords with Ctrl, which are the screen’s', () => {
    const done = jest.fn()
    const { getByRole } = render(<Menu done={done} />)
    const button = getByRole('button')
    fireEvent.keyDown(button, { key: 'Enter', code: 'Enter', ctrlKey: true })
    expect(done.mock.calls).toEqual([['send']])
    fireEvent.keyDown(button, { key: 'Enter', code: 'Enter' })
    expect(done.mock.calls).toEqual([['send'], ['menu']])
  })
})
