#!/bin/sh
# Double click, or: sh start.sh draft.docx
here=$(cd "$(dirname "$0")" && pwd)
for python in python3.12 python3.11 python3; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    exec "$python" "$here/start.py" "$@"
  fi
done
echo "需要 Python 3.11 或 3.12，请先安装。"
exit 2
