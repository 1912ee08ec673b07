// For administrators: accounts and their rights, jobs, how everything is doing, and the trail.
import { get, post, remove } from "../api.js";
import { Button, Field, Problem, Said, ago, dayAndClock, html, say, useLoaded, useState, useWork } from "../ui.js";

// A table that is scrolled sideways where the window is narrow, by the keyboard too.
const Wide = ({ label, children }) => html`<div class="scroll" role="region" aria-label=${label} tabindex="0"><table class="grid wide">${children}</table></div>`;

const ROLES = ["user", "editor", "moderator", "admin"];

function Rights({ user, onChanged }) {
  const [role, setRole] = useState(user.role);
  const [campus, setCampus] = useState("");
  const [reason, setReason] = useState("");
  const [password, setPassword] = useState("");
  const { busy, problem, run } = useWork();
  const needed = problem?.code === "reauthentication_required";
  const path = `/admin/users/${user.id}`;
  const take = (step, body) => run(async () => {
    if (password) { await post("/auth/reauthenticate", { password }); setPassword(""); }
    await post(`${path}/${step}`, body);
    say("Done.");
    onChanged();
  });
  return html`<section class="panel" aria-label="The account"><h2><${Said}>${user.email}<//></h2><p><${Said}>${user.first_name || ""}<//> since ${dayAndClock(user.created_at)}, ${user.log_ins} ${user.log_ins === 1 ? "log-in" : "log-ins"}${user.email_verified ? "" : ", address not confirmed"}</p>
    <p>${user.roles.map((one) => html`<span class="state">${one.role}${one.campus ? ` at ${one.campus}` : ""}</span> `)}${user.suspended && html`<span class="state failed">suspended ${ago(user.suspended_at)}</span> <${Said}>${user.suspended_for || ""}<//>`}</p>
    <div class="row wrap"><${Field} label="Role" options=${ROLES.map((one) => [one, one])} value=${role} onChange=${(event) => setRole(event.target.value)} /><${Field} label="At campus (empty: everywhere)" value=${campus} onInput=${(event) => setCampus(event.target.value)} />
      <button type="button" class="button" disabled=${busy} onClick=${() => take("roles", { role, campus: campus || null })}>Give this role</button></div>
    ${user.suspended ? html`<button type="button" class="button" disabled=${busy} onClick=${() => take("restore", {})}>Restore</button>`
      : html`<div class="row wrap"><${Field} label="Reason" value=${reason} onInput=${(event) => setReason(event.target.value)} /><button type="button" class="button danger" disabled=${busy} onClick=${() => take("suspend", { reason: reason || null })}>Suspend</button></div>`}
    ${needed && html`<${Field} label="Your password, please" type="password" autocomplete="current-password" value=${password} onInput=${(event) => setPassword(event.target.value)} />`}<${Problem} problem=${problem} /></section>`;
}

export function Users() {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState(null);
  const [chosen, setChosen] = useState(null);
  const { data, problem, again } = useLoaded(() => (asked === null ? Promise.resolve(null) : get("/admin/users", { q: asked })), [asked]);
  const user = data?.users.find((one) => one.id === chosen);
  return html`<form class="row wrap" onSubmit=${(event) => { event.preventDefault(); setAsked(text); }}><${Field} label="E-mail or name" value=${text} onInput=${(event) => setText(event.target.value)} /><button class="button primary">Search</button></form>
    <p class="hush">Every look at an account is noted in the audit log.</p><${Problem} problem=${problem} />
    <div class="split"><ul class="list" aria-label="Accounts">${data?.users.map((one) => html`<li key=${one.id}><button type="button" aria-current=${one.id === chosen ? "true" : undefined} onClick=${() => setChosen(one.id)}><strong><${Said}>${one.email}<//></strong><br /><span class="state">${one.role}</span>${one.suspended ? " suspended" : ""}</button></li>`)}${data && !data.users.length && html`<li class="hush">Nobody.</li>`}</ul>
    ${user && html`<${Rights} key=${`${user.id} ${user.role}`} user=${user} onChanged=${again} />`}</div>`;
}

export function Jobs() {
  const [state, setState] = useState("dead");
  const { data, problem, again } = useLoaded(() => get("/admin/jobs", { state }), [state]);
  const { busy, problem: failed, run } = useWork();
  const act = (work) => run(async () => { await work(); again(); });
  return html`<div class="row wrap"><${Field} label="State" options=${["", "queued", "running", "retrying", "succeeded", "failed", "dead"].map((one) => [one, one || "any"])} value=${state} onChange=${(event) => setState(event.target.value)} /><${Button} kind="quiet" onClick=${again}>Look again<//></div><${Problem} problem=${problem || failed} />
    <${Wide} label="Jobs"><thead><tr><th scope="col">Kind</th><th scope="col">State</th><th scope="col">Attempts</th><th scope="col">Error</th><th scope="col">Since</th><th scope="col">Do</th></tr></thead><tbody>${data?.jobs.map((job) => html`<tr key=${job.id}><th scope="row">${job.kind}</th><td><span class=${`state ${job.state}`}>${job.state}</span></td><td>${job.attempts}</td><td>${job.error?.message}</td><td>${ago(job.created_at)}</td>
      <td>${["failed", "dead"].includes(job.state) && html`<button type="button" class="link" disabled=${busy} onClick=${() => act(() => post(`/admin/jobs/${job.id}/retry`))}>Run again</button>`} <button type="button" class="link" disabled=${busy || job.state === "running"} onClick=${() => act(() => remove(`/admin/jobs/${job.id}`))}>Put away</button></td></tr>`)}</tbody><//>${data && !data.jobs.length && html`<p class="hush">None.</p>`}`;
}

