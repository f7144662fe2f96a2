// The service worker: shows what is pushed, and opens the notification on a click. It caches nothing.
self.addEventListener('push', event => {
  const said = event.data ? event.data.json() : {}
  event.waitUntil(self.registration.showNotification(said.text || 'Guildhall', { tag: String(said.id || ''), icon: '/favicon.svg', data: { url: said.url || '/notifications' } }))
})

self.addEventListener('notificationclick', event => {
  event.notification.close()
  const url = new URL(event.notification.data.url, self.location.origin).href
  event.waitUntil(
    self.clients.matchAll({ type: 'window' }).then(open => {
      const page = open.find(client => 'navigate' in client)
      return page ? page.focus().then(() => page.navigate(url)) : self.clients.openWindow(url)
    }),
  )
})
