#!/usr/bin/env node
// Asks sprintd one decision and one audit about the kept backlog `board`: ask.mjs [SOCKET]
import { request } from "node:http";

const runtime = process.geteuid() !== 0 && process.env.XDG_RUNTIME_DIR;
const socketPath = process.argv[2] ?? `${runtime || "/run/sprintd"}/sprintd.sock`;
const ask = (path, question) =>
  new Promise((resolve, reject) => {
    const call = request({ socketPath, path, method: "POST", timeout: 30_000 }, async (reply) => {
      let text = "";
      for await (const part of reply.setEncoding("utf8")) text += part;
      const answer = JSON.parse(text);
      reply.statusCode === 200 ? resolve(answer) : reject(new Error(`${answer.code}: ${answer.detail}`));
    });
    call.on("timeout", () => call.destroy(new Error("no answer in time")));
    call.on("error", (fault) => reject(new Error(`no daemon at ${socketPath}: ${fault.message}`)));
    call.end(JSON.stringify({ backlog_id: "board", as_of: "2026-03-02", ...question }));
  });

try {
  const decision = await ask("/v1/decisions", { person: "emil", action: "pull", item: "TD-12" });
  const audit = await ask("/v1/audits", {});
  const findings = audit.findings.map((found) => `${found.severity}: ${found.message}`);
  console.log([`May Emil pull TD-12? ${decision.answer}`, ...decision.reasons.map((why) => why.message)].join("\n  "));
  console.log(["The sprint:", ...findings].join("\n  "));
} catch (fault) {
  console.error(fault.message);
  process.exitCode = 1;
}
