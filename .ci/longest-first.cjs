const kinds = [
  /[.]e2e[.]ts$/,
  /[/](main-[^/]+|[^/]*(simulation|fuzz|proof|conformance|erasure|late-views|fault-[a-z]+))([.]int)?[.]test[.]ts$/,
  /[/]src[/]adapters[/]/,
  /./,
]

/**
 * The order of the test files. Those that take longest come first, so that none of them runs alone at the end; a bare machine has no times
 * of an earlier run to order by, hence by what is known of each kind. Browser tests wait a lot: they take turns with those that compute.
 */
module.exports = class LongestFirst {
  sort(tests) {
    const sorted = [...tests].sort((a, b) => (a.path < b.path ? -1 : 1))
    const [browser, long, ...others] = kinds.map((kind) => sorted.filter(({ path }) => kinds.find((each) => each.test(path)) === kind))
    const turns = Array.from({ length: Math.max(browser.length, long.length) }, (_, turn) => [browser[turn], long[turn]])
    return [...turns.flat().filter((test) => test !== undefined), ...others.flat()]
  }

  cacheResults() {}
}
