import { expect, it } from '@jest/globals'
import { render, screen } from '@testing-library/react'
import type { WireImage } from '../../api/images.ts'
import { GalleryCell } from './gallery-cell.tsx'

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()

const cellOf = (purgeAt: string | null, inTrash: boolean) => {
  const image = { id: 'a', url: null, thumbnailUrl: null, editType: null, edits: 0, favourite: false, purgeAt } as WireImage
  const place = { id: 'a', title: 'a photograph', href: '/images/a', widthPx: 200, heightPx: 200, selected: false, hot: false }
  return render(<GalleryCell {...place} image={image} inTrash={inTrash} />)
}

it('says in the trash how long a picture can still be brought back', () => {
  cellOf(inDays(11.5), true)
  expect(screen.queryByText('12 days left')).not.toBeNull()
})

it('says so too when the last day has begun, or has passed and the purge is late', () => {
  cellOf(inDays(0.5), true)
  cellOf(inDays(-0.1), true)
  expect(screen.queryAllByText('Last day')).toHaveLength(2)
})

it('says nothing of it for a picture that was just brought back, nor anywhere else', () => {
  cellOf(null, true)
  cellOf(inDays(3), false)
  expect(screen.queryByText(/left/)).toBeNull()
})
