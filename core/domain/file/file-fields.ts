import { z } from 'zod';
import { requiredText } from '../fields/text-fields.ts';
import { integer, rowId } from '../fields/value-fields.ts';

/** Longest file name, in characters. */
export const fileNameMax = 255;

/**
 * Characters that no file name needs: path separators, control characters, and the invisible ones that reverse the direction of
 * writing, with which `gpj.exe` is made to look like `exe.jpg`.
 */
const unsafeInName = /[/\\\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** A file's name: trimmed, composed (NFC), 1 to 255 characters, no path. */
export const fileName: z.ZodType<string> = requiredText(fileNameMax)
  .transform((name) => name.normalize('NFC'))
  .refine((name) => !unsafeInName.test(name), 'must not contain path separators or control characters')
  .refine((name) => !/^\.+$/.test(name), 'must be a name');

/** A SHA-256 in lower-case hex. */
export const sha256Hex: z.ZodType<string> = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');

/** `type/subtype` in lower case (RFC 6838, section 4.2), without parameters. */
const mediaType: z.ZodType<string> = z
  .string()
  .max(127)
  .regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/, 'must be a media type');

/** What every mutator that adds a file is told. `id` is the new row's. */
export const newFileArgs = z.object({
  id: rowId,
  leadId: rowId,
  name: fileName,
  mediaType,
  /** Bytes. */
  size: integer(0),
  sha256: sha256Hex,
});

export type NewFile = z.output<typeof newFileArgs>;
