// Runs as a classic script in <head>, before anything is painted: a reader of the dark theme must not see a white flash.
(() => {
  const chosen = /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1]
  if (chosen) document.documentElement.dataset['theme'] = chosen
  document.documentElement.dataset['script'] = 'on'
})()
