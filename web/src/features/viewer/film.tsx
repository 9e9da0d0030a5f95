import { Link } from '@tanstack/react-router'
import { text } from '../../strings/en.ts'
import { gallerySearch, type ViewerSearch } from '../../ui/search.ts'

const each = 5

/** The nearest pictures of the list, this one in the middle. Addresses come from the ids, so nothing has to be loaded for them. */
export function Film({ ids, at, search }: { readonly ids: readonly string[]; readonly at: number; readonly search: ViewerSearch }) {
  if (at < 0) return <div />
  const list = gallerySearch(search)
  const from = Math.max(0, at - each)
  return (
    <nav className="film" aria-label={text.viewer.nearby}>
      {ids.slice(from, at + each + 1).map((id, place) => (
        <Link
          key={id}
          to="/images/$imageId"
          params={{ imageId: id }}
          search={list}
          replace
          aria-current={from + place === at ? 'true' : undefined}
        >
          <img
            src={`/api/v1/images/${id}/thumbnail`}
            alt={text.viewer.position(from + place + 1, ids.length)}
            loading="lazy"
            decoding="async"
          />
        </Link>
      ))}
    </nav>
  )
}
