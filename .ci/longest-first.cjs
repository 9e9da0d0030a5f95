/**
 * The order of the test files. Those that take longest come first, so that none of them runs alone at the end; a bare machine has no times
 * of an earlier run to order by, hence by what is known of each kind.
 */
const kinds = [
  /[.]e2e[.]ts$/,
  /(simulation|main-\w+(-\w+)?|-fuzz|pixel-proof|conformance|erasure([.]int)?|late-views|fault-\w+)[.]test[.]ts$/,
  /adapters.*[.]test[.]ts$/,
]
const rankOf = ({ path }) => {
  const rank = kinds.findIndex((kind) => kind.test(path))
  return rank < 0 ? kinds.length : rank
}

module.exports = class LongestFirst {
  sort(tests) {
    return [...tests].sort((a, b) => rankOf(a) - rankOf(b) || (a.path < b.path ? -1 : 1))
  }

  cacheResults() {}
}
