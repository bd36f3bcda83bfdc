@echo off
rem Plain ASCII: the command processor misreads other characters in batch files.
set PYTHONUTF8=1
chcp 65001 >nul
where py >nul 2>nul && (py -3 "%~dp0start.py" %* & goto :eof)
where python >nul 2>nul && (python "%~dp0start.py" %* & goto :eof)
echo Python 3.11 or later is needed: https://www.python.org/
pause
