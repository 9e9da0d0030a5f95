import { useState } from 'react'
import type { WireImage } from '../../api/images.ts'
import { useRerun, type RerunRequest } from '../../api/jobs.ts'
import { wishInHand } from '../../api/wish.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { lineageWords } from '../../strings/en-lineage.ts'
import { FormDialog } from '../../ui/dialog.tsx'
import { SegmentedField, TextArea } from '../../ui/fields.tsx'
import { SeedField } from '../../ui/seed-field.tsx'
import { toast } from '../../ui/toast.ts'

const words = lineageWords

/** Draws an edit once more from the same picture and mask, with other words, another seed, or both. */
export function RerunDialog({ image, onClose }: { readonly image: WireImage; readonly onClose: () => void }) {
  const [prompt, setPrompt] = useState(image.editPrompt ?? '')
  const [seed, setSeed] = useState({ seed: '', seedLocked: false })
  const [count, setCount] = useState(1)
  const rerun = useRerun(image.id, ({ warnings }) => {
    toast(words.againStarted)
    warnings.forEach((warning) => toast(warning.text))
  })
  const [wish] = useState(() => wishInHand<RerunRequest>())
  const wordless = prompt.trim() === ''
  const start = (): void => {
    const input: RerunRequest = { prompt: prompt.trim(), count, ...(seed.seed === '' ? {} : { seed: Number(seed.seed) }) }
    rerun.mutate(
      wish.send(input, () => input),
      {
        onSettled: (_, error) => wish.heard(error),
        onSuccess: onClose,
      },
    )
  }
  return (
    <FormDialog
      title={words.again}
      intro={words.againIntro}
      send={words.againStart(count)}
      ready={!wordless && !rerun.isPending}
      onSend={start}
      onClose={onClose}
    >
      <TextArea label={words.againWords} maxLength={2000} value={prompt} onChange={(event) => setPrompt(event.target.value)} />
      <SegmentedField
        beside
        label={editorWords.variants}
        value={count}
        choices={[1, 2, 3, 4].map((value) => ({ value, label: value }))}
        onChoose={setCount}
      />
      <SeedField seed={seed.seed} locked={seed.seedLocked} onChange={(changes) => setSeed((was) => ({ ...was, ...changes }))} />
    </FormDialog>
  )
}
