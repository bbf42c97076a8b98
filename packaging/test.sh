#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the packages twice: whether they are whole, and the same bytes. `check` runs it when all is
# built.
set -euo pipefail

# shellcheck source=conform
. "$(dirname -- "${BASH_SOURCE[0]}")/../conform"
# shellcheck source=packaging/package.sh
. "$root/packaging/package.sh"

packages_made() {
    (cd -- "$root/build/package" && sha256sum -- *.zip *.deb)
}

# Each file has the sum that the list in the zip says, and no file is missing there.
zip_is_whole() {
    local folder=$1 file
    unzip -q -o "$root/build/package/wsconform-$package_version-windows.zip" -d "$folder"
    cd -- "$folder/wsconform-$package_version-windows"
    sha256sum --check --quiet SHA256SUMS
    for file in wsconform.exe wsconform-agent.exe base_provider.dll layered_provider.dll \
        faulty_base.dll 32/wsconform-agent.exe 32/base_provider.dll README.md \
        LICENSE NOTICES.txt CHANGELOG.md; do
        [ -s "$file" ] || give_up "the zip for Windows lacks $file"
    done
}

# What is unpacked runs, is on the PATH, and has its manual page, completion and agent.
debian_package_is_whole() {
    local folder=$1 file
    dpkg-deb --extract "$root/build/package/wsconform_${package_version}_amd64.deb" "$folder"
    PATH=$folder/usr/bin:$PATH wsconform --version | grep -qF "$package_version" ||
        give_up "the program of the Debian package does not tell its version"
    for file in share/man/man1/wsconform.1 share/man/man1/wsconform-run.1 \
        share/bash-completion/completions/wsconform lib/wsconform/wsconform-agent.exe \
        lib/wsconform/32/wsconform-agent.exe lib/wsconform/base_provider.dll \
        share/doc/wsconform/copyright; do
        [ -s "$folder/usr/$file" ] || [ -s "$folder/usr/$file.gz" ] ||
            give_up "the Debian package lacks /usr/$file"
    done
}

test_packages() {
    local first scratch=$root/build/package/test
    rm -rf -- "$scratch"
    package >/dev/null
    first=$(packages_made)
    package >/dev/null
    if [ "$first" != "$(packages_made)" ]; then
        give_up "packages of one commit differ in their bytes: $first"
    fi
    mkdir -p -- "$scratch"
    (zip_is_whole "$scratch/windows")
    (debian_package_is_whole "$scratch/debian")
    rm -rf -- "$scratch"
    say "packages: whole, and the same bytes when made twice"
}

test_packages
