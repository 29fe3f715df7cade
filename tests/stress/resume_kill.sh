# tests/cli/resume_kill.sh with 100 random moments, in a run over 350 MB with shards of 40 KB.
KILLS=100
SCALE=50
export KILLS SCALE
. "$TESTS/resume_kill.sh"
