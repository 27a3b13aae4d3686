#!/bin/sh
# Debian ships Python without venv; its package brings it.
set -e
sudo=""
[ "$(id -u)" = 0 ] || sudo=sudo
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq python3-venv
