import { Link } from '@tanstack/react-router'
import { ArrowRight, GitBranch } from 'lucide-react'
import { thumbnailUrl, type WireImage } from '../../api/images.ts'
import { text } from '../../strings/en.ts'
import { gallerySearch, type ViewerSearch } from '../../ui/search.ts'
import { openedFrom } from '../../ui/way-back.ts'

const words = text.viewer

/** Where the picture came from and what became of it: the way from the original down to this one, and its own edits. */
export function Lineage({
  image,
  lineage,
  search,
}: {
  readonly image: WireImage
  readonly lineage: readonly WireImage[]
  readonly search: ViewerSearch
}) {
  const list = gallerySearch(search)
  const way = wayTo(image, lineage)
  const edits = lineage.filter((one) => one.sourceImageId === image.id)
  return (
    <>
      {way.length > 1 && (
        <div className="section">
          <h2 className="heading-sm">{words.editedFrom}</h2>
          <ol className="chain">
            {way.map((one, at) => (
              <li key={one.id} className="row">
                {at > 0 && <ArrowRight className="icon icon--sm" aria-hidden="true" />}
                <Relative
                  image={one}
                  current={one.id === image.id}
                  search={list}
                  label={at === 0 ? words.original : (one.editPrompt ?? words.thisPicture)}
                />
              </li>
            ))}
          </ol>
        </div>
      )}
      <div className="section">
        <div className="section__head">
          <h2 className="heading-sm">{words.editsOfThis}</h2>
          {edits.length > 0 && <span className="badge">{edits.length}</span>}
          <Link
            className="btn btn--ghost btn--sm push"
            to="/images/$imageId/lineage"
            params={{ imageId: image.id }}
            state={openedFrom(image.id)}
          >
            <GitBranch className="icon icon--sm" aria-hidden="true" />
            {words.lineage}
          </Link>
        </div>
        {edits.length === 0 ? (
          <p className="hint">{words.noEdits}</p>
        ) : (
          <ul className="chain">
            {edits.map((one) => (
              <li key={one.id}>
                <Relative image={one} current={false} search={list} label={one.editPrompt ?? words.thisPicture} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  )
}

function Relative({
  image,
  current,
  search,
  label,
}: {
  readonly image: WireImage
  readonly current: boolean
  readonly search: ViewerSearch
  readonly label: string
}) {
  const trashed = image.deletedAt !== null
  const source = thumbnailUrl(image, 256)
  const name = trashed ? `${label}, ${words.inTrash.toLowerCase()}` : label
  return (
    <Link
      to="/images/$imageId"
      params={{ imageId: image.id }}
      search={search}
      replace
      aria-current={current ? 'true' : undefined}
      className={trashed ? 'is-trashed' : ''}
      aria-label={name}
      title={name}
    >
      {source !== null && <img src={source} alt="" width={image.width} height={image.height} decoding="async" />}
    </Link>
  )
}

/** From the original to this picture, by parents. */
function wayTo(image: WireImage, lineage: readonly WireImage[]): readonly WireImage[] {
  const way = [image]
  for (let at: WireImage | undefined = image; at !== undefined;) {
    const parentId: string | null = at.sourceImageId
    at = parentId === null ? undefined : lineage.find((one) => one.id === parentId)
    if (at !== undefined) way.unshift(at)
  }
  return way
}
