// A voice message: recorded here, sent as a file.
import type { Uploads } from './uploads'

const longest = 5 * 60_000

export function addRecorder(host: HTMLElement, form: HTMLFormElement, uploads: Uploads) {
  const button = form.querySelector<HTMLElement>('[data-record]')
  if (!button || !('MediaRecorder' in window) || !navigator.mediaDevices) return
  button.hidden = false
  let recorder: MediaRecorder | null = null
  button.addEventListener('click', async () => {
    if (recorder) return recorder.stop()
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null)
    if (!stream) return
    const [parts, own] = [[] as Blob[], new MediaRecorder(stream)]
    recorder = own
    own.addEventListener('dataavailable', event => parts.push(event.data))
    own.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop()
      recorder = null
      draw()
      const ending = own.mimeType.includes('mp4') ? 'mp4' : own.mimeType.includes('ogg') ? 'ogg' : 'webm'
      uploads.add(new Blob(parts, { type: own.mimeType }), `voice-${Date.now()}.${ending}`)
    })
    own.start()
    setTimeout(() => own.state === 'recording' && own.stop(), longest)
    draw()
  })
  const draw = () => {
    button.classList.toggle('chat-recording', recorder !== null)
    button.ariaLabel = button.title = (recorder ? host.dataset.stop : host.dataset.record) ?? ''
  }
}
