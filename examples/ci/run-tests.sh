#!/usr/bin/env bash
# Checks the scenarios and runs the tests in parallel: the same on your machine and in every CI. Arguments go to pytest.
# artifacts/ gets the report for the CI (junit.xml), the one for people (pytest.txt), and what conftest.py saves.

set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

rm -rf artifacts
mkdir artifacts
mockserver check scenarios
python -m pytest -n auto --junitxml artifacts/junit.xml "$@" 2>&1 | tee artifacts/pytest.txt
