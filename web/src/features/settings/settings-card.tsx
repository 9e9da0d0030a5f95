import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sentenceFor } from '../../api/http.ts'
import { text } from '../../strings/en.ts'
import { ErrorState, Loading } from '../../ui/state.tsx'

/** One subject of the settings under its heading. */
export function SettingsCard({
  title,
  badge,
  children,
}: {
  readonly title: string
  readonly badge?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className="card" aria-label={title}>
      <div className="card__head">
        <h2>{title}</h2>
        {badge}
      </div>
      <div className="card__body stack">{children}</div>
    </section>
  )
}

/** What a card shows once its facts are there; until then that they are on their way, or why they are not. */
export function Known<Data>({ query, children }: { readonly query: UseQueryResult<Data>; readonly children: (data: Data) => ReactNode }) {
  if (query.isPending) return <Loading />
  if (query.isLoadingError)
    return <ErrorState title={text.settings.unknown} hint={sentenceFor(query.error)} onRetry={() => void query.refetch()} />
  return children(query.data)
}
