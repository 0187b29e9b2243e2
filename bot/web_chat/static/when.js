/** Moments as people here write them, by the clock of Viet Nam wherever the browser is. */
const ZONE = {timeZone: "Asia/Ho_Chi_Minh"};
const CLOCK = new Intl.DateTimeFormat("vi-VN", {...ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23"});
const DATE = new Intl.DateTimeFormat("vi-VN", {...ZONE, day: "2-digit", month: "2-digit", year: "numeric"});
const WEEKDAY = new Intl.DateTimeFormat("vi-VN", {...ZONE, weekday: "long"});

/** The time of day: 08:05. */
export const clock = (moment) => CLOCK.format(new Date(moment));

/** The date: 05/01/2026. */
export const date = (moment) => DATE.format(new Date(moment));

/** The day with its name. */
export const day = (moment) => `${WEEKDAY.format(new Date(moment))}, ${date(moment)}`;
