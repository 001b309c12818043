# shellcheck shell=bash
# Sourced by the other scripts: changes to the root of the repository and defines `install EXTRAS`. `install` creates .venv
# if it is missing, unusable or moved. It installs the package with those extras, in the versions of constraints.txt, if
# pyproject.toml or constraints.txt has changed. Outside of .venv, the scripts use only one Python >= 3.11.

set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
root=$PWD
python=.venv/bin/python
unset PYTHONPATH PYTHONHOME PYTHONSTARTUP VIRTUAL_ENV PYTEST_ADDOPTS PYTEST_PLUGINS PIP_USER PIP_TARGET PIP_PREFIX
unset PYTHONDONTWRITEBYTECODE # tests start hundreds of processes, which would compile everything again

die() {
    printf '%s\n' "$@" >&2
    exit 1
}

find_python() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    die "Python 3.11 or newer is needed. None of python3, python3.13, python3.12 and python3.11 is one; install it first."
}

create_venv() {
    if "$python" -m pip --version >/dev/null 2>&1 && grep -qF -- "$root/.venv" .venv/bin/activate; then
        return
    fi
    local base
    base=$(find_python)
    "$base" -c 'import ensurepip, venv' 2>/dev/null ||
        die "$base cannot create virtual environments. On Debian and Ubuntu: apt-get install python3-venv"
    echo "Creating .venv with $base" >&2
    "$base" -m venv --clear .venv || die "Could not create .venv with $base."
}

use_mirror() { # uv does not read the configuration of pip
    local mirror
    mirror=${PIP_INDEX_URL:-$("$python" -m pip config get global.index-url 2>/dev/null || true)}
    if [[ $mirror && -z ${UV_DEFAULT_INDEX-} ]]; then
        export UV_DEFAULT_INDEX=$mirror
    fi
}

install() { # install EXTRAS: a comma-separated list, or empty
    local extras=$1 stamp wanted
    create_venv
    stamp=.venv/installed-${extras:-plain}
    wanted=$(cat pyproject.toml constraints.txt | cksum)
    if [[ -f $stamp && $(<"$stamp") == "$wanted" ]]; then
        return
    fi
    echo "Installing voice-mockserver${extras:+ with the extras $extras} into .venv" >&2
    "$python" -m pip install -qq --disable-pip-version-check --constraint constraints.txt --editable ".${extras:+[$extras]}" >&2 ||
        die "Installing into .venv failed; the lines above say why. It needs a package index, or a mirror in the configuration of pip."
    printf '%s\n' "$wanted" >"$stamp"
}
