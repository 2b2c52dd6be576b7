#!/usr/bin/env bash
# Set-up, shared by ./gvi and ./test: finds the .NET SDK, decides once where TorchSharp's API comes from, installs what that needs, builds.
# Each step looks at what is there and does only what is missing, so after an interruption it is simply run again.
# It writes Torch.local.props (yours to edit; delete it and set-up decides anew) and .setup/ (stamps, lock, logs); git ignores both.
set -euo pipefail
trap 'exit 130' INT    # of everything, not only of the command in progress

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
state=$root/.setup
choice=$root/Torch.local.props

# A bare system has no ICU; gomp's spinning threads ruin a shared machine.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-1}" OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-passive}"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 HOME="${HOME:-$state}"
for folder in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
    command -v dotnet > /dev/null && break
    [ ! -x "$folder/dotnet" ] || PATH=$folder:$PATH
done

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
put() { cat > "$1.new" && mv -f "$1.new" "$1"; }    # whole or not at all
is() { [ "$(cat "$1" 2> /dev/null)" = "$2" ]; }
has() { command -v "$1" > /dev/null; }
limited() { if has timeout; then timeout "$@"; else shift && "$@"; fi; }

lock() {    # until unlock; 9>&- keeps it from what outlives this script
    mkdir -p "$state"
    has flock && ! { true >&9; } 2> /dev/null || return 0
    exec 9> "$state/lock"
    flock -n 9 || { say 'Another set-up is at work here; waiting for it …' && flock 9; }
}
unlock() { exec 9>&-; }

torch_build() {
    if [ -e "$choice" ]; then sed -n 's|.*<TorchBuild>\(.*\)</TorchBuild>.*|\1|p' "$choice"; else can_restore && echo package || echo system; fi
}

can_restore() {
    case "$(uname -sm)" in 'Linux x86_64' | 'Darwin arm64' | MINGW* | MSYS*) ;; *) return 1 ;; esac    # TorchSharp ships for no other
    say 'Asking NuGet for the TorchSharp packages …'
    local version binding missing
    version=$(sed -n 's|.*"TorchSharp" Version="\(.*\)".*|\1|p' "$root/Directory.Packages.props")
    mkdir -p "$state/probe"
    # Two small packages, quickly refused where there are none; only then everything they need, some hundred megabytes.
    put "$state/probe/probe.proj" <<< "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><PackageDownload Include=\"TorchSharp;\$(TorchPackage)\" Version=\"[$version]\" /></ItemGroup></Project>"
    NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT=1 limited 20 dotnet restore "$state/probe/probe.proj" > "$state/restore.log" 2>&1 9>&- || return 1
    # Its native part is built on a newer Linux than some that this project is for: Debian 12's C++ library is too old for it.
    binding=$(dotnet nuget locals global-packages --list 2> /dev/null 9>&- | sed -n 's/^[^:]*: //p')/torchsharp/$version/runtimes/linux-x64/native/libLibTorchSharp.so
    missing=$(! has ldd || ldd "$binding" 2>&1 | sed -n "s/.*version \`\(.*\)' not found.*/\1/p" | sort -u)
    [ -z "$missing" ] || { say "TorchSharp's native library asks for a newer system than this one (without ${missing//$'\n'/, })." && return 1; }
    say 'Restoring them (once, some hundred megabytes) …'
    dotnet restore "$root/GenerativeVI.sln" -p:TorchBuild=package > "$state/restore.log" 2>&1 9>&-
}

libtorch() { sh "$root/src/TorchSharp.System/native/find-libtorch" 2> /dev/null || true; }    # its compiler flags

# Debian's libtorch multiplies matrices with whatever libblas.so.3 stands for; the reference library there is twenty times too slow.
# Of the OpenBLAS builds the OpenMP one shares libtorch's threads and keeps to their number.
fast_blas() {
    local library
    for library in /usr/lib/*/libblas.so.3; do [ -e "$library" ] && [[ $(readlink -f "$library") != */blas/libblas.so* ]] && return; done
    return 1
}

missing_packages() { # TorchBuild
    cat "$state/installing" 2> /dev/null || true    # begun and not ended: what dpkg calls half-installed may look complete
    ! has apt-get || [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -n "${SSL_CERT_FILE:-}${SSL_CERT_DIR:-}" ] || echo ca-certificates
    [ "$1" = system ] || return 0
    has g++ || echo g++
    [ -z "${LIBTORCH:-}" ] || return 0
    case "$(libtorch)" in
        '') printf '%s\n' libtorch-dev libopenblas0-openmp ;;
        *-I/usr/include\ *) fast_blas || echo libopenblas0-openmp ;;
    esac
}

