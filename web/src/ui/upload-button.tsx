import { Upload } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { toast } from 'sonner'
import { text } from '../strings/en.ts'
import { UploadDialog } from './upload-dialog.tsx'
import { picturesAmong, takenTypes } from './upload-files.ts'

const words = text.upload
const dragRestMs = 400

/** Takes pictures of one's own: by the button, by dropping them anywhere on the page, or by pasting. A form asks what they show. */
export function UploadButton({ characterId }: { readonly characterId: string | undefined }) {
  const input = useRef<HTMLInputElement>(null)
  const [files, setFiles] = useState<readonly File[]>([])
  const take = useCallback((offered: readonly File[]) => {
    const { pictures, refused } = picturesAmong(offered)
    if (refused.length > 0) toast.error(words.refused(refused.map((file) => file.name)))
    setFiles((was) => [...was, ...pictures])
  }, [])
  const dragged = useDropAndPaste(take)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={takenTypes.join(',')}
        multiple
        hidden
        onChange={(event) => {
          take([...(event.target.files ?? [])])
          // The same file may be chosen again.
          event.target.value = ''
        }}
      />
      <button type="button" className="btn" aria-label={words.label} onClick={() => input.current?.click()}>
        <Upload className="icon" aria-hidden="true" />
        <span className="only-wide">{words.button}</span>
      </button>
      {dragged && (
        <div className="drop-veil" aria-hidden="true">
          <span>
            <Upload className="icon icon--lg" />
            {words.drop}
          </span>
        </div>
      )}
      {files.length > 0 && <UploadDialog files={files} characterId={characterId} onClose={() => setFiles([])} />}
    </>
  )
}

/** Listens on the whole page; answers whether files are held over it right now. */
function useDropAndPaste(take: (files: readonly File[]) => void): boolean {
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
