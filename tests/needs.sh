#!/usr/bin/env bash
# Installs Chromium and redis-server from Debian where they are missing and apt can be
# used; says what is skipped where it cannot. Never fails: the tests themselves skip.
set -uo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v redis-server >/dev/null || missing+=(redis-server)
((${#missing[@]})) || exit 0

say_skipped() {
	for package in "${missing[@]}"; do
		case $package in
		chromium) echo "SKIPPED: the browser tests, since $1 (chromium is missing)" ;;
		redis-server) echo "SKIPPED: what needs a Redis, since $1 (redis-server is missing)" ;;
		esac
	done
	exit 0
}

as_root=()
if ((EUID != 0)); then
	sudo -n true 2>/dev/null || say_skipped "this is neither root nor passwordless sudo"
	as_root=(sudo -n)
fi
command -v apt-get >/dev/null || say_skipped "there is no apt-get"

echo "installing ${missing[*]}"
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq
	-o Acquire::Retries=2 -o Acquire::http::Timeout=30)
"${apt[@]}" update
"${apt[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null ||
	say_skipped "apt-get could not install it"
