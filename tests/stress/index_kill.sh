# tests/cli/index_kill.sh with 200 random moments.
KILLS=200
export KILLS
. "$TESTS/index_kill.sh"
