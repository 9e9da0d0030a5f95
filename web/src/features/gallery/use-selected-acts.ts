import { sentenceFor } from '../../api/http.ts'
import { downloadUrlOf, type WireImage } from '../../api/images.ts'
import { fetchZip, mostAtOnce, useBulk, useErase, type BulkAct, type BulkOutcome } from '../../api/selection.ts'
import { text } from '../../strings/en.ts'
import { focusOn } from '../../ui/grid-focus.ts'
import { saveFile } from '../../ui/save-file.ts'
import { toast } from '../../ui/toast.ts'

const words = text.gallery
const undoMs = 8_000

export type SelectedActs = {
  /** Hearts all; takes the hearts away where all have one. */
  favourite(ids: readonly string[]): void
  trash(ids: readonly string[]): void
  restore(ids: readonly string[]): void
  erase(ids: readonly string[]): void
  download(ids: readonly string[]): void
}

/** What can be done with one picture or with many, with a word about how it went. */
export function useSelectedActs(known: ReadonlyMap<string, WireImage>): SelectedActs {
  const bulk = useBulk(sayRefused)
  const erase = useErase((outcome) => {
    if (outcome.done > 0) toast(words.erased(outcome.done))
    sayRefused(outcome)
  })
  const change = (ids: readonly string[], act: BulkAct): void => {
    if (ids.length > 0) bulk.mutate({ ids, act })
  }
  return {
    favourite: (ids) => {
      const seen = ids.map((id) => known.get(id)).filter((image) => image !== undefined)
      change(ids, seen.length > 0 && seen.every((image) => image.favourite) ? 'unfavourite' : 'favourite')
    },
    trash: (ids) => {
      if (ids.length === 0) return
      change(ids, 'trash')
      toast(words.trashed(ids.length), { duration: undoMs, action: { label: words.undo, onClick: () => change(ids, 'restore') } })
    },
    restore: (ids) => change(ids, 'restore'),
    erase: (ids) => erase.mutate(ids),
    download: (ids) => {
      const [only] = ids
      if (ids.length === 1 && only !== undefined) return window.location.assign(downloadUrlOf(only))
      if (ids.length > mostAtOnce) return void toast.error(words.tooManyForZip(mostAtOnce))
      toast.promise(
        fetchZip(ids).then((zip) => saveFile(zip, words.zipName)),
        { loading: words.zipping, success: words.zipped(ids.length), error: sentenceFor },
      )
    },
  }
}

function sayRefused({ refused }: BulkOutcome): void {
  if (refused > 0) toast.error(words.refused(refused))
}

/** Whatever takes pictures off the screen gives the focus to the next one: else the next key would start at the top of the page. */
export function focusingNext(acts: SelectedActs, order: readonly string[]): SelectedActs {
  const thenNext = (act: (ids: readonly string[]) => void) => (ids: readonly string[]) => {
    const next = neighbourAfter(ids, order)
    act(ids)
    if (next !== undefined) requestAnimationFrame(() => focusOn(document.body, next))
  }
  return { ...acts, trash: thenNext(acts.trash), restore: thenNext(acts.restore), erase: thenNext(acts.erase) }
}

/** The first picture behind those that go, else the last one before them. */
function neighbourAfter(going: readonly string[], order: readonly string[]): string | undefined {
  const gone = new Set(going)
  const at = order.findIndex((id) => gone.has(id))
  return order.slice(at).find((id) => !gone.has(id)) ?? order.slice(0, Math.max(0, at)).findLast((id) => !gone.has(id))
}
