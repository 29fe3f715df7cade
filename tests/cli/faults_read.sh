# tests/cli/faults.sh with calls that open and read, and with a clock that jumps.
FAULTS=read
export FAULTS
. "$TESTS/faults.sh"
