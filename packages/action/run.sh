#!/usr/bin/env bash
# Checks and builds the résumés that the action names: mistakes are marked at their lines, and the
# summary of the job has a report. CI runs it without a runner.
set -uo pipefail
shopt -s globstar nullglob

files=()
while IFS= read -r pattern; do
    [ -n "$pattern" ] || continue
    matches=($pattern)
    if [ ${#matches[@]} = 0 ]; then matches=("$pattern"); fi
    files+=("${matches[@]}")
done <<< "$INPUT_FILES"
read -ra args <<< "$INPUT_ARGS"

# Each line of a short message is `file:line:column: severity: message`.
annotate() {
    sed -nE 's/^([^:]+):([0-9]+):([0-9]+): (error|warning): (.*)$/::\4 file=\1,line=\2,col=\3::\5/p'
}

messages=$(recto check --message-format short "${files[@]}" 2>&1)
checked=$?
annotate <<< "$messages"
built=0
recto build "${files[@]}" --out-dir "$INPUT_OUT_DIR" "${args[@]}" --message-format short || built=$?

{
    echo "## Résumés"
    found=$(grep -E '(error|warning): ' <<< "$messages")
    if [ -n "$found" ]; then
        printf '```text\n%s\n```\n' "$found"
    else
        echo "Checked ${#files[@]}: no problems."
    fi
} >> "$GITHUB_STEP_SUMMARY"
if [ -d "$INPUT_OUT_DIR" ]; then echo "folder=$INPUT_OUT_DIR" >> "$GITHUB_OUTPUT"; fi
if [ $checked != 0 ]; then exit $checked; fi
exit $built
