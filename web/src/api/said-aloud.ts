/**
 * Marks requests whose failure is told by the page itself. A screen hears of the end of its own requests for as long as it is shown only, and
 * whoever throws a picture away or starts one is often somewhere else when the answer comes.
 */
export const saidAloud = { failure: 'said aloud' } as const
