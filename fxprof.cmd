@echo off
rem Finds a JDK 25, builds fxprof once if needed, and runs the command where you stand.
setlocal enabledelayedexpansion
set "HOME_DIR=%~dp0"
set "JAR=%HOME_DIR%fxprof-cli\target\fxprof.jar"
set "MODULE=fxprof-cli"
set "NEEDED=%JAR%"
if "%~1"=="bench" (
    set "MODULE=fxprof-it"
    set "NEEDED=%HOME_DIR%fxprof-it\target\fxprof-bench.jar"
)
set "JDK="
for %%D in ("%FXPROF_JAVA_HOME%" "%JAVA_HOME%") do if not defined JDK call :check "%%~D"
if not defined JDK for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\jdk-25*" "%ProgramFiles%\Java\jdk-25*" "%ProgramFiles%\Microsoft\jdk-25*" "%USERPROFILE%\.jdks\*25*") do if not defined JDK call :check "%%~D"
if not defined JDK (
    echo fxprof: no JDK 25 found; install one, for example Temurin 25, or set JAVA_HOME to it 1>&2
    exit /b 3
)
set "BUILD="
if not exist "%JAR%" set "BUILD=1"
if not exist "%NEEDED%" set "BUILD=1"
if defined BUILD (
    where mvn >nul 2>nul || (
        echo fxprof: fxprof is not built yet and Maven is not installed; install Maven 3.8.7 or newer 1>&2
        exit /b 3
    )
    echo fxprof: building once, this takes a minute 1>&2
    pushd "%HOME_DIR%"
    call mvn -B -q -Dmaven.test.skip -pl %MODULE% -am package 1>&2 || (popd & echo fxprof: the build failed, see the messages above 1>&2 & exit /b 3)
    popd
)
set "TOUCHED="
for %%C in (simulate serve bench) do if "%~1"=="%%C" set "TOUCHED=-XX:+AlwaysPreTouch"
"%JDK%\bin\java.exe" -XX:+UseParallelGC %TOUCHED% -Xss16m -Xms512m -Xmn256m -Xmx1g %FXPROF_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

:check
if "%~1"=="" exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
"%~1\bin\java.exe" -version 2>&1 | findstr /r /c:"\"25[.\"]" >nul && set "JDK=%~1"
exit /b 0
