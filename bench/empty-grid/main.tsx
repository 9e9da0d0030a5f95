import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { createRoot } from 'react-dom/client'

/** The least that a virtual grid of so many pictures can cost: rows as high as the gallery's, six boxes in each, nothing in them. */
const rowPx = 270
const columns = 6
const items = Number(new URLSearchParams(location.search).get('items'))

function EmptyGrid() {
  const virtual = useWindowVirtualizer({ count: Math.ceil(items / columns), estimateSize: () => rowPx, overscan: 2 })
  return (
    <div style={{ position: 'relative', height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => (
        <ul key={index} style={{ ...rowStyle, transform: `translateY(${start}px)` }}>
          {Array.from({ length: columns }, (_, column) => (
            <li key={column} style={cellStyle} />
          ))}
        </ul>
      ))}
    </div>
  )
}

const rowStyle = { position: 'absolute', inset: '0 0 auto', display: 'flex', gap: 6, height: rowPx - 6, margin: 0, padding: 0 } as const
const cellStyle = { flex: 1, listStyle: 'none', background: '#25272b' } as const

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<EmptyGrid />)
