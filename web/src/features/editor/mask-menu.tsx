import { useQuery } from '@tanstack/react-query'
import { Download, FileImage, FolderInput, History } from 'lucide-react'
import { useRef } from 'react'
import { lineageQuery, maskUrl, type WireImage } from '../../api/images.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import type { MaskLook, MaskPng } from '../../mask-engine/mask-png.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { lineageWords } from '../../strings/en-lineage.ts'
import { text } from '../../strings/en.ts'
import { Menu } from '../../ui/menu.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { toast } from '../../ui/toast.ts'
import { importMask, maskedRelatives, maskFile, takeStoredMask, type Import } from './mask-files.ts'

const words = editorWords
const mostRelatives = 8

/** Takes the mask out as a file, brings one in, or uses one again that an edit of this family was made with. */
export function MaskMenu({ image, engine, png }: { readonly image: WireImage; readonly engine: MaskEngine; readonly png: MaskPng }) {
  const input = useRef<HTMLInputElement>(null)
  const family = useQuery(lineageQuery(image.id)).data?.images ?? []
  const say = (outcome: Import): void => {
    if (outcome.kind === 'unreadable') toast.error(words.maskUnreadable)
    if (outcome.kind === 'wrong-size') toast.error(words.maskWrongSize(outcome.width, outcome.height, image.width, image.height))
  }
  const save = (look: MaskLook): void =>
    void maskFile(engine, png, look).then(
      (file) => saveFile(file, words.maskName(look)),
      () => toast.error(text.problems.unknown),
    )
  const relatives = maskedRelatives(image, family).slice(0, mostRelatives)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/png"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file !== undefined) void importMask(file, engine, png).then(say)
          event.target.value = ''
        }}
      />
      <Menu
        trigger={
          <button type="button" className="btn btn--sm">
            <FileImage className="icon icon--sm" aria-hidden="true" />
            {words.maskMenu}
          </button>
        }
        items={[
          { label: words.downloadGrey, icon: Download, onSelect: () => save('grey') },
          { label: words.downloadAlpha, icon: Download, onSelect: () => save('alpha') },
          { label: words.importMask, icon: FolderInput, onSelect: () => input.current?.click() },
          ...relatives.map((relative) => ({
            id: relative.id,
            label: relative.id === image.id ? words.reuseMask : words.reuseMaskOf(relative.editPrompt ?? lineageWords.edit),
            icon: History,
            onSelect: () => void takeStoredMask(maskUrl(relative) ?? '', engine, png).then(say),
          })),
        ]}
      />
    </>
  )
}