install() { # packages
    has apt-get || die "Needed and not here: $* (Debian's names); without apt-get, install a C++ compiler and set LIBTORCH to a libtorch folder or 'pip install torch', then start again."
    [ "$(id -u)" = 0 ] || die "Needed and not here: $*; run 'sudo apt-get install --no-install-recommends $*' and start again."
    say "Installing $* …"
    printf '%s\n' "$@" | put "$state/installing"
    local apt='env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=600'
    {
        dpkg --configure -a || true    # an installation was interrupted, perhaps
        $apt install -f --no-install-recommends "$@" || { $apt update && $apt install -f --no-install-recommends "$@"; }
    } < /dev/null > "$state/apt.log" 2>&1 9>&- || die "apt-get could not install $*: $(grep -m 1 '^E:' "$state/apt.log") (all of it in $state/apt.log)."
    rm "$state/installing"
}

install_missing() { # TorchBuild
    local packages
    packages=$(missing_packages "$1" | sort -u)
    # shellcheck disable=SC2086  # a list of words
    [ -z "$packages" ] || install $packages
}

install_data_set() {
    has apt-get && [ ! -d /usr/share/datasets/fashion-mnist ] && [ "$(id -u)" = 0 ] || return 0
    (install dataset-fashion-mnist) || { rm -f "$state/installing" && say 'Without it, then: gvi fetches a data set when it needs one.'; }
}

set_up_key() { cat "$choice" "$root/src/setup.sh" "$root/Directory.Packages.props" 2> /dev/null | cksum; echo "${LIBTORCH:-}"; }
is_set_up() { [ -e "$choice" ] && is "$state/done" "$(set_up_key)" && [ -z "$(missing_packages "$(torch_build)")" ]; }

set_up() {
    has dotnet || die 'No .NET SDK found: install the .NET 10 SDK (https://dot.net/download) and have dotnet on the PATH.'
    ! is_set_up || return 0
    lock
    ! is_set_up || return 0
    (cd "$root" && dotnet --version > /dev/null 2>&1 9>&-) || die 'No .NET 10 SDK among those installed: install it (https://dot.net/download) and start again.'
    install_missing package
    local build
    build=$(torch_build)
    install_missing "$build"
    install_data_set
    [ -e "$choice" ] || put "$choice" << XML
<Project>
  <!-- What set-up found to work on this machine. Edit it as you like; without it, set-up decides anew. -->
  <PropertyGroup>
    <TorchBuild>$build</TorchBuild>
  </PropertyGroup>
</Project>
XML
    set_up_key | put "$state/done"
    say "Set up: TorchSharp from $([ "$build" = system ] && echo 'src/TorchSharp.System over the libtorch installed here' || echo 'its NuGet packages')."
}

# What a build is made of: sources by content, the choice of torch and the libtorch it compiles against.
build_key() { # folders, in one word
    (
        cd "$root"
        # shellcheck disable=SC2086  # a list of words
        find $1 \( -name bin -o -name obj \) -prune -o -type f -exec cksum {} + | sort
        cksum Directory.* global.json "$choice"
        libtorch
        ls -L -l /usr/lib/*/libtorch_cpu.so 2> /dev/null || true
    ) | cksum
}

# Builds in Release, unless these very sources were built last.
build() { # project, output, folders in one word, options of dotnet build
    local project=$1 output=$2 folders=$3 name stamp key
    shift 3
    name=$(basename "$project")
    stamp=$state/$name.built
    key=$(build_key "$folders")
    is_built() { [ -e "$output" ] && is "$stamp" "$key"; }
    ! is_built || return 0
    lock
    ! is_built || return 0
    # shellcheck disable=SC2086  # a list of words
    ! is "$stamp" interrupted || (cd "$root" && find $folders -name obj -prune -exec rm -rf {} +)
    echo interrupted | put "$stamp"
    say "Building $name …"
    (cd "$root" && dotnet build "$project" -c Release --disable-build-servers "$@") > "$state/build.log" 2>&1 9>&- || {
        rm "$stamp"
        grep -E 'error' "$state/build.log" | sort -u | head -n 20 >&2
        die "The build failed; all of its output is in $state/build.log."
    }
    put "$stamp" <<< "$key"
}

set_up
