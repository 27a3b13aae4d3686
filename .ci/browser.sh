#!/bin/sh
# Chromium and a Chinese font from Debian's packages, for the browser tests.
set -e
sudo=""
[ "$(id -u)" = 0 ] || sudo=sudo
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq chromium fonts-noto-cjk fontconfig
