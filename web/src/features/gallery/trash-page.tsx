import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Trash2 } from 'lucide-react'
import { imageIdsQuery } from '../../api/images.ts'
import { text } from '../../strings/en.ts'
import { EmptyState } from '../../ui/state.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { GalleryList } from './gallery-list.tsx'

const words = text.gallery
const filters = { trash: true }
const noSearch = {}

/** What was thrown away and can be brought back. */
export function TrashPage() {
  useTitle(words.trashTitle)
  const total = useQuery(imageIdsQuery(filters)).data?.length
  return (
    <main id="main">
      <div className="toolbar">
        <Link className="btn btn--ghost btn--icon" to="/gallery" aria-label={text.shell.toGallery}>
          <ArrowLeft className="icon" aria-hidden="true" />
        </Link>
        <h1 className="toolbar__title">{words.trashTitle}</h1>
        <span className="muted">{total === 0 ? words.trashEmptyHint : words.trashHint}</span>
      </div>
      <div className="gallery gallery--wide">
        <GalleryList
          filters={filters}
          search={noSearch}
          rowPx={220}
          inTrash
          nothing={<EmptyState icon={Trash2} title={words.trashEmpty} hint={words.trashEmptyHint} />}
        />
      </div>
    </main>
  )
}
