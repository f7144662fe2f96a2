// What a test gives to a peer: JSON on standard input.
export async function input() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

export const output = (told) => process.stdout.write(JSON.stringify(told));
