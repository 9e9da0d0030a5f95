import { useState } from 'react'

export type FocusReturn = {
  /** Called as a layer opens, while the focus is still where it was. */
  readonly remember: () => void
  /** Called as the layer is gone. */
  readonly giveBack: (event: Event) => void
}

/** Layers that open without a button of their own forget where the focus came from; this remembers it and gives it back. */
export function useFocusReturn(): FocusReturn {
  const [focus] = useState(focusReturn)
  return focus
}

function focusReturn(): FocusReturn {
  let before: HTMLElement | null = null
  return {
    remember() {
      before = document.activeElement instanceof HTMLElement ? document.activeElement : null
    },
    giveBack(event) {
      event.preventDefault()
      if (before?.isConnected === true) before.focus({ preventScroll: true })
    },
  }
}
