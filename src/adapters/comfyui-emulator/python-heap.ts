/**
 * Python's `heapq`, step by step: a queue's waiting items are shown to clients in the raw order of this array, so the order has to
 * be Python's. `before` says whether its first argument is the smaller.
 */
export type Before<T> = (a: T, b: T) => boolean

export function heapPush<T>(heap: T[], item: T, before: Before<T>): void {
  heap.push(item)
  siftTowardsRoot(heap, 0, heap.length - 1, before)
}

export function heapPop<T>(heap: T[], before: Before<T>): T | undefined {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return last
  const smallest = heap[0]
  heap[0] = last
  siftTowardsLeaves(heap, 0, before)
  return smallest
}

export function heapify<T>(heap: T[], before: Before<T>): void {
  for (let index = Math.floor(heap.length / 2) - 1; index >= 0; index--) siftTowardsLeaves(heap, index, before)
}

function siftTowardsRoot<T>(heap: T[], start: number, from: number, before: Before<T>): void {
  const item = heap[from] as T
  let position = from
  while (position > start) {
    const parentAt = (position - 1) >> 1
    const parent = heap[parentAt] as T
    if (!before(item, parent)) break
    heap[position] = parent
    position = parentAt
  }
  heap[position] = item
}

function siftTowardsLeaves<T>(heap: T[], start: number, before: Before<T>): void {
  const item = heap[start] as T
  let position = start
  for (let child = 2 * position + 1; child < heap.length; child = 2 * position + 1) {
    const right = child + 1
    if (right < heap.length && !before(heap[child] as T, heap[right] as T)) child = right
    heap[position] = heap[child] as T
    position = child
  }
  heap[position] = item
  siftTowardsRoot(heap, start, position, before)
}
