// A voice message: recorded here, sent as a file. What keeps it from being recorded is told.
import { fill } from './documents'
import type { Uploads } from './uploads'

const longest = 5 * 60_000

export function addRecorder(host: HTMLElement, form: HTMLFormElement, uploads: Uploads) {
  const button = form.querySelector<HTMLElement>('[data-record]')
  if (!button || !('MediaRecorder' in window) || !navigator.mediaDevices) return
  button.hidden = false
  let recorder: MediaRecorder | null = null
  let asking = false
  button.addEventListener('click', async () => {
    if (recorder) return recorder.stop()
    if (asking) return
    asking = true
    try {
      record(await navigator.mediaDevices.getUserMedia({ audio: true }))
    } catch (error) {
      uploads.say(reason(error))
    }
    asking = false
  })

  const record = (stream: MediaStream) => {
    const end = () => {
      for (const track of stream.getTracks()) track.stop()
      recorder = null
      draw()
    }
    try {
      const [parts, own] = [[] as Blob[], new MediaRecorder(stream)]
      own.addEventListener('dataavailable', event => parts.push(event.data))
      own.addEventListener('stop', () => {
        end()
        const sound = new Blob(parts, { type: own.mimeType })
        const ending = own.mimeType.includes('mp4') ? 'mp4' : own.mimeType.includes('ogg') ? 'ogg' : 'webm'
        if (sound.size > 0) uploads.add(sound, `voice-${Date.now()}.${ending}`)
        else uploads.say(host.dataset.micEmpty ?? '')
      })
      own.start()
      recorder = own
      setTimeout(() => own.state === 'recording' && own.stop(), longest)
      draw()
    } catch (error) {
      end()
      throw error
    }
  }

  const draw = () => {
    button.classList.toggle('chat-recording', recorder !== null)
    button.ariaLabel = button.title = (recorder ? host.dataset.stop : host.dataset.record) ?? ''
  }

  const reason = (error: unknown) => {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'NotAllowedError' || name === 'SecurityError') return host.dataset.micBlocked ?? ''
    if (name === 'NotFoundError') return host.dataset.micMissing ?? ''
    return fill(host.dataset.micFailed, error instanceof Error ? error.message : String(error))
  }
}
