# The shell of one page. Reads names of files with commands, one a line, and runs each in this very
# shell, so that variables stay from fence to fence. What a fence prints goes to the file's name with
# ".out" behind it; how it ended goes back as: exit code, line of the command that failed (or 0).
set -u -o pipefail
export AWS_PAGER=''
exec 3<&0 4>&1 </dev/null

# The first command that fails ends its fence, and this shell goes on. The trap is called a second time
# for "source" itself, which failed as well.
failed=0 at=0
trap 'code=$?; [[ ${#BASH_SOURCE[@]} -eq 1 ]] || { failed=$code at=$LINENO; return $code; }' ERR

while IFS= read -r -u 3 fence; do
  failed=0 at=0
  source "$fence" >"$fence.out" 2>&1 3<&- 4>&-
  printf '%s %s\n' "$failed" "$at" >&4
done
