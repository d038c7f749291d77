// Walks a compiled ink story with inkjs. Talks in lines of JSON: asked for a number of seconds, it tells its rate.
//
//   node inkjs.cjs compile STORY.ink STORY.json
//   node inkjs.cjs walk STORY.json PICKS.json
"use strict";

const { createHash } = require("node:crypto");
const { readFileSync, writeFileSync } = require("node:fs");
const { createInterface } = require("node:readline");

const NUMBERS = ["score", "trust", "calm", "hope", "pace", "doubt"];

function compile(from, into) {
  const { Compiler } = require("inkjs/full");
  writeFileSync(into, new Compiler(readFileSync(from, "utf8")).Compile().ToJson());
}

function pass(story, playthroughs, visit) {
  let decisions = 0;
  for (const picks of playthroughs) {
    story.ResetState();
    const lines = [];
    while (story.canContinue) lines.push(story.Continue());
    for (const pick of picks) {
      const choices = story.currentChoices;
      if (choices.length === 0) break;
      story.ChooseChoiceIndex(pick % choices.length);
      while (story.canContinue) lines.push(story.Continue());
      decisions += 1;
    }
    if (visit) visit(story, lines);
  }
  return decisions;
}

async function walk(storyFile, picksFile) {
  const { Story } = require("inkjs");
  const story = new Story(readFileSync(storyFile, "utf8"));
  const playthroughs = JSON.parse(readFileSync(picksFile, "utf8"));
  const digest = createHash("sha256");
  const scores = [];
  const decisions = pass(story, playthroughs, (ended, lines) => {
    scores.push(ended.variablesState["score"]);
    for (const line of lines) digest.update(line.trim() + "\n");
    digest.update(NUMBERS.map((name) => ended.variablesState[name]).join(" ") + "\n");
  });
  console.log(JSON.stringify({ decisions, scores, digest: digest.digest("hex") }));
  for await (const asked of createInterface({ input: process.stdin })) {
    const least = Number(asked) * 1e9;
    let done = 0;
    let took = 0;
    const begun = process.hrtime.bigint();
    const worked = process.cpuUsage();
    while (took < least) {
      done += pass(story, playthroughs, null);
      took = Number(process.hrtime.bigint() - begun);
    }
    const { user, system } = process.cpuUsage(worked);
    console.log(JSON.stringify({ decisions: done, seconds: took / 1e9, processor: (user + system) / 1e6 }));
  }
}

const [, , what, first, second] = process.argv;
if (what === "compile") compile(first, second);
else walk(first, second);
