#!/usr/bin/env bash
# Shared by ./gvi and ./test: finds the .NET SDK, installs on Debian what NuGet and the data set need, and builds what changed.
# Each step looks at what is there and does only what is missing, so after an interruption it is simply run again.
# It writes .setup/ (stamps, a lock, logs), which git ignores.
set -euo pipefail
trap 'exit 130' INT    # of everything, not only of the command in progress

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
state=$root/.setup

# A bare system has neither ICU nor, sometimes, a HOME.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-1}" DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 HOME="${HOME:-$state}"
for folder in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
    command -v dotnet > /dev/null && break
    [ ! -x "$folder/dotnet" ] || PATH=$folder:$PATH
done

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
put() { cat > "$1.new" && mv -f "$1.new" "$1"; }    # whole or not at all
is() { [ "$(cat "$1" 2> /dev/null)" = "$2" ]; }
has() { command -v "$1" > /dev/null; }

lock() {    # until unlock; 9>&- keeps it from what outlives this script
    mkdir -p "$state"
    has flock && ! { true >&9; } 2> /dev/null || return 0
    exec 9> "$state/lock"
    flock -n 9 || { say 'Another set-up is at work here; waiting for it …' && flock 9; }
}
unlock() { exec 9>&-; }

# NuGet needs certificates; the data set is what a first training trains on.
missing_packages() {
    has apt-get || return 0
    cat "$state/installing" 2> /dev/null || true    # begun and not ended: what dpkg calls half-installed may look complete
    [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -n "${SSL_CERT_FILE:-}${SSL_CERT_DIR:-}" ] || echo ca-certificates
    [ -d /usr/share/datasets/fashion-mnist ] || [ -e "$state/no-data-set" ] || echo dataset-fashion-mnist
}

install() { # packages
    [ "$(id -u)" = 0 ] || { [[ " $* " != *" ca-certificates "* ]] || die "Needed and not here: ca-certificates; run 'sudo apt-get install ca-certificates' and start again."; return 0; }
    say "Installing $* …"
    lock
    printf '%s\n' "$@" | put "$state/installing"
    local apt='env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=600' package
    {
        dpkg --configure -a || true    # an installation was interrupted, perhaps
        $apt update || true
        for package in "$@"; do $apt install -f --no-install-recommends "$package" || echo "$package is not to be had."; done
    } < /dev/null > "$state/apt.log" 2>&1 9>&-
    rm "$state/installing"
    ! grep -q '^ca-certificates is not' "$state/apt.log" || die "apt-get could not install ca-certificates; what it said is in $state/apt.log."
    ! grep -q '^dataset-fashion-mnist is not' "$state/apt.log" || { touch "$state/no-data-set" && say 'Without dataset-fashion-mnist, then: gvi fetches a data set when it needs one.'; }
}

# Builds in Release, unless these very sources were built last.
build() { # project, output, folders in one word, options of dotnet build
    local project=$1 output=$2 folders=$3 stamp key
    shift 3
    stamp=$state/$(basename "$project").built
    # shellcheck disable=SC2086  # a list of words
    key=$(cd "$root" && find $folders Directory.* global.json \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 cksum | cksum)
    is_built() { [ -e "$output" ] && is "$stamp" "$key"; }
    ! is_built || return 0
    lock
    ! is_built || return 0
    # shellcheck disable=SC2086  # a list of words
    ! is "$stamp" interrupted || (cd "$root" && find $folders -name obj -prune -exec rm -rf {} +)
    echo interrupted | put "$stamp"
    say "Building $(basename "$project") …"
    (cd "$root" && dotnet build "$project" -c Release --disable-build-servers "$@") > "$state/build.log" 2>&1 9>&- || {
        rm "$stamp"
        grep -E 'error' "$state/build.log" | sort -u | head -n 20 >&2
        die "The build failed; all of its output is in $state/build.log."
    }
    put "$stamp" <<< "$key"
}

{ has dotnet && (cd "$root" && dotnet --version > /dev/null 2>&1); } || die 'Install the .NET 10 SDK (https://dot.net/download), have dotnet on the PATH, and start again.'
mapfile -t packages < <(missing_packages | sort -u)
[ "${#packages[@]}" = 0 ] || install "${packages[@]}"
