/**
 * What stands for text that has been dealt with: private use, so that nothing looks for it. A name that was found keeps
 * telling its neighbours that a name stood there.
 */
export const hidden = { other: '\uE000', name: '\uE001' } as const;

export const isHidden = (unit: number): boolean => unit === 0xe000 || unit === 0xe001;
