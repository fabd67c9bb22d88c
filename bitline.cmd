@echo off
rem The twin of ./bitline for Windows: finds a JDK 25, builds when needed, and runs.
rem   bitline ARGS...         the workbench; bitline --help lists its commands
rem   bitline test [ARGS...]  sets everything up and passes every test
rem   bitline mvn ARGS...     Maven on the JDK that was found
rem BITLINE_JAVA_HOME names the JDK to use; BITLINE_JAVA_OPTS holds options for Java.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
if "%HERE:~-1%"=="\" set "HERE=%HERE:~0,-1%"
set "JDK="

if defined BITLINE_JAVA_HOME (
  call :consider "%BITLINE_JAVA_HOME%"
  if not defined JDK (
    echo bitline: BITLINE_JAVA_HOME is "%BITLINE_JAVA_HOME%", which is not a JDK 25; correct it, or unset it to search 1>&2
    exit /b 2
  )
  goto :found
)
if defined JAVA_HOME call :consider "%JAVA_HOME%"
for /f "tokens=1,* delims==" %%A in ('set JAVA 2^>nul') do call :consider "%%B"
for /f "delims=" %%J in ('where javac 2^>nul') do call :consider "%%~dpJ.."
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\*" "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%USERPROFILE%\.jdks\*" "%USERPROFILE%\.sdkman\candidates\java\*" "%LOCALAPPDATA%\mise\installs\java\*") do call :consider "%%~D"
if not defined JDK (
  echo bitline: needs a JDK 25, and none was found in BITLINE_JAVA_HOME, JAVA_HOME, PATH or the usual folders. Install one: 1>&2
  echo   winget install EclipseAdoptium.Temurin.25.JDK 1>&2
  echo or, if you have one elsewhere, name its folder in BITLINE_JAVA_HOME. 1>&2
  exit /b 2
)

:found
set "JAVA_HOME=%JDK%"
set "STAMP=%HERE%\target\launcher.stamp"

if /i "%~1"=="mvn" goto :maven
if /i "%~1"=="test" goto :test
if /i "%~1"=="bench" goto :bench

call :stale
if errorlevel 1 (
  echo bitline: building... 1>&2
  call "%HERE%\mvnw.cmd" -f "%HERE%\pom.xml" -B -q -ntp package -Dmaven.test.skip=true 1>&2
  if errorlevel 1 (
    echo bitline: the build failed, see above; nothing was run 1>&2
    exit /b 2
  )
  type nul > "%STAMP%"
)
set "JAR="
for %%J in ("%HERE%\target\bitline-*.jar") do call :jar "%%~J"
"%JAVA_HOME%\bin\java.exe" --add-modules jdk.incubator.vector -XX:+UseCompactObjectHeaders "-Dbitline.home=%HERE%" %BITLINE_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

:test
call :rest %*
call "%HERE%\mvnw.cmd" -f "%HERE%\pom.xml" -B -ntp verify %REST%
exit /b %ERRORLEVEL%

:bench
call :rest %*
echo bitline: building the benchmarks... 1>&2
call "%HERE%\mvnw.cmd" -f "%HERE%\bench\with-main.xml" -B -q -ntp package -Dmaven.test.skip=true 1>&2
if errorlevel 1 (
  echo bitline: the build failed, see above; nothing was run 1>&2
  exit /b 2
)
"%JAVA_HOME%\bin\java.exe" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "-Dbitline.home=%HERE%" %BITLINE_JAVA_OPTS% -cp "%HERE%\bench\target\classes;%HERE%\bench\target\lib\*" bitline.bench.Bench %REST%
exit /b %ERRORLEVEL%

:maven
call :rest %*
call "%HERE%\mvnw.cmd" -f "%HERE%\pom.xml" %REST%
exit /b %ERRORLEVEL%

rem Takes the first folder whose release file says 25.
:consider
if defined JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
findstr /b /c:"JAVA_VERSION=\"25" "%~1\release" >nul 2>nul
if not errorlevel 1 set "JDK=%~f1"
exit /b 0

rem All arguments but the first.
:rest
set "REST="
:more
shift
if "%~1"=="" exit /b 0
set REST=%REST% %1
goto :more

rem The program's jar, not the ones with its sources and its documentation.
:jar
echo %~n1| findstr /e /c:"-sources" /c:"-javadoc" >nul || set "JAR=%~1"
exit /b 0

rem 1 when there is no jar, or something that it is made of is newer than the last build.
:stale
if not exist "%STAMP%" exit /b 1
if not exist "%HERE%\target\lib" exit /b 1
powershell -NoProfile -Command "$b=(Get-Item -LiteralPath $env:STAMP).LastWriteTimeUtc; $p=@('pom.xml','src\main','src\boot','chips','cells') | ForEach-Object { Join-Path $env:HERE $_ } | Where-Object { Test-Path -LiteralPath $_ }; if (Get-ChildItem -LiteralPath $p -Recurse | Where-Object { $_.LastWriteTimeUtc -gt $b } | Select-Object -First 1) { exit 1 }"
exit /b %ERRORLEVEL%
