#!/bin/sh
# Makes the images that the container tests stand on out of files of this machine, so that nothing is
# downloaded: fxprof-it/java (a shell and the JDK), fxprof-it/prometheus (Debian's).
#   images.sh JAVA_HOME FOLDER      FOLDER is empty and for its own use; DOCKER_HOST says which engine
set -eu
java_home=$1
folder=$2

# The libraries that programs are linked with, and their loader, at the places where they are looked for.
libraries() {
    target=$1
    shift
    ldd "$@" | sed -n 's/.*=> \(\/[^ ]*\) (.*/\1/p; s/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p' | sort -u |
        while read -r file; do
            case $file in
                "$java_home"/*) ;;
                *) mkdir -p "$target$(dirname "$file")" && cp -L "$file" "$target$file" ;;
            esac
        done
}

base=$folder/java
mkdir -p "$base/bin" "$base/tmp"
chmod 1777 "$base/tmp"
cp "$(command -v busybox)" "$base/bin/busybox"
for name in cat chown cp dirname grep id mkdir readlink sh; do
    ln -s busybox "$base/bin/$name"
done
libraries "$base" "$java_home/bin/java" "$java_home"/lib/lib*.so "$java_home/lib/server/libjvm.so"
tar -c --exclude=src.zip --exclude=ct.sym --exclude=jmods --exclude=man --exclude='classes_*.jsa' \
    -C "$base" . -C / "${java_home#/}" |
    docker import --change "ENV JAVA_HOME=$java_home PATH=/bin" - fxprof-it/java

base=$folder/prometheus
mkdir -p "$base/bin" "$base/prometheus"
cp "$(command -v prometheus)" "$base/bin/"
libraries "$base" "$base/bin/prometheus"
chown 65534:65534 "$base/prometheus"
tar -c -C "$base" . |
    docker import --change 'ENTRYPOINT ["/bin/prometheus"]' --change 'USER 65534:65534' \
        --change 'WORKDIR /prometheus' - fxprof-it/prometheus
