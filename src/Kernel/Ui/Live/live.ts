// One event stream for all tabs of a browser: the tab that holds the lock keeps the connection and tells the others. When it closes, the next one
// takes over and resumes after the last id that any of them saw. HTTP/1.1 allows six connections to a host; twenty tabs would use them up.
type Listener = (data: string) => void

const listeners = new Map<string, Set<Listener>>()
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('guildhall-live') : null
const lastId = 'guildhall-live-id'
let source: EventSource | null = null
let started = false

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
  started = true
  channel?.addEventListener('message', ({ data }: MessageEvent<{ wanted?: string; name?: string; data?: string }>) => {
    if (data.wanted && source) hear(data.wanted)
    if (data.name) tell(data.name, data.data ?? '')
  })
  if ('locks' in navigator) {
    // The promise never settles: the lock is given back when the tab goes.
    void navigator.locks.request('guildhall-live', () => new Promise<never>(open))
  } else {
    open()
  }
}

const heard = new Set<string>()

function open() {
  const after = localStorage.getItem(lastId)
  source = new EventSource('/api/events' + (after ? '?after=' + encodeURIComponent(after) : ''))
  source.addEventListener('open', event => remember(event))
  source.onerror = () => {
    // 401 or 429: the browser does not try again by itself, and neither do we, until the next page.
    if (source?.readyState === EventSource.CLOSED) localStorage.removeItem(lastId)
  }
  for (const name of listeners.keys()) hear(name)
  channel?.postMessage({ wanted: '' })
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

function remember(event: Event) {
  const id = (event as MessageEvent).lastEventId
  if (id) localStorage.setItem(lastId, id)
}

function tell(name: string, data: string) {
  for (const listener of listeners.get(name) ?? []) listener(data)
}
