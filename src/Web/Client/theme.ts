// Runs as a classic script in <head>, before anything is painted: a reader of the dark theme must not see a white flash.
(() => {
  const chosen = /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1]
  if (chosen) document.documentElement.dataset['theme'] = chosen
  // Size of texts and colour of the paper: reading-look.ts.
  for (const [, name, value] of document.cookie.matchAll(/(?:^|; )(text|paper)=(large|larger|sepia)(?=;|$)/g)) {
    if (name && value) document.documentElement.dataset[name] = value
  }
  document.documentElement.dataset['script'] = 'on'
})()
