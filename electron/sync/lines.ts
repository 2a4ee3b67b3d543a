/**
 * Splits a byte stream into lines of text.
 * @param body UTF-8, lines ended by LF or CRLF
 * @throws Error when the stream ends within a line: it was cut off
 */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = parts.pop()!;
    for (const part of parts) yield part.endsWith('\r') ? part.slice(0, -1) : part;
  }
  if (rest !== '') throw new Error('the stream ended within a line');
}
