import { useEffect, useState } from 'react'

/** The picture's own pixels, decoded before anything is drawn; null while they come. Never those of the picture before. */
export function usePicture(source: string | null): HTMLImageElement | 'failed' | null {
  const [loaded, setLoaded] = useState<{ readonly source: string; readonly picture: HTMLImageElement | 'failed' } | null>(null)
  useEffect(() => {
    if (source === null) return
    let wanted = true
    const image = new Image()
    image.src = source
    image.decode().then(
      () => wanted && setLoaded({ source, picture: image }),
      () => wanted && setLoaded({ source, picture: 'failed' }),
    )
    return () => {
      wanted = false
    }
  }, [source])
  if (source === null) return 'failed'
  return loaded?.source === source ? loaded.picture : null
}
