@echo off
rem Starts Phasor; builds it on first use. Needs a JDK 17 or later and Maven 3.8.6 or later.
rem Sources that changed since are built again after: del ui\target\phasor\.built
setlocal
set "HERE=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%HERE%ui\target\phasor\.built" goto run
echo phasor: building for the first time, about a minute (Maven fetches what it needs) 1>&2
pushd "%HERE%"
call mvn -B -q -Dstyle.color=never -DskipTests -Pdist -pl ui -am package
if errorlevel 1 (
  popd
  echo phasor: the build failed, see above 1>&2
  exit /b 3
)
popd
echo built> "%HERE%ui\target\phasor\.built"
:run
if "%~1"=="stop" goto stop
rem What fires gets a heap that never grows; docs/decisions/0020-collector-and-heap.md
set "HEAP=-Xms64m -Xmx1g"
if "%~1"=="run" set "HEAP=-Xms1g -Xmx1g -Xmn640m -XX:+AlwaysPreTouch"
if "%~1"=="certify" set "HEAP=-Xms1g -Xmx1g -Xmn640m -XX:+AlwaysPreTouch"
"%JAVA%" -XX:+UseSerialGC %HEAP% -XX:-UsePerfData -XX:+UnlockDiagnosticVMOptions -XX:GuaranteedSafepointInterval=0 -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED %PHASOR_JAVA_OPTS% -cp "%HERE%ui\target\phasor\lib\*" org.phasor.ui.PhasorMain %*
exit /b %ERRORLEVEL%
:stop
rem A stop starts with as little as it can.
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xmx64m -Djava.awt.headless=true %PHASOR_JAVA_OPTS% -cp "%HERE%ui\target\phasor\lib\*" org.phasor.ui.PhasorMain %*
exit /b %ERRORLEVEL%
