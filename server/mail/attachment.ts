/** A paper that comes with a mail; its name holds nothing that a file system minds. */
export function pdfAttachment(title: string, content: Uint8Array) {
  return {
    filename: `${title.replace(/[^\p{L}\p{N}._-]/gu, '_')}.pdf`,
    contentType: 'application/pdf',
    content: Buffer.from(content),
  };
}
