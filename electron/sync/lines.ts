/**
 * Splits a byte stream into lines of text.
 * @param body UTF-8, lines ended by LF or CRLF
 * @throws Error when the stream ends within a line: it was cut off
 */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  // Lines are long and arrive in many pieces: only what is new is searched.
  let pieces: string[] = [];
  for await (const bytes of body) {
    const parts = decoder.decode(bytes, { stream: true }).split('\n');
    const last = parts.pop()!;
    for (const part of parts) {
      const line = pieces.join('') + part;
      pieces = [];
      yield line.endsWith('\r') ? line.slice(0, -1) : line;
    }
    if (last !== '') pieces.push(last);
  }
  if (pieces.length > 0) throw new Error('the stream ended within a line');
}
