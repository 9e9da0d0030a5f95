import { ScanFace, Trash2, Upload } from 'lucide-react'
import { useRef } from 'react'
import { useSetReference, useUploadReference, type Character } from '../../api/characters.ts'
import { text } from '../../strings/en.ts'
import { samePlace } from '../../ui/job-cell.tsx'
import { toast } from '../../ui/toast.ts'
import { picturesAmong, takenTypes } from '../../ui/upload-files.ts'

const words = text.characters.face

/** The one face that pictures of a character keep: uploaded here, or taken from one of its pictures. */
export function ReferenceFace({ character }: { readonly character: Character }) {
  const input = useRef<HTMLInputElement>(null)
  const upload = useUploadReference(character.id, () => toast.success(text.viewer.referenceSet))
  const set = useSetReference(character.id)
  const take = (files: readonly File[]): void => {
    const { pictures, refused } = picturesAmong(files)
    if (refused.length > 0) toast.error(text.upload.refused(refused.map((file) => file.name)))
    if (pictures[0] !== undefined) upload.mutate(pictures[0])
  }
  return (
    <section className="card char-face" aria-label={words.title}>
      {character.referenceUrl === null ? (
        <span className="char-face__pic">
          <ScanFace className="icon icon--lg" aria-hidden="true" />
        </span>
      ) : (
        <img className="char-face__pic" src={samePlace(character.referenceUrl)} alt={words.title} />
      )}
      <div className="stack grow">
        <h2>{character.referenceUrl === null ? words.none : words.title}</h2>
        <p className="secondary">{words.hint}</p>
        <p className="hint">{words.fromPicture}</p>
        <div className="row row--wrap">
          <input
            ref={input}
            type="file"
            accept={takenTypes.join(',')}
            hidden
            onChange={(event) => {
              take([...(event.target.files ?? [])])
              // The same file may be chosen again.
              event.target.value = ''
            }}
          />
          <button type="button" className="btn btn--primary" disabled={upload.isPending} onClick={() => input.current?.click()}>
            <Upload className="icon" aria-hidden="true" />
            {upload.isPending ? text.ui.working : words.upload}
          </button>
          {character.referenceUrl !== null && (
            <button type="button" className="btn" disabled={set.isPending} onClick={() => set.mutate(null)}>
              <Trash2 className="icon" aria-hidden="true" />
              {words.remove}
            </button>
          )}
        </div>
      </div>
    </section>
  )
}
