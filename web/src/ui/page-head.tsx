import type { ReactNode } from 'react'

/** What a page is called, what it is for in a sentence, and after them what acts on the whole of it. */
export function PageHead({ title, lede, children }: { readonly title: string; readonly lede: string; readonly children?: ReactNode }) {
  return (
    <div className="page-head">
      <div className="grow">
        <h1>{title}</h1>
        <p>{lede}</p>
      </div>
      {children}
    </div>
  )
}
