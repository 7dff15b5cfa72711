/** A share in [0, 1] as whole per cent, never rounded up to a threshold that it does not reach. */
export const wholePercent = (share: number) => Math.floor(share * 100 + 1e-9);
