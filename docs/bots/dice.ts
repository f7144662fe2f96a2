// A bot that throws dice. Node 18 or newer, nothing to install: fetch and streams come with it.
// Node 22.18 and newer run this file as it is; for older ones compile it first: npx -p typescript tsc --target es2022 --module es2022 dice.ts
const site = process.env.GUILDHALL_URL!.replace(/\/$/, '')
const community = process.env.GUILDHALL_COMMUNITY!
const token = process.env.GUILDHALL_TOKEN!

type Asked = { ticket: string; name: string; options: Record<string, string | number> }

async function ask(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(site + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
}

/** Answers by the ticket, within three seconds. */
async function answer(event: string, asked: Asked) {
  const sides = event === 'bots.command_used' ? Number(asked.options.sides ?? 6) : 6
  const body = sides >= 2 && sides <= 1000
    ? {
        message: `🎲 ${1 + Math.floor(Math.random() * sides)}`, visibility: 'everyone',
        buttons: [{ label: 'Throw again', action: 'again', style: 'primary' }],
      }
    : { message: 'A die has 2 to 1000 sides.', visibility: 'asker' }
  const response = await ask('POST', `/api/interactions/${asked.ticket}/answer`, body)
  if (!response.ok) console.log('not answered:', response.status) // 410: too late, 409: answered before
}

let last = ''

/** Reads events until the stream ends; the next one goes on after the last id. */
async function listen() {
  const response = await ask('GET', '/api/events', undefined, { accept: 'text/event-stream', ...(last ? { 'last-event-id': last } : {}) })
  if ([401, 403, 404].includes(response.status)) throw new Error('The token works no longer.')
  let [rest, name, data] = ['', '', '']
  for await (const piece of response.body!.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop()!
    for (const line of lines) {
      if (line.startsWith('id: ')) last = line.slice(4)
      else if (line.startsWith('event: ')) name = line.slice(7)
      else if (line.startsWith('data: ')) data = line.slice(6)
      else if (line === '' && name) {
        if (name === 'open') console.log('listening')
        else if (name === 'over') throw new Error('The token works no longer.')
        else if (name === 'bots.command_used' || name === 'bots.button_pressed') await answer(name, (JSON.parse(data) as { data: Asked }).data)
        name = ''
      }
    }
  }
}

const declared = await ask('PUT', `/api/communities/${community}/bots/me/commands`, {
  commands: [{
    name: 'dice', description: 'Throws a die',
    options: [{ name: 'sides', description: '6 if you don’t say', kind: 'number' }],
  }],
})
if (!declared.ok) throw new Error(await declared.text())
for (;;) {
  try {
    await listen()
  } catch (error) {
    if ((error as Error).message.startsWith('The token')) throw error
    // Else the line broke, or the site restarts.
  }
  await new Promise(wait => setTimeout(wait, 2000))
}

export {}
