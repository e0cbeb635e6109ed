#!/usr/bin/env bash
# Installs what the tests need, builds everything and runs every test: C#, TypeScript and browser.
# Ends with "N passed, N failed, N skipped"; exits non-zero when anything failed.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1

need() {
  echo "test.sh: $1" >&2
  exit 1
}

command -v dotnet >/dev/null || need "the .NET 10 SDK is missing (see README.md)"
command -v node >/dev/null || need "Node 20 or newer is missing (see README.md)"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || need "Node 20 or newer is needed, this is $(node --version)"

# The browser tests drive the system's Chromium; DISPATCHMAP_CHROMIUM names another one.
chromium=${DISPATCHMAP_CHROMIUM:-/usr/bin/chromium}
# The tests start a PostgreSQL server of their own and need no service; without the program they are skipped.
postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
missing=()
[ -x "$chromium" ] || missing+=(chromium)
postgres || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ] && command -v apt-get >/dev/null; then
  sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
  $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null ||
    echo "test.sh: could not be installed: ${missing[*]}" >&2
  [ -x "$chromium" ] || chromium=/usr/bin/chromium
fi
[ -x "$chromium" ] || need "Chromium is missing: install it and set DISPATCHMAP_CHROMIUM to its path"
export DISPATCHMAP_CHROMIUM=$chromium

dotnet restore DispatchMap.sln --locked-mode || need "restore failed"
dotnet build DispatchMap.sln --no-restore || need "build failed"

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
(cd wwwroot-assets && npm run --silent check && npm test --silent) 2>&1 | tee "$results/typescript" || status=1
# A test that hangs is named and ends the run; none takes a tenth of that.
dotnet test --project DispatchMap.Tests --no-build --no-progress --output detailed --results-directory "$results/hung" \
  --hangdump --hangdump-type None --hangdump-timeout 5m 2>&1 |
  awk '$1 == "passed" { passed = 1; next } passed && $1 == "from" { next } { passed = 0; print; fflush() }' | tee "$results/dotnet" || status=1

# Node prints "# pass 12" or "ℹ pass 12", the test platform "  succeeded: 12"; colours are stripped first.
count() { sed 's/\x1b\[[0-9;]*m//g' "$results/$1" | sed -nE "s/^[^a-z]*$2:? ([0-9]+)\$/\\1/p" | tail -n 1; }
passed=$(($(count typescript pass) + $(count dotnet succeeded)))
failed=$(($(count typescript fail) + $(count dotnet failed)))
hung=$(cat "$results"/hung/*_hang.log 2>/dev/null)
[ -z "$hung" ] || failed=$((failed + $(wc -l <<<"$hung")))
skipped=$(($(count typescript skipped) + $(count dotnet skipped)))
[ -n "$(count typescript pass)" ] && [ -n "$(count dotnet succeeded)" ] || { status=1; echo "test.sh: a test run ended without a summary" >&2; }
[ "$failed" -eq 0 ] || status=1
# What failed comes last, where nobody has to look for it.
sed 's/\x1b\[[0-9;]*m//g' "$results/dotnet" | awk '/^ *failed / { keep = 1; print; next } /^ *(from|passed|skipped) |^[^ ]/ { keep = /^ *from / && keep } keep && !/^ *from /'
sed 's/\x1b\[[0-9;]*m//g' "$results/typescript" | sed -n '/failing tests:/,$p'
[ -z "$hung" ] || printf 'Hung, and for how long:\n%s\n' "$hung"
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
