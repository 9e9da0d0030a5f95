// Runs before the first paint, so that a light page never flashes dark. A file of its own, because the page allows no inline scripts.
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('persona-theme')
  } catch (error) {
    console.info('Theme is not remembered in this browser', error)
  }
  var light = chosen === 'light' || (chosen !== 'dark' && matchMedia('(prefers-color-scheme: light)').matches)
  document.documentElement.dataset.theme = light ? 'light' : 'dark'
})()
