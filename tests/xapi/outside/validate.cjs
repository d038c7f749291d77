// Reads statements, one a line, and prints for each, on a line, what Learning Locker's validator says is wrong with it.
const validate = require("@learninglocker/xapi-validation").default;
const lines = require("node:fs").readFileSync(0, "utf8").split("\n").filter(Boolean);
for (const line of lines) {
  const found = validate(JSON.parse(line));
  console.log(JSON.stringify(found.map((warning) => `${warning.constructor.name} at ${warning.path.join(".")}`)));
}
