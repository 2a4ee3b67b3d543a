/** What OpenSSL and Node say when they do not accept a server's certificate (nodejs.org/api/tls.html, "X509 certificate error codes"). */
const codes = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_REJECTED',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_CHAIN_TOO_LONG',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/**
 * Whether a request failed because the server's certificate is not accepted: asking again does not mend that, and whoever looks
 * after the server has to hear of it.
 * @param cause what `fetch` threw: a TypeError whose cause is the connection's error
 */
export function isCertificateError(cause: unknown): boolean {
  const { cause: connection } = (cause ?? {}) as { cause?: { code?: unknown } };
  return typeof connection?.code === 'string' && codes.has(connection.code);
}
