/** Shares in [0, 1] as per cent, shown in one way in the whole app. The server rounds alike: domain/shares.py. */

/** Added before rounding down: 0.29 * 100 is 28.999… in binary. */
const DUST = 1e-6;

/** A score as whole per cent, rounded down, so that a score below a threshold never looks equal to it. */
export const wholePercent = (share: number) => Math.floor(share * 100 + DUST);

/** Such as "54 %". */
export const percent = (share: number) => `${wholePercent(share)} %`;

/** An upper bound as whole per cent, rounded up, so that it never promises too much. */
export const atMostPercent = (share: number) => `${Math.ceil(share * 100 - DUST)} %`;

/** A creator's own setting, exactly as it was typed: with at most one decimal. */
export const settingPercent = (share: number) => `${Math.round(share * 1000) / 10} %`;