function Bars({ title, rows, unit = "" }) {
  const most = Math.max(...rows.map(([, value]) => value), 0);
  return html`<section class="panel"><h2>${title}</h2>${!rows.length && html`<p class="hush">Nothing yet.</p>`}<ul class="bars">${rows.map(([name, value, told]) => html`<li><span>${name.includes("/") ? name : name.replaceAll("_", " ")}</span><meter min="0" max=${most || 1} value=${value} aria-label=${name}>${value}</meter><span>${told ?? value}${unit}</span></li>`)}</ul></section>`;
}

export function Overview() {
  const { data, problem, again } = useLoaded(() => get("/admin/overview"), []);
  if (!data) return html`<${Problem} problem=${problem} />`;
  const rows = (of) => Object.entries(of).sort((one, other) => other[1] - one[1]);
  const slowest = Object.entries(data.latencies).sort((one, other) => other[1].p95 - one[1].p95).slice(0, 12);
  return html`<${Button} kind="quiet" onClick=${again}>Look again<//><div class="columns"><div>
    <${Bars} title="Counts" rows=${rows(data.counts)} /><${Bars} title="Content" rows=${[...rows(data.content), ["cannot be read", data.broken]]} /><${Bars} title="Queue" rows=${rows(data.queue)} /><${Bars} title="Jobs" rows=${rows(data.jobs)} /><${Bars} title="Outbox" rows=${rows(data.outbox)} /></div><div>
    <${Bars} title="Slowest routes (95th percentile)" rows=${slowest.map(([route, one]) => [route.replace("/api/v1", ""), one.p95, one.p95.toFixed(2)])} unit=" s" /><${Bars} title="Turns by intent" rows=${rows(data.turns)} />
    <${Bars} title="Thumbs up by intent" rows=${Object.entries(data.thumbs).map(([intent, { up, down }]) => [intent, up / (up + down || 1), `${up} up, ${down} down`])} /><${Bars} title="Costs" rows=${rows(data.costs)} unit=" $" /><${Bars} title="Requests" rows=${rows(data.requests)} />
    <section class="panel"><h2>Sources</h2><table class="grid"><tbody>${data.sources.map((one) => html`<tr><th scope="row">${one.title}</th><td><span class=${`state ${one.status}`}>${one.status}</span></td><td>${one.events} events</td><td>${one.last_success ? ago(one.last_success) : "never"}</td></tr>`)}</tbody></table></section></div></div>`;
}

export function Audit() {
  const [form, setForm] = useState({ actor: "", object: "", action: "" });
  const [asked, setAsked] = useState({});
  const { data, problem } = useLoaded(() => get("/admin/audit", asked), [JSON.stringify(asked)]);
  const typed = (name) => (event) => setForm({ ...form, [name]: event.target.value });
  return html`<form class="row wrap" onSubmit=${(event) => { event.preventDefault(); setAsked({ ...form }); }}><${Field} label="Account" inputmode="numeric" value=${form.actor} onInput=${typed("actor")} /><${Field} label="Object" placeholder="user:5" value=${form.object} onInput=${typed("object")} /><${Field} label="Action" placeholder="content.publish" value=${form.action} onInput=${typed("action")} /><button class="button primary">Search</button></form>
    <${Problem} problem=${problem} /><${Wide} label="Audit log"><thead><tr><th scope="col">When</th><th scope="col">Account</th><th scope="col">Action</th><th scope="col">Object</th><th scope="col">Details</th></tr></thead><tbody>${data?.audit.map((one) => html`<tr key=${one.id}><td>${dayAndClock(one.at)}</td><td>${one.actor_id ?? "server"}</td><td>${one.action}</td><td>${one.object}</td><td><code>${JSON.stringify(one.details)}</code></td></tr>`)}</tbody><//>
    ${data?.next && html`<${Button} onClick=${() => setAsked({ ...asked, cursor: data.next })}>Older<//>`}`;
}
