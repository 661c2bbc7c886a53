/** What the system says when there is no more room. */
const codes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Whether the disk, or the part of it that this user may have, is full. */
export function isNoRoom(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && codes.has(code);
}
