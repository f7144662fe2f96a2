// One event stream for all tabs of a browser: the tab that holds the lock keeps the connection and tells the others.
// When it closes, the next one takes over and resumes after the last id that any of them saw.
// HTTP/1.1 allows six connections to a host; twenty tabs would use them up.
// Signals are not kept: after a gap listeners are called with an empty text, and read the state anew.
type Listener = (data: string) => void

// Between tabs: a name is wanted (again, after a question); what came for a name; who has the connection now asks; the session is over.
type Message = { wanted?: string; again?: boolean; name?: string; data?: string; asks?: true; over?: true }

const listeners = new Map<string, Set<Listener>>()
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('guildhall-live') : null
const lastId = 'guildhall-live-id'
let source: EventSource | null = null
let started = 0
let over = false
let stopped: () => void = () => undefined

/** Hears events and signals of one name. The returned function stops it. */
export function onLive(name: string, listener: Listener): () => void {
  const those = listeners.get(name) ?? new Set<Listener>()
  listeners.set(name, those.add(listener))
  if (source) hear(name)
  start()
  channel?.postMessage({ wanted: name })
  return () => those.delete(listener)
}

function start() {
  if (started) return
  started = performance.now()
  channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.over) stop()
    if (data.asks) for (const name of listeners.keys()) channel.postMessage({ wanted: name, again: true })
    if (data.wanted && source) want(data.wanted, data.again ?? false)
    if (data.name) tell(data.name, data.data ?? '')
  })
  if ('locks' in navigator) {
    // The lock is given back when the tab goes, or the session.
    void navigator.locks.request('guildhall-live', () => new Promise<void>(release => {
      stopped = release
      if (over) release()
      else open()
    }))
  } else {
    open()
  }
}

function stop() {
  over = true
  source?.close()
  stopped()
}

const heard = new Set<string>()
const patience = 1000
const shortestPause = 5_000
const longestPause = 300_000
let pause = shortestPause
let isOpen = false

function open() {
  isOpen = false
  // Whoever had to wait for another tab to go may have missed what came in between.
  let gap = performance.now() - started > patience
  const after = localStorage.getItem(lastId)
  source = new EventSource('/api/events' + (after ? '?after=' + encodeURIComponent(after) : ''))
  source.addEventListener('open', event => {
    // The browser's own event of this name comes before the server's, which has an id.
    if (!(event instanceof MessageEvent)) return
    remember(event)
    isOpen = true
    pause = shortestPause
    if (gap) readAnew()
    gap = true
  })
  source.addEventListener('reset', event => {
    remember(event)
    readAnew()
  })
  // The session has ended: asking again would only be refused. The next page that is opened begins anew.
  source.addEventListener('over', () => {
    channel?.postMessage({ over: true })
    stop()
  })
  source.onerror = () => {
    if (source?.readyState !== EventSource.CLOSED) return
    // After an answer that is no stream the browser does not try again by itself: nobody is signed in any more, or a proxy says that
    // the site restarts.
    localStorage.removeItem(lastId)
    setTimeout(open, pause)
    pause = Math.min(pause * 2, longestPause)
  }
  const names = new Set([...heard, ...listeners.keys()])
  heard.clear()
  for (const name of names) hear(name)
  // What the other tabs hear, the one before took along.
  channel?.postMessage({ asks: true })
}

/** Another tab's answer may come when the stream runs already: what came for it until then it reads anew. */
function want(name: string, again: boolean) {
  const missed = again && isOpen && !heard.has(name)
  hear(name)
  if (missed) channel?.postMessage({ name, data: '' })
}

function hear(name: string) {
  if (!source || !name || heard.has(name)) return
  heard.add(name)
  source.addEventListener(name, event => {
    remember(event)
    tell(name, (event as MessageEvent<string>).data)
    channel?.postMessage({ name, data: (event as MessageEvent<string>).data })
  })
}

function readAnew() {
  const names = new Set([...heard, ...listeners.keys()])
  for (const name of names) {
    tell(name, '')
    channel?.postMessage({ name, data: '' })
  }
}

function remember(event: Event) {
  const id = (event as MessageEvent).lastEventId
  if (id) localStorage.setItem(lastId, id)
}

function tell(name: string, data: string) {
  for (const listener of listeners.get(name) ?? []) listener(data)
}
