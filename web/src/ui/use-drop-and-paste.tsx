import { Upload } from 'lucide-react'
import { useEffect, useState } from 'react'

const dragRestMs = 400

/** Listens on the whole page for files that are dropped or pasted; answers whether some are held over it right now. */
export function useDropAndPaste(take: (files: readonly File[]) => void): boolean {
  const [dragged, setDragged] = useState(false)
  useEffect(() => {
    let rest: ReturnType<typeof setTimeout> | undefined
    const stop = new AbortController()
    const on = <Name extends keyof WindowEventMap>(name: Name, heard: (event: WindowEventMap[Name]) => void): void =>
      window.addEventListener(name, heard, { signal: stop.signal })
    // Leaving the window tells nothing that can be relied on; a drag that rests for a moment has left.
    on('dragover', (event) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return
      event.preventDefault()
      clearTimeout(rest)
      rest = setTimeout(() => setDragged(false), dragRestMs)
      setDragged(true)
    })
    on('drop', (event) => {
      setDragged(false)
      if (event.dataTransfer === null || event.dataTransfer.files.length === 0) return
      event.preventDefault()
      take([...event.dataTransfer.files])
    })
    on('paste', (event) => {
      const pasted = [...(event.clipboardData?.files ?? [])]
      if (pasted.length > 0) take(pasted)
    })
    return () => {
      clearTimeout(rest)
      stop.abort()
    }
  }, [take])
  return dragged
}

/** Over the whole page while files are held over it. */
export function DropVeil({ word }: { readonly word: string }) {
  return (
    <div className="drop-veil" aria-hidden="true">
      <span>
        <Upload className="icon icon--lg" />
        {word}
      </span>
    </div>
  )
}
