// A week of opening hours as rows of times, to and from OpenStreetMap's `opening_hours`.
import { html, useState } from "../ui.js";

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const SPAN = /^(\d\d:\d\d)-(\d\d:\d\d)$/;

// What the grid can show: rules of plain days and one span; null for anything else, which is written as text.
export function readWeek(text) {
  const week = DAYS.map(() => null);
  if (!text) return week;
  if (text === "24/7") return DAYS.map(() => ["00:00", "24:00"]);
  for (const rule of text.split(/[;,](?=\s*[A-Z])/)) {
    const [days, span] = rule.trim().split(/\s+/);
    const hours = span === "off" ? null : SPAN.exec(span || "");
    if (hours === null && span !== "off") return null;
    for (const part of (days || "").split(",")) {
      const [first, last] = part.split("-").map((day) => DAYS.indexOf(day));
      if (first < 0 || last === -1) return null;
      const length = last === undefined ? 1 : ((last - first + 7) % 7) + 1;
      for (let step = 0; step < length; step += 1) week[(first + step) % 7] = hours ? [hours[1], hours[2]] : null;
    }
  }
  return week;
}

// Days in a row with the same hours are one rule. A comma joins the rules, so that none takes away what is after midnight.
export function writeWeek(week) {
  if (week.every((hours) => hours && hours[0] === "00:00" && hours[1] === "24:00")) return "24/7";
  const rules = [];
  for (let day = 0; day < 7; day += 1) {
    if (!week[day]) continue;
    const span = week[day].join("-");
    const begun = day;
    while (day < 6 && week[day + 1] && week[day + 1].join("-") === span) day += 1;
    rules.push(`${begun === day ? DAYS[begun] : `${DAYS[begun]}-${DAYS[day]}`} ${span}`);
  }
  return rules.join(", ");
}

export function Hours({ value, onChange }) {
  const [asText, setAsText] = useState(false);
  const week = readWeek(value);
  if (week === null || asText) {
    return html`<div class="field"><label for="hours">Opening hours (OpenStreetMap syntax)</label><input id="hours" value=${value || ""} onInput=${(event) => onChange(event.target.value)} />
      ${week !== null && html`<button type="button" class="link" onClick=${() => setAsText(false)}>Show the week</button>`}</div>`;
  }
  const write = (day, hours) => onChange(writeWeek(week.map((old, index) => (index === day ? hours : old))));
  const ends = (time) => (time === "24:00" ? "00:00" : time);
  return html`<fieldset class="panel"><legend>Opening hours</legend><table class="week"><thead><tr><th scope="col">Day</th><th scope="col">Open</th><th scope="col">From</th><th scope="col">To</th></tr></thead><tbody>
    ${NAMES.map((name, day) => html`<tr key=${name}><th scope="row">${name}</th><td><input type="checkbox" aria-label=${`Open on ${name}`} checked=${Boolean(week[day])} onChange=${(event) => write(day, event.target.checked ? week[day - 1] || ["09:00", "17:00"] : null)} /></td>
      ${["from", "to"].map((end, index) => html`<td>${week[day] && html`<input type="time" aria-label=${`${name}, ${end}`} value=${ends(week[day][index])} onChange=${(event) => { const hours = [...week[day]]; hours[index] = index === 1 && event.target.value === "00:00" ? "24:00" : event.target.value; if (event.target.value) write(day, hours); }} />`}</td>`)}</tr>`)}</tbody></table>
    <p class="hush"><code>${value || "not known"}</code> <button type="button" class="link" onClick=${() => setAsText(true)}>Write it as text</button></p></fieldset>`;
}
