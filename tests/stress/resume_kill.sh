# tests/cli/resume_kill.sh with 100 random moments and 200 times the files.
KILLS=100
SCALE=50
export KILLS SCALE
. "$TESTS/resume_kill.sh"
