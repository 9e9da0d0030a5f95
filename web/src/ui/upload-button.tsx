import { Upload } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { text } from '../strings/en.ts'
import { toast } from './toast.ts'
import { UploadDialog } from './upload-dialog.tsx'
import { picturesAmong, takenTypes } from './upload-files.ts'
import { DropVeil, useDropAndPaste } from './use-drop-and-paste.tsx'

const words = text.upload

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
      {dragged && <DropVeil word={words.drop} />}
      {files.length > 0 && <UploadDialog files={files} characterId={characterId} onClose={() => setFiles([])} />}
    </>
  )
}
