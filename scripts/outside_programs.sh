#!/bin/sh
# Puts the programs that only tests need, and no package index of Python or node has, onto a Debian machine that lacks
# them: a browser that reads the evidence report, a second opinion on its signature, and what makes system calls fail.
set -eu

wanted=""
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || wanted="$wanted chromium"
command -v openssl >/dev/null 2>&1 || wanted="$wanted openssl"
command -v strace >/dev/null 2>&1 || wanted="$wanted strace"
command -v sha256sum >/dev/null 2>&1 || wanted="$wanted coreutils"
[ -n "$wanted" ] || exit 0

as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get -qq update
# shellcheck disable=SC2086  (several words are meant)
$as_root apt-get -qq install --yes --no-install-recommends $wanted >/dev/null
