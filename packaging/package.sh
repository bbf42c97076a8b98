# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What `./conform package` makes, in build/package: the program for Windows as one zip, and for
# Debian as one package. The same commit gives the same bytes. Read by `conform`, whose functions
# it uses.

# shellcheck disable=SC2154  # root and windows_packages are those of conform.
package_version=$(sed -n 's/^project(wsconform VERSION \([0-9.]*\) .*/\1/p' "$root/CMakeLists.txt")

package_packages=(zip unzip dpkg-dev file)

# The moment that every file is said to be of: that of the commit, or the one that was given.
package_moment() {
    printf '%s\n' "${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null ||
        echo 1767225600)}"
}

# The licences of what is linked into a program, as the packages named state them.
write_notices() {
    local package
    printf '%s\n' "wsconform is under the Apache License 2.0; see LICENSE. Parts of these are in" \
        "the programs, each under its own licence:"
    for package in nlohmann-json3-dev libcli11-dev libvalijson-dev googletest librapidcheck-dev \
        mingw-w64-common gcc-mingw-w64-x86-64-posix-runtime \
        gcc-mingw-w64-i686-posix-runtime "$@"; do
        printf '\n======== %s ========\n\n' "$package"
        cat -- "/usr/share/doc/$package/copyright"
    done
}

make_zip() {
    local name=wsconform-$package_version-windows folder=$root/build/package
    local stage=$folder/$name harness=$root/build/agent/harness moment
    moment=$(package_moment)
    rm -rf -- "$stage" "$stage.zip"
    mkdir -p -- "$stage"
    cp -- "$root/build/windows/wsconform.exe" "$harness"/agent/*.exe \
        "$harness/providers/"{base,layered,faulty}/*.dll \
        "$root/LICENSE" "$root/CHANGELOG.md" "$stage"
    # Those of 32 bits lie where the program looks for them.
    harness=$root/build/agent32/harness
    mkdir -- "$stage/32"
    cp -- "$harness"/agent/*.exe "$harness/providers/"{base,layered,faulty}/*.dll "$stage/32"
    # What is for debuggers names the folder that all was built in. The time written in its place is
    # that of the commit.
    SOURCE_DATE_EPOCH=$moment find "$stage" '(' -name '*.exe' -o -name '*.dll' ')' \
        -exec x86_64-w64-mingw32-strip '{}' +
    cp -- "$root/packaging/windows.md" "$stage/README.md"
    write_notices libz-mingw-w64-dev >"$stage/NOTICES.txt"
    (
        cd -- "$stage" || exit
        # shellcheck disable=SC2094  # The list leaves itself out.
        find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort |
            xargs sha256sum >SHA256SUMS
        cd -- "$folder" || exit
        find "$name" -exec chmod u=rwX,go=rX '{}' + -exec touch --date="@$moment" '{}' +
        find "$name" -type f | LC_ALL=C sort | TZ=UTC zip -X -9 -q "$name.zip" -@
    )
    rm -rf -- "$stage"
    printf '%s\n' "$stage.zip"
}

make_debian_package() {
    local folder=$root/build/package moment
    moment=$(package_moment)
    write_notices >"$root/build/release/NOTICES.txt"
    (
        cd -- "$root/build/release" || exit
        SOURCE_DATE_EPOCH=$moment cpack -G DEB -B "$folder/deb" >"$root/build/cpack.log" 2>&1 ||
            give_up "cpack does not make the package; see $root/build/cpack.log"
    )
    mv -f -- "$folder/deb/"*.deb "$folder/"
    rm -rf -- "$folder/deb"
    printf '%s\n' "$folder/"*.deb
}

package() {
    install_packages "${windows_packages[@]}" "${package_packages[@]}"
    build windows wsconform
    make_zip
    make_debian_package
}
