import { useEffect, useState } from 'react'

const typingMs = 250

/** The value once the person has paused: what is asked of the server while somebody types. Values are compared by what they say. */
export function usePaused<Value>(value: Value): Value {
  const [paused, setPaused] = useState(value)
  const said = JSON.stringify(value)
  useEffect(() => {
    const pause = setTimeout(() => setPaused(JSON.parse(said) as Value), typingMs)
    return () => clearTimeout(pause)
  }, [said])
  return paused
}
