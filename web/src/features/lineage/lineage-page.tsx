import './lineage.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useMemo, useState, type CSSProperties } from 'react'
import { sentenceFor } from '../../api/http.ts'
import { lineageQuery } from '../../api/images.ts'
import { lineageWords } from '../../strings/en-lineage.ts'
import { text } from '../../strings/en.ts'
import { SwitchRow } from '../../ui/fields.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { usePictureTitle } from '../../ui/picture-title.ts'
import { ErrorState, Loading } from '../../ui/state.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { useWayBack } from '../../ui/way-back.ts'
import { CompareSide } from './compare-side.tsx'
import { familyOf, membersOf, pickedWith, rowsOf, type Member } from './family.ts'
import { FamilyTree } from './family-tree.tsx'

const words = lineageWords

/** Where a picture came from and all that became of it, as a tree; any two of it side by side. */
export function LineagePage() {
  const { imageId } = useParams({ from: '/inside/shell/images/$imageId/lineage' })
  const lineage = useQuery(lineageQuery(imageId))
  const family = useMemo(() => (lineage.data === undefined || lineage.data === null ? null : familyOf(lineage.data)), [lineage.data])
  useTitle(words.titleShort)
  if (lineage.isPending) return <Loading />
  if (family === null)
    return (
      <main id="main" className="page">
        <h1 className="vh">{words.titleShort}</h1>
        <ErrorState
          title={text.shell.notFound}
          hint={lineage.isError ? sentenceFor(lineage.error) : text.shell.notFoundHint}
          {...(lineage.isError ? { onRetry: () => void lineage.refetch() } : {})}
        >
          <Link className="btn" to="/gallery">
            {text.shell.toGallery}
          </Link>
        </ErrorState>
      </main>
    )
  return <Family key={imageId} imageId={imageId} family={family} />
}

function Family({ imageId, family }: { readonly imageId: string; readonly family: Member }) {
  const members = useMemo(() => membersOf(family), [family])
  const current = members.find((member) => member.image.id === imageId)
  const [picks, setPicks] = useState<readonly string[]>(() =>
    current === undefined ? [] : [current.parentId, current.image.id].filter((id) => id !== null),
  )
  const [masks, setMasks] = useState(true)
  const titleOf = usePictureTitle()
  const back = useWayBack(imageId)
  const generations = Math.max(...members.map((member) => member.level))
  return (
    <main id="main" className="lineage">
      <div className="lineage__map" style={{ '--generations': generations, '--rows': rowsOf(family) } as CSSProperties}>
        <div className="page-head">
          <IconButton label={words.back} icon={ArrowLeft} onClick={back} />
          <div className="grow">
            <h1>{words.title(titleOf(family.image))}</h1>
            <p className="small">{words.facts(members.length, generations)}</p>
          </div>
          <SwitchRow label={words.showMasks} checked={masks} onSwitch={setMasks} />
        </div>
        <FamilyTree
          family={family}
          currentId={imageId}
          picks={picks}
          masks={masks}
          onPick={(id) => setPicks((was) => pickedWith(was, id))}
        />
      </div>
      <CompareSide members={members} picks={picks} onSwap={() => setPicks((was) => [...was].reverse())} />
    </main>
  )
}
