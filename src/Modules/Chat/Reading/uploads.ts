// Files that go along with the next message: sent ahead while one still writes.
import { fill } from './documents'

export type Upload = { code: string; name: string }

export class Uploads {
  private done: Upload[] = []
  private open = 0
  private readonly place: HTMLElement | null

  constructor(private readonly host: HTMLElement, form: HTMLFormElement) {
    this.place = form.querySelector('[data-uploads]')
    const input = form.querySelector<HTMLInputElement>('input[type=file]')
    input?.addEventListener('change', () => {
      for (const file of input.files ?? []) this.add(file, file.name)
      input.value = ''
    })
    form.addEventListener('paste', event => this.takeAll(event, event.clipboardData))
    form.addEventListener('dragover', event => event.preventDefault())
    form.addEventListener('drop', event => this.takeAll(event, event.dataTransfer))
  }

  get isBusy() {
    return this.open > 0
  }

  /** Those that are there; the next message begins without. */
  take(): Upload[] {
    const taken = this.done
    this.done = []
    this.place?.replaceChildren()
    return taken
  }

  add(file: Blob, name: string) {
    const [line, text] = [document.createElement('li'), document.createElement('span')]
    text.textContent = `${fill(this.host.dataset.uploading, '')} ${name}`
    line.append(text)
    this.place?.append(line)
    const request = new XMLHttpRequest()
    request.open('POST', `${this.host.dataset.api}/channels/${this.host.dataset.channel}/files?name=${encodeURIComponent(name)}`)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', event => (text.textContent = `${name} ${Math.round((event.loaded / event.total) * 100)} %`))
    request.addEventListener('loadend', () => {
      this.open--
      const answer = JSON.parse(request.responseText || '{}') as Upload & { detail?: string }
      const kept = request.status === 201
      if (kept) this.done.push({ code: answer.code, name: answer.name })
      text.textContent = kept ? answer.name : `${name}: ${answer.detail ?? this.host.dataset.failed}`
      line.classList.toggle('chat-upload-failed', !kept)
      line.append(this.remover(line, answer.code))
    })
    this.open++
    request.send(file)
  }

  private takeAll(event: Event, data: DataTransfer | null) {
    if (!data?.files.length) return
    event.preventDefault()
    for (const file of data.files) this.add(file, file.name)
  }

  private remover(line: HTMLElement, code: string) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'chat-upload-remove'
    button.textContent = '×'
    button.ariaLabel = this.host.dataset.remove ?? ''
    button.addEventListener('click', () => {
      this.done = this.done.filter(u => u.code !== code)
      line.remove()
    })
    return button
  }
}
