# shellcheck shell=sh
# What cluster tests use: begin one with `. "$CLUSTER_TESTS/lib.sh"`. Each runs by `sh -eu` in an empty
# folder against a Slurm of its own (two nodes of two CPUs; `slurm` here says what it is), with what
# CLI tests have and CLUSTER (the Slurm's folder) and CLUSTER_TESTS set.
# shellcheck source=tests/cli/lib.sh
. "$TESTS/lib.sh"

slurm() { # SUBCOMMAND [ARGUMENT]...
	subcommand=$1
	shift
	"$CLUSTER_TESTS/slurm" "$subcommand" "$CLUSTER" "$@"
}

# The states of a job's tasks, each once.
states_of() { # JOB
	squeue -h -r -t all -j "$1" -o %T | sort -u
}

in_state() { # JOB STATE: all its tasks
	[ "$(states_of "$1")" = "$2" ]
}

within() { # SECONDS COMMAND...
	deadline=$(($(date +%s) + $1))
	shift
	until "$@"; do
		[ "$(date +%s)" -lt $deadline ] || { squeue -r -t all; sinfo -N; fail "not in time: $*"; }
		sleep 0.2
	done
}
