import './verify.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  BadgeCheck,
  CircleAlert,
  CircleHelp,
  Download,
  FileSearch,
  ShieldAlert,
  ShieldQuestion,
  Upload,
  type LucideIcon,
} from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { rootCertificateQuery } from '../../api/credentials.ts'
import { sentenceFor } from '../../api/http.ts'
import { verifyWords as words } from '../../strings/en-verify.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { ErrorState, Loading } from '../../ui/state.tsx'
import { toast } from '../../ui/toast.ts'
import { takenTypes } from '../../ui/upload-files.ts'
import { DropVeil, useDropAndPaste } from '../../ui/use-drop-and-paste.tsx'
import { useTitle } from '../../ui/use-title.ts'
import type { Report, Verdict } from './credential-report.ts'
import { readCredentials } from './read-credentials.ts'
import { Regions } from './regions.tsx'
import { Steps } from './steps.tsx'

/** Any picture, checked in this browser: made here or not, from what, and whether it was altered. Open to everybody. */
export function VerifyPage() {
  useTitle(words.title)
  const input = useRef<HTMLInputElement>(null)
  const root = useQuery(rootCertificateQuery)
  const cache = useQueryClient()
  const check = useMutation({
    // Whoever is offline hears that at once, and not when the line is back.
    networkMode: 'always',
    // A picture may be dropped before the certificate has come; without it nothing is known of any.
    mutationFn: async (file: File) => ({ file, report: await readCredentials(file, await cache.ensureQueryData(rootCertificateQuery)) }),
  })
  const { mutate } = check
  const take = useCallback(
    (files: readonly File[]) => {
      const file = files.find(({ type }) => takenTypes.includes(type))
      if (file === undefined) toast.error(words.wrongKind)
      else mutate(file)
    },
    [mutate],
  )
  const dragged = useDropAndPaste(take)
  if (root.isLoadingError)
    return (
      <main id="main" className="page verify">
        <h1>{words.title}</h1>
        <ErrorState title={words.rootFailed} hint={sentenceFor(root.error)} onRetry={() => void root.refetch()} />
      </main>
    )
  return (
    <main id="main" className="page verify">
      <PageHead title={words.title} lede={words.lede} />
      <input
        ref={input}
        type="file"
        accept={takenTypes.join(',')}
        hidden
        disabled={root.isPending}
        onChange={(event) => {
          take([...(event.target.files ?? [])])
          // The same file may be chosen again.
          event.target.value = ''
        }}
      />
      {check.isIdle && <Offer onChoose={() => input.current?.click()} />}
      {check.isPending && <Loading label={words.checking} />}
      {check.isError && <ErrorState title={words.failed} hint={words.failedHint} />}
      {check.isSuccess && <Answer file={check.data.file} report={check.data.report} />}
      {!check.isIdle && (
        <button type="button" className="btn verify__again" disabled={check.isPending} onClick={() => input.current?.click()}>
          <Upload className="icon" aria-hidden="true" />
          {words.another}
        </button>
      )}
      <Explained />
      {dragged && <DropVeil word={words.dropVeil} />}
    </main>
  )
}

function Offer({ onChoose }: { readonly onChoose: () => void }) {
  return (
    <div className="state">
      <span className="state__icon">
        <FileSearch className="icon icon--lg" aria-hidden="true" />
      </span>
      <h2>{words.drop}</h2>
      <p>{words.dropHint}</p>
      <p>{words.private}</p>
      <div className="row">
        <button type="button" className="btn btn--primary" onClick={onChoose}>
          {words.choose}
        </button>
      </div>
    </div>
  )
}

const looks: Readonly<Record<Verdict, { readonly icon: LucideIcon; readonly tone: string }>> = {
  none: { icon: CircleHelp, tone: '' },
  here: { icon: BadgeCheck, tone: 'verdict--good' },
  ancestor: { icon: ShieldAlert, tone: 'verdict--warning' },
  elsewhere: { icon: ShieldQuestion, tone: '' },
  altered: { icon: CircleAlert, tone: 'verdict--bad' },
  alteredElsewhere: { icon: CircleAlert, tone: 'verdict--bad' },
}

function Answer({ file, report: { verdict, steps } }: { readonly file: File; readonly report: Report }) {
  const { icon: Icon, tone } = looks[verdict]
  const address = useAddressOf(file)
  const { title, hint } = words.verdicts[verdict]
  return (
    <div className="verify__answer">
      <div className="verify__picture">
        <Regions address={address} label={words.checked(file.name)} region={steps[0]?.region ?? null} />
      </div>
      <div className="stack verify__told">
        <div className={`card verdict ${tone}`} role="status">
          <Icon className="icon icon--lg" aria-hidden="true" />
          <div>
            <h2>{title}</h2>
            <p className="secondary">{hint}</p>
          </div>
        </div>
        {steps.length > 0 && <Steps steps={steps} />}
      </div>
    </div>
  )
}

function useAddressOf(file: File): string {
  const address = useMemo(() => URL.createObjectURL(file), [file])
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  return address
}

function Explained() {
  return (
    <section className="verify__explained secondary small" aria-label={words.explained}>
      <p>{words.explanation}</p>
      <a className="btn btn--sm" href="/api/v1/credentials/root.pem" download>
        <Download className="icon icon--sm" aria-hidden="true" />
        {words.certificate}
      </a>
    </section>
  )
}
