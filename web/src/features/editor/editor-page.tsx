import './editor.css'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Dialog } from 'radix-ui'
import { useState, type ReactNode } from 'react'
import { sentenceFor } from '../../api/http.ts'
import { fileUrl, imageQuery, type WireImage } from '../../api/images.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { text } from '../../strings/en.ts'
import { usePictureTitle } from '../../ui/picture-title.ts'
import { ErrorState, Loading } from '../../ui/state.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { useWayBack } from '../../ui/way-back.ts'
import { Editor } from './editor.tsx'
import { EditorContext, editorStore } from './editor-state.ts'
import { usePicture } from './use-picture.ts'

const words = editorWords

/** The editor of one picture: a full-screen dialog with its own address. Closing it shows the picture. */
export function EditorPage() {
  const { imageId } = useParams({ from: '/inside/images/$imageId/edit' })
  const image = useQuery({ ...imageQuery(imageId), staleTime: Infinity })
  const titleOf = usePictureTitle()
  const title = image.data === undefined || image.data === null ? text.actions.viewer.edit : titleOf(image.data)
  useTitle(title)
  const close = useWayBack(imageId)
  return (
    <Dialog.Root open>
      <Dialog.Portal>
        <Dialog.Content
          className="editor-layer"
          data-scope="editor"
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => event.preventDefault()}
          onPointerDownOutside={(event) => event.preventDefault()}
          onInteractOutside={(event) => event.preventDefault()}
        >
          <Dialog.Title className="vh">{title}</Dialog.Title>
          {image.isPending && <Loading label={words.loading} />}
          {image.isLoadingError && <Failed onClose={close} hint={sentenceFor(image.error)} />}
          {image.data === null && <Failed onClose={close} hint={text.viewer.gone} />}
          {image.data !== undefined && image.data !== null && <Opened key={imageId} image={image.data} title={title} onClose={close} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Opened({ image, title, onClose }: { readonly image: WireImage; readonly title: string; readonly onClose: () => void }) {
  const [store] = useState(editorStore)
  const picture = usePicture(fileUrl(image))
  if (image.deletedAt !== null) return <Failed onClose={onClose} hint={words.trashedSource} />
  if (picture === 'failed') return <Failed onClose={onClose} hint={text.problems.noAnswer} />
  if (picture === null) return <Loading label={words.loading} />
  return (
    <EditorContext value={store}>
      <Editor image={image} title={title} picture={picture} onClose={onClose} />
    </EditorContext>
  )
}

function Failed({ hint, onClose }: { readonly hint: ReactNode; readonly onClose: () => void }) {
  return (
    <div className="page">
      <ErrorState title={words.loadFailed} hint={String(hint)}>
        <button type="button" className="btn" onClick={onClose}>
          {text.actions.editor.close}
        </button>
      </ErrorState>
    </div>
  )
}
