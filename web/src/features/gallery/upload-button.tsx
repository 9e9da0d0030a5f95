import { useQuery } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useCallback, useEffect, useRef } from 'react'
import { toast } from 'sonner'
import { charactersQuery } from '../../api/characters.ts'
import { sentenceFor } from '../../api/http.ts'
import { useUpload } from '../../api/images.ts'
import { text } from '../../strings/en.ts'

const words = text.gallery
const taken = 'image/png,image/jpeg,image/webp'

/** Uploads pictures of one's own: by the button, by dropping them on the page, or by pasting. */
export function UploadButton({ characterId }: { readonly characterId: string | undefined }) {
  const input = useRef<HTMLInputElement>(null)
  const characters = useQuery(charactersQuery).data ?? []
  const living = characters.filter((character) => !character.archived)
  const owner = living.find((character) => character.id === characterId) ?? (living.length === 1 ? living[0] : undefined)
  const upload = useUpload(owner?.id ?? '')
  const send = useCallback(
    (files: readonly File[]) => {
      const pictures = files.filter((file) => file.type.startsWith('image/'))
      if (pictures.length === 0) return
      if (owner === undefined) return void toast.error(words.uploadNeedsCharacter)
      const fields = { scene: 'candid_lifestyle', environment: 'studio', outfit: owner.defaultOutfit ?? 'casual streetwear' }
      for (const file of pictures)
        toast.promise(upload.mutateAsync({ file, fields }), { loading: words.uploading, success: words.uploaded, error: sentenceFor })
    },
    [owner, upload],
  )
  useDropAndPaste(send)
  return (
    <>
      <input ref={input} type="file" accept={taken} multiple hidden onChange={(event) => send([...(event.target.files ?? [])])} />
      <button type="button" className="btn" aria-label={words.uploadLabel} onClick={() => input.current?.click()}>
        <Upload className="icon" aria-hidden="true" />
        <span className="only-wide">{words.upload}</span>
      </button>
    </>
  )
}

function useDropAndPaste(send: (files: readonly File[]) => void): void {
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
    }
    const drop = (event: DragEvent): void => {
      if (event.dataTransfer === null || event.dataTransfer.files.length === 0) return
      event.preventDefault()
      send([...event.dataTransfer.files])
    }
    const paste = (event: ClipboardEvent): void => send([...(event.clipboardData?.files ?? [])])
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    window.addEventListener('paste', paste)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
      window.removeEventListener('paste', paste)
    }
  }, [send])
}
